"""The database itself keeps an election from those it is not for."""

import pytest

from xuezuo.life.queries import panels_of
from xuezuo.life.tests import factories
from xuezuo.life.types import ActivityKind
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.elections.models import Candidate, Election, Elector, Round, Step, Watcher
from xuezuo.review.elections.services import electors
from xuezuo.review.elections.tests.desk import AT, HELD, TODAY, desk

pytestmark = pytest.mark.django_db
TABLES = (Election, Candidate, Elector, Round, Step, Watcher)


def seen(actor) -> list[int]:
    with acting_as(actor):
        return [model.objects.count() for model in TABLES]


def test_other_branches_see_no_row(cast):
    stage = desk(cast)
    stage.elected()
    assert seen(cast.actor(cast.zheng)) == [0] * len(TABLES)
    assert seen(cast.actor(cast.zhou)) == [0] * len(TABLES)


def test_an_elector_of_a_group_sees_the_election(cast):
    stage = desk(cast)
    stage.elected()
    with acting_as(cast.actor(cast.zhao)):
        assert Election.objects.count() == 1
        assert Elector.objects.filter(member=cast.zhao).exists()
        assert Candidate.objects.count() == 4


def test_a_meeting_shows_the_arithmetic_of_its_election(cast):
    stage = desk(cast)
    stage.agreed()
    with acting_as(SYSTEM):
        meeting = factories.activity(cast.office, HELD, kind=ActivityKind.GENERAL_MEETING)
    electors.electors_freeze(
        actor=stage.wang, election=stage.election, paper=stage.paper(10, ""), claims=(), meeting=meeting, at=AT
    )
    stage.watch()
    stage.enter(stage.open(), 9, 8, 7, 2)
    with acting_as(stage.wang) as actor:
        panel = next(one for one in panels_of(actor, meeting, TODAY) if one.title.startswith("选举"))
    assert "2×7 > 9" in "".join(panel.lines)
    assert "当选 3 名" in panel.lines[-1]
    with acting_as(cast.actor(cast.zheng)) as actor:
        assert not [one for one in panels_of(actor, meeting, TODAY) if one.title.startswith("选举")]
