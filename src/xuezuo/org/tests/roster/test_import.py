"""Applying a file: everything or nothing, once, traceable, revocable."""

import datetime as dt
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.support.audit import trail

from xuezuo.kernel.errors import NotFound
from xuezuo.kernel.ids import new_id
from xuezuo.org.errors.roster import ReasonMissing, RosterBatchInUse, RosterBatchRevoked
from xuezuo.org.models import (
    Affiliation,
    Closure,
    Edge,
    Member,
    MemberIdentity,
    Post,
    RosterBatch,
    Stage,
    Unit,
    UnitName,
)
from xuezuo.org.queries.verify import verify_tree
from xuezuo.org.roster.examine import Source
from xuezuo.org.roster.export import Extent, member_rows, unit_rows
from xuezuo.org.roster.revoke import roster_revoke
from xuezuo.org.roster.use_cases import roster_export, roster_import
from xuezuo.org.tests import factories
from xuezuo.org.tests.roster.books import AT, ON, Book, identity, member, unit
from xuezuo.platform.access import SYSTEM, Actor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]
COUNTED = (Unit, UnitName, Edge, Closure, Member, MemberIdentity, Stage, Affiliation, Post)
LATER = AT + dt.timedelta(days=30)


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in COUNTED}


def exported(on: dt.date = ON) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    extent = Extent(on, with_secrets=True)
    return list(unit_rows(extent)), list(member_rows(extent))


def rich_book() -> Book:
    """Every kind of row: identity, phone, transfer, floating, post, group, dissolved unit, probationary."""
    book = Book()
    book.units.append(unit("B3", 撤销日期="2020-05-01"))
    book.members[0].update(
        公民身份号码=identity(2), 手机号码="12000000001", 职务="书记、组织委员", 任职起始日期="2024-01-10"
    )
    book.members[1].update(所在组织代码="G1", 职务="组长", 任职起始日期="2024-01-10")
    book.members += [
        member("M3", "B2", 起始日期="2015-06-01"),
        member("M4", "B2", 组织关系类型="流动", 起始日期="2025-01-01"),
        member("M4", "C1", 组织关系类型="任职", 职务="委员", 任职起始日期="2023-01-01"),
        member("P1", "B2", 人员类别="预备党员", 入党日期="2025-06-01", 转正日期=""),
    ]
    return book


def test_what_the_file_says_is_what_stands(tmp_path: Path) -> None:
    outcome = rich_book().load(tmp_path)
    assert outcome.report.findings == []
    places = Affiliation.objects.filter(member__number="M3").order_by("during").values_list("unit__code", "during")
    assert [(code, during.lower, during.upper) for code, during in places] == [
        ("B1", dt.date(2004, 7, 1), dt.date(2015, 6, 1)),
        ("B2", dt.date(2015, 6, 1), None),
    ]
    stages = Stage.objects.filter(member__number="M1").order_by("during").values_list("stage", "during")
    assert [(stage, during.lower, during.upper) for stage, during in stages] == [
        ("probationary", dt.date(2004, 7, 1), dt.date(2005, 7, 1)),
        ("full", dt.date(2005, 7, 1), None),
    ]
    assert set(Post.objects.values_list("member__number", "unit__code", "title", "kind")) == {
        ("M1", "B1", "书记", "secretary"),
        ("M1", "B1", "组织委员", "committee_member"),
        ("M2", "G1", "组长", "group_leader"),
        ("M4", "C1", "委员", "committee_member"),
    }
    assert Unit.objects.get(code="B3").during.upper == dt.date(2020, 5, 1)
    assert verify_tree() == []


def test_an_affiliation_begins_with_the_later_of_membership_and_unit(tmp_path: Path) -> None:
    book = Book()
    book.units[2].update(成立日期="2010-01-01")
    book.load(tmp_path)
    begins = dict(Affiliation.objects.values_list("member__number", "during"))
    assert (begins["M1"].lower, begins["N1"].lower) == (dt.date(2004, 7, 1), dt.date(2010, 1, 1))


def test_one_batch_and_one_audit_entry(tmp_path: Path) -> None:
    outcome = Book().load(tmp_path)
    batch = RosterBatch.objects.get()
    entry = trail().get(name="org.roster_imported")
    assert (batch.uid, batch.rows, batch.file_name) == (outcome.batch, 12, "名册.xlsx")
    assert (entry.subject_uid, entry.after) == (
        str(batch.uid),
        {"rows_new": 12, "rows_changed": 0, "rows_unchanged": 0},
    )


def test_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    rich_book().load(tmp_path)
    before = counts()
    outcome = rich_book().load(tmp_path, LATER)
    assert (outcome.batch, outcome.report.counts) == (None, {"new": 0, "changed": 0, "unchanged": 17})
    assert (counts(), trail().count(), RosterBatch.objects.count()) == (before, 1, 1)


def test_with_an_error_nothing_is_written(tmp_path: Path) -> None:
    book = Book()
    book.members[7].update(人员类别="")
    outcome = book.load(tmp_path)
    assert outcome.batch is None
    assert not any(counts().values())
    assert not RosterBatch.objects.exists()


def test_export_and_import_are_each_other_s_inverse(tmp_path: Path) -> None:
    rich_book().load(tmp_path)
    first = exported()
    files = roster_export(actor=SYSTEM, path=tmp_path / "out.xlsx", on=ON, at=AT)
    again = tmp_path / "again"
    batch = RosterBatch.objects.get()
    roster_revoke(actor=SYSTEM, batch_uid=batch.uid, reason="重来", at=AT)
    assert not any(counts().values())
    roster_import(actor=SYSTEM, source=Source(files[0], "out.xlsx"), at=AT)
    assert exported() == first
    roster_export(actor=SYSTEM, path=again.with_suffix(".xlsx"), on=ON, at=AT)
    assert again.with_suffix(".xlsx").read_bytes() == files[0].read_bytes()


