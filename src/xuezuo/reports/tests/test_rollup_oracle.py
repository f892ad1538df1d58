"""The engine against the slow plain computation, on random worlds."""

import datetime as dt

import pytest
from django.db import transaction
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from xuezuo.duties.queries.asks import asks_around
from xuezuo.duties.queries.packs import packs
from xuezuo.duties.queries.status import unit_status
from xuezuo.org.models import Unit
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.reports.queries.asks import asks_of
from xuezuo.reports.queries.rollup import rollup
from xuezuo.reports.tests import oracle
from xuezuo.reports.tests.worlds import build_world
from xuezuo.reports.types import Held, Scope

pytestmark = pytest.mark.django_db
GENERATE = (Phase.explicit, Phase.reuse, Phase.generate)  # a seed does not shrink
DAYS = st.dates(dt.date(2024, 1, 2), dt.date(2026, 3, 1))


def compared(figures: dict[str, int]) -> dict[str, int]:
    """Figures that the slow computation knows, without zeros."""
    duties = ("duties.ask_", *(f"duties.{duty}." for duty in oracle.DUTIES))
    return {k: v for k, v in figures.items() if v and (not k.startswith("duties.") or k.startswith(duties))}


@settings(max_examples=15, phases=GENERATE)
@given(seed=st.integers(0, 10**6), day=DAYS, today=DAYS, months=st.integers(1, 14))
def test_rollup_equals_the_slow_computation(seed: int, day: dt.date, today: dt.date, months: int) -> None:
    with acting_as(SYSTEM), transaction.atomic():
        build_world(seed)
        world = oracle.World()
        end = day + dt.timedelta(days=30 * months)
        duties = [packs().duty(name) for name in oracle.DUTIES]
        for unit in Unit.objects.order_by("code"):
            for held in Held:
                scope = Scope(unit.pk, day, end, held, today)
                got = rollup(scope, duties=[*duties, *asks_of(scope)])
                total, children = oracle.rollup(world, unit.pk, day, end, held.value, today)
                assert compared(got.figures) == dict(+total), (unit.code, held)
                parts = {child.unit_id: compared(child.figures) for child in got.children if compared(child.figures)}
                assert parts == {key: dict(+value) for key, value in children.items() if +value}, (unit.code, held)
                _adds_up(got)
        transaction.set_rollback(True)


def _adds_up(got) -> None:
    for name, number in got.figures.items():
        assert number == got.own[name] + sum(child.figures[name] for child in got.children)


@settings(max_examples=15, phases=GENERATE)
@given(seed=st.integers(0, 10**6), on=DAYS)
def test_status_of_one_unit_equals_the_slow_computation(seed: int, on: dt.date) -> None:
    with acting_as(SYSTEM), transaction.atomic():
        build_world(seed)
        world = oracle.World()
        duties = [packs().duty(name) for name in oracle.DUTIES]
        for unit in Unit.objects.filter(kind="branch"):
            year, tomorrow = dt.date(on.year, 1, 1), on + dt.timedelta(days=1)
            known = [*duties, *asks_around([unit.pk], year, tomorrow)]
            got = {(r.duty, r.subject, r.period): r.state for r in unit_status(unit.pk, on, duties=known)}
            expected = {}
            for duty, (_, _, months, _) in oracle.DUTIES.items():
                for name, start, end in oracle.periods(months, dt.date(on.year, 1, 1), dt.date(on.year + 1, 1, 1)):
                    found = oracle.state(world, duty, unit.pk, start, end, on)
                    if found and start <= on:
                        expected[duty, unit.code, name] = found
            asks = oracle.asks_at(world, unit.pk, year, tomorrow)
            for asked in (
                one for one in asks if not one.lifted or one.lifted > year
            ):  # else nobody's business any more
                for name, start, end in oracle.asked_periods(asked, year, dt.date(on.year + 3, 1, 1)):
                    found = oracle.ask_state(world, asked, unit.pk, start, end, on)
                    if found and start <= on:
                        expected[asked.duty, unit.code, name] = found
            assert {key: value for key, value in got.items() if key[1] == unit.code} == expected
        transaction.set_rollback(True)
