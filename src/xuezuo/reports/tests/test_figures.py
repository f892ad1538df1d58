"""The registry and what stands behind figures."""

import datetime as dt
import random

import pytest
from django.db import transaction
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from xuezuo.duties.queries.packs import packs
from xuezuo.org.models import Unit
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.reports.errors import UnknownFigure
from xuezuo.reports.figures import BASIS, definition, definitions, value_of
from xuezuo.reports.queries.behind import OWN, behind, extra_figures, extra_names
from xuezuo.reports.queries.rollup import figure_names, rollup
from xuezuo.reports.tests.worlds import build_world
from xuezuo.reports.types import Held, Scope

GENERATE = (Phase.explicit, Phase.reuse, Phase.generate)


def test_the_registry_has_every_figure_and_nothing_else() -> None:
    counted = [key for key, one in definitions().items() if not one.is_derived]
    assert sorted(counted) == sorted((*figure_names(packs().duties), *extra_names()))


def test_every_figure_is_explained_in_words() -> None:
    for one in definitions().values():
        assert one.label, one.key
        assert one.unit, one.key
        assert one.says.endswith("。"), one.key
        assert "{" not in one.label + one.says + one.counts + one.leaves_out, one.key
        if one.is_derived:
            assert {*one.parts, *one.of} <= set(definitions()), one.key
        else:
            assert one.basis in BASIS, one.key
            assert one.counts, one.key


def test_labels_tell_figures_apart() -> None:
    labels = [one.label for one in definitions().values() if not one.key.startswith("meetings.")]
    assert len(labels) == len(set(labels))


def test_an_unknown_figure_is_refused_by_name() -> None:
    with pytest.raises(UnknownFigure, match="nothing"):
        definition("nothing")


def test_ratios_are_computed_when_shown() -> None:
    figures = dict.fromkeys(figure_names(packs().duties), 0)
    assert value_of(definition("attendance.rate"), figures) == "—"
    figures |= {"attendance.expected": 175955, "attendance.present": 170329}
    assert value_of(definition("attendance.rate"), figures) == "96.80"
    figures |= {"duties.theme_day.met": 1, "duties.theme_day.met_late": 1, "duties.theme_day.missed": 2}
    assert value_of(definition("coverage.theme_day"), figures) == "50.00"
    assert value_of(definition("missed"), figures) == "2"


@pytest.mark.django_db
@settings(max_examples=3, phases=GENERATE)
@given(seed=st.integers(0, 10**6), day=st.dates(dt.date(2024, 1, 2), dt.date(2026, 1, 1)), months=st.integers(1, 14))
def test_rows_behind_a_figure_add_up_to_it(seed: int, day: dt.date, months: int) -> None:
    chance = random.Random(seed)
    with acting_as(SYSTEM), transaction.atomic():
        build_world(seed)
        units = [Unit.objects.get(code="T"), chance.choice(Unit.objects.exclude(code="T").order_by("code"))]
        for unit, held in zip(units, chance.sample(list(Held), 2), strict=True):
            scope = Scope(unit.pk, day, day + dt.timedelta(days=30 * months), held, dt.date(2026, 2, 1))
            _compare(scope, chance)
        transaction.set_rollback(True)


def _compare(scope: Scope, chance: random.Random) -> None:
    result = rollup(scope)
    filled = [key for key, number in result.figures.items() if number]
    empty = [key for key in result.figures if key not in filled]
    for key in (*chance.sample(filled, min(12, len(filled))), *chance.sample(empty, 3)):
        number = result.figures[key]
        found = behind(scope, key)
        assert found.total == number, (key, scope)
        if number:
            assert behind(scope, key, OWN).total == result.own[key], key
            for child in result.children:
                part = behind(scope, key, child.unit_id)
                assert part.total == child.figures[key], (key, child.code)
                assert sum(row.quantity for row in part.stream()) == part.total
    extra = extra_figures(scope)
    lectures = sum(extra[f"lectures.by_{who}"] for who in ("secretary", "committee", "other"))
    assert lectures == result.figures["meetings.lecture"]
    assert extra["deeds.late"] <= extra["deeds"]
    for key, number in extra.items():
        rows = list(behind(scope, key).stream())
        assert len(rows) == number, key
        assert len({row.cells(behind(scope, key).shape) for row in rows}) > 0 or not rows
