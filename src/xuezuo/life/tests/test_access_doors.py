import pytest

from xuezuo.life.models import Activity
from xuezuo.life.policies import ACTIVITY_CORRECT, ACTIVITY_RECORD, ACTIVITY_VIEW, ACTIVITY_VIEW_OWN
from xuezuo.life.queries.access import activities_q, activity_decision
from xuezuo.life.tests import factories
from xuezuo.life.types import ActivityKind
from xuezuo.org.queries.access import held_at, unit_decision
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.platform.access import SYSTEM, acting_as

pytestmark = pytest.mark.django_db
CAPABILITIES = (ACTIVITY_VIEW, ACTIVITY_VIEW_OWN, ACTIVITY_RECORD, ACTIVITY_CORRECT)
PEOPLE = ("wang", "li", "zhao", "qian", "zheng", "wu", "sun", "zhou")


@pytest.mark.parametrize("person", PEOPLE)
def test_one_read_answers_like_many(cast: Cast, person: str) -> None:
    actor = cast.actor(getattr(cast, person))
    for unit in (cast.committee, cast.office, cast.first_group, cast.community, cast.other_branch):
        one_by_one = {wanted for wanted in CAPABILITIES if unit_decision(actor, wanted, unit.pk, TODAY)}
        assert held_at(actor, CAPABILITIES, unit, TODAY) == one_by_one


@pytest.mark.parametrize("person", PEOPLE)
def test_this_one_and_which_ones_agree(cast: Cast, person: str) -> None:
    with acting_as(SYSTEM):
        units = (cast.committee, cast.office, cast.first_group, cast.second_group, cast.community, cast.other_branch)
        made = [factories.activity(unit, TODAY, kind=ActivityKind.STUDY_SESSION) for unit in units]
    actor = cast.actor(getattr(cast, person))
    seen = set(Activity.objects.filter(activities_q(actor, TODAY)))
    assert seen == {one for one in made if activity_decision(actor, ACTIVITY_VIEW_OWN, one, TODAY)}


def test_who_sees_what(cast: Cast) -> None:
    with acting_as(SYSTEM):
        group = factories.activity(cast.first_group, TODAY, kind=ActivityKind.GROUP_MEETING)
        office = factories.activity(cast.office, TODAY)
        committee = factories.activity(cast.committee, TODAY, kind=ActivityKind.THEORY_GROUP)
    sees = {
        person: "".join(
            letter
            for letter, one in (("g", group), ("o", office), ("c", committee))
            if activity_decision(cast.actor(getattr(cast, person)), ACTIVITY_VIEW_OWN, one, TODAY)
        )
        for person in PEOPLE
    }
    assert sees == {
        "wang": "go",
        "li": "go",
        "zhao": "go",  # of the first group
        "qian": "go",  # of the second group: the branch is one place of life
        "zheng": "",
        "wu": "goc",
        "sun": "goc",
        "zhou": "",
    }
