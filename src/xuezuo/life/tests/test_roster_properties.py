"""The roster rule against slow plain Python, on random affiliations and posts; one meeting = a whole file."""

import dataclasses
import datetime as dt
import uuid

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from xuezuo.life.exchange.lines import DeedLine
from xuezuo.life.exchange.rosters import find_rosters
from xuezuo.life.exchange.staging import fetch, run, staged
from xuezuo.life.queries.roster import roster_on
from xuezuo.life.types import ActivityKind
from xuezuo.org.models import Affiliation, Post
from xuezuo.org.tests.cast import Cast
from xuezuo.org.types import COMMITTEE_POSTS, AffiliationKind, PostKind
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.platform.db.ranges import date_range

pytestmark = pytest.mark.django_db
START = dt.date(2025, 1, 1)
UNITS = ("office", "first_group", "second_group", "community", "committee")
PEOPLE = ("wang", "li", "zhao", "qian")
KINDS = (ActivityKind.GENERAL_MEETING, ActivityKind.COMMITTEE_MEETING)


@dataclasses.dataclass(frozen=True)
class Stay:
    """Who was where, as what, for which days counted from START."""

    person: str
    unit: str
    what: str
    first: int
    days: int

    def covers(self, day: int) -> bool:
        return self.first <= day < self.first + self.days


stays = st.builds(
    Stay,
    st.sampled_from(PEOPLE),
    st.sampled_from(UNITS),
    st.sampled_from([kind.value for kind in AffiliationKind if kind != AffiliationKind.FORMAL] + list(PostKind.values)),
    st.integers(0, 20),
    st.integers(1, 15),
)


def expected_by_hand(found: list[Stay], unit: str, kind: str, day: int) -> set[str]:
    """Say who is expected, from the contract's words."""
    here = {unit} | ({"first_group", "second_group"} if unit == "office" else set())
    if kind == ActivityKind.COMMITTEE_MEETING:
        return {
            stay.person for stay in found if stay.unit == unit and stay.what in COMMITTEE_POSTS and stay.covers(day)
        }
    if unit == "committee":  # a members' meeting above the branches gathers everybody below
        here = set(UNITS)
    life = {AffiliationKind.FORMAL, AffiliationKind.FLOATING}
    return {stay.person for stay in found if stay.unit in here and stay.what in life and stay.covers(day)}


def disjoint(found: list[Stay]) -> list[Stay]:
    """Leave out what the database's constraints would refuse: the same stay twice on one day."""
    kept: list[Stay] = []
    for stay in found:
        same = [k for k in kept if (k.person, k.unit, k.what) == (stay.person, stay.unit, stay.what)]
        if not any(k.covers(day) for k in same for day in range(stay.first, stay.first + stay.days)):
            kept.append(stay)
    return kept


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(found=st.lists(stays, max_size=14).map(disjoint), day=st.integers(0, 35))
def test_roster_is_what_the_contract_says(cast: Cast, found: list[Stay], day: int) -> None:
    with acting_as(SYSTEM), transaction.atomic():
        Affiliation.objects.all().delete()
        Post.objects.all().delete()
        for stay in found:
            since = START + dt.timedelta(days=stay.first)
            values = {
                "member": getattr(cast, stay.person),
                "unit": getattr(cast, stay.unit),
                "kind": stay.what,
                "during": date_range(since, since + dt.timedelta(days=stay.days)),
            }
            if stay.what in PostKind.values:
                Post.objects.create(**values, title=stay.what)
            else:
                Affiliation.objects.create(**values)
        on = START + dt.timedelta(days=day)
        asked = [(unit, kind) for unit in UNITS for kind in KINDS]
        lines = [
            DeedLine(row, uuid.uuid4(), kind, getattr(cast, unit).code, on) for row, (unit, kind) in enumerate(asked)
        ]
        numbers = {getattr(cast, person).pk: person for person in PEOPLE}
        with staged(lines):
            run("UPDATE deed_line l SET unit_id = u.id FROM org_unit u WHERE u.code = l.unit_code")
            find_rosters()
            due = fetch("SELECT row, member_id FROM deed_due")
        for row, (unit, kind) in enumerate(asked):
            by_hand = expected_by_hand(found, unit, kind, day)
            one = [numbers[line.member_id] for line in roster_on(getattr(cast, unit).pk, kind, on)]
            assert sorted(one) == sorted(by_hand)
            assert sorted(numbers[member] for place, member in due if place == row) == sorted(by_hand)
        transaction.set_rollback(True)
