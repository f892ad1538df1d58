"""No row of the database and no page tells a juror who wrote, or an author who judged: read as they themselves."""

import json

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.urls import reverse

from xuezuo.platform.access import SYSTEM, Actor, Grant, acting_as, beyond_scope
from xuezuo.study.contests.models import Assignment, Authorship, Entry, Juror, Marking, Result
from xuezuo.study.contests.services.judging import judging_end
from xuezuo.study.contests.tests import desk
from xuezuo.study.contests.tests.services.test_judging import close, mark

pytestmark = pytest.mark.django_db
TABLES = [model._meta.db_table for model in apps.get_app_config("contests").get_models()]
SEALED = (Authorship, Juror, Assignment, Marking, Entry, Result)


@pytest.fixture
def contest(cast):
    made = desk.judged(cast)
    for who, title in ((cast.zhou, "护林记"), (cast.sun, "护林记"), (cast.li, "邻里之间")):
        mark(cast, made, who, title, note="有真情实感")
    return made


def rows_seen(actor: Actor) -> dict[str, list[dict[str, object]]]:
    """Return every row of the app's tables, of files and of the trail that the actor's database role shows."""
    with acting_as(actor), connection.cursor() as cursor:
        found = {}
        for table in [*TABLES, "files_storedfile", "audit_entry"]:
            cursor.execute(f"SELECT row_to_json(t)::text FROM {table} t")
            found[table] = [json.loads(text) for (text,) in cursor.fetchall()]
        return found


def test_a_jurors_rows_hold_no_author(cast, contest):
    rows = rows_seen(cast.actor(cast.sun))
    assert rows["contests_authorship"] == []
    assert rows["contests_result"] == []
    assert [row["member_id"] for row in rows["contests_juror"]] == [cast.sun.pk]
    assert [row["title"] for row in rows["contests_entry"]] == ["护林记"]
    assert len(rows["contests_assignment"]) == len(rows["contests_marking"]) == 1
    assert set(rows["contests_entry"][0]) == {"id", "uid", "contest_id", "state", "number", "title", "text", "file"}
    told = [row for row in rows["audit_entry"] if row["name"].startswith(("contests.entry", "contests.juror"))]
    assert told == []


def test_an_authors_rows_hold_no_juror_and_no_other_author(cast, contest):
    rows = rows_seen(cast.actor(cast.zhao))
    assert [row["member_id"] for row in rows["contests_authorship"]] == [cast.zhao.pk]
    assert [row["title"] for row in rows["contests_entry"]] == ["护林记"]
    for table in ("contests_juror", "contests_assignment", "contests_marking", "contests_result"):
        assert rows[table] == []


def test_the_organizer_sees_neither_in_the_database(cast, contest):
    """Pages for those who run the contest read through deeds; the role itself shows them nothing."""
    rows = rows_seen(cast.actor(cast.wu))
    for model in SEALED:
        assert rows[model._meta.db_table] == []
    assert [row for row in rows["audit_entry"] if row["name"] == "contests.entry_marked"] == []


def test_not_even_the_top_of_the_tree(cast, contest):
    top = Actor(1, cast.wu.pk, grants=(Grant("organizer", cast.committee.pk),), whole_tree=True)
    rows = rows_seen(top)
    for model in SEALED:
        assert rows[model._meta.db_table] == []
    with acting_as(cast.actor(cast.sun)), beyond_scope():
        assert not Authorship.objects.exists()
        assert Juror.objects.count() == 1
        assert not Authorship.objects.update(position=9)


def test_at_the_end_only_awarded_works_are_unsealed(cast, contest):
    mark(cast, contest, cast.zhou, "邻里之间")
    close(cast, contest, {desk.number_of("护林记"): "first"})
    top = Actor(1, cast.wu.pk, grants=(Grant("organizer", cast.committee.pk),), whole_tree=True)
    for actor in (cast.actor(cast.wu), top):
        with acting_as(actor):
            assert [one.member_id for one in Authorship.objects.all()] == [cast.zhao.pk]
            assert not Marking.objects.exists()
            assert not Entry.objects.exists()  # the author of the awarded one did not agree
    for who in (cast.li, cast.zheng):  # 孙 holds a post at the contest's unit
        with acting_as(cast.actor(who)):
            assert not Authorship.objects.exclude(member=who).exists()
    with acting_as(cast.actor(cast.qian)):
        assert [(one.award, one.credit) for one in Result.objects.all()] == [("first", "")]


def test_the_order_of_entering_does_not_show(cast):
    contest = desk.essay(cast)
    made = [desk.enter(cast, contest, who, f"作品{who.pk}") for who in (cast.zhao, cast.qian, cast.zheng, cast.li)]
    assert {entry.uid.version for entry in made} == {4}
    assert max(entry.pk for entry in made) > 1 << 32  # drawn, not counted
    for entry in made:
        assert entry.number is None


PAGES = ("contest-detail", "work-list", "contest-list")
NAMES = ("赵党员", "LC0003", "郑书记", "LC0005", "第一党小组", "机关支部", "社区支部")


def page(cast, who, name, **kwargs) -> str:
    client = Client()
    client.force_login(cast.account(who))
    with acting_as(SYSTEM):
        url = reverse(f"contests:{name}", kwargs=kwargs)
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode().split("<main", 1)[1]


def test_a_jurors_pages_name_nobody(cast, contest):
    number = desk.number_of("护林记")
    shown = page(cast, cast.zhou, "work-list", uid=contest.uid) + page(
        cast, cast.zhou, "contest-detail", uid=contest.uid
    )
    shown += page(cast, cast.zhou, "work-mark", uid=contest.uid, number=number)
    assert "护林记" in shown
    assert [name for name in NAMES if name in shown] == []
    with acting_as(SYSTEM):
        uids = [str(uid) for uid in Entry.objects.values_list("uid", flat=True)]
    assert [uid for uid in uids if uid in shown] == []


def test_an_authors_pages_name_no_juror(cast, contest):
    with acting_as(SYSTEM):
        uid = Entry.objects.get(title="护林记").uid
    shown = page(cast, cast.zhao, "contest-detail", uid=contest.uid) + page(cast, cast.zhao, "entry-detail", uid=uid)
    assert [name for name in ("周外人", "孙督导", "李委员", "80.00", "有真情实感") if name in shown] == []


def test_awards_are_given_without_names(cast, contest):
    contest = judging_end(actor=cast.actor(cast.wu), contest=contest, at=desk.LATER)
    shown = page(cast, cast.wu, "award-set", uid=contest.uid) + page(cast, cast.wu, "contest-detail", uid=contest.uid)
    assert "护林记" in shown
    assert [name for name in NAMES[:4] if name in shown] == []
    jury = page(cast, cast.wu, "juror-list", uid=contest.uid)
    assert "孙督导" in jury
    assert "80.00" not in jury
