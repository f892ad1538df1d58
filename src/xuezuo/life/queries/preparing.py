"""How far an organizational-life meeting is: each step of art. 17, and what it stands on.

Source: 中国共产党支部工作条例（试行） art. 17 (branch.orglife.steps). A missing step only reminds.
"""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Final

from django.db.models import Q, QuerySet

from xuezuo.kernel.errors import NotFound
from xuezuo.life.models import Activity, FoundProblem, HeartTalk, Opinion, PreparationStep
from xuezuo.life.policies import ACTIVITY_RECORD
from xuezuo.life.queries.access import require_activity
from xuezuo.life.queries.grouping import grouped
from xuezuo.life.types import ActivityKind, OrgLifeStep, State
from xuezuo.platform.access import Actor

ARTICLE: Final = "《中国共产党支部工作条例（试行）》第十七条"
STUDY_DAYS: Final = 90  # study sessions of so many days before the meeting are shown
_WHAT: Final = {
    OrgLifeStep.TOPIC: "会前确定主题。",
    OrgLifeStep.STUDY: "会前认真学习。",
    OrgLifeStep.TALKS: "会前谈心谈话。",
    OrgLifeStep.OPINIONS: "会前听取党员、群众的意见。",
    OrgLifeStep.PROBLEMS: "会上查摆问题。",
    OrgLifeStep.CRITICISM: "会上开展批评和自我批评。",
    OrgLifeStep.MEASURES: "会上明确整改方向和措施。",
    OrgLifeStep.CARRY_OUT: "会后整改落实。",
}


@dataclasses.dataclass(frozen=True, slots=True)
class StepView:
    """A step: what it asks, whether it was done, on which civil day, and on what that stands."""

    step: OrgLifeStep
    what: str
    is_done: bool
    on: dt.date | None
    stands_on: str
    note: str
    is_marked: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class Preparation:
    """An organizational-life meeting as its keepers prepare it; for officers only."""

    activity: Activity
    steps: tuple[StepView, ...]
    studies: tuple[Activity, ...]
    opinions: tuple[Opinion, ...]
    problems: tuple[FoundProblem, ...]
    undecided: int

    @property
    def missing(self) -> tuple[StepView, ...]:
        """The steps that are not done."""
        return tuple(one for one in self.steps if not one.is_done)


def preparation_of(activity: Activity) -> Preparation:
    """Return the preparation of a meeting that came through its door to an officer."""
    return preparations_of([activity])[activity.pk]


def preparations_of(activities: Sequence[Activity]) -> dict[int, Preparation]:
    """Return the preparation of several meetings of one unit by their ids; the same few queries as for one."""
    if not activities:
        return {}
    marks = grouped(PreparationStep.objects.filter(activity__in=activities))
    opinions = grouped(Opinion.objects.filter(activity__in=activities).order_by("collected_on", "pk"))
    problems = grouped(_problems(activities))
    studies, talks = _studies(activities), _talk_days(activities)
    return {
        one.pk: _preparation(
            one,
            {mark.step: mark for mark in marks[one.pk]},
            tuple(study for study in studies if 0 <= (one.occurred_on - study.occurred_on).days <= STUDY_DAYS),
            [day for day in talks if day.year == one.occurred_on.year and day <= one.occurred_on],
            (tuple(opinions[one.pk]), tuple(problems[one.pk])),
        )
        for one in activities
    }


def _preparation(
    activity: Activity,
    marks: dict[str, PreparationStep],
    studies: tuple[Activity, ...],
    talks: Sequence[dt.date],
    noted: tuple[tuple[Opinion, ...], tuple[FoundProblem, ...]],
) -> Preparation:
    opinions, problems = noted
    found = {
        OrgLifeStep.TOPIC: (bool(activity.topic), activity.topic, None),
        OrgLifeStep.STUDY: _by_study(studies),
        OrgLifeStep.TALKS: (
            bool(talks),
            f"本年登记谈心谈话 {len(talks)} 次" if talks else "",
            max(talks, default=None),
        ),
        OrgLifeStep.OPINIONS: _by_opinions(opinions),
        OrgLifeStep.PROBLEMS: (bool(problems), f"已列 {len(problems)} 个问题" if problems else "", None),
        OrgLifeStep.MEASURES: _by_measures(problems),
        OrgLifeStep.CARRY_OUT: _by_results(problems),
    }
    steps = tuple(_step(step, found.get(step, (False, "", None)), marks.get(step)) for step in OrgLifeStep)
    undecided = sum(1 for one in problems if one.measure and one.resolution_id is None)
    return Preparation(activity, steps, studies, opinions, problems, undecided)


