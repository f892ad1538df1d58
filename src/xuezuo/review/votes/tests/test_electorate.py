"""V and P on a day: stages, affiliations and posts decide; guests and the absent are not present."""

import datetime as dt

import pytest

from xuezuo.life.tests import factories as life
from xuezuo.life.types import ActivityKind, AttendanceStatus
from xuezuo.org.models import Affiliation
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.org.types import AffiliationKind
from xuezuo.platform.access import ANONYMOUS, SYSTEM, acting_as
from xuezuo.review.votes.queries import entitled_of, present_of
from xuezuo.review.votes.types import Why

pytestmark = pytest.mark.django_db
GENERAL, COMMITTEE = ActivityKind.GENERAL_MEETING, ActivityKind.COMMITTEE_MEETING


def reasons(cast: Cast, kind: str = GENERAL, day: dt.date = TODAY, **stated: str) -> dict[str, str]:
    """Return name -> why of the office branch, asked by nobody in particular."""
    with acting_as(ANONYMOUS):
        found = entitled_of(cast.office.pk, day, kind, {getattr(cast, name).pk: why for name, why in stated.items()})
    return {row.name: row.why for row in found.rows}


def test_full_members_of_the_branch_and_its_groups_vote(cast: Cast) -> None:
    assert reasons(cast) == {"李委员": "", "钱预备": Why.PROBATIONARY, "王书记": "", "吴组织": "", "赵党员": ""}


def test_who_floats_in_has_no_vote_here_and_keeps_it_at_home(cast: Cast) -> None:
    with acting_as(SYSTEM):
        Affiliation.objects.create(
            member=cast.sun, unit=cast.office, kind=AffiliationKind.FLOATING, during=(dt.date(2025, 1, 1), None)
        )

    assert reasons(cast)["孙督导"] == Why.ELSEWHERE
    assert cast.sun.pk in entitled_of(cast.community.pk, TODAY, GENERAL).entitled


def test_stated_reasons_leave_out_who_would_vote(cast: Cast) -> None:
    said = reasons(cast, zhao=Why.WATCH, qian=Why.DETAINED)

    assert said["赵党员"] == Why.WATCH
    assert said["钱预备"] == Why.PROBATIONARY  # had no vote anyway


def test_of_a_committee_meeting_the_committee_votes(cast: Cast) -> None:
    assert reasons(cast, COMMITTEE) == {"李委员": "", "王书记": ""}


def test_stages_of_the_day_decide(cast: Cast) -> None:
    """钱预备 was no member a year before, and does not stand on the roster then."""
    assert "钱预备" not in reasons(cast, day=dt.date(2024, 6, 16))


def test_present_are_those_of_the_roster_who_came(cast: Cast) -> None:
    with acting_as(SYSTEM):
        leave = {cast.zhao.pk: AttendanceStatus.LEAVE}
        made = life.activity(cast.office, TODAY, statuses=leave, guests=(cast.zhou,))

    with acting_as(ANONYMOUS):
        assert present_of(made) == {cast.wang.pk, cast.li.pk, cast.wu.pk, cast.qian.pk}
