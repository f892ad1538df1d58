"""Every finding code has a case here: the cell that is spoilt is the one that is named, and nothing else is."""

from collections.abc import Callable
from pathlib import Path

import pytest

from xuezuo.org.roster.columns import MEMBERS, UNITS
from xuezuo.org.roster.findings import CODES, Report, codes_at
from xuezuo.org.tests.roster.books import Book, identity, member, unit

pytestmark = pytest.mark.django_db
type Spoil = Callable[[Book], None]
type Place = tuple[str, int, str]


def m(row: int, **cells: object) -> Spoil:
    """Change cells of the member in this row of the sheet."""
    return lambda book: book.members[row - 2].update(cells)


def u(row: int, **cells: object) -> Spoil:
    """Change cells of the unit in this row of the sheet."""
    return lambda book: book.units[row - 2].update(cells)


def more(*rows: dict[str, object]) -> Spoil:
    """Add rows of members (from row 10 on)."""
    return lambda book: book.members.extend(rows)


def below(*rows: dict[str, object]) -> Spoil:
    """Add rows of units (from row 6 on)."""
    return lambda book: book.units.extend(rows)


def both(*spoils: Spoil) -> Spoil:
    """Do several."""
    return lambda book: [spoil(book) for spoil in spoils] and None


COMMITTEE = unit("C2", "党委", "C1")
CASES: list[tuple[str, Place, Spoil]] = [
    ("value_missing", (MEMBERS, 3, "姓名"), m(3, 姓名=" ")),
    ("value_missing", (MEMBERS, 3, "人员类别"), m(3, 人员类别="")),
    ("value_missing", (UNITS, 3, "成立日期"), u(3, 成立日期="")),
    ("value_not_allowed", (MEMBERS, 3, "人员类别"), m(3, 人员类别="积极分子")),
    ("value_not_allowed", (MEMBERS, 3, "性别"), m(3, 性别="M")),
    ("value_not_allowed", (MEMBERS, 3, "组织关系类型"), m(3, 组织关系类型="挂靠")),
    ("value_not_allowed", (UNITS, 5, "组织类型"), u(5, 组织类型="党小队")),
    ("value_too_long", (MEMBERS, 3, "学历"), m(3, 学历="学" * 21)),
    ("text_formula", (MEMBERS, 3, "姓名"), m(3, 姓名="=HYPERLINK(1)")),
    ("cell_error", (MEMBERS, 3, "姓名"), m(3, 姓名="#N/A")),
    ("control_characters", (MEMBERS, 3, "姓名"), m(3, 姓名="王\u200b林")),
    ("date_invalid", (MEMBERS, 3, "出生日期"), m(3, 出生日期="1980-02-30")),
    ("date_invalid", (MEMBERS, 3, "入党日期"), m(3, 入党日期="2004/7/1")),
    ("date_invalid", (MEMBERS, 3, "起始日期"), m(3, 起始日期="20150101")),
    ("date_future", (MEMBERS, 3, "入党日期"), m(3, 入党日期="2026-03-03")),
    ("date_future", (UNITS, 5, "成立日期"), u(5, 成立日期="2027-01-01")),
    ("id_number_shape", (MEMBERS, 3, "公民身份号码"), m(3, 公民身份号码="44129919800506")),
    ("id_number_check", (MEMBERS, 3, "公民身份号码"), m(3, 公民身份号码=identity(2)[:17] + "0")),
    ("id_number_birth", (MEMBERS, 3, "公民身份号码"), m(3, 公民身份号码=identity(2, "19801306"))),
    ("id_number_birth_differs", (MEMBERS, 3, "出生日期"), m(3, 公民身份号码=identity(2, "19800507"))),
    ("id_number_sex_differs", (MEMBERS, 3, "性别"), m(3, 公民身份号码=identity(3))),
    (
        "id_number_duplicate",
        (MEMBERS, 4, "公民身份号码"),
        both(m(3, 公民身份号码=identity(2)), m(4, 公民身份号码=identity(2))),
    ),
    (  # the row that the number does not fit is named, although it comes first
        "id_number_duplicate",
        (MEMBERS, 3, "公民身份号码"),
        both(m(3, 公民身份号码=identity(2), 出生日期="1979-01-01"), m(4, 公民身份号码=identity(2))),
    ),
    ("phone_shape", (MEMBERS, 3, "手机号码"), m(3, 手机号码="1234567")),
    ("unit_code_duplicate", (UNITS, 6, "组织代码"), below(unit("B2", 组织名称="另一个"))),
    ("unit_parent_unknown", (UNITS, 5, "上级组织代码"), u(5, 上级组织代码="NONE")),
    ("unit_parent_cycle", (UNITS, 6, "上级组织代码"), below(unit("C2", "党委", "C3"), unit("C3", "党委", "C2"))),
    ("unit_parent_cycle", (UNITS, 2, "上级组织代码"), u(2, 上级组织代码="B1")),
    ("unit_parent_kind", (UNITS, 5, "上级组织代码"), u(5, 上级组织代码="C1")),
    ("unit_parent_kind", (UNITS, 6, "上级组织代码"), below(unit("X", "党总支", "B1"))),
    ("unit_parent_missing", (UNITS, 5, "上级组织代码"), u(5, 上级组织代码="")),
    (
        "unit_parent_dissolved",
        (UNITS, 7, "上级组织代码"),
        below({**COMMITTEE, "撤销日期": "2010-01-01"}, unit("B3", parent="C2", 撤销日期="2010-01-02")),
    ),
    (
        "unit_parent_founded_later",
        (UNITS, 7, "上级组织代码"),
        below({**COMMITTEE, "成立日期": "2010-01-01"}, unit("C4", "党委", "C2")),
    ),
    (
        "unit_parent_unborn",
        (UNITS, 7, "上级组织代码"),
        below({**COMMITTEE, "成立日期": "2010-01-01"}, unit("C4", "党委", "C2", 撤销日期="2009-01-01")),
    ),
    (  # a group has no life without a branch
        "unit_parent_unborn",
        (UNITS, 5, "上级组织代码"),
        u(3, 成立日期="2001-01-01"),
    ),
    ("unit_dissolved_before_founded", (UNITS, 6, "撤销日期"), below({**COMMITTEE, "撤销日期": "2000-01-01"})),
    (  # the members of the unit are not to blame
        "unit_dissolved_before_founded",
        (UNITS, 4, "撤销日期"),
        both(u(4, 撤销日期="1990-01-01"), m(3, 所在组织代码="B2", 起始日期="2009-01-01")),
    ),
    ("unit_type_unknown", (UNITS, 5, "单位类别"), u(5, 单位类别="其他")),
    ("unit_name_duplicate", (UNITS, 6, "组织名称"), below({**COMMITTEE, "组织名称": "B1组织"})),
    ("unit_size_under", (UNITS, 6, "组织代码"), below(unit("B3"))),
    ("unit_size_over", (UNITS, 3, "组织代码"), more(*(member(f"X{n}") for n in range(60)))),
    (
        "unit_secretary_twice",
        (MEMBERS, 4, "职务"),
        both(*(m(r, 职务="书记", 任职起始日期="2020-01-01") for r in (3, 4))),
    ),
    ("member_unit_unknown", (MEMBERS, 3, "所在组织代码"), m(3, 所在组织代码="NONE")),
    (
        "member_unit_not_founded",
        (MEMBERS, 3, "起始日期"),
        both(u(4, 成立日期="2010-01-01"), m(3, 所在组织代码="B2", 起始日期="2009-01-01")),
    ),
    (
        "member_unit_dissolved",
        (MEMBERS, 3, "起始日期"),
        both(below(unit("B3", 撤销日期="2020-01-01")), m(3, 所在组织代码="B3", 起始日期="2020-01-01")),
    ),
    (
        "member_unit_ended",
        (MEMBERS, 3, "所在组织代码"),
        both(below(unit("B3", 撤销日期="2020-01-01")), m(3, 所在组织代码="B3")),
    ),
    (
        "member_number_reused",
        (MEMBERS, 10, "党员编号"),
        more(member("M1", "B2", 姓名="另人", 性别="男", 出生日期="1970-01-01", 起始日期="2010-01-01")),
    ),
    (  # joined on the same day, of the same sex, without an identity number: still another person
        "member_number_reused",
        (MEMBERS, 10, "党员编号"),
        more(member("M1", "B2", 姓名="另人", 出生日期="1970-01-01", 学历="硕士", 民族="壮族", 起始日期="2010-01-01")),
    ),
    (  # the number of one of somebody's two rows was spoilt: the identity number is not to blame
        "member_number_reused",
        (MEMBERS, 11, "党员编号"),
        both(
            m(3, 公民身份号码=identity(2)),
            more(
                member("P1", "B2", 姓名="某人", 出生日期="1980-05-07", 公民身份号码=identity(4, "19800507")),
                member(
                    "M2",
                    "B1",
                    姓名="某人",
                    出生日期="1980-05-07",
                    公民身份号码=identity(4, "19800507"),
                    组织关系类型="流动",
                    起始日期="2015-01-01",
                ),
            ),
        ),
    ),
    ("member_differs", (MEMBERS, 10, "姓名"), more(member("M1", "B2", 姓名="另名", 起始日期="2010-01-01"))),
    ("row_repeated", (MEMBERS, 10, "党员编号"), more(member("M1"))),
    ("formal_overlap", (MEMBERS, 10, "起始日期"), more(member("M1", "B2"))),
    ("formal_missing", (MEMBERS, 10, "组织关系类型"), more(member("M9", "B2", 组织关系类型="流动"))),
    ("member_possible_duplicate", (MEMBERS, 10, "姓名"), more(member("M9", 姓名="甲M1"))),
    ("joined_before_birth", (MEMBERS, 3, "入党日期"), m(3, 入党日期="1979-01-01")),
    ("joined_under_18", (MEMBERS, 3, "入党日期"), m(3, 入党日期="1998-05-05")),
    (
        "joined_under_18_early",
        (MEMBERS, 3, "入党日期"),
        m(3, 出生日期="1928-01-01", 入党日期="1944-01-01", 转正日期="1945-01-01"),
    ),
    ("full_before_joined", (MEMBERS, 3, "转正日期"), m(3, 转正日期="2004-06-30")),
    ("full_date_missing", (MEMBERS, 3, "转正日期"), m(3, 转正日期="")),
    (
        "full_date_unexpected",
        (MEMBERS, 3, "转正日期"),
        m(3, 人员类别="预备党员", 入党日期="2025-01-01", 转正日期="2026-01-01"),
    ),
    ("probation_short", (MEMBERS, 3, "转正日期"), m(3, 转正日期="2005-06-30")),
    ("probation_overdue", (MEMBERS, 3, "入党日期"), m(3, 人员类别="预备党员", 入党日期="2024-03-01", 转正日期="")),
    ("start_before_joined", (MEMBERS, 3, "起始日期"), m(3, 起始日期="2004-06-30")),
    ("post_unknown", (MEMBERS, 3, "职务"), m(3, 职务="组织委员、大队长", 任职起始日期="2020-01-01")),
    ("post_missing", (MEMBERS, 10, "职务"), more(member("M1", "B2", 组织关系类型="任职"))),
    (
        "post_repeated",
        (MEMBERS, 10, "职务"),
        both(
            m(2, 职务="委员", 任职起始日期="2020-01-01"),
            more(member("M1", 组织关系类型="任职", 职务="委员", 任职起始日期="2021-01-01")),
        ),
    ),
    (
        "row_repeated",  # a floating member of one unit only once
        (MEMBERS, 11, "党员编号"),
        more(*(member("M1", "B2", 组织关系类型="流动", 起始日期=f"201{n}-01-01") for n in (1, 2))),
    ),
    ("post_start_missing", (MEMBERS, 3, "任职起始日期"), m(3, 职务="组织委员")),
    ("post_start_unused", (MEMBERS, 3, "任职起始日期"), m(3, 任职起始日期="2020-01-01")),
    ("post_before_joined", (MEMBERS, 3, "任职起始日期"), m(3, 职务="委员", 任职起始日期="2004-06-30")),
    (
        "post_before_unit",
        (MEMBERS, 3, "任职起始日期"),
        both(u(4, 成立日期="2010-01-01"), m(3, 所在组织代码="B2", 职务="委员", 任职起始日期="2009-01-01")),
    ),
    (
        "post_unit_dissolved",
        (MEMBERS, 10, "任职起始日期"),
        both(
            below(unit("B3", 撤销日期="2020-01-01")),
            more(member("M1", "B3", 组织关系类型="任职", 职务="委员", 任职起始日期="2021-01-01")),
        ),
    ),
    ("post_unusual", (MEMBERS, 3, "职务"), m(3, 职务="组长", 任职起始日期="2020-01-01")),
]
TESTED_ELSEWHERE = {
    "file_unreadable", "sheet_missing", "header_missing", "column_missing", "column_duplicate", "column_unknown",
    "number_rounded", "number_cell", "cell_type",
    "unit_kind_differs", "unit_founded_differs", "unit_dissolved_differs", "unit_dissolved_too_early",
    "unit_dissolved_with_members", "unit_dissolved_before_deeds", "unit_out_of_scope", "member_number_taken",
    "member_ended", "joined_differs", "id_number_differs", "formal_conflict", "stage_back", "start_differs",
    "post_start_differs", "full_date_differs",
    "unit_change_ahead", "affiliation_conflict", "post_conflict",
}  # fmt: skip


