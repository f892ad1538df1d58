"""Seeded faults: each changes one cell and says which finding has to be reported for it."""

import random
from collections.abc import Callable, Sequence

type Row = list[str]
type Expected = dict[str, str | int]
MEMBERS, UNITS = "党员", "党组织"
NUMBER, NAME, SEX, _, BORN, ID, EDUCATION, PHONE, UNIT, STAGE, JOINED, FULL, KIND, START, POSTS, POST_START = range(16)


def _wrong_check_digit(row: Row) -> None:
    row[ID] = row[ID][:-1] + ("1" if row[ID][-1] == "0" else "0")


def _set(column: int, text: str) -> Callable[[Row], None]:
    def change(row: Row) -> None:
        row[column] = text

    return change


def _joined_as_child(row: Row) -> None:
    row[JOINED] = f"{int(row[BORN][:4]) + 17}-01-01"


def _joined_before_birth(row: Row) -> None:
    row[JOINED] = f"{int(row[BORN][:4]) - 2}-06-01"


def _full_before_joined(row: Row) -> None:
    row[FULL] = f"{int(row[JOINED][:4]) - 1}-06-30"


FAULTS: tuple[tuple[str, str, int, Callable[[Row], None]], ...] = (
    ("id_number_check", "公民身份号码", ID, _wrong_check_digit),
    ("id_number_shape", "公民身份号码", ID, _set(ID, "44129919800101")),
    ("member_unit_unknown", "所在组织代码", UNIT, _set(UNIT, "没有这个代码")),
    ("date_invalid", "出生日期", BORN, _set(BORN, "1980-02-30")),
    ("date_invalid", "入党日期", JOINED, _set(JOINED, "2001年7月1日")),
    ("date_future", "入党日期", JOINED, _set(JOINED, "2999-07-01")),
    ("value_missing", "姓名", NAME, _set(NAME, "")),
    ("value_missing", "人员类别", STAGE, _set(STAGE, "")),
    ("value_not_allowed", "人员类别", STAGE, _set(STAGE, "入党积极分子")),
    ("value_not_allowed", "性别", SEX, _set(SEX, "未知")),
    ("value_not_allowed", "组织关系类型", KIND, _set(KIND, "挂靠")),
    ("phone_shape", "手机号码", PHONE, _set(PHONE, "12345")),
    ("post_unknown", "职务", POSTS, _set(POSTS, "大队长")),
    ("joined_under_18", "入党日期", JOINED, _joined_as_child),
    ("joined_before_birth", "入党日期", JOINED, _joined_before_birth),
    ("full_before_joined", "转正日期", FULL, _full_before_joined),
    ("value_too_long", "学历", EDUCATION, _set(EDUCATION, "大学" * 20)),
)


def seed_faults(units: list[Row], people: list[Row], count: int, chance: random.Random) -> list[Expected]:
    """Spoil `count` rows, each by one fault; return the findings to be reported, by sheet, row and column.

    Rows with several affiliations are left alone, so that a fault does not contradict the member's other row.
    """
    expected = _unit_faults(units, people) if count >= 20 else []
    single = _single_rows(people)
    chance.shuffle(single)
    for number, index in zip(range(count - len(expected)), single, strict=False):
        code, header, _, change = FAULTS[number % len(FAULTS)]
        row = people[index]
        if code == "full_before_joined" and not row[FULL]:
            code, header, _, change = FAULTS[0]
        change(row)
        expected.append({"sheet": MEMBERS, "row": index + 2, "column": header, "code": code})
    return expected + _duplicates(people, single[count:], 1 if count >= 20 else 0)


def _single_rows(people: Sequence[Row]) -> list[int]:
    """Return the rows of members who have one row only, no post and a full membership since 1990 or so."""
    times: dict[str, int] = {}
    for row in people:
        times[row[NUMBER]] = times.get(row[NUMBER], 0) + 1
    return [
        index for index, row in enumerate(people)
        if times[row[NUMBER]] == 1 and not row[POSTS] and not row[START] and row[FULL] and row[BORN] > "1935"
    ]  # fmt: skip


def _unit_faults(units: list[Row], people: list[Row]) -> list[Expected]:
    """Spoil four organizations nobody's rows refer to: duplicate code, unknown parent, wrong kind, wrong dates."""
    used = {row[2] for row in units} | {row[UNIT] for row in people}
    free = [index for index, row in enumerate(units) if row[0] not in used and row[3] == "党支部"]
    while len(free) < 4:
        units.append([f"FREE{len(free)}", f"空白支部{len(free)}", units[0][0], "党支部", "机关", "2010-01-01", ""])
        free.append(len(units) - 1)
    twin, orphan, odd, dead = free[-4:]
    units[twin][0] = units[0][0]
    units[orphan][2] = "NOWHERE"
    units[odd][3] = "党小队"
    units[dead][6] = "1940-01-01"
    places = ((twin, "组织代码", "unit_code_duplicate"), (orphan, "上级组织代码", "unit_parent_unknown"),
              (odd, "组织类型", "value_not_allowed"), (dead, "撤销日期", "unit_dissolved_before_founded"))  # fmt: skip
    return [{"sheet": UNITS, "row": index + 2, "column": column, "code": code} for index, column, code in places]


def _duplicates(people: list[Row], rows: Sequence[int], count: int) -> list[Expected]:
    """Give one member the identity number of another."""
    expected: list[Expected] = []
    for victim, other in zip(rows[:count], rows[count : 2 * count], strict=True):
        people[victim][ID] = people[other][ID]
        expected.append({"sheet": MEMBERS, "row": victim + 2, "column": "公民身份号码", "code": "id_number_duplicate"})
    return expected
