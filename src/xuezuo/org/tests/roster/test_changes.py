"""A second file against what stands: changed rows become dated deeds, contradictions are refused, the rest is left."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from xuezuo.org.models import Affiliation, Edge, Member, Post, Stage, StructuralChange, Unit, UnitName
from xuezuo.org.queries.verify import verify_tree
from xuezuo.org.roster.columns import MEMBERS, UNITS
from xuezuo.org.roster.findings import Report, codes_at
from xuezuo.org.tests.roster.books import AT, ON, Book, identity, member, unit
from xuezuo.platform.db.ranges import date_range

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]
LATER = AT + dt.timedelta(days=30)
DAY = ON + dt.timedelta(days=30)
type Change = Callable[[Book], object]


def again(tmp_path: Path, change: Change, at: dt.datetime = LATER) -> Report:
    """Import the plain book, then a changed one; returns the second report."""
    book = Book()
    book.members[0].update(公民身份号码=identity(2), 职务="委员", 任职起始日期="2020-01-01")
    assert book.load(tmp_path).batch is not None
    change(book)
    report = book.load(tmp_path, at).report
    assert verify_tree() == []
    return report


def spans(rows: list[tuple[object, object]]) -> list[tuple[object, object, object]]:
    return [(what, during.lower, during.upper) for what, during in rows]  # type: ignore[attr-defined]  # ranges


def test_a_new_name_holds_from_the_day_of_the_import(tmp_path: Path) -> None:
    report = again(tmp_path, lambda book: book.units[1].update(组织名称="新名"))
    assert report.counts == {"new": 0, "changed": 1, "unchanged": 11}
    names = UnitName.objects.filter(unit__code="B1").order_by("during").values_list("name", "during")
    assert spans(list(names)) == [("B1组织", dt.date(2000, 1, 1), DAY), ("新名", DAY, None)]
    change = StructuralChange.objects.get(kind="rename")
    assert (change.on, change.document) == (DAY, "花名册导入：名册.xlsx")


def test_a_name_corrected_on_the_same_day_is_corrected_in_place(tmp_path: Path) -> None:
    again(tmp_path, lambda book: book.units[1].update(组织名称="新名"))
    book = Book()
    book.units[1].update(组织名称="更新名")
    book.load(tmp_path, LATER)
    names = UnitName.objects.filter(unit__code="B1").order_by("during").values_list("name", "during")
    assert spans(list(names)) == [("B1组织", dt.date(2000, 1, 1), DAY), ("更新名", DAY, None)]


def test_a_new_parent_holds_from_the_day_of_the_import_and_is_corrected_in_place(tmp_path: Path) -> None:
    def move(book: Book) -> None:
        book.units += [unit("C2", "党委", "C1"), unit("C3", "党委", "C1")]
        book.units[1].update(上级组织代码="C2")

    again(tmp_path, move)
    edges = Edge.objects.filter(unit__code="B1").order_by("during").values_list("parent__code", "during")
    assert spans(list(edges)) == [("C1", dt.date(2000, 1, 1), DAY), ("C2", DAY, None)]
    book = Book()
    book.units[1].update(上级组织代码="C3")
    book.load(tmp_path, LATER)
    assert spans(list(edges.all())) == [("C1", dt.date(2000, 1, 1), DAY), ("C3", DAY, None)]
    assert verify_tree() == []


def test_a_unit_without_members_can_be_dissolved(tmp_path: Path) -> None:
    report = again(tmp_path, lambda book: book.units[3].update(撤销日期="2026-03-20"))
    assert report.findings == []
    assert Unit.objects.get(code="G1").during.upper == dt.date(2026, 3, 20)
    assert Edge.objects.get(unit__code="G1").during.upper == dt.date(2026, 3, 20)


def test_another_place_is_a_transfer_on_its_day(tmp_path: Path) -> None:
    again(tmp_path, lambda book: book.members[1].update(所在组织代码="B2", 起始日期="2026-03-10"))
    places = Affiliation.objects.filter(member__number="M2").order_by("during").values_list("unit__code", "during")
    moved = dt.date(2026, 3, 10)
    assert spans(list(places)) == [("B1", dt.date(2004, 7, 1), moved), ("B2", moved, None)]


def test_without_a_day_the_transfer_holds_from_the_day_of_the_import(tmp_path: Path) -> None:
    again(tmp_path, lambda book: book.members[1].update(所在组织代码="B2"))
    places = Affiliation.objects.filter(member__number="M2").order_by("during").values_list("unit__code", "during")
    assert spans(list(places)) == [("B1", dt.date(2004, 7, 1), DAY), ("B2", DAY, None)]


def test_two_transfers_in_one_file(tmp_path: Path) -> None:
    def move(book: Book) -> None:
        book.members += [member("M2", "B2", 起始日期="2026-03-10"), member("M2", "G1", 起始日期="2026-03-20")]

    again(tmp_path, move)
    places = Affiliation.objects.filter(member__number="M2").order_by("during").values_list("unit__code", "during")
    assert [code for code, _ in places] == ["B1", "B2", "G1"]
    assert places[1][1].upper == dt.date(2026, 3, 20)


def test_a_further_affiliation(tmp_path: Path) -> None:
    again(tmp_path, lambda book: book.members.append(member("M2", "B2", 组织关系类型="流动")))
    one = Affiliation.objects.get(member__number="M2", kind="floating")
    assert (one.unit.code, one.during.lower) == ("B2", DAY)


def test_a_filled_cell_of_posts_names_all_of_them(tmp_path: Path) -> None:
    again(tmp_path, lambda book: book.members[0].update(职务="书记", 任职起始日期="2026-03-15"))
    posts = Post.objects.filter(member__number="M1").order_by("during").values_list("title", "during")
    begun = dt.date(2026, 3, 15)
    assert spans(list(posts)) == [("委员", dt.date(2020, 1, 1), begun), ("书记", begun, None)]


def test_posts_that_have_ended_are_known_when_the_file_comes_again(tmp_path: Path) -> None:
    def history(book: Book) -> None:
        book.units.append(unit("B9", "党支部", "C1") | {"撤销日期": "2015-01-01"})
        book.members[1].update(职务="委员", 起始日期="2010-01-01", 任职起始日期="2011-01-01")
        book.members.append(book.members[1] | {"所在组织代码": "B2", "起始日期": "2020-01-01", "职务": ""})
        book.members[2].update(所在组织代码="B9", 起始日期="2010-01-01", 职务="书记", 任职起始日期="")

    book = Book()
    history(book)
    assert book.load(tmp_path).batch is not None
    posts = list(Post.objects.order_by("id").values_list("member__number", "title", "during"))
    report = book.load(tmp_path, LATER).report
    assert report.counts == {"new": 0, "changed": 0, "unchanged": len(book.units) + len(book.members)}
    assert list(Post.objects.order_by("id").values_list("member__number", "title", "during")) == posts
    assert len([one for one in posts if one[2].upper is not None]) == 2


def test_an_empty_cell_leaves_alone(tmp_path: Path) -> None:
    report = again(tmp_path, lambda book: book.members[0].update(职务="", 任职起始日期="", 学历="", 公民身份号码=""))
    assert report.counts["unchanged"] == 12
    assert Member.objects.get(number="M1").education == "大学本科"


def test_personal_columns_are_corrected(tmp_path: Path) -> None:
    again(tmp_path, lambda book: book.members[1].update(姓名="林甲", 学历="硕士研究生", 手机号码="12000000009"))
    one = Member.objects.select_related("identity").get(number="M2")
    assert (one.name, one.pinyin, one.education) == ("林甲", "linjia", "硕士研究生")
    assert one.identity.phone is not None


def test_probation_ends(tmp_path: Path) -> None:
    book = Book()
    book.members[0].update(人员类别="预备党员", 入党日期="2025-01-10", 转正日期="")
    book.load(tmp_path)
    book.members[0].update(人员类别="正式党员", 转正日期="2026-01-15")
    book.load(tmp_path, LATER)
    stages = Stage.objects.filter(member__number="M1").order_by("during").values_list("stage", "during")
    full = dt.date(2026, 1, 15)
    assert spans(list(stages)) == [("probationary", dt.date(2025, 1, 10), full), ("full", full, None)]
    assert Member.objects.get(number="M1").full_on == full


OTHER = {"姓名": "别人", "出生日期": "1970-01-01", "起始日期": "2010-01-01"}
REFUSED: list[tuple[str, tuple[str, int, str], Change]] = [
    ("unit_kind_differs", (UNITS, 4, "组织类型"), lambda b: b.units[2].update(组织类型="党总支")),
    ("unit_founded_differs", (UNITS, 4, "成立日期"), lambda b: b.units[2].update(成立日期="2001-01-01")),
    ("unit_dissolved_with_members", (UNITS, 4, "撤销日期"), lambda b: b.units[2].update(撤销日期="2026-03-20")),
    ("unit_dissolved_too_early", (UNITS, 6, "撤销日期"), lambda b: b.units.append(unit("E1", 撤销日期="2026-02-01"))),
    ("unit_dissolved_differs", (UNITS, 6, "撤销日期"), lambda b: b.units.append(unit("E2"))),
    ("joined_differs", (MEMBERS, 3, "入党日期"), lambda b: b.members[1].update(入党日期="2003-07-01")),
    ("id_number_differs", (MEMBERS, 2, "公民身份号码"), lambda b: b.members[0].update(公民身份号码=identity(4))),
    (
        "id_number_duplicate",
        (MEMBERS, 10, "公民身份号码"),
        lambda b: b.members.append(member("Q1", 公民身份号码=identity(2))),
    ),
    (
        "member_number_taken",
        (MEMBERS, 3, "党员编号"),
        lambda b: b.members[1].update(姓名="别人", 出生日期="1970-01-01"),
    ),
    (  # whose number it is the database knows, wherever the row stands; nothing else of the row is at fault
        "member_number_reused",
        (MEMBERS, 2, "党员编号"),
        lambda b: b.members.insert(0, member("M1", "B2", 公民身份号码=identity(4, "19700101"), **OTHER)),
    ),
    (  # a number of one and the identity number of another known member
        "member_number_taken",
        (MEMBERS, 2, "党员编号"),
        lambda b: (b.members.pop(0), b.members[0].update(公民身份号码=identity(2), 姓名="甲M1", 入党日期="2003-07-01")),
    ),
    ("unit_parent_missing", (UNITS, 5, "上级组织代码"), lambda b: b.units[3].update(上级组织代码="")),
    ("member_ended", (MEMBERS, 9, "党员编号"), lambda _: None),
    (
        "formal_conflict",
        (MEMBERS, 3, "起始日期"),
        lambda b: b.members[1].update(所在组织代码="B2", 起始日期="2004-07-01"),
    ),
    ("stage_back", (MEMBERS, 3, "人员类别"), lambda b: b.members[1].update(人员类别="预备党员", 转正日期="")),
    ("start_differs", (MEMBERS, 3, "起始日期"), lambda b: b.members[1].update(起始日期="2010-01-01")),
    ("post_start_differs", (MEMBERS, 2, "任职起始日期"), lambda b: b.members[0].update(任职起始日期="2021-01-01")),
    ("full_date_differs", (MEMBERS, 3, "转正日期"), lambda b: b.members[1].update(转正日期="2005-08-01")),
]


@pytest.mark.parametrize(("code", "place", "change"), REFUSED, ids=[case[0] for case in REFUSED])
def test_what_the_database_contradicts_is_named(
    code: str, place: tuple[str, int, str], change: Change, tmp_path: Path
) -> None:
    book = Book()
    book.members[0].update(公民身份号码=identity(2), 职务="委员", 任职起始日期="2020-01-01")
    special = {"unit_dissolved_too_early": unit("E1"), "unit_dissolved_differs": unit("E2", 撤销日期="2020-01-01")}
    if code in special:
        book.units.append(special[code])
    book.load(tmp_path)
    book.units = book.units[:4]
    if code == "unit_dissolved_too_early":
        UnitName.objects.filter(unit__code="E1").update(during=date_range(dt.date(2000, 1, 1), dt.date(2026, 3, 1)))
        UnitName.objects.create(
            unit=Unit.objects.get(code="E1"),
            name="改名",
            pinyin="gm",
            initials="gm",
            during=date_range(dt.date(2026, 3, 1)),
        )
    if code == "member_ended":
        Stage.objects.filter(member__number="N4", stage="full").update(
            during=date_range(dt.date(2005, 7, 1), dt.date(2026, 3, 1))
        )
    change(book)
    report = book.load(tmp_path, LATER).report
    assert (*place, code) in codes_at(report.findings)
    assert {found.code for found in report.findings} <= {
        code,
        "probation_overdue",
        "member_unit_ended",
    }


def test_a_further_post_ends_none_that_is_listed_and_one_that_is_not_ends_today(tmp_path: Path) -> None:
    again(tmp_path, lambda book: book.members[0].update(职务="委员、书记", 任职起始日期="2026-03-15"))
    assert Post.objects.filter(member__number="M1", during__endswith__isnull=True).count() == 2
    book = Book()
    book.members[0].update(职务="书记", 任职起始日期="2026-03-15")
    book.load(tmp_path, LATER)
    assert Post.objects.get(title="委员").during.upper == DAY


def test_a_column_may_stand_in_one_of_several_rows(tmp_path: Path) -> None:
    book = Book()
    book.members.insert(0, member("M1", "B2", 组织关系类型="流动", 起始日期="2020-01-01", 学历=""))
    book.members[1].update(公民身份号码=identity(2))
    assert book.load(tmp_path).report.findings == []
    one = Member.objects.select_related("identity").get(number="M1")
    assert (one.education, one.identity.id_number is None) == ("大学本科", False)


def test_full_membership_cannot_begin_before_joining(tmp_path: Path) -> None:
    book = Book()
    book.members[0].update(人员类别="预备党员", 入党日期="2025-01-10", 转正日期="")
    book.load(tmp_path)
    book.members[0].update(人员类别="正式党员", 转正日期="2025-01-10")
    report = book.load(tmp_path, LATER).report
    assert (MEMBERS, 2, "转正日期", "full_before_joined") in codes_at(report.findings)


def test_an_ended_unit_takes_nobody_in(tmp_path: Path) -> None:
    book = Book()
    book.units.append(unit("E1", 撤销日期="2020-01-01"))
    book.load(tmp_path)
    book.members[1].update(所在组织代码="E1")
    book.members.append(member("M3", "E1", 组织关系类型="流动"))
    found = {(row, code) for _, row, _, code in codes_at(book.load(tmp_path, LATER).report.findings)}
    assert {(3, "member_unit_dissolved"), (10, "member_unit_dissolved")} <= found


def test_what_the_file_leaves_out_is_left_alone(tmp_path: Path) -> None:
    Book().load(tmp_path)
    outcome = Book(units=[unit("C1", "党委", "")], members=[member("M1")]).load(tmp_path, LATER)
    assert (outcome.batch, outcome.report.counts["unchanged"]) == (None, 2)
    assert Member.objects.count() == 8
