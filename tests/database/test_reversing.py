"""The policies of the database come and go with their migrations."""

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from xuezuo.platform.db.rowsecurity import add_policy, enable_row_security, member_is_self


def policies(table: str) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT policyname FROM pg_policies WHERE tablename = %s", [table])
        return {name for (name,) in cursor.fetchall()}


def is_guarded(table: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relrowsecurity FROM pg_class WHERE oid = %s::regclass", [table])
        return cursor.fetchone() == (True,)


@pytest.mark.usefixtures("scratch_database")
def test_row_security_can_be_taken_back():
    operations = (
        enable_row_security("org_unit", using=member_is_self("id")),
        add_policy("org_unit", "org_unit_more", using="true"),
    )
    with transaction.atomic(), connection.schema_editor() as editor:
        for operation in operations:
            operation.database_forwards("org", editor, None, None)
        assert policies("org_unit") == {"org_unit_scope", "org_unit_all", "org_unit_more"}
        assert is_guarded("org_unit")
        for operation in reversed(operations):
            operation.database_backwards("org", editor, None, None)
        assert policies("org_unit") == set()
        assert not is_guarded("org_unit")


@pytest.mark.usefixtures("scratch_database")
def test_the_policies_of_the_rooms_can_be_taken_back():
    call_command("migrate", "org", "0001", verbosity=0)
    assert policies("org_member") == set()
    assert not is_guarded("life_attendance")
    call_command("migrate", verbosity=0)
    assert policies("org_member") == {"org_member_scope", "org_member_all", "life_guest", "life_lecturer"}