def problems_of(activity: Activity) -> list[FoundProblem]:
    """Return the problems in order with their owners and the decisions made of them."""
    return list(_problems([activity]))


def _problems(activities: Sequence[Activity]) -> QuerySet[FoundProblem]:
    found = FoundProblem.objects.filter(activity__in=activities).select_related("owner", "resolution")
    return found.order_by("activity_id", "position")


def problem_get_for(actor: Actor, uid: uuid.UUID, on: dt.date) -> FoundProblem:
    """Return the problem if the actor records its meeting.

    Raises:
        NotFound, Forbidden: see `activity_get_for`.
    """
    problem = FoundProblem.objects.select_related("activity__unit", "owner").filter(uid=uid).first()
    if problem is None:
        raise NotFound
    require_activity(actor, ACTIVITY_RECORD, problem.activity, on)
    return problem


def opinion_get_for(actor: Actor, uid: uuid.UUID, on: dt.date) -> Opinion:
    """Return the opinion if the actor records its meeting.

    Raises:
        NotFound, Forbidden: see `activity_get_for`.
    """
    opinion = Opinion.objects.select_related("activity__unit").filter(uid=uid).first()
    if opinion is None:
        raise NotFound
    require_activity(actor, ACTIVITY_RECORD, opinion.activity, on)
    return opinion


type Found = tuple[bool, str, dt.date | None]


def _step(step: OrgLifeStep, found: Found, mark: PreparationStep | None) -> StepView:
    is_done, stands_on, on = found
    if mark is None:
        return StepView(step, _WHAT[step], is_done, on, stands_on, "")
    return StepView(step, _WHAT[step], True, mark.done_on, stands_on, mark.note, is_marked=True)


def _studies(activities: Sequence[Activity]) -> list[Activity]:
    """Return the unit's study sessions from 90 days before the first meeting to the last one."""
    kinds = Q(kind=ActivityKind.STUDY_SESSION) | Q(parts__kind=ActivityKind.STUDY_SESSION)
    first, last = _first_and_last(activities)
    here = Activity.objects.filter(kinds, unit_id=activities[0].unit_id, state__in=[State.HELD, State.CONFIRMED])
    here = here.filter(occurred_on__gte=first - dt.timedelta(days=STUDY_DAYS), occurred_on__lte=last)
    return list(here.select_related("unit").distinct().order_by("occurred_on", "pk"))


def _talk_days(activities: Sequence[Activity]) -> list[dt.date]:
    """Return the days of the unit's talks from the first meeting's year on to the last meeting."""
    first, last = _first_and_last(activities)
    talks = HeartTalk.objects.filter(unit_id=activities[0].unit_id, voided_at=None)
    talks = talks.filter(occurred_on__gte=first.replace(month=1, day=1), occurred_on__lte=last)
    return list(talks.values_list("occurred_on", flat=True))


def _first_and_last(activities: Sequence[Activity]) -> tuple[dt.date, dt.date]:
    days = [one.occurred_on for one in activities]
    return min(days), max(days)


def _by_study(studies: Sequence[Activity]) -> Found:
    return (
        bool(studies),
        f"会前集中学习 {len(studies)} 次" if studies else "",
        studies[-1].occurred_on if studies else None,
    )


def _by_opinions(opinions: Sequence[Opinion]) -> Found:
    people = sum(one.people for one in opinions)
    words = f"征求到意见 {len(opinions)} 条，{people} 人次" if opinions else ""
    return bool(opinions), words, opinions[-1].collected_on if opinions else None


def _by_measures(problems: Sequence[FoundProblem]) -> Found:
    ready = sum(1 for one in problems if one.measure and one.owner_id and one.due_on)
    words = f"{len(problems)} 个问题中 {ready} 个有措施、责任人和时限" if problems else ""
    return bool(problems) and ready == len(problems), words, None


def _by_results(problems: Sequence[FoundProblem]) -> Found:
    days = [one.resolution.done_on for one in problems if one.resolution and one.resolution.done_on]
    words = f"{len(problems)} 个问题中 {len(days)} 个已办结" if problems else ""
    return bool(problems) and len(days) == len(problems), words, max(days, default=None)
