"""What the application role sees, asked in SQL past all policies of the rooms above."""

import pytest
from django.apps import apps
from django.db import ProgrammingError, connection, transaction

from xuezuo.org.models import Affiliation, Edge, Member, Unit
from xuezuo.org.services.closure import closure_rebuild
from xuezuo.org.tests import factories
from xuezuo.platform.access import ANONYMOUS, SYSTEM, Actor, acting_as, beyond_scope

# Tables with personal fields that cannot hide behind the scope of who acts, and why.
OPEN = {
    "accounts_account": "log-in has to find the account before anybody is known",
    "files_storedfile": "the owner of a file is known to the room above; files are served through its access doors",
}


def names() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM org_member")
        return {name for (name,) in cursor.fetchall()}


def count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]


def test_every_personal_table_is_behind_row_security(db):
    tables = {
        model._meta.db_table
        for model in apps.get_models()
        if {"personal", "secret"} & set(getattr(model, "privacy", {}).values())
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relrowsecurity AND relkind = 'r' AND pg_get_userbyid(relowner) <> %s",
            [connection.settings_dict["USER"]],
        )
        guarded = {name for (name,) in cursor.fetchall()}
    assert tables - guarded == set(OPEN)


def test_the_serving_role_is_weak(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls, rolinherit FROM pg_roles WHERE rolname = session_user")
        assert cursor.fetchone() == (False, False, False)
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = session_user")
        assert cursor.fetchone() == (0,)


def test_nobody_sees_no_member(cast):
    with acting_as(ANONYMOUS):
        assert names() == set()
        for table in ("org_affiliation", "org_post", "org_stage", "org_memberidentity", "org_transfer"):
            assert count(table) == 0


def test_a_secretary_sees_the_own_branch_and_groups(cast):
    with acting_as(cast.actor(cast.wang)):
        assert names() == {"王书记", "李委员", "赵党员", "钱预备", "吴组织"}
        assert count("org_affiliation") == 5


def test_a_post_makes_the_holder_visible_where_it_is_held(cast):
    with acting_as(SYSTEM):
        factories.post(cast.zhou, cast.community, "committee_member")
    with acting_as(cast.actor(cast.zheng)):
        assert names() == {"郑书记", "孙督导", "周外人"}


def test_a_member_sees_the_own_group_and_rows(cast):
    alone = Actor(account_id=1, member_id=cast.zhao.pk)
    with acting_as(alone):
        assert names() == {"赵党员"}
        assert count("org_affiliation") == 1


def test_the_top_of_one_tree_does_not_see_another(cast):
    with acting_as(cast.actor(cast.wu)):
        assert "周外人" not in names()
        assert len(names()) == 7


def test_the_top_of_the_only_tree_needs_no_conditions(cast):
    with acting_as(SYSTEM):
        factories.post(cast.wu, cast.other_committee, "organizer")
        assert not cast.actor(cast.wu).whole_tree
        put_under(cast.other_committee, cast.committee)
    assert cast.actor(cast.wu).whole_tree
    assert not cast.actor(cast.wang).whole_tree


def put_under(unit: Unit, parent: Unit) -> None:
    """Join two trees for good."""
    Edge.objects.create(unit=unit, parent=parent, during=unit.during)
    closure_rebuild([*Unit.objects.values_list("pk", flat=True)])


def test_the_administrator_sees_nobody(cast):
    with acting_as(cast.admin):
        assert names() == set()


def test_programs_see_everybody(cast):
    with acting_as(SYSTEM):
        assert len(names()) == 8


def test_ended_units_stay_visible_from_where_they_stood(cast):
    with acting_as(SYSTEM), connection.cursor() as cursor:
        for table, column in (("org_unit", "id"), ("org_closure", "descendant_id"), ("org_edge", "unit_id")):
            cursor.execute(
                f"UPDATE {table} SET during = daterange('2015-01-01', '2025-01-01') WHERE {column} = %s",
                [cast.other_branch.pk],
            )
    with acting_as(Actor(account_id=1, member_id=None, grants=cast.actor(cast.zhou).grants)):
        assert names() == {"周外人"}


def test_writing_outside_the_scope_is_refused(cast):
    with acting_as(cast.actor(cast.wang)):
        assert Member.objects.filter(pk=cast.zheng.pk).update(nation="x") == 0
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            factories.affiliation(cast.zhao, cast.community)


def test_a_new_member_needs_beyond_scope(cast):
    with acting_as(cast.actor(cast.wang)):
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            factories.member(cast.office, name="新党员")
        with beyond_scope():
            factories.member(cast.office, name="新党员")
        assert "新党员" in names()


def test_transfer_shows_the_member_to_the_receiver(cast):
    with acting_as(SYSTEM), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO org_transfer (uid, member_id, from_unit_id, to_unit_id, state, reason, document, sent_on,"
            " sent_at, valid_until, decision_note) VALUES (gen_random_uuid(), %s, %s, %s, 'sent', '', '', now(), now(),"
            " now(), '')",
            [cast.zhao.pk, cast.office.pk, cast.community.pk],
        )
    with acting_as(cast.actor(cast.zheng)):
        assert "赵党员" in names()
        assert not Affiliation.objects.filter(member=cast.zhao).exists()
