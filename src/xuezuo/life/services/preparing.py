"""Preparing and carrying out an organizational-life meeting (支部工作条例 art. 17).

Steps are marked, opinions collected without names, problems listed with measure, owner and day. Once the meeting was
held the measures become its decisions, which are followed up like all others.
"""

import dataclasses
import datetime as dt
from typing import Final

from django.db import transaction
from django.db.models import Max

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.ids import new_id
from xuezuo.kernel.text import squeeze
from xuezuo.life import events as facts
from xuezuo.life.errors import DoneInFuture, NoOrgLifeMeeting, PeopleOutOfRange, ProblemDecided, TextMissing
from xuezuo.life.models import Activity, FoundProblem, Opinion, PreparationStep
from xuezuo.life.policies import ACTIVITY_RECORD
from xuezuo.life.services.checks import check_state, lock_for
from xuezuo.life.services.deciding import resolution_add
from xuezuo.life.services.planning import audit
from xuezuo.life.types import ActivityKind, Decided, State
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import use_case

_ALIVE = (State.DRAFT, State.CALLED, State.HELD, State.CONFIRMED)
MOST_PEOPLE = 9999


@dataclasses.dataclass(frozen=True, slots=True)
class Marked:
    """That a step was done on a civil day, with a word."""

    step: str
    done_on: dt.date
    note: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Collected:
    """An opinion: from which side, of how many people, what, on which civil day. Without names."""

    source: str
    people: int
    text: str
    collected_on: dt.date


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """A problem as somebody writes it: with measure, owner and civil day, if they are settled."""

    text: str
    measure: str = ""
    owner_id: int | None = None
    due_on: dt.date | None = None


@use_case("life.preparation_mark")
def preparation_mark(*, actor: Actor, activity: Activity, marked: Marked, at: dt.datetime) -> PreparationStep:
    """Say that a step was done; a second time changes its day and word.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit.
        NoOrgLifeMeeting, ActivityWrongState: another kind of meeting, or void.
        DoneInFuture: the day has not come.
    """
    activity = _lock(actor, activity, at)
    _check_day(marked.done_on, at)
    values = {"done_on": marked.done_on, "note": squeeze(marked.note)[:200], "changed_at": at}
    kept, _ = PreparationStep.objects.update_or_create(activity=activity, step=marked.step, defaults=values)
    audit(facts.STEP_MARKED, actor, activity, at, step=marked.step, done_on=marked.done_on.isoformat())
    return kept


@use_case("life.preparation_clear")
def preparation_clear(*, actor: Actor, activity: Activity, step: str, at: dt.datetime) -> Activity:
    """Take back that a step was marked.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit.
        NoOrgLifeMeeting, ActivityWrongState: another kind of meeting, or void.
    """
    activity = _lock(actor, activity, at)
    PreparationStep.objects.filter(activity=activity, step=step).delete()
    audit(facts.STEP_CLEARED, actor, activity, at, step=step)
    return activity


@use_case("life.opinion_add")
def opinion_add(*, actor: Actor, activity: Activity, collected: Collected, at: dt.datetime) -> Opinion:
    """Note an opinion.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit.
        NoOrgLifeMeeting, ActivityWrongState: another kind of meeting, or void.
        TextMissing, PeopleOutOfRange, DoneInFuture: it cannot be.
    """
    activity = _lock(actor, activity, at)
    _check_day(collected.collected_on, at)
    if not 1 <= collected.people <= MOST_PEOPLE:
        raise PeopleOutOfRange
    made = Opinion.objects.create(
        uid=new_id(),
        activity=activity,
        source=collected.source,
        people=collected.people,
        text=_words(collected.text, "意见", 500),
        collected_on=collected.collected_on,
        recorded_at=at,
    )
    audit(facts.OPINION_ADDED, actor, activity, at, source=collected.source, people=collected.people)
    return made


@use_case("life.opinion_remove")
def opinion_remove(*, actor: Actor, opinion: Opinion, at: dt.datetime) -> Activity:
    """Take an opinion away that was noted by mistake.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit.
        NoOrgLifeMeeting, ActivityWrongState: another kind of meeting, or void.
    """
    activity = _lock(actor, opinion.activity, at)
    Opinion.objects.filter(pk=opinion.pk).delete()
    audit(facts.OPINION_REMOVED, actor, activity, at, opinion=str(opinion.uid))
    return activity


