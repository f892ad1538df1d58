"""Problems of reports and reviews: who opens one, who confirms it, and what the list of follow-ups shows of them."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Sequence

from django.db.models import F, Q, QuerySet
from django.urls import reverse

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.life.queries import OtherFollowUp
from xuezuo.life.types import Progress
from xuezuo.org.models import Member
from xuezuo.org.queries.access import units_q
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.review.responsibility.models import Problem, ProblemEvent, Report, ReviewEntry
from xuezuo.review.responsibility.policies import REPORT_RECEIVE, REPORT_VIEW, REPORT_WRITE, REVIEW_KEEP
from xuezuo.review.responsibility.queries.access import may
from xuezuo.review.responsibility.types import Span

_MOST = 300  # of a unit; a list of more is nobody's list


def problems_of(*, report: Report | None = None, entry: ReviewEntry | None = None) -> list[Problem]:
    """Return the problems of a report or of a line of a review; the caller has let the asker in."""
    with acting_as(SYSTEM):
        found = Problem.objects.filter(report=report) if report else Problem.objects.filter(entry=entry)
        return list(found.order_by(F("closed_on").asc(nulls_first=True), "due_on", "pk"))


def _rows() -> QuerySet[Problem]:
    return Problem.objects.select_related("report", "entry__round", "unit")


def confirming_unit(problem: Problem) -> int | None:
    """Return the unit above that has a say: of a review the one that holds it, of a report the one it was made for."""
    if problem.entry is not None:
        return problem.entry.round.unit_id
    return problem.report.superior_id if problem.report else None


def may_confirm(actor: Actor, problem: Problem, on: dt.date) -> bool:
    """Tell whether the actor may be the second person: never who reported it."""
    if actor.account_id is not None and actor.account_id == problem.reported_by:
        return False
    return actor.is_system or _holds_say(actor, problem, on)


def _holds_say(actor: Actor, problem: Problem, on: dt.date) -> bool:
    if problem.entry is not None:
        return may(actor, REVIEW_KEEP, confirming_unit(problem), on)
    own = may(actor, REPORT_WRITE, problem.unit_id, on)
    return own or may(actor, REPORT_RECEIVE, confirming_unit(problem), on)


def require_confirmer(actor: Actor, problem: Problem, on: dt.date) -> None:
    """Raise `Forbidden` unless the actor has a say in whether it is put right; reporting it oneself is told apart."""
    if not actor.is_system and not _holds_say(actor, problem, on):
        who = "组织评议的上级" if problem.entry is not None else "本组织另一名班子成员或者上级"
        raise Forbidden(reason=f"这个问题由{who}核实。")


def may_read(actor: Actor, problem: Problem, on: dt.date) -> bool:
    """Tell whether the actor may read it: who puts it right, who confirms it; of a report all who read that."""
    if actor.is_system or may(actor, REPORT_WRITE, problem.unit_id, on) or _holds_say(actor, problem, on):
        return True
    return problem.report is not None and may(actor, REPORT_VIEW, problem.unit_id, on)


def problem_get_for(actor: Actor, uid: uuid.UUID, on: dt.date, *, to_report: bool = False) -> Problem:
    """Return the problem if the actor may read it, or report it as put right.

    Raises:
        NotFound: no such problem, or not for the actor.
        Forbidden: the actor sees it but it is the unit's to put right.
    """
    with acting_as(SYSTEM):
        problem = _rows().filter(uid=uid).first()
    if problem is None or not may_read(actor, problem, on):
        raise NotFound
    if to_report and not may(actor, REPORT_WRITE, problem.unit_id, on):
        raise Forbidden(reason="这个问题由所在党组织整改，由其书记或委员报告完成情况。")
    return problem


@dataclasses.dataclass(frozen=True, slots=True)
class ProblemPage:
    """One problem with all that happened to it and by whom, and what the asker may do."""

    problem: Problem
    origin: str
    events: Sequence[tuple[ProblemEvent, str]]
    may_report: bool
    may_confirm: bool
    needs_other: bool


def problem_page(actor: Actor, problem: Problem, on: dt.date) -> ProblemPage:
    """Return a problem for its page; the asker came through `problem_get_for`."""
    with acting_as(SYSTEM):
        events = list(ProblemEvent.objects.filter(problem=problem).order_by("pk"))
        people = Member.objects.filter(account_id__in=[one.by for one in events if one.by])
        names = dict(people.values_list("account_id", "name"))
    progress = problem.progress
    is_own = progress == Progress.REPORTED and actor.account_id == problem.reported_by
    return ProblemPage(
        problem=problem,
        origin=origin(problem),
        events=[(one, names.get(one.by, one.by_label) if one.by else "") for one in events],
        may_report=progress == Progress.OPEN and may(actor, REPORT_WRITE, problem.unit_id, on),
        may_confirm=progress == Progress.REPORTED and may_confirm(actor, problem, on),
        needs_other=is_own,
    )


def origin(problem: Problem) -> str:
    """Return what the problem comes from, in words."""
    if problem.entry is not None:
        return problem.entry.round.title
    report = problem.report
    return Span(report.kind, report.start, report.end).title if report else ""


class FollowUps:
    """What the list of follow-ups of `life` asks this app."""

    def of_unit(self, actor: Actor, unit_id: int, on: dt.date) -> list[OtherFollowUp]:
        """Return the unit's problems to those who read its reports; of a review to who puts right or confirms."""
        if not may(actor, REPORT_VIEW, unit_id, on) and not actor.is_system:
            return []
        with acting_as(SYSTEM):
            found = list(_rows().filter(unit_id=unit_id).order_by("due_on", "pk")[:_MOST])
        return [_shown(one) for one in found if may_read(actor, one, on)]

    def to_confirm(self, actor: Actor, on: dt.date) -> list[OtherFollowUp]:
        """Return what was reported and waits for the actor's word."""
        if not REPORT_WRITE.is_held_by(actor):
            return []
        own, above = units_q(actor, REPORT_WRITE, on), units_q(actor, REPORT_RECEIVE, on, "report__superior_id")
        mine = Q(report__isnull=False) & (own | above) | units_q(actor, REVIEW_KEEP, on, "entry__round__unit_id")
        with acting_as(SYSTEM):
            waiting = _rows().filter(mine, reported_on__isnull=False, closed_on=None)
            found = list(waiting.order_by("reported_on", "pk")[:100])
        return [_shown(one) for one in found if one.reported_by != actor.account_id]


def _shown(problem: Problem) -> OtherFollowUp:
    return OtherFollowUp(
        text=problem.what,
        href=reverse("responsibility:problem-detail", args=[problem.uid]),
        origin=origin(problem),
        due_on=problem.due_on,
        progress=problem.progress,
        owner=problem.get_holder_display(),
        note=problem.outcome,
        reported_on=problem.reported_on,
        done_on=problem.closed_on,
    )