@pytest.mark.parametrize("name", ["out", "out.csv", "out.zip"])
def test_the_other_forms_are_read_back_too(name: str, tmp_path: Path) -> None:
    rich_book().load(tmp_path)
    path = tmp_path / name
    roster_export(actor=SYSTEM, path=path, on=ON, at=AT)
    outcome = roster_import(actor=SYSTEM, source=Source(path, name), at=LATER)
    assert (outcome.report.findings, outcome.report.counts["unchanged"]) == ([], 17)


def test_an_earlier_day_is_exported_as_it_stood(tmp_path: Path) -> None:
    rich_book().load(tmp_path)
    units, people = exported(dt.date(2014, 1, 1))
    assert [row[0] for row in units if row[6]] == []  # B3 was not dissolved yet
    assert [(row[8], row[13]) for row in people if row[0] == "M3"] == [("B1", "2004-07-01")]
    assert not any(row[14] for row in people)  # no post had begun
    assert "P1" not in {row[0] for row in people}


def test_secrets_are_sealed_and_only_exported_with_the_right(tmp_path: Path) -> None:
    rich_book().load(tmp_path)
    stored = MemberIdentity.objects.get()
    assert identity(2).encode() not in bytes(stored.id_number)
    hidden = list(member_rows(Extent(ON)))
    assert {row[5] for row in hidden} == {""}
    assert exported()[1][0][5] == identity(2)


def test_the_number_of_statements_does_not_grow_with_the_file(tmp_path: Path) -> None:
    used = []
    for size in (20, 200):
        book = Book(members=[member(f"L{n}", 姓名=f"党员{n}", 公民身份号码=identity(n * 2)) for n in range(size)])
        with CaptureQueriesContext(
            connection,
        ) as queries:
            outcome = book.load(tmp_path)
        assert outcome.batch is not None
        used.append(len(queries))
        roster_revoke(actor=SYSTEM, batch_uid=outcome.batch, reason="重来", at=AT)
    assert used[0] == used[1]


def test_an_importer_s_scope_ends_at_the_own_units(tmp_path: Path) -> None:
    Book().load(tmp_path)
    from xuezuo.org.types import Role  # noqa: PLC0415  # only here
    from xuezuo.platform.access import Grant  # noqa: PLC0415  # only here

    organizer = Actor(account_id=1, label="M1", grants=(Grant(Role.ORGANIZER, Unit.objects.get(code="B1").pk),))
    book = Book(units=[unit("G9", "党小组", "B1"), unit("G8", "党小组", "B2")], members=[member("Z1", "B2")])
    source = Source(book.csv(tmp_path / "theirs"), "x")
    outcome = roster_import(actor=organizer, source=source, at=LATER)
    assert {(f.sheet, f.row, f.column, f.code) for f in outcome.report.findings} == {
        ("党组织", 3, "上级组织代码", "unit_out_of_scope"),
        ("党员", 2, "所在组织代码", "unit_out_of_scope"),
    }


class TestRevoking:
    """Taking a batch back."""

    def test_everything_of_it_goes_and_what_was_there_stays(self, tmp_path: Path) -> None:
        Book().load(tmp_path)
        before, rows = counts(), exported()
        second = rich_book()
        second.units[1].update(组织名称="新名称")
        second.members[2].update(姓名="改名")
        second.members[8].update(姓名="改名")
        batch = second.load(tmp_path, LATER).batch
        assert batch is not None
        roster_revoke(actor=SYSTEM, batch_uid=batch, reason="传错了文件", at=LATER)
        assert (counts(), exported()) == (before | {"MemberIdentity": 1}, rows)
        assert verify_tree() == []
        assert trail().get(name="org.roster_revoked").reason == "传错了文件"

    def test_not_twice_not_without_reason_not_the_unknown(self, tmp_path: Path) -> None:
        batch = Book().load(tmp_path).batch
        assert batch is not None
        with pytest.raises(ReasonMissing):
            roster_revoke(actor=SYSTEM, batch_uid=batch, reason=" ", at=AT)
        with pytest.raises(NotFound):
            roster_revoke(actor=SYSTEM, batch_uid=new_id(), reason="x", at=AT)
        roster_revoke(actor=SYSTEM, batch_uid=batch, reason="x", at=AT)
        with pytest.raises(RosterBatchRevoked):
            roster_revoke(actor=SYSTEM, batch_uid=batch, reason="x", at=AT)

    def test_not_when_something_rests_on_it_and_that_is_named(self, tmp_path: Path) -> None:
        batch = Book().load(tmp_path).batch
        assert batch is not None
        factories.member(Unit.objects.get(code="B1"))
        factories.account("wang", of=Member.objects.get(number="M1"))
        with pytest.raises(RosterBatchInUse) as refused:
            roster_revoke(actor=SYSTEM, batch_uid=batch, reason="x", at=AT)
        assert "组织关系 1 条" in refused.value.message
        assert "登录账号 1 个" in refused.value.message

    def test_not_before_a_later_batch(self, tmp_path: Path) -> None:
        first = Book().load(tmp_path).batch
        assert first is not None
        assert rich_book().load(tmp_path, LATER).batch is not None
        with pytest.raises(RosterBatchInUse, match="先撤回后导入的"):
            roster_revoke(actor=SYSTEM, batch_uid=first, reason="x", at=AT)
