"""Organizations of a city from its administrative divisions."""

import csv
import dataclasses
import datetime as dt
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

COMMITTEE, GENERAL, BRANCH, GROUP = "党委", "党总支", "党支部", "党小组"
ORGANIZATIONS = 8_885
MEMBERS = 180_000
_SECTORS = (
    ("机关工委", "机关", ("局机关", "委机关", "办公室", "服务中心", "监测站", "执法大队", "档案馆")),
    ("教育系统", "教育系统", ("中学", "小学", "幼儿园", "职业学校", "教师发展中心")),
    ("国资系统", "国有企业", ("水务公司", "建设公司", "粮食公司", "公交公司", "林场")),
    ("两新组织", "非公企业", ("陶瓷厂", "机械厂", "食品厂", "物流公司", "电子厂", "农业公司")),
    ("社会组织", "社会组织", ("行业协会", "商会", "义工联合会", "律师事务所", "养老院")),
)
_CHARACTERS = "安平和顺兴隆昌盛永康德信义仁华宁福瑞祥泰丰裕恒源新明光东南西北江河山海云林松柏"


@dataclasses.dataclass(slots=True)
class Organization:
    """One row of 党组织; `area` is the code of its county, `holds` whether members belong to it directly."""

    code: str
    name: str
    parent: str
    kind: str
    unit_type: str
    founded: dt.date
    area: str
    holds: bool = False
    top: str = ""
    groups: list[str] = dataclasses.field(default_factory=list)


@dataclasses.dataclass(frozen=True, slots=True)
class Division:
    """One row of the list of divisions."""

    code: str
    name: str
    level: str
    parent: str


def read_divisions(path: Path) -> list[Division]:
    """Read code, name, level, parent_code."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [Division(row["code"], row["name"], row["level"], row["parent_code"]) for row in csv.DictReader(file)]


def scaled_divisions(divisions: Sequence[Division], scale: float) -> list[Division]:
    """Keep the first `scale` of the towns of each county with their villages; all of them from 1 on."""
    if scale >= 1:
        return list(divisions)
    kept = {d.code for d in divisions if d.level in {"city", "county"}}
    for county in [d.code for d in divisions if d.level == "county"]:
        towns = [d.code for d in divisions if d.parent == county]
        kept.update(towns[: max(1, round(len(towns) * scale))])
    return [d for d in divisions if d.code in kept or d.parent in kept]


class CityBuilder:
    """Builds the organizations top down, deterministic by the random generator it gets."""

    def __init__(self, chance: random.Random, total: int) -> None:
        self._chance = chance
        self._total = total
        self._names: set[tuple[str, str]] = set()
        self.made: list[Organization] = []
        self._by_code: dict[str, Organization] = {}

    def build(self, divisions: Sequence[Division]) -> list[Organization]:
        """Return exactly `total` organizations, parents before children."""
        for division in divisions:
            if division.level != "village":
                self._committee(division)
        for division in divisions:
            if division.level == "village":
                self._village(division)
        sectors = [self._sector(d, *sector) for d in divisions if d.level == "county" for sector in _SECTORS]
        while len(self.made) < self._total:
            parent, words = self._chance.choice(sectors)
            self._work_unit(parent, words)
        return self.made[: self._total]

    def _add(
        self, code: str, name: str, parent: str, kind: str, unit_type: str, *, holds: bool = False
    ) -> Organization:
        above = self._by_code.get(parent)
        since = max(above.founded if above else dt.date(1949, 11, 1), dt.date(1949, 11, 1))
        years = {COMMITTEE: 12, GENERAL: 30, BRANCH: 35, GROUP: 10}[kind]
        founded = min(since + dt.timedelta(self._chance.randrange(30, years * 365)), dt.date(2023, 6, 30))
        top = above.code if above and above.kind == COMMITTEE else above.top if above else code
        made = Organization(
            code, name, parent, kind, unit_type, max(founded, since), code[:6] if len(code) >= 6 else "", holds, top
        )
        if above and kind == GROUP:
            above.groups.append(code)
            above.holds = False
        self.made.append(made)
        self._by_code[code] = made
        return made

    def _committee(self, division: Division) -> None:
        title = {"city": "委员会", "county": "委员会", "town": "委员会"}[division.level]
        self._add(division.code, f"中共{division.name}{title}", division.parent, COMMITTEE, "机关")
        if division.level == "town":
            self._add(f"{division.code}J1", f"{division.name}机关党支部", division.code, BRANCH, "机关", holds=True)
            self._add(
                f"{division.code}X1", f"{division.name}中心小学党支部", division.code, BRANCH, "教育系统", holds=True
            )

    def _village(self, division: Division) -> None:
        is_community = division.name.endswith(("社区", "居委会"))
        unit_type = "社区" if is_community else "农村"
        draw = self._chance.random()
        if draw < 0.25:
            self._add(division.code, f"{division.name}党总支", division.parent, GENERAL, unit_type)
            for number in (1, 2):
                name = f"{division.name}第{'一二'[number - 1]}党支部"
                self._add(f"{division.code}Z{number}", name, division.code, BRANCH, unit_type, holds=True)
        else:
            self._add(division.code, f"{division.name}党支部", division.parent, BRANCH, unit_type, holds=True)
            if draw < 0.70:
                for number in (1, 2, 3):
                    name = f"{division.name}第{'一二三'[number - 1]}党小组"
                    self._add(f"{division.code}G{number}", name, division.code, GROUP, unit_type, holds=True)

    def _sector(
        self, county: Division, name: str, unit_type: str, words: tuple[str, ...]
    ) -> tuple[Organization, tuple[str, ...]]:
        number = [sector[0] for sector in _SECTORS].index(name) + 1
        made = self._add(f"{county.code}S{number}", f"中共{county.name}{name}委员会", county.code, COMMITTEE, unit_type)
        return made, words

    def _work_unit(self, parent: Organization, words: tuple[str, ...]) -> None:
        number = len(self.made)
        name = self._fresh_name(parent, words)
        if self._chance.random() < 0.04:
            above = self._add(f"{parent.code}{number:06d}", f"{name}党总支", parent.code, GENERAL, parent.unit_type)
            for index, word in enumerate(("第一", "第二", "退休")):
                code = f"{above.code}{index + 1}"
                self._add(code, f"{name}{word}党支部", above.code, BRANCH, parent.unit_type, holds=True)
        else:
            self._add(f"{parent.code}{number:06d}", f"{name}党支部", parent.code, BRANCH, parent.unit_type, holds=True)

    def _fresh_name(self, parent: Organization, words: tuple[str, ...]) -> str:
        while True:
            word = "".join(self._chance.sample(_CHARACTERS, 3)) + self._chance.choice(words)
            if (parent.code, word) not in self._names:
                self._names.add((parent.code, word))
                return word


def holders(organizations: Sequence[Organization]) -> Iterator[Organization]:
    """Give the organizations that members belong to directly: branches without groups, and groups."""
    return (one for one in organizations if one.holds)
