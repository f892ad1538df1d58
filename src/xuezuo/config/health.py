"""What `xuezuo doctor` looks at: each probe yields findings with a code, what is wrong, and what to do about it."""

import dataclasses
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from django.core.checks import ERROR, run_checks
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from xuezuo.config import checks, database, keys
from xuezuo.config.postgres.choice import Choice
from xuezuo.platform.access import SYSTEM, acting_as

_FREE_BYTES = 1_000_000_000


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong (error) or should be looked at (warning)."""

    level: str
    code: str
    message: str
    hint: str = ""


type Probe = Callable[[Choice, Path], Iterator[Finding]]


def settings_are_safe(_choice: Choice, _folder: Path) -> Iterator[Finding]:
    """System checks of Django and of the house."""
    for message in (*run_checks(), *checks.check_serving()):
        level = "error" if message.level >= ERROR else "warning"
        yield Finding(level, message.id or "check", str(message.msg), message.hint or "")


def schema_is_current(choice: Choice, _folder: Path) -> Iterator[Finding]:
    """No migration waits."""
    with database.as_role(choice.owner):
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        yield Finding(
            "error", "schema.behind", f"有 {len(waiting)} 项数据库结构变更没有执行。", "先备份，再执行 xuezuo migrate。"
        )


def strangers_see_nobody(choice: Choice, _folder: Path) -> Iterator[Finding]:
    """Row-level security holds for the role that serves: without an actor it sees no member."""
    with database.as_role(choice.app), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('org_member') IS NOT NULL")
        if cursor.fetchone() != (True,):
            return
        cursor.execute("SELECT EXISTS (SELECT 1 FROM org_member)")
        if cursor.fetchone() != (False,):
            yield Finding("error", "rls.open", "应用角色不表明身份也能看到党员。", "执行 xuezuo migrate 恢复行级保护。")


def keys_are_its_own(_choice: Choice, folder: Path) -> Iterator[Finding]:
    """The keys at hand are those the database was filled with."""
    if keys.is_filled():
        with acting_as(SYSTEM), transaction.atomic():
            if found := keys.problems(folder):
                yield Finding("error", "keys.foreign", found, keys.hint())


def there_is_room(_choice: Choice, folder: Path) -> Iterator[Finding]:
    """The disk of the data folder is not nearly full."""
    free = shutil.disk_usage(folder).free
    if free < _FREE_BYTES:
        yield Finding(
            "warning", "disk.low", f"数据文件夹所在磁盘只剩 {free // 1_000_000} MB。", "清理磁盘，或移走旧备份。"
        )


PROBES: tuple[Probe, ...] = (
    settings_are_safe,
    schema_is_current,
    strangers_see_nobody,
    keys_are_its_own,
    there_is_room,
)


def examine(choice: Choice, folder: Path) -> list[Finding]:
    """Return the findings of every probe."""
    return [finding for probe in PROBES for finding in probe(choice, folder)]
