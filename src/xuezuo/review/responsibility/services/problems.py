"""Problems found in a report or a review of reports, until a second person says that they are put right.

    noted -> reported as put right by the unit -> confirmed by another person
          <- returned with a reason

The steps are those of a decision of a meeting (`life.services.deciding`).
"""

import datetime as dt

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.ids import new_id
from xuezuo.kernel.text import squeeze
from xuezuo.life.types import Progress
from xuezuo.org.queries.access import require_unit
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.audit.services import record, use_case
from xuezuo.review.responsibility import events
from xuezuo.review.responsibility.errors import SecondPersonNeeded, WrongState
from xuezuo.review.responsibility.models import Problem, ProblemEvent, Report, ReviewEntry
from xuezuo.review.responsibility.policies import REPORT_WRITE, REVIEW_KEEP
from xuezuo.review.responsibility.queries.problems import require_confirmer
from xuezuo.review.responsibility.services.checks import check_day, reason_of
from xuezuo.review.responsibility.types import ProblemSpec, ProblemStep


@use_case("responsibility.problem_note")
def problem_note(*, actor: Actor, source: Report | ReviewEntry, spec: ProblemSpec, at: dt.datetime) -> Problem:
    """Put a problem on the list of a report (by its unit) or of a reviewed secretary's unit (by the superior).

    Raises:
        NotFound, Forbidden: the actor may not.
        DayOutside: the day is past.
    """
    on, is_report = civil_date(at), isinstance(source, Report)
    place = source.unit_id if isinstance(source, Report) else source.round.unit_id
    require_unit(actor, REPORT_WRITE if is_report else REVIEW_KEEP, place, on)
    check_day("整改期限", spec.due_on, first=on)
    problem = Problem(uid=new_id(), unit_id=source.unit_id, holder=spec.holder, due_on=spec.due_on, noted_at=at)
    problem.report, problem.entry = (source, None) if isinstance(source, Report) else (None, source)
    problem.what, problem.measure = reason_of(spec.what, "问题"), squeeze(spec.measure)
    problem.noted_by = actor.account_id
    with acting_as(SYSTEM):
        problem.save(force_insert=True)
    _tell(events.PROBLEM_NOTED, actor, problem, at)
    _step(problem, ProblemStep.NOTED, actor, at)
    return problem


@use_case("responsibility.problem_report")
def problem_report(*, actor: Actor, problem: Problem, on: dt.date, outcome: str, at: dt.datetime) -> Problem:
    """Say on which day a problem was put right, and how; it is done once a second person confirms it.

    Raises:
        NotFound, Forbidden: the actor may not.
        WrongState: reported or closed already.
        DayOutside: a day to come, or before it was noted.
        ReasonMissing: no outcome.
    """
    require_unit(actor, REPORT_WRITE, problem.unit_id, civil_date(at))
    problem = _locked(problem, "报告整改完成", Progress.OPEN)
    check_day("完成", on, first=civil_date(problem.noted_at), last=civil_date(at))
    problem.reported_on, problem.outcome = on, reason_of(outcome, "整改结果")
    problem.reported_by = actor.account_id
    _save(problem, "reported_on", "outcome", "reported_by")
    _tell(events.PROBLEM_REPORTED, actor, problem, at)
    _step(problem, ProblemStep.REPORTED, actor, at, problem.outcome)
    return problem


@use_case("responsibility.problem_confirm")
def problem_confirm(*, actor: Actor, problem: Problem, at: dt.datetime) -> Problem:
    """Confirm as the second person that a problem was put right on the day reported.

    One of a review is confirmed by who keeps the round; one of a report by another officer of the unit or by who
    receives its reports above.

    Raises:
        NotFound, Forbidden: the actor may not.
        WrongState: nothing was reported, or it is closed.
        SecondPersonNeeded: who reported it cannot confirm it.
    """
    require_confirmer(actor, problem, civil_date(at))
    problem = _locked(problem, "核实", Progress.REPORTED)
    if actor.account_id is not None and actor.account_id == problem.reported_by:
        raise SecondPersonNeeded
    problem.closed_on, problem.confirmed_by = problem.reported_on, actor.account_id
    _save(problem, "closed_on", "confirmed_by")
    _tell(events.PROBLEM_CLOSED, actor, problem, at)
    _step(problem, ProblemStep.CONFIRMED, actor, at)
    return problem


@use_case("responsibility.problem_return")
def problem_return(*, actor: Actor, problem: Problem, reason: str, at: dt.datetime) -> Problem:
    """Say that a problem is not put right yet, and why; what was reported stays in its history.

    Raises:
        NotFound, Forbidden: the actor may not confirm it either.
        WrongState: nothing was reported, or it is closed.
        ReasonMissing: no reason.
    """
    require_confirmer(actor, problem, civil_date(at))
    problem, why = _locked(problem, "退回", Progress.REPORTED), reason_of(reason, "退回原因")
    problem.reported_on, problem.reported_by, problem.outcome = None, None, ""
    _save(problem, "reported_on", "reported_by", "outcome")
    _tell(events.PROBLEM_RETURNED, actor, problem, at)
    _step(problem, ProblemStep.RETURNED, actor, at, why)
    return problem


def _locked(problem: Problem, deed: str, state: Progress) -> Problem:
    with acting_as(SYSTEM):
        found = Problem.objects.select_for_update(of=("self",)).get(pk=problem.pk)
    if found.progress != state:
        raise WrongState(state=found.progress.label, deed=deed, hint="")
    return found


def _save(problem: Problem, *fields: str) -> None:
    with acting_as(SYSTEM):
        problem.save(update_fields=list(fields))


def _step(problem: Problem, step: ProblemStep, actor: Actor, at: dt.datetime, note: str = "") -> None:
    values = {"note": note, "at": at, "by": actor.account_id, "by_label": actor.label[:80]}
    with acting_as(SYSTEM):
        ProblemEvent.objects.create(problem=problem, step=step, **values)


def _tell(name: str, actor: Actor, problem: Problem, at: dt.datetime) -> None:
    about = ("responsibility.problem", problem.uid)
    after = {"due_on": problem.due_on.isoformat(), "holder": problem.holder}
    record(name, actor=actor, subject=about, at=at, unit_id=problem.unit_id, after=after)
