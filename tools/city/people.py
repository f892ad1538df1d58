"""Members of an invented city: names, birthdays, dates of membership, posts, affiliations."""

import dataclasses
import datetime as dt
import random
from collections.abc import Iterator, Sequence

from stdnum.cn import ric

from tools.city.tree import BRANCH, COMMITTEE, GROUP, Organization, holders

_SURNAMES = "陈李黄梁何张林吴刘谢王罗邓杨莫冯叶周苏钟欧冼区植卢谭陆邱麦伍曾单解任查仇覃"
_MALE = "志建国伟强军明华文斌海波辉俊杰浩宇嘉健永康成锋德光荣松柏庆生洪祥福"
_FEMALE = "丽芳秀英玉梅婷燕敏静雪琴洁莹慧嘉欣怡桂珍美凤月娟晓霞雅文思颖淑仪"
_EDUCATION = (
    ("小学", 8),
    ("初中", 22),
    ("高中", 18),
    ("中专", 10),
    ("大学专科", 20),
    ("大学本科", 19),
    ("硕士研究生", 3),
)
_OVER_SIXTY = 0.289
_COMMITTEE = ("书记", "副书记", "组织委员", "宣传委员", "纪检委员")


@dataclasses.dataclass(slots=True)
class Person:
    """One row of 党员, in the order of the sheet's columns (see `writer`)."""

    number: str
    name: str
    sex: str
    nation: str
    born: str
    id_number: str
    education: str
    phone: str
    unit: str
    stage: str
    joined: str
    full: str
    kind: str
    start: str
    posts: str
    post_start: str

    def row(self) -> list[str]:
        """Return the cells of the row."""
        return [
            self.number, self.name, self.sex, self.nation, self.born, self.id_number, self.education, self.phone,
            self.unit, self.stage, self.joined, self.full, self.kind, self.start, self.posts, self.post_start,
        ]  # fmt: skip


