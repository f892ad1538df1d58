"""A congress decides by its delegates: what elections tells the meeting and the votes at it."""

import datetime as dt

import pytest

from xuezuo.kernel.ids import new_id
from xuezuo.life.queries import delegates_on
from xuezuo.life.types import ActivityKind
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.elections.models import Congress, Delegate, Election
from xuezuo.review.votes.models import Elector
from xuezuo.review.votes.tests import desk
from xuezuo.review.votes.types import Count

pytestmark = pytest.mark.django_db
GENERAL = ActivityKind.GENERAL_MEETING


def test_of_a_congress_the_qualified_delegates_vote(cast: Cast) -> None:
    with acting_as(SYSTEM):
        congress = Congress.objects.create(
            uid=new_id(), unit=cast.committee, title="第三次党代表大会", planned_on=TODAY, seats=3, made_at=desk.AT
        )
        election = Election.objects.create(
            uid=new_id(), unit=cast.office, kind="delegates", title="代表选举", seats=3, congress=congress,
            made_at=desk.AT,
        )  # fmt: skip
        for one, state in ((cast.zhao, "qualified"), (cast.sun, "qualified"), (cast.li, "refused")):
            Delegate.objects.create(
                congress=congress, unit=cast.office, election=election, member=one, state=state, checked_on=TODAY
            )

    vote = desk.voted_above(cast, Count(1, 0, 1), motion=desk.RESOLUTION, kind=GENERAL)

    with acting_as(SYSTEM):
        people = dict(Elector.objects.filter(vote=vote).values_list("name", "why"))
    assert people == {"赵党员": "", "孙督导": ""}
    assert vote.is_passed is None
    assert "2×1 ≤ 2，没有超过应到会有表决权的人的半数，但赞成多于不赞成" in vote.result_lines[1]


def test_delegates_meet_around_the_day_of_their_congress(cast: Cast) -> None:
    with acting_as(SYSTEM):
        Congress.objects.create(
            uid=new_id(), unit=cast.committee, title="第三次党代表大会", planned_on=TODAY, seats=3, made_at=desk.AT
        )

    assert delegates_on(cast.committee.pk, TODAY - dt.timedelta(days=7)) == frozenset()
    assert delegates_on(cast.committee.pk, TODAY + dt.timedelta(days=8)) is None
    assert delegates_on(cast.office.pk, TODAY) is None
