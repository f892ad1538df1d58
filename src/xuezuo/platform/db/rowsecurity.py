"""Migration operations that put a personal table behind row-level security.

    enable_row_security("org_post", using=f"{unit_is_visible('unit_id')} OR {member_is_self('member_id')}")

The condition holds for reading and for writing. The role that sees everything (`ALL_ROLE`) gets a policy of its own;
the owner, who migrates and backs up, is not bound by row-level security and must therefore never serve.

`IN (SELECT ...)` makes PostgreSQL build one hash of the visible units per query. `= ANY(ARRAY(SELECT ...))` can use an
index when a query has no condition of its own (0.3 ms instead of 30 ms for a branch), but compares row by row with the
whole list otherwise: 10 s instead of 0.4 s over 4 million rows for a county of 1,100 units.
"""

from django.conf import settings
from django.db.migrations import RunSQL


def unit_is_visible(column: str) -> str:
    """Return the condition that the unit in `column` lies at or below a node of who acts."""
    return f"{column} IN (SELECT seen FROM org_visible_units() AS seen)"


def member_is_self(column: str) -> str:
    """Return the condition that the member in `column` is the one who acts."""
    return f"{column} = nullif(current_setting('xuezuo.member', true), '')::bigint"


def add_policy(table: str, name: str, using: str) -> RunSQL:
    """Return the operation that lets one more condition show rows; conditions of several policies are joined by OR."""
    return RunSQL(f"CREATE POLICY {name} ON {table} USING ({using})", f"DROP POLICY {name} ON {table}")


def is_program() -> str:
    """Return the condition that no member acts: a command, an import, or a service that speaks as the system."""
    return "nullif(current_setting('xuezuo.member', true), '') IS NULL"


def seal_rows(table: str, using: str, *, at_the_top: str = "") -> RunSQL:
    """Return the operation that hides rows from everybody but those the condition shows, at the top of the tree too.

    Not even `beyond_scope()` opens them: only a service that acts as the system reads more. `at_the_top` is what
    whoever stands at the top may read besides, where conditions over visible units say nothing.
    """
    top = f" OR {at_the_top}" if at_the_top else ""
    return _secure(table, using, f"{is_program()} OR {using}{top}")


def enable_row_security(table: str, using: str, *, programs: str = "true") -> RunSQL:
    """Return the operation that hides every row of a table but those the condition shows.

    `programs` is what shows a row to programs and to posts at the top of the tree: every row, unless a person keeps
    it for oneself.
    """
    return _secure(table, using, programs)


def reopen_rows(before: RunSQL) -> RunSQL:
    """Return the operation that takes a condition off again, so that another can take its place in a later migration.

    Example:
        reopen_rows(enable_row_security("org_post", using=...)), seal_rows("org_post", using=...)
    """
    return RunSQL(before.reverse_sql, before.sql)  # type: ignore[arg-type]  # both are lists of statements


def _secure(table: str, using: str, using_all: str) -> RunSQL:
    everything = settings.DATABASES["default"]["ALL_ROLE"]
    return RunSQL(
        [
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
            f"CREATE POLICY {table}_scope ON {table} USING ({using})",
            f'CREATE POLICY {table}_all ON {table} TO "{everything}" USING ({using_all})',
        ],
        [
            f"DROP POLICY {table}_all ON {table}",
            f"DROP POLICY {table}_scope ON {table}",
            f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
        ],
    )
