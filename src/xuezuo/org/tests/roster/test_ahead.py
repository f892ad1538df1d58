"""What was entered for days to come, or ended before: a roster that would overturn it is refused with row and cell."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from xuezuo.org.models import Affiliation, Edge, Member, Post, RosterBatch, Unit, UnitName
from xuezuo.org.queries.verify import verify_tree
from xuezuo.org.roster.columns import MEMBERS, UNITS
from xuezuo.org.roster.findings import Level
from xuezuo.org.tests.roster.books import AT, Book, member, unit
from xuezuo.platform.db.ranges import date_range

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]
LATER = AT + dt.timedelta(days=30)
BORN, SPRING, AHEAD = dt.date(2000, 1, 1), dt.date(2026, 3, 25), dt.date(2027, 1, 1)
type Enter = Callable[[], object]
type Change = Callable[[Book], object]


def _unit(code: str) -> Unit:
    return Unit.objects.get(code=code)


def _member(number: str) -> Member:
    return Member.objects.get(number=number)


def name_ahead() -> None:
    UnitName.objects.filter(unit__code="G1").update(during=date_range(BORN, AHEAD))
    UnitName.objects.create(unit=_unit("G1"), name="将来名", pinyin="x", initials="x", during=date_range(AHEAD))


def parent_ahead() -> None:
    Edge.objects.filter(unit__code="G1").update(during=date_range(BORN, AHEAD))
    Edge.objects.create(unit=_unit("G1"), parent=_unit("B2"), during=date_range(AHEAD))


def end_ahead() -> None:
    for model in (UnitName, Edge):
        model.objects.filter(unit__code="G1").update(during=date_range(BORN, AHEAD))
    Unit.objects.filter(code="G1").update(during=date_range(BORN, AHEAD))


def home(end: dt.date) -> None:
    Affiliation.objects.filter(member__number="M2").update(during=date_range(dt.date(2004, 7, 1), end))


def floating(start: dt.date, end: dt.date) -> None:
    Affiliation.objects.create(member=_member("M2"), unit=_unit("B2"), kind="floating", during=date_range(start, end))


def post(start: dt.date, end: dt.date | None, code: str = "B1") -> None:
    Post.objects.create(
        member=_member("M2"), unit=_unit(code), kind="committee_member", title="委员", during=date_range(start, end)
    )


CASES: list[tuple[str, tuple[str, int, str], Enter, Change]] = [
    ("unit_change_ahead", (UNITS, 5, "组织名称"), name_ahead, lambda b: b.units[3].update(组织名称="新名")),
    ("unit_change_ahead", (UNITS, 5, "上级组织代码"), parent_ahead, lambda b: b.units[3].update(上级组织代码="B2")),
    ("unit_change_ahead", (UNITS, 5, "组织名称"), end_ahead, lambda b: b.units[3].update(组织名称="新名")),
    ("unit_change_ahead", (UNITS, 5, "撤销日期"), name_ahead, lambda b: b.units[3].update(撤销日期="2026-03-20")),
    (
        "unit_dissolved_too_early",
        (UNITS, 5, "撤销日期"),
        lambda: post(SPRING, None, "G1"),
        lambda b: b.units[3].update(撤销日期="2026-03-20"),
    ),
    (
        "formal_conflict",
        (MEMBERS, 3, "起始日期"),
        lambda: home(AHEAD),
        lambda b: b.members[1].update(所在组织代码="B2", 起始日期="2026-03-20"),
    ),
    (
        "affiliation_conflict",
        (MEMBERS, 10, "起始日期"),
        lambda: floating(dt.date(2020, 1, 1), dt.date(2022, 1, 1)),
        lambda b: b.members.append(member("M2", "B2", 组织关系类型="流动", 起始日期="2021-01-01")),
    ),
    (
        "affiliation_conflict",
        (MEMBERS, 10, "所在组织代码"),
        lambda: floating(dt.date(2020, 1, 1), AHEAD),
        lambda b: b.members.append(member("M2", "B2", 组织关系类型="流动")),
    ),
    (
        "post_conflict",
        (MEMBERS, 3, "任职起始日期"),
        lambda: post(dt.date(2020, 1, 1), dt.date(2022, 1, 1)),
        lambda b: b.members[1].update(职务="委员", 任职起始日期="2021-01-01"),
    ),
]


@pytest.mark.parametrize(
    ("code", "place", "enter", "change"), CASES, ids=[f"{number}-{case[0]}" for number, case in enumerate(CASES)]
)
def test_the_row_in_the_way_is_named(
    code: str, place: tuple[str, int, str], enter: Enter, change: Change, tmp_path: Path
) -> None:
    Book().load(tmp_path)
    enter()
    book = Book()
    change(book)
    outcome = book.load(tmp_path, LATER)
    errors = [found for found in outcome.report.findings if found.level is Level.ERROR]
    assert [(one.sheet, one.row, one.column, one.code) for one in errors] == [(*place, code)]
    assert RosterBatch.objects.count() == 1


@pytest.mark.parametrize("enter", [name_ahead, parent_ahead, end_ahead])
def test_a_roster_that_says_what_holds_today_changes_nothing(enter: Enter, tmp_path: Path) -> None:
    Book().load(tmp_path)
    enter()
    report = Book().load(tmp_path, LATER).report
    assert (report.findings, report.counts) == ([], {"new": 0, "changed": 0, "unchanged": 12})


def test_who_has_been_away_may_come_again_after_the_end(tmp_path: Path) -> None:
    Book().load(tmp_path)
    floating(dt.date(2020, 1, 1), dt.date(2022, 1, 1))
    book = Book(units=[unit("C1", "党委", "")])
    book.members = [member("M2"), member("M2", "B2", 组织关系类型="流动", 起始日期="2022-01-01")]
    assert book.load(tmp_path, LATER).report.findings == []
    assert Affiliation.objects.filter(member__number="M2", kind="floating").count() == 2
    assert verify_tree() == []
