"""What a file of past years says, row by row, and every fault in it. Reads only."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Final

from xuezuo.kernel.text import squeeze
from xuezuo.org.models import Unit
from xuezuo.org.queries.access import units_q
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.db.reading import fetch_all
from xuezuo.review.evaluation.exchange.reading import Table
from xuezuo.review.evaluation.policies import PAST_IMPORT
from xuezuo.review.evaluation.types import Counts, Grade

GRADES: Final = {str(grade.label): grade.value for grade in Grade}
_PEOPLE: Final = """
SELECT x.n, m.id, m.name, s.stage, h.home_id,
       EXISTS (SELECT 1 FROM org_affiliation a JOIN org_closure c ON c.descendant_id = a.unit_id
                WHERE a.member_id = m.id AND a.kind IN ('formal', 'floating') AND a.during @> x.day
                  AND c.ancestor_id = x.unit_id AND c.during @> x.day),
       EXISTS (SELECT 1 FROM evaluation_subject e WHERE e.member_id = m.id AND e.year = x.year AND e.left_at IS NULL)
  FROM unnest(%(ns)s::int[], %(numbers)s::text[], %(units)s::bigint[], %(years)s::int[], %(days)s::date[])
       AS x (n, number, unit_id, year, day)
  JOIN org_member m ON m.number = x.number
  LEFT JOIN org_stage s ON s.member_id = m.id AND s.during @> x.day
  LEFT JOIN LATERAL (
       SELECT coalesce(up.ancestor_id, a.unit_id) AS home_id
         FROM org_affiliation a
         LEFT JOIN (org_closure up JOIN org_unit u ON u.id = up.ancestor_id AND u.kind = 'branch')
                ON up.descendant_id = a.unit_id AND up.during @> x.day
        WHERE a.member_id = m.id AND a.kind = 'formal' AND a.during @> x.day LIMIT 1) h ON TRUE"""
_TAKEN: Final = """
SELECT x.n,
       EXISTS (SELECT 1 FROM evaluation_part p JOIN org_closure c ON c.descendant_id = p.unit_id
                WHERE c.ancestor_id = x.unit_id AND c.during @> x.day AND p.year = x.year AND p.voided_at IS NULL),
       EXISTS (SELECT 1 FROM evaluation_pastcount k JOIN org_closure c
                   ON (c.ancestor_id = x.unit_id AND c.descendant_id = k.unit_id)
                   OR (c.descendant_id = x.unit_id AND c.ancestor_id = k.unit_id)
                WHERE k.year = x.year AND c.during @> x.day)
  FROM unnest(%(ns)s::int[], %(units)s::bigint[], %(years)s::int[], %(days)s::date[]) AS x (n, unit_id, year, day)"""


@dataclasses.dataclass(frozen=True, slots=True)
class PastRow:
    """A row that stands for a unit, a year and a day."""

    number: int
    unit_id: int
    year: int
    day: dt.date
    cells: Mapping[str, str]


@dataclasses.dataclass(frozen=True, slots=True)
class PastPerson:
    """One member's result."""

    row: PastRow
    member_id: int
    home_id: int
    is_graded: bool
    grade: str


def heads_of(table: Table, actor: Actor, today: dt.date, faults: list[str], *, only_branches: bool) -> list[PastRow]:
    """Return the rows whose unit, year and day can be; what is wrong with the others goes to `faults`."""
    codes = {cells.get("组织代码", "") for _, cells in table.rows}
    with acting_as(SYSTEM):
        mine = Unit.objects.filter(units_q(actor, PAST_IMPORT, today, "pk"), code__in=codes)
        units = {unit.code: unit for unit in mine}
    found = []
    for number, cells in table.rows:
        unit, year, day = units.get(cells.get("组织代码", "")), _year(cells), _day(cells)
        wrong = {
            "组织代码不存在，或不在您的工作范围": unit is None,
            "这里只能是党支部": unit is not None and only_branches and unit.kind != "branch",
            f"年度要写四位数字，不晚于 {today.year}": year is None or not 1950 <= year <= today.year,
            "评定日期要写成 2023-12-20 的样子，不晚于今天": day is None or day > today,
            "这一天还没有这个组织，或已撤销": unit is not None and day is not None and not _lives(unit, day),
        }
        faults.extend(f"第 {number} 行：{what}。" for what, is_wrong in wrong.items() if is_wrong)
        if unit is not None and year is not None and day is not None and not any(wrong.values()):
            found.append(PastRow(number, unit.pk, year, day, cells))
    return found


