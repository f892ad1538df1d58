"""Structural deeds by the product's own services: earlier figures stay to the last digit, later ones are right."""

import datetime as dt
import random
from collections.abc import Mapping

import pytest
from django.db import transaction
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from xuezuo.duties.queries.asks import asks_around
from xuezuo.duties.queries.packs import packs
from xuezuo.kernel.errors import DomainError
from xuezuo.life.models import Activity, HeartTalk
from xuezuo.org.models import Affiliation, Unit
from xuezuo.org.queries.verify import verify_tree
from xuezuo.org.services import structure
from xuezuo.org.types import Document, SplitPlan
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.reports.queries.rollup import rollup
from xuezuo.reports.tests import oracle
from xuezuo.reports.tests.test_rollup_oracle import compared
from xuezuo.reports.tests.worlds import DAYS, FIRST, build_world
from xuezuo.reports.types import Held, Scope
from xuezuo.rules.types import Duty

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
TODAY = dt.date(2026, 3, 1)


def change_at_random(chance: random.Random, since: dt.date) -> int:
    """Try a dozen deeds on days from `since` on; returns how many were possible."""
    done = 0
    for _ in range(12):
        document = Document(since + dt.timedelta(days=chance.randrange(120)), "文件")
        values = {"actor": SYSTEM, "document": document, "at": AT}
        unit, other = chance.sample(list(Unit.objects.order_by("code")), 2)
        try:
            with transaction.atomic():
                what = chance.choice(["move", "merge", "split", "dissolve"])
                if what != "move":
                    cancel(unit, document.on)
                match what:
                    case "move":
                        structure.unit_move(unit=unit, parent=other, **values)
                    case "merge":
                        structure.unit_merge(units=[unit], target=other, **values)
                    case "dissolve":
                        structure.unit_dissolve(unit=unit, **values)
                    case _:
                        structure.unit_split(unit=unit, plan=plan_for(chance, unit, document.on), **values)
            done += 1
        except DomainError:
            continue
    return done


def plan_for(chance: random.Random, unit: Unit, on: dt.date) -> SplitPlan:
    codes = [f"{unit.code}{letter}" for letter in "XY"]
    here = Affiliation.objects.filter(unit=unit, during__contains=on).values_list("member__number", flat=True)
    listed = [number for number in sorted(set(here)) if chance.random() < 0.5]
    members = tuple((number, chance.choice(codes)) for number in listed)
    return SplitPlan(tuple((code, code) for code in codes), chance.choice(codes), members)


def cancel(unit: Unit, on: dt.date) -> None:
    """A unit that ends holds nothing any more; what the world had in store for it does not take place."""
    later = Activity.objects.filter(unit=unit, occurred_on__gte=on)
    later.update(state="draft", confirmed_at=None, recorded_on=None)
    HeartTalk.objects.filter(unit=unit, occurred_on__gte=on).update(voided_at=AT)


def around(unit: Unit, start: dt.date, end: dt.date) -> list[Duty]:
    """Return what the slow computation knows: some duties of the files, and what is asked of the unit."""
    return [*(packs().duty(name) for name in oracle.DUTIES), *asks_around([unit.pk], start, end)]


def figures_of_then(unit: Unit, start: dt.date, end: dt.date) -> Mapping[str, int]:
    return rollup(Scope(unit.pk, start, end, Held.THEN, TODAY), duties=around(unit, start, end)).figures


@settings(max_examples=5, phases=(Phase.explicit, Phase.reuse, Phase.generate))  # a seed does not shrink
@given(seed=st.integers(0, 10**6), since=st.integers(90, DAYS), months=st.integers(1, 14))
def test_later_changes_leave_earlier_figures_alone(seed: int, since: int, months: int) -> None:
    with acting_as(SYSTEM), transaction.atomic():
        build_world(seed)
        end = FIRST + dt.timedelta(days=since)
        start = end - dt.timedelta(days=30 * months)
        units = list(Unit.objects.order_by("code"))
        before = [
            rollup(Scope(unit.pk, start, end, Held.THEN, TODAY), duties=around(unit, start, end)) for unit in units
        ]
        sound = {finding.code for finding in verify_tree()}  # the world has people who came before they joined
        changed = change_at_random(random.Random(seed), end)
        assert {finding.code for finding in verify_tree()} <= sound
        after = [
            rollup(Scope(unit.pk, start, end, Held.THEN, TODAY), duties=around(unit, start, end)) for unit in units
        ]
        assert [one.figures for one in after] == [one.figures for one in before], changed
        world = oracle.World()
        later = end + dt.timedelta(days=200)
        for unit in Unit.objects.order_by("code"):
            known = around(unit, start, later)
            for held in Held:
                got = rollup(Scope(unit.pk, start, later, held, TODAY), duties=known)
                total, children = oracle.rollup(world, unit.pk, start, later, held.value, TODAY)
                assert compared(got.figures) == dict(+total), (unit.code, held, changed)
                parts = {child.unit_id: compared(child.figures) for child in got.children if compared(child.figures)}
                assert parts == {key: dict(+value) for key, value in children.items() if +value}, (unit.code, held)
        transaction.set_rollback(True)