class PeopleBuilder:
    """Draws `total` members for the organizations, as of the civil day `on`."""

    def __init__(self, chance: random.Random, organizations: Sequence[Organization], total: int, on: dt.date) -> None:
        self._chance = chance
        self._organizations = organizations
        self._total = total
        self._on = on
        self._taken: set[str] = set()
        self._outside: dict[str, list[Person]] = {}
        self._by_code = {one.code: one for one in organizations}
        self._words, self._weights = zip(*_EDUCATION, strict=True)

    def rows(self) -> Iterator[Person]:
        """Give the rows: one per member, more for transfers, floating and residence affiliations and outside posts."""
        homes = list(holders(self._organizations))
        leaders: dict[str, list[Person]] = {}
        number = 0
        for home, size in zip(homes, self._sizes(homes), strict=True):
            people = [self._person(number + index + 1, home) for index in range(size)]
            number += size
            self._give_posts(home, people)
            leaders.setdefault(home.top, []).extend(people[-2:])
            for person in people:
                yield from self._moves(person, home, homes)
        yield from self._committees(leaders)

    def _sizes(self, homes: Sequence[Organization]) -> list[int]:
        """Draw how many members each place has: groups about 10, branches 8 to 50; they add up to the total."""
        bounds = [(4, 16) if home.kind == GROUP else (8, 50) for home in homes]
        sizes = [self._chance.randint(low, high) for low, high in bounds]
        missing = self._total - sum(sizes)
        step = 1 if missing > 0 else -1
        places = list(range(len(homes)))
        self._chance.shuffle(places)
        index = stuck = 0
        while missing and stuck < len(places):
            place = places[index % len(places)]
            low, high = bounds[place]
            if low <= sizes[place] + step <= high:
                sizes[place] += step
                missing -= step
                stuck = 0
            else:
                stuck += 1
            index += 1
        if missing:
            raise ValueError(f"{self._total} members do not fit into {len(homes)} places")
        return sizes

    def _person(self, number: int, home: Organization) -> Person:
        chance = self._chance
        is_male = chance.random() < 0.69
        born = self._birthday()
        earliest = _years_later(born, 18) + dt.timedelta(chance.randrange(1, 365))
        latest = max(min(_years_later(born, 45), self._on - dt.timedelta(30)), earliest)
        joined = earliest + dt.timedelta(chance.randrange((latest - earliest).days + 1))
        joined = max(min(joined, self._on), earliest)
        full = _years_later(joined, 1)
        is_full = full <= self._on
        characters = _MALE if is_male else _FEMALE
        name = chance.choice(_SURNAMES) + "".join(chance.sample(characters, 1 if chance.random() < 0.15 else 2))
        return Person(
            f"D{number:07d}", name, "男" if is_male else "女", "汉族" if chance.random() < 0.97 else "壮族",
            born.isoformat(), self._id_number(home.area, born, is_male=is_male),
            chance.choices(self._words, self._weights)[0], self._phone(), home.code,
            "正式党员" if is_full else "预备党员", joined.isoformat(), full.isoformat() if is_full else "",
            "", "", "", "",
        )  # fmt: skip

    def _birthday(self) -> dt.date:
        ages = (61, 95) if self._chance.random() < _OVER_SIXTY else (19, 60)
        age = self._chance.randint(*ages)
        if age > 80:
            age = self._chance.randint(61, 80)
        return _years_later(self._on, -age) - dt.timedelta(self._chance.randrange(1, 364))

    def _id_number(self, area: str, born: dt.date, *, is_male: bool) -> str:
        """Make a number with a right check digit and an area code that was never given out."""
        while True:
            order = self._chance.randrange(0, 500) * 2 + is_male
            stem = f"{area[:4]}99{born:%Y%m%d}{order:03d}"
            if stem not in self._taken:
                self._taken.add(stem)
                return stem + ric.calc_check_digit(stem + "0")

    def _phone(self) -> str:
        return f"1{self._chance.randint(0, 2)}{self._chance.randrange(10**9):09d}"

    def _since(self, person: Person, home: Organization, *, within: int) -> dt.date:
        earliest = max(dt.date.fromisoformat(person.joined), home.founded) + dt.timedelta(1)
        earliest = max(earliest, self._on - dt.timedelta(within))
        return earliest + dt.timedelta(self._chance.randrange(max((self._on - earliest).days, 1)))

    def _give_posts(self, home: Organization, people: list[Person]) -> None:
        full = [person for person in people if person.stage == "正式党员"]
        if home.kind == GROUP:
            posts: tuple[str, ...] = ("组长",)
        else:
            posts = _COMMITTEE if len(full) >= 7 else ("书记", "副书记")
        for title, person in zip(posts, full, strict=False):
            person.posts, person.post_start = title, self._since(person, home, within=1400).isoformat()
        above = self._by_code.get(home.parent)
        if home.kind == GROUP and above is not None and above.groups[0] == home.code:
            self._outside[above.code] = full[1:6]

    def _moves(self, person: Person, home: Organization, homes: Sequence[Organization]) -> Iterator[Person]:
        draw = self._chance.random()
        other = self._chance.choice(homes)
        if draw < 0.05 and other is not home:
            start = max(dt.date.fromisoformat(person.joined), other.founded, home.founded) + dt.timedelta(1)
            later = start + dt.timedelta(self._chance.randrange(200, 2000))
            if later < self._on:
                yield dataclasses.replace(person, unit=other.code, posts="", post_start="")
                yield dataclasses.replace(person, kind="正式", start=later.isoformat(), posts="", post_start="")
                return
        yield person
        if draw > 0.95 and other is not home:
            kind = "流动" if draw > 0.985 else "居住地"
            start = self._since(person, other, within=1500).isoformat()
            yield dataclasses.replace(person, unit=other.code, kind=kind, start=start, posts="", post_start="")

    def _committees(self, leaders: dict[str, list[Person]]) -> Iterator[Person]:
        """Posts away from home: committees, and village branches whose members belong to groups."""
        for home in self._organizations:
            if home.kind == COMMITTEE:
                people = leaders.get(home.code) or next(iter(leaders.values()))
                titles = ("书记", "副书记", "组织委员", "宣传委员", "纪检委员", "组织员")
            elif home.kind == BRANCH and home.groups:
                people, titles = self._outside.get(home.code, []), _COMMITTEE
            else:
                continue
            full = [person for person in people if person.stage == "正式党员"]
            for title, person in zip(titles, full, strict=False):
                start = self._since(person, home, within=1400).isoformat()
                yield dataclasses.replace(person, unit=home.code, kind="任职", start="", posts=title, post_start=start)


def _years_later(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
