"""The two sheets of the roster workbook, defined once: reading, checking, writing, template and docs follow this."""

import dataclasses
from collections.abc import Callable, Mapping
from typing import Final

from xuezuo.org.roster import cells
from xuezuo.org.roster.cells import Cell, Value
from xuezuo.org.types import AffiliationKind, MemberStage, Sex, UnitKind, UnitType

UNITS: Final = "党组织"
MEMBERS: Final = "党员"


@dataclasses.dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        key: name in code (`UnitLine`, `MemberLine`).
        header: what stands in row 1; a required column carries a `*` in the template.
        parse: from a cell that is not empty to a value, or `CellFault`.
        required: whether the cell must not be empty.
        longest: most characters of a text.
        values: allowed words, shown as a drop-down.
        is_personal: masked in reports.
        is_unique: values hardly repeat, so remembering parsed ones is no use.
        numbers: "text" = number cells are faults of form worth a warning, "any" = they are fine.
        example: shown on the help sheet.
        help: what to write, in Chinese.
    """

    key: str
    header: str
    parse: Callable[[Cell], Value]
    required: bool = False
    longest: int = 40
    values: tuple[str, ...] = ()
    is_personal: bool = False
    is_unique: bool = False
    numbers: str = "any"
    example: str = ""
    help: str = ""

    @property
    def is_date(self) -> bool:
        """Whether the column holds civil dates."""
        return self.parse is cells.civil_date


def _labels(pairs: list[tuple[str, str]]) -> dict[str, str]:
    return {label: value for value, label in pairs}


UNIT_KINDS: Final = _labels(UnitKind.choices)
UNIT_TYPES: Final = _labels(UnitType.choices)
SEXES: Final = _labels(Sex.choices)
STAGES: Final = {
    MemberStage.FULL.label: MemberStage.FULL.value,
    MemberStage.PROBATIONARY.label: MemberStage.PROBATIONARY.value,
}
POST_ONLY: Final = "post_only"
AFFILIATIONS: Final = {**_labels(AffiliationKind.choices), "任职": POST_ONLY}
_OTHER_TYPES: Final[Mapping[str, UnitType]] = {
    "村": UnitType.VILLAGE,
    "行政村": UnitType.VILLAGE,
    "城市社区": UnitType.COMMUNITY,
    "居委会": UnitType.COMMUNITY,
    "党政机关": UnitType.ORGAN,
    "国企": UnitType.STATE_ENTERPRISE,
    "企业": UnitType.STATE_ENTERPRISE,
    "学校": UnitType.EDUCATION,
    "教育": UnitType.EDUCATION,
    "高校": UnitType.EDUCATION,
    "中小学": UnitType.EDUCATION,
    "非公": UnitType.PRIVATE_ENTERPRISE,
    "非公有制企业": UnitType.PRIVATE_ENTERPRISE,
    "非公有制经济组织": UnitType.PRIVATE_ENTERPRISE,
}


def _unit_type(cell: Cell) -> str:
    """Read a unit type by its label or a usual other word for it; an unknown one is a warning, see `lines`."""
    text = cells.text_of(cell)
    known = UNIT_TYPES.get(text) or _OTHER_TYPES.get(text)
    if known is None:
        raise cells.CellFault("unit_type_unknown", allowed="、".join(UNIT_TYPES))
    return str(known)


UNIT_COLUMNS: Final = (
    Column("code", "组织代码", cells.code, required=True, is_unique=True, numbers="text", example="4412020101",
           help="本组织的唯一代码，以后导入靠它对应。设为文本，保留开头的 0。"),
    Column("name", "组织名称", cells.words, required=True, longest=120, is_unique=True, example="林场机关党支部",
           help="全称。"),
    Column("parent", "上级组织代码", cells.code, numbers="text", example="44120201",
           help="上级党组织的代码；最上级留空。上级可在本表，也可已在系统中。"),
    Column("kind", "组织类型", cells.word(UNIT_KINDS), required=True, values=tuple(UNIT_KINDS), example="党支部",
           help="党委下设党委、党总支、党支部；党总支下设党支部；党支部下设党小组。"),
    Column("unit_type", "单位类别", _unit_type, values=tuple(UNIT_TYPES), example="机关",
           help="所在单位的类别，可留空。"),
    Column("founded", "成立日期", cells.civil_date, required=True, example="2012-03-01", help="批准成立之日。"),
    Column("dissolved", "撤销日期", cells.civil_date, example="", help="撤销之日起不再存在；未撤销留空。"),
)  # fmt: skip

MEMBER_COLUMNS: Final = (
    Column("number", "党员编号", cells.code, required=True, is_personal=True, numbers="text", example="D0000001",
           help="一人一号。同一编号写几行，表示一人有几个组织关系（个人信息各列须相同）。"),
    Column("name", "姓名", cells.words, required=True, longest=60, is_personal=True, example="王林", help="姓名。"),
    Column("sex", "性别", cells.word(SEXES), required=True, values=tuple(SEXES), is_personal=True, example="男",
           help="男或女。"),
    Column("nation", "民族", cells.words, longest=20, is_personal=True, example="汉族", help="可留空。"),
    Column("born", "出生日期", cells.civil_date, required=True, is_personal=True, example="1980-05-06",
           help="以档案为准。"),
    Column("id_number", "公民身份号码", cells.identity_number, is_personal=True, is_unique=True,
           example="", help="18 位，设为文本。可留空；加密保存。"),
    Column("education", "学历", cells.words, longest=20, is_personal=True, example="大学本科", help="可留空。"),
    Column("phone", "手机号码", cells.phone, is_personal=True, is_unique=True, example="", help="可留空；加密保存。"),
    Column("unit", "所在组织代码", cells.code, required=True, numbers="text", example="4412020101",
           help="所在党支部或党小组的代码。"),
    Column("stage", "人员类别", cells.word(STAGES), required=True, values=tuple(STAGES), example="正式党员",
           help="正式党员或预备党员。"),
    Column("joined", "入党日期", cells.civil_date, required=True, is_personal=True, example="2004-07-01",
           help="支部党员大会通过接收为预备党员之日。"),
    Column("full", "转正日期", cells.civil_date, is_personal=True, example="2005-07-01", help="预备党员留空。"),
    Column("kind", "组织关系类型", cells.word(AFFILIATIONS), values=tuple(AFFILIATIONS), example="正式",
           help="空 = 正式。“任职”= 只在该组织任职，组织关系在别处（如领导干部）。"),
    Column("start", "起始日期", cells.civil_date, is_personal=True, example="2012-03-01",
           help="这个组织关系的起始日期。空 = 入党日期与组织成立日期中较晚的一个。"
           "同一人另有一行更晚起始的正式关系，即为转接，前一个到该日为止。"),
    Column("posts", "职务", cells.posts, longest=60, example="组织委员", help="在该组织的职务，多个用“、”分开。"),
    Column("post_start", "任职起始日期", cells.civil_date, is_personal=True, example="2024-01-10",
           help="空 = 本行的起始日期。"),
)  # fmt: skip

SHEETS: Final[dict[str, tuple[Column, ...]]] = {UNITS: UNIT_COLUMNS, MEMBERS: MEMBER_COLUMNS}
HEADERS: Final[dict[str, dict[str, str]]] = {
    sheet: {column.key: column.header for column in columns} for sheet, columns in SHEETS.items()
}
PERSONAL_KEYS: Final = ("name", "sex", "nation", "born", "id_number", "education", "phone", "stage", "joined", "full")
"""Columns that must be the same in every row of one 党员编号."""