def test_the_plain_book_has_no_finding(tmp_path: Path) -> None:
    report = Book().check(tmp_path)
    assert (report.findings, report.rows) == ([], 12)


@pytest.mark.parametrize(
    ("code", "place", "spoil"), CASES, ids=[f"{case[0]}-{case[1][1]}{case[1][2]}" for case in CASES]
)
def test_a_fault_is_named_with_its_cell_and_nothing_else_is(
    code: str, place: Place, spoil: Spoil, tmp_path: Path
) -> None:
    book = Book()
    spoil(book)
    assert codes_at(book.check(tmp_path).findings) == {(*place, code)}


def test_every_code_has_a_case() -> None:
    assert {case[0] for case in CASES} | TESTED_ELSEWHERE == set(CODES)


def test_rows_add_up_and_personal_values_are_masked(tmp_path: Path) -> None:
    book = Book()
    book.members[0].update(出生日期="1980-13-01", 姓名="")
    book.members[1].update(职务="委员", 手机号码="13800000")
    counts = book.check(tmp_path).as_dict()
    assert {key: counts[key] for key in ("rows", "ok", "warnings", "errors")} == {
        "rows": 12, "ok": 10, "warnings": 0, "errors": 2,
    }  # fmt: skip
    shown = {f["column"]: f["value_masked"] for f in counts["findings"]}  # type: ignore[attr-defined]  # JSON
    assert shown == {"出生日期": "198******1", "姓名": "", "手机号码": "13*****0", "任职起始日期": ""}


def test_a_second_finding_never_hides_behind_a_faulty_cell() -> None:
    report = Report()
    report.add("date_invalid", (MEMBERS, 2, "入党日期"))
    report.add("joined_differs", (MEMBERS, 2, "入党日期"))
    assert [finding.code for finding in report.findings] == ["date_invalid"]


def test_a_repeated_row_is_named_beside_an_unreadable_founding_day(tmp_path: Path) -> None:
    book = Book()
    book.units[1]["成立日期"] = "2000-13-01"
    book.members += [member("M1"), member("M2", 入党日期="2004-02-30")]
    assert codes_at(book.check(tmp_path).findings) == {
        (UNITS, 3, "成立日期", "date_invalid"),
        (MEMBERS, 10, "党员编号", "row_repeated"),
        (MEMBERS, 11, "党员编号", "row_repeated"),
        (MEMBERS, 11, "入党日期", "date_invalid"),
    }
