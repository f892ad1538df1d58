"""Problems found in a report or a review of reports: noted with owner and day, closed with what came of it."""

import datetime as dt

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.ids import new_id
from xuezuo.kernel.text import squeeze
from xuezuo.org.queries.access import require_unit
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.audit.services import record, use_case
from xuezuo.review.responsibility import events
from xuezuo.review.responsibility.errors import WrongState
from xuezuo.review.responsibility.models import Problem, Report, ReviewEntry
from xuezuo.review.responsibility.policies import REPORT_WRITE, REVIEW_KEEP
from xuezuo.review.responsibility.services.checks import check_day, reason_of
from xuezuo.review.responsibility.types import ProblemSpec


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
    return problem


@use_case("responsibility.problem_close")
def problem_close(*, actor: Actor, problem: Problem, on: dt.date, outcome: str, at: dt.datetime) -> Problem:
    """Say on which day a problem was put right, and how.

    Raises:
        NotFound, Forbidden: the actor may not.
        WrongState: it is closed.
        DayOutside: a day to come, or before it was noted.
        ReasonMissing: no outcome.
    """
    require_unit(actor, REPORT_WRITE, problem.unit_id, civil_date(at))
    with acting_as(SYSTEM):
        problem = Problem.objects.select_for_update(of=("self",)).get(pk=problem.pk)
    if problem.closed_on is not None:
        raise WrongState(state="已整改", deed="再次登记", hint="")
    check_day("完成", on, first=civil_date(problem.noted_at), last=civil_date(at))
    problem.closed_on, problem.outcome = on, reason_of(outcome, "整改结果")
    with acting_as(SYSTEM):
        problem.save(update_fields=["closed_on", "outcome"])
    _tell(events.PROBLEM_CLOSED, actor, problem, at)
    return problem


def _tell(name: str, actor: Actor, problem: Problem, at: dt.datetime) -> None:
    about = ("responsibility.problem", problem.uid)
    after = {"due_on": problem.due_on.isoformat(), "holder": problem.holder}
    record(name, actor=actor, subject=about, at=at, unit_id=problem.unit_id, after=after)
