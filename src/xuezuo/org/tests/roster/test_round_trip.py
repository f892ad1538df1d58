"""Export, a fresh installation, import, export: the same bytes, as far as the format can say what was there."""

import datetime as dt
from pathlib import Path

import pytest
from django.db import connection

from xuezuo.org.models import Affiliation, Edge, Member, Post, Unit
from xuezuo.org.queries.verify import verify_tree
from xuezuo.org.roster.columns import UNITS
from xuezuo.org.roster.examine import Source
from xuezuo.org.roster.export import Extent, member_rows, unit_rows
from xuezuo.org.roster.findings import Level, codes_at
from xuezuo.org.roster.use_cases import roster_export, roster_import
from xuezuo.org.services.structure import unit_merge, unit_move, unit_split
from xuezuo.org.tests.roster.books import AT, Book, identity, member, unit
from xuezuo.org.types import Document, SplitPlan
from xuezuo.platform.access import SYSTEM
from xuezuo.platform.db.ranges import date_range

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]
LATER = AT + dt.timedelta(days=60)
ON = LATER.date()
DAY = dt.date(2026, 4, 1)
TABLES = (
    "org_succession", "org_structuralchange", "org_post", "org_affiliation", "org_stage", "org_memberidentity",
    "org_member", "org_edge", "org_closure", "org_unitname", "org_unit", "org_rosterbatch",
)  # fmt: skip
type Spans = list[tuple[str, str, dt.date, dt.date | None]]


def world(tmp_path: Path) -> None:
    """A roster with transfers, floating and posts; then a branch split, two merged, one moved."""
    book = Book()
    book.units += [unit("C2", "党委", "C1"), unit("B3"), unit("B4"), unit("B5", 撤销日期="2020-05-01"), unit("B6")]
    book.members[0].update(公民身份号码=identity(2), 手机号码="12000000001", 职务="书记", 任职起始日期="2024-01-10")
    book.members[1].update(所在组织代码="G1", 职务="组长", 任职起始日期="2024-01-10")
    book.members[2].update(职务="委员", 任职起始日期="2010-01-10")
    book.members += [
        member("M3", "B2", 起始日期="2015-06-01", 职务="组织委员", 任职起始日期="2016-01-01"),
        member("M4", "B2", 组织关系类型="流动", 起始日期="2025-01-01"),
        member("M4", "C1", 组织关系类型="任职", 职务="委员", 任职起始日期="2023-01-01"),
        member("P1", "B2", 人员类别="预备党员", 入党日期="2025-06-01", 转正日期=""),
        member("Q1", "B3", 职务="书记", 任职起始日期="2020-01-01"),
        member("Q2", "B4", 组织关系类型="正式"),
        member("Q2", "B5", 组织关系类型="流动", 起始日期="2015-01-01", 职务="委员", 任职起始日期="2016-01-01"),
    ]
    assert [one for one in book.load(tmp_path).report.findings if one.level is Level.ERROR] == []
    unit_of = {one.code: one for one in Unit.objects.all()}
    plan = SplitPlan((("B1A", "甲支部"), ("B1B", "乙支部")), "B1A", (("M4", "B1B"),))
    values = {"actor": SYSTEM, "document": Document(DAY, "某组〔2026〕1号"), "at": LATER}
    unit_split(unit=unit_of["B1"], plan=plan, **values)  # type: ignore[arg-type]  # a table of values
    unit_merge(units=[unit_of["B3"]], target=unit_of["B4"], **values)  # type: ignore[arg-type]  # the same
    unit_move(unit=unit_of["B2"], parent=unit_of["C2"], **values)  # type: ignore[arg-type]  # the same


def wipe() -> None:
    """Make the installation fresh."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for table in TABLES:
            cursor.execute(f"DELETE FROM {table}")


def spans(model: type[Affiliation] | type[Post]) -> Spans:
    rows = model.objects.order_by("member__number", "during", "unit__code", "kind")
    found = rows.values_list("member__number", "unit__code", "during")
    return [(number, code, during.lower, during.upper) for number, code, during in found]


def written(path: Path) -> bytes:
    return roster_export(actor=SYSTEM, path=path, on=ON, at=LATER)[0].read_bytes()


def test_a_world_with_all_kinds_of_history_comes_back(tmp_path: Path) -> None:
    world(tmp_path)
    homes, posts = spans(Affiliation), spans(Post)
    groups = list(Edge.objects.filter(unit__code="G1").order_by("during").values_list("parent__code", "during"))
    first = written(tmp_path / "first.xlsx")
    wipe()
    report = roster_import(actor=SYSTEM, source=Source(tmp_path / "first.xlsx", "first.xlsx"), at=LATER).report
    assert {one.code for one in report.findings} <= {"unit_size_under"}
    assert written(tmp_path / "second.xlsx") == first
    assert (spans(Affiliation), spans(Post)) == (homes, posts)
    edges = Edge.objects.filter(unit__code="G1").order_by("during").values_list("parent__code", "during")
    assert (list(edges), verify_tree()) == (groups, [])
    again = roster_import(actor=SYSTEM, source=Source(tmp_path / "first.xlsx", "first.xlsx"), at=LATER)
    assert (again.batch, again.report.counts["changed"]) == (None, 0)


def test_an_ended_post_is_written_where_the_format_can_say_its_end(tmp_path: Path) -> None:
    world(tmp_path)
    Post.objects.create(
        member=Member.objects.get(number="M4"), unit=Unit.objects.get(code="B2"), kind="committee_member",
        title="宣传委员", during=date_range(dt.date(2020, 1, 1), dt.date(2021, 1, 1)),
    )  # fmt: skip
    rows = [(row[0], row[8], row[12], row[14]) for row in member_rows(Extent(ON)) if row[14]]
    assert rows == [
        ("M1", "B1", "正式", "书记"),  # until B1 was split
        ("M2", "G1", "正式", "组长"),
        ("M3", "B1", "正式", "委员"),  # until the transfer
        ("M3", "B2", "正式", "组织委员"),
        ("M4", "C1", "任职", "委员"),  # 宣传委员 ended by itself: no row can say when
        ("Q1", "B3", "正式", "书记"),
        ("Q2", "B5", "流动", "委员"),
    ]


def test_what_the_format_cannot_hold(tmp_path: Path) -> None:
    """Former names and superiors, and successor links: a unit comes back as it stood last."""
    world(tmp_path)
    codes = {row[0]: row[2] for row in unit_rows(Extent(ON))}
    assert (codes["B2"], codes["B1"], codes["G1"]) == ("C2", "C1", "B1A")
    wipe()
    book = Book()
    book.units[1]["成立日期"] = "2001-01-01"  # a group older than its branch, and no branch that it stood under before
    path = book.csv(tmp_path / "older")
    outcome = roster_import(actor=SYSTEM, source=Source(path, "older"), at=LATER)
    assert codes_at(outcome.report.findings) == {(UNITS, 5, "上级组织代码", "unit_parent_unborn")}
    assert outcome.batch is None