def _year(cells: Mapping[str, str]) -> int | None:
    text = cells.get("年度", "").removesuffix("年度").removesuffix("年")
    return int(text) if len(text) == 4 and text.isascii() and text.isdigit() else None  # CONFIG: four digits


def _day(cells: Mapping[str, str]) -> dt.date | None:
    try:
        return dt.date.fromisoformat(cells.get("评定日期", "").replace("/", "-"))
    except ValueError:
        return None


def _lives(unit: Unit, day: dt.date) -> bool:
    during = unit.during
    return bool(during.lower <= day and (during.upper is None or day < during.upper))


def check_free(rows: list[PastRow], faults: list[str]) -> None:
    """Find rows about a unit and year of which there are results already, here or in a unit above or below."""
    params: dict[str, object] = {"ns": [row.number for row in rows], "units": [row.unit_id for row in rows]}
    params |= {"years": [row.year for row in rows], "days": [row.day for row in rows]}
    with acting_as(SYSTEM):
        for number, has_part, has_count in fetch_all(_TAKEN, params):
            if has_part:
                faults.append(f"第 {number} 行：这个组织或下级这一年度已经有评议结果，不能再导入。")
            if has_count:
                faults.append(f"第 {number} 行：这个组织、上级或下级这一年度已经导入过人数，再导入会重复。")


def people_of_rows(rows: list[PastRow], faults: list[str]) -> list[PastPerson]:
    """Return each member's result; whoever cannot be goes to `faults`."""
    params: dict[str, object] = {"ns": [row.number for row in rows], "units": [row.unit_id for row in rows]}
    params |= {"numbers": [row.cells.get("党员编号", "") for row in rows], "years": [row.year for row in rows]}
    params["days"] = [row.day for row in rows]
    with acting_as(SYSTEM):
        known = {row[0]: row[1:] for row in fetch_all(_PEOPLE, params)}
    found, seen = [], set()
    for row in rows:
        person, fault = _person(row, known.get(row.number))
        if person is not None and (person.member_id, row.year) in seen:
            fault = "这名党员这一年度在文件中出现了两次"
        if fault:
            faults.append(f"第 {row.number} 行：{fault}。")
        elif person is not None:
            seen.add((person.member_id, row.year))
            found.append(person)
    return found


def _person(row: PastRow, known: tuple[object, ...] | None) -> tuple[PastPerson | None, str]:
    if known is None:
        return None, "没有这个党员编号"
    member_id, name, stage, home_id, is_here, is_taken = known
    label = row.cells.get("等次", "")
    is_full = stage == "full"
    wrong = {
        "姓名与党员编号不符": squeeze(row.cells.get("姓名", "")) != name,
        "这一天不属于这个支部（正式或流动组织关系）": not is_here or home_id is None or stage is None,
        "这名党员这一年度已经有评议结果": bool(is_taken),
        "等次要写优秀、合格、基本合格或不合格": is_full and label not in GRADES,
        "当时是预备党员，不评定等次，请不要填等次": not is_full and label != "",
    }
    fault = next((what for what, is_wrong in wrong.items() if is_wrong), "")
    if fault:
        return None, fault
    return PastPerson(row, int(str(member_id)), int(str(home_id)), is_full, GRADES.get(label, "")), ""


def counts_of_rows(rows: list[PastRow], faults: list[str]) -> list[tuple[PastRow, Counts]]:
    """Return the counts of each row; what is no whole number goes to `faults`."""
    found = []
    for row in rows:
        cells = [row.cells.get(str(grade.label), "") for grade in Grade]
        if not all(cell.isascii() and cell.isdigit() and len(cell) <= 7 for cell in cells):  # CONFIG: millions
            faults.append(f"第 {row.number} 行：优秀、合格、基本合格、不合格都要写不小于 0 的整数。")
            continue
        found.append((row, Counts(*map(int, cells))))
    return found


def check_twice(rows: list[PastRow], faults: list[str]) -> None:
    """Find units that a file of counts names twice for a year."""
    seen: set[tuple[int, int]] = set()
    for row in rows:
        if (row.unit_id, row.year) in seen:
            faults.append(f"第 {row.number} 行：这个组织这一年度在文件中出现了两次。")
        seen.add((row.unit_id, row.year))