@use_case("life.problem_add")
def problem_add(*, actor: Actor, activity: Activity, finding: Finding, at: dt.datetime) -> FoundProblem:
    """Put a problem on the list.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit.
        NoOrgLifeMeeting, ActivityWrongState: another kind of meeting, or void.
        TextMissing: no text.
    """
    activity = _lock(actor, activity, at)
    last = FoundProblem.objects.filter(activity=activity).aggregate(last=Max("position"))["last"] or 0
    made = FoundProblem(uid=new_id(), activity=activity, position=last + 1)
    _put(made, finding, at)
    made.save(force_insert=True)
    audit(facts.PROBLEM_ADDED, actor, activity, at, problem=str(made.uid))
    return made


@use_case("life.problem_change")
def problem_change(*, actor: Actor, problem: FoundProblem, finding: Finding, at: dt.datetime) -> FoundProblem:
    """Change a problem of the list, as long as no decision was made of it.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit.
        ProblemDecided: its measure is a decision of the meeting by now.
        TextMissing: no text.
    """
    activity = _lock(actor, problem.activity, at)
    problem = _undecided(problem)
    _put(problem, finding, at)
    problem.save(update_fields=["text", "measure", "owner", "due_on", "changed_at"])
    audit(facts.PROBLEM_CHANGED, actor, activity, at, problem=str(problem.uid))
    return problem


@use_case("life.problem_remove")
def problem_remove(*, actor: Actor, problem: FoundProblem, at: dt.datetime) -> Activity:
    """Take a problem off the list, as long as no decision was made of it.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit.
        ProblemDecided: its measure is a decision of the meeting by now.
    """
    activity = _lock(actor, problem.activity, at)
    _undecided(problem).delete()
    audit(facts.PROBLEM_REMOVED, actor, activity, at, problem=str(problem.uid))
    return activity


_FROM_LIST: Final = "由问题清单的整改措施列为决议"


def problems_decide(*, actor: Actor, activity: Activity, at: dt.datetime) -> int:
    """Make a decision of every measure that is none yet, and return how many; each is audited as a decision.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit.
        NoOrgLifeMeeting: another kind of meeting.
        ActivityWrongState: not held.
    """
    with transaction.atomic():
        activity = _lock(actor, activity, at)
        check_state(activity, (State.HELD, State.CONFIRMED), "把整改措施列为决议", "请先登记会议已召开。")
        open_ones = FoundProblem.objects.filter(activity=activity, resolution=None).exclude(measure="")
        found = list(open_ones.order_by("position"))
        for problem in found:
            decided = Decided(problem.measure, problem.owner_id, problem.due_on)
            problem.resolution = resolution_add(
                actor=actor, activity=activity, decided=decided, at=at, reason=_FROM_LIST
            )
            problem.changed_at = at
            problem.save(update_fields=["resolution", "changed_at"])
        return len(found)


def _lock(actor: Actor, activity: Activity, at: dt.datetime) -> Activity:
    activity = lock_for(actor, ACTIVITY_RECORD, activity, at)
    if activity.kind != ActivityKind.ORG_LIFE_MEETING:
        raise NoOrgLifeMeeting
    check_state(activity, _ALIVE, "准备组织生活会", "")
    return activity


def _undecided(problem: FoundProblem) -> FoundProblem:
    problem = FoundProblem.objects.select_for_update().get(pk=problem.pk)
    if problem.resolution_id is not None:
        raise ProblemDecided
    return problem


def _put(problem: FoundProblem, finding: Finding, at: dt.datetime) -> None:
    problem.text, problem.measure = _words(finding.text, "问题", 300), squeeze(finding.measure)[:300]
    problem.owner_id, problem.due_on, problem.changed_at = finding.owner_id, finding.due_on, at


def _words(text: str, what: str, most: int) -> str:
    words = squeeze(text)[:most]
    if not words:
        raise TextMissing(what=what)
    return words


def _check_day(on: dt.date, at: dt.datetime) -> None:
    if on > civil_date(at):
        raise DoneInFuture(on=on)
