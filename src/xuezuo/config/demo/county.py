"""The tree and the roster of the county, as rows of the two CSV files."""

import dataclasses
import datetime as dt
import random
from typing import Final

from xuezuo.config.demo.names import invented_id, invented_name

ROOT: Final = "QH"
OLD: Final = dt.date(2012, 3, 1)
COMMITTEES: Final = (  # code, name, type of unit, branches below
    ("QH01", "青禾县云岭镇党委", "农村", ("云岭", "茶坪", "大塘", "松坳", "白石", "枫树湾", "上坝")),
    ("QH02", "青禾县柳溪镇党委", "农村", ("柳溪", "河口", "新圩", "长堤", "石龙", "竹园")),
    ("QH03", "青禾县石桥镇党委", "农村", ("石桥", "北坡", "龙潭", "黄沙", "古渡", "麦田")),
    ("QH04", "青禾县南湖街道党工委", "社区", ("南湖", "东门", "学前", "望江", "和平", "新安")),
    ("QH05", "青禾县直属机关党工委", "机关", ("县委办", "财政局", "水利局", "教育局", "人民医院", "档案馆")),
    ("QH06", "青禾县教育系统党委", "教育系统", ("第一中学", "实验小学", "职业学校", "特殊教育学校")),
    ("QH07", "青禾县国有企业党委", "国有企业", ("供水公司", "国有林场", "公交公司")),
    ("QH08", "青禾县两新组织党委", "非公企业", ("竹艺协会", "惠民超市", "物流园")),
)
SUFFIX: Final = {"农村": "村党支部", "社区": "社区党支部"}
WITH_GROUPS: Final = ("QH0101", "QH0204", "QH0401", "QH0501", "QH0601")
SMALL: Final = ("QH0107", "QH0306", "QH0506", "QH0604", "QH0803")  # under seven full members: no committee


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """A unit of the tree."""

    code: str
    name: str
    parent: str
    kind: str
    unit_type: str
    founded: dt.date


def units(today: dt.date) -> list[Row]:
    """Return the units as they stood before the year began, parents first."""
    rows = [Row(ROOT, "中共青禾县委员会", "", "党委", "机关", OLD)]
    for code, name, unit_type, branches in COMMITTEES:
        rows.append(Row(code, name, ROOT, "党委", unit_type, OLD))
        for number, place in enumerate(branches, 1):
            branch = f"{code}{number:02}"
            rows.append(Row(branch, place + SUFFIX.get(unit_type, "党支部"), code, "党支部", unit_type, OLD))
            if branch in WITH_GROUPS:
                rows += [
                    Row(f"{branch}{n}", f"{place}第{'一二三'[n - 1]}党小组", branch, "党小组", unit_type, OLD)
                    for n in (1, 2)
                ]
    founded = today - dt.timedelta(days=130)
    rows.append(Row("QH0305X", "古渡大桥项目临时党支部", "QH03", "党支部", "国有企业", founded))
    return rows


def members(chance: random.Random, rows: list[Row], today: dt.date) -> list[dict[str, str]]:
    """Return the lines of the sheet 党员: every branch with its people, leaders among them as ordinary members."""
    lines: list[dict[str, str]] = []
    homes = [row for row in rows if row.kind == "党支部"]
    groups = {
        row.parent: [one.code for one in rows if one.parent == row.parent and one.kind == "党小组"] for row in rows
    }
    for row in homes:
        size = 5 if row.code in SMALL or row.code.endswith("X") else chance.randrange(24, 43)
        lines += [_member(chance, row, groups.get(row.code, []), n, len(lines) + n, today) for n in range(size)]
    return lines + _leaders(lines)


def _member(
    chance: random.Random, row: Row, groups: list[str], place: int, number: int, today: dt.date
) -> dict[str, str]:
    is_male = chance.random() < 0.66
    is_old = place > 4 and chance.random() < 0.35
    years = chance.randrange(61, 86) if is_old else chance.randrange(23, 60)
    born = today - dt.timedelta(days=years * 365 + chance.randrange(365))
    is_new = place > 5 and years < 35 and chance.random() < 0.25
    joined = (
        today - dt.timedelta(days=chance.randrange(40, 330))
        if is_new
        else max(OLD, born + dt.timedelta(days=20 * 365)) + dt.timedelta(days=chance.randrange(1, 200))
    )
    full = joined + dt.timedelta(days=366)
    is_full = full < today
    has_committee = row.code not in SMALL and not row.code.endswith("X")
    posts = ("书记", "组织委员", "宣传委员", "纪检委员")[: 4 if has_committee else 1]
    return {
        "党员编号": f"QHD{number:05}",
        "姓名": invented_name(chance, is_male=is_male),
        "性别": "男" if is_male else "女",
        "民族": "汉族",
        "出生日期": born.isoformat(),
        "公民身份号码": invented_id(born, number, is_male=is_male),
        "学历": chance.choice(("大学本科", "大学专科", "高中", "初中", "中专")),
        "手机号码": f"1990000{number:04}",
        "所在组织代码": groups[place % len(groups)] if groups and place >= len(posts) else row.code,
        "人员类别": "正式党员" if is_full else "预备党员",
        "入党日期": joined.isoformat(),
        "转正日期": full.isoformat() if is_full else "",
        "组织关系类型": "正式",
        "起始日期": max(joined, row.founded).isoformat(),
        "职务": posts[place] if place < len(posts) and is_full else "",
        "任职起始日期": max(dt.date(today.year - 2, 1, 10), full, row.founded).isoformat()
        if place < len(posts)
        else "",
    }


def _leaders(lines: list[dict[str, str]]) -> list[dict[str, str]]:
    """Return the rows by which ordinary members hold posts above their branch (双重组织生活)."""
    by_home = {line["所在组织代码"]: line for line in lines if line["职务"] == "书记"}
    office = [
        line
        for line in lines
        if line["所在组织代码"].startswith("QH0501") and line["转正日期"] and line["转正日期"] < "2023"
    ]
    given = [(office[number], ROOT, post) for number, post in enumerate(("书记", "副书记", "组织员", "督导员"), 4)]
    for code, _, _, branches in COMMITTEES:
        second = [line for line in lines if line["所在组织代码"].startswith(f"{code}{len(branches):02}")]
        free = [line for line in second if line["转正日期"] and line["转正日期"] < "2023" and not line["职务"]] or [
            by_home[f"{code}01"]
        ]
        given += [(free[0], code, "书记"), (free[-1], code, "组织员")]
    return [
        line
        | {"所在组织代码": code, "组织关系类型": "任职", "起始日期": "", "职务": post, "任职起始日期": "2024-01-10"}
        for line, code, post in given
    ]
