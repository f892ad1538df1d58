"""Random changes on random days, in any order, against the slow tree."""

import copy
import datetime as dt
from collections.abc import Iterator

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from xuezuo.kernel.errors import DomainError
from xuezuo.org.models import Affiliation, Closure, Unit, UnitName
from xuezuo.org.queries.placement import absent_places
from xuezuo.org.queries.verify import verify_tree
from xuezuo.org.services import structure
from xuezuo.org.tests import factories
from xuezuo.org.tests.factories import MemberSpec, UnitSpec
from xuezuo.org.tests.structure.slow_tree import DAYS, FIRST, Refused, SlowTree, day
from xuezuo.org.types import Document, NewUnit, SplitPlan
from xuezuo.platform.access import SYSTEM, acting_as

AT = dt.datetime(2025, 1, 10, tzinfo=dt.UTC)
START = (
    ("R", "committee", None),
    ("A", "committee", "R"),
    ("B", "committee", "R"),
    ("C", "committee", "A"),
    ("G", "general_branch", "A"),
    ("X", "branch", "G"),
    ("Y", "branch", "C"),
    ("Z", "branch", "B"),
    ("x", "group", "X"),
    ("y", "group", "Y"),
)
HOMES = ("X", "X", "Y", "Z", "x", "y", "G")

steps = st.tuples(
    st.sampled_from(["move", "move", "merge", "merge", "split", "set_up", "dissolve", "rename"]),
    st.integers(0, 30),
    st.integers(0, 30),
    st.integers(-1, DAYS),
)


class Pair:
    """The product and the slow tree, changed alike."""

    def __init__(self) -> None:
        self.slow = SlowTree()
        specs = [UnitSpec(code, code, kind, parent or "", since=FIRST) for code, kind, parent in START]
        units = factories.units(*specs)
        for code, kind, parent in START:
            self.slow.set_up(code, kind, parent, 0)
        homes = [MemberSpec(units[home], number=f"m{i}", since=FIRST) for i, home in enumerate(HOMES)]
        factories.members(homes)
        self.slow.homes = {f"m{i}": {0: home} for i, home in enumerate(HOMES)}

    def take(self, step: tuple[str, int, int, int]) -> bool:
        """Do one step in both; returns whether both did it. They must agree."""
        verb, first, second, on = step
        codes = list(self.slow.units)
        former = copy.deepcopy(self.slow)
        one, other = codes[first % len(codes)], codes[second % len(codes)]
        try:
            movers = self.slow.movers(one, on) if verb == "split" and on >= 0 else []
            self._slow(verb, one, other, on)
            self.slow.check()
            expected = True
        except Refused:
            self.slow, expected = former, False
        try:
            with transaction.atomic():
                self._real(verb, one, other, Document(day(on), "文件1号"), movers)
            done = True
        except DomainError as error:
            done = False
            reason = error.code
        assert done == expected, (step, one, other, done or reason)
        return done

    def _new(self) -> str:
        return f"N{len(self.slow.units)}"

    def _slow(self, verb: str, one: str, other: str, on: int) -> None:
        if not on >= 0:
            raise Refused
        match verb:
            case "move":
                self.slow.move(one, other, on)
            case "merge":
                self.slow.merge(one, other, on)
            case "split":
                self.slow.split(one, [self._new(), self._new() + "b"], on)
            case "set_up":
                kind = {"committee": "branch", "general_branch": "branch"}.get(self.slow.units[other].kind, "group")
                self.slow.set_up(self._new(), kind, other, on)
            case "dissolve":
                self.slow.dissolve(one, on)
            case _:
                self.slow.rename(one, other, on)

    def _real(self, verb: str, one: str, other: str, document: Document, movers: list[str]) -> None:
        unit, target = Unit.objects.get(code=one), Unit.objects.get(code=other)
        made = f"N{Unit.objects.count()}"
        match verb:
            case "move":
                structure.unit_move(actor=SYSTEM, unit=unit, parent=target, document=document, at=AT)
            case "merge":
                structure.unit_merge(actor=SYSTEM, units=[unit], target=target, document=document, at=AT)
            case "split":
                plan = SplitPlan(((made, made), (made + "b", made + "b")), made, tuple((m, made + "b") for m in movers))
                structure.unit_split(actor=SYSTEM, unit=unit, plan=plan, document=document, at=AT)
            case "set_up":
                kind = {"committee": "branch", "general_branch": "branch"}.get(target.kind, "group")
                new = NewUnit(made, made, kind, target.pk)
                structure.unit_set_up(actor=SYSTEM, new=new, document=document, at=AT)
            case "dissolve":
                structure.unit_dissolve(actor=SYSTEM, unit=unit, document=document, at=AT)
            case _:
                structure.unit_rename(actor=SYSTEM, unit=unit, name=other, document=document, at=AT)

    def compare(self) -> None:
        assert verify_tree() == []
        codes = dict(Unit.objects.values_list("id", "code"))
        closure = list(Closure.objects.values_list("descendant_id", "ancestor_id", "via_id", "depth", "during"))
        names = list(UnitName.objects.values_list("unit__code", "name", "during"))
        homes = list(Affiliation.objects.values_list("member__number", "unit__code", "during"))
        for on in range(DAYS + 2):
            today = day(on)
            alive = {code for code, unit in self.slow.units.items() if unit.is_alive(on)}
            real = {(codes[d], codes[a], codes.get(v), n) for d, a, v, n, during in closure if today in during}
            assert real == {(code, *row) for code in alive for row in self.slow.above(code, on)}
            shown = {code: name for code, name, during in names if today in during}
            assert shown == {code: slow_name(self.slow, code, on) for code in alive}
            lived = {number: code for number, code, during in homes if today in during}
            assert lived == {member: slow_home(home, on) for member, home in self.slow.homes.items()}

    def compare_places(self, on: int) -> None:
        """An absent unit counts below (or as) exactly those units that the slow tree says, through the same child."""
        codes = dict(Unit.objects.values_list("id", "code"))
        real = set()
        for pk, code in codes.items():
            for place in absent_places(pk, day(on)):
                real.add((codes[place.unit_id], code, codes.get(place.via_id or 0)))
        absent = [code for code, unit in self.slow.units.items() if not unit.is_alive(on)]
        assert real == {(code, above, via) for code in absent for above, via, _ in self.slow.place(code, on)}


def slow_name(slow: SlowTree, code: str, on: int) -> str:
    names = slow.units[code].names
    return names[max(key for key in names if key <= on)]


def slow_home(home: dict[int, str], on: int) -> str:
    return home[max(key for key in home if key <= on)]


@pytest.fixture
def everything(db: None) -> Iterator[None]:
    with acting_as(SYSTEM):
        yield


def play(plan: list[tuple[str, int, int, int]]) -> int:
    with transaction.atomic():
        pair = Pair()
        done = sum(pair.take(step) for step in plan)
        pair.compare()
        for on in (0, DAYS // 2, DAYS + 1):
            pair.compare_places(on)
        transaction.set_rollback(True)
    return done


@pytest.mark.usefixtures("everything")
def test_any_changes_on_any_days_agree_with_the_slow_tree() -> None:
    @settings(max_examples=25)
    @given(st.lists(steps, max_size=12))
    def check(plan: list[tuple[str, int, int, int]]) -> None:
        play(plan)

    check()
