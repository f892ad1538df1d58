"""Every rule finds its breach; a sound tree has none."""

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from django.db import connection

from xuezuo.org.models import Affiliation, Closure, Edge, Post, Stage, Succession, Term, Unit, UnitName
from xuezuo.org.queries.verify import RULES, verify_tree
from xuezuo.org.services.closure import closure_rebuild
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.platform.db.ranges import date_range

NEXT_YEAR = dt.date(2026, 1, 1)
EARLY = date_range(dt.date(2001, 1, 1))


@pytest.fixture
def sound(cast: Cast) -> Iterator[Cast]:
    with acting_as(SYSTEM):
        assert verify_tree() == []
        yield cast


def end(unit: Unit) -> None:
    Unit.objects.filter(pk=unit.pk).update(during=date_range(dt.date(2015, 1, 1), TODAY))


def edge_gap(cast: Cast) -> None:
    Edge.objects.filter(unit=cast.office).update(during=date_range(dt.date(2015, 1, 1), TODAY))
    Edge.objects.create(unit=cast.office, parent=cast.committee, during=date_range(NEXT_YEAR))
    closure_rebuild()


def cycle(cast: Cast) -> None:
    Edge.objects.create(unit=cast.committee, parent=cast.office, during=date_range(NEXT_YEAR))


def succeed(cast: Cast, on: dt.date = TODAY, *, is_main: bool = True) -> None:
    Succession.objects.create(old=cast.office, new=cast.community, on=on, is_main=is_main)


BREACHES: dict[str, Callable[[Cast], object]] = {
    "edge_outside_unit": lambda c: Edge.objects.filter(unit=c.office).update(during=EARLY),
    "edge_outside_parent": lambda c: end(c.committee),
    "edge_gap": edge_gap,
    "kinds_do_not_fit": lambda c: Unit.objects.filter(pk=c.office.pk).update(kind="committee"),
    "group_without_branch": lambda c: Edge.objects.filter(unit=c.first_group).delete(),
    "cycle": cycle,
    "closure_differs": lambda _: Closure.objects.filter(depth=2).update(depth=3),
    "name_gap": lambda c: UnitName.objects.filter(unit=c.office).update(during=date_range(TODAY)),
    "name_outside_unit": lambda c: UnitName.objects.filter(unit=c.office).update(during=EARLY),
    "successor_not_alive": lambda c: succeed(c, dt.date(2010, 1, 1)),
    "succession_not_at_end": succeed,
    "succession_without_main": lambda c: succeed(c, is_main=False),
    "affiliation_outside_unit": lambda c: Affiliation.objects.filter(unit=c.office).update(during=EARLY),
    "affiliation_outside_membership": lambda c: Stage.objects.filter(member=c.zhao).delete(),
    "post_outside_unit": lambda c: Post.objects.filter(unit=c.office).update(during=EARLY),
    "term_outside_unit": lambda c: Term.objects.create(unit=c.office, ordinal=1, during=EARLY, due_on=TODAY),
}


def test_every_rule_is_tried() -> None:
    assert set(BREACHES) == {rule.code for rule in RULES}


@pytest.mark.parametrize("code", BREACHES)
def test_a_breach_is_found(sound: Cast, code: str) -> None:
    BREACHES[code](sound)
    found = [finding for finding in verify_tree() if finding.code == code]
    assert found
    assert all(finding.unit and finding.day and finding.message for finding in found)


def test_the_full_rebuild_mends_the_closure(sound: Cast) -> None:
    Closure.objects.filter(depth=2).delete()
    Closure.objects.filter(depth=1).update(during=EARLY)
    closure_rebuild()
    assert verify_tree() == []
    assert closure_rebuild() == 0  # nothing is written when nothing differs
    with connection.execute_wrapper(_no_more_than(1)):
        closure_rebuild([sound.committee.pk])


def _no_more_than(limit: int) -> Callable[..., object]:
    seen = []

    def wrap(execute: Callable[..., object], *arguments: object) -> object:
        seen.append(1)
        assert len(seen) <= limit
        return execute(*arguments)

    return wrap
