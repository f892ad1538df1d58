"""Late entries into units that have been merged since, and into units whose end lies ahead."""

import datetime as dt

import pytest

from xuezuo.org.errors.structure import UnitNotAlive
from xuezuo.org.models import Affiliation, Post
from xuezuo.org.queries.verify import verify_tree
from xuezuo.org.services.people import Appointment, affiliation_add, post_appoint
from xuezuo.org.tests import factories
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.org.tests.structure.conftest import AT, Deeds, home_on
from xuezuo.platform.access import SYSTEM

MERGED = dt.date(2025, 3, 1)
REASON = "外出务工，编入流动党员"
FLOATING = {"actor": SYSTEM, "kind": "floating", "reason": REASON, "at": AT}


def test_who_is_entered_late_goes_on_with_the_successor(cast: Cast, deeds: Deeds) -> None:
    deeds.merge([cast.community], cast.other_branch, MERGED)
    affiliation_add(member=cast.zhao, unit=cast.community, on=dt.date(2025, 1, 1), **FLOATING)
    days = (dt.date(2025, 1, 1), MERGED - dt.timedelta(days=1), MERGED, TODAY)
    assert [home_on(cast.zhao, day, "floating") for day in days] == ["LC02", "LC02", "HK01", "HK01"]
    with pytest.raises(UnitNotAlive):
        affiliation_add(member=cast.qian, unit=cast.community, on=MERGED, **FLOATING)
    assert verify_tree() == []


def test_who_belongs_to_the_successor_already_is_there_once(cast: Cast, deeds: Deeds) -> None:
    deeds.merge([cast.community], cast.other_branch, MERGED)
    factories.affiliation(cast.zhao, cast.other_branch, "floating", TODAY)
    affiliation_add(member=cast.zhao, unit=cast.community, on=dt.date(2025, 1, 1), **FLOATING)
    rows = Affiliation.objects.filter(member=cast.zhao, kind="floating", unit=cast.other_branch).order_by("during")
    assert [(row.during.lower, row.during.upper) for row in rows] == [(MERGED, TODAY), (TODAY, None)]


def test_a_post_ends_with_its_unit(cast: Cast, deeds: Deeds) -> None:
    end = dt.date(2026, 1, 1)
    deeds.merge([cast.first_group], cast.office, end)
    leader = Appointment(kind="group_leader", document="支部党员大会推选")
    post_appoint(actor=SYSTEM, member=cast.zhao, unit=cast.first_group, appointment=leader, on=TODAY, at=AT)
    assert Post.objects.get(unit=cast.first_group).during.upper == end
    assert verify_tree() == []
