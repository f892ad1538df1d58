"""What the unit above does about a term that ends: remind, and answer whether the change is held later or earlier."""

import datetime as dt

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.text import squeeze
from xuezuo.org.models import Term, Unit
from xuezuo.org.queries.access import require_unit
from xuezuo.org.services.people import term_notice, term_shift
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.audit.services import record, use_case
from xuezuo.review.elections import events
from xuezuo.review.elections.errors import ElectionReasonNeeded, NoTerm, NotFromAbove
from xuezuo.review.elections.models import TermNotice, TermShift
from xuezuo.review.elections.policies import ELECTIONS_OVERSEE
from xuezuo.review.elections.queries.access import oversees
from xuezuo.review.elections.types import NoticeWay, Paper


@use_case("elections.notice_send")
def notice_send(*, actor: Actor, unit: Unit, way: str, paper: Paper, at: dt.datetime) -> TermNotice:
    """Enter that the unit above reminded the unit of its term change; several reminders are kept, the first one counts.

    Raises:
        NotFound, Forbidden, NotFromAbove: somebody else reminds.
        NoTerm: no term is running.
        NoticeTooEarly: in the future, or before the term.

    Source: branch.term.reminder (支部工作条例 art. 21).
    """
    _require_above(actor, unit, "换届提醒", at)
    term = _running(unit)
    reference = squeeze(paper.document)[:200]
    if term.notice_on is None or paper.on < term.notice_on:
        term_notice(actor=actor, term=term, on=paper.on, letter=reference, at=at)
    with acting_as(SYSTEM):
        notice = TermNotice.objects.create(
            term=term,
            unit=unit,
            sent_on=paper.on,
            way=NoticeWay(way),
            reference=reference,
            entered_at=at,
            entered_by=actor.account_id,
        )
    _tell(events.TERM_NOTICED, actor, unit, at, reference, paper.on)
    return notice


def _require_above(actor: Actor, unit: Unit, deed: str, at: dt.datetime) -> None:
    require_unit(actor, ELECTIONS_OVERSEE, unit.pk, civil_date(at))
    if not oversees(actor, unit, civil_date(at)):
        raise NotFromAbove(deed=deed)


def _running(unit: Unit) -> Term:
    with acting_as(SYSTEM):
        rows = Term.objects.select_related("unit").select_for_update(of=("self",))
        term = rows.filter(unit=unit, during__endswith=None).first()
    if term is None:
        raise NoTerm
    return term


@use_case("elections.shift_approve")
def shift_approve(*, actor: Actor, unit: Unit, due_on: dt.date, paper: Paper, at: dt.datetime) -> TermShift:
    """Enter that the unit above approved to hold the term change by another day; more than a year only warns.

    Nothing happens by itself on that day: the term runs until its successor is written.

    Raises:
        NotFound, Forbidden, NotFromAbove: somebody else approves.
        NoTerm: no term is running.
        ShiftWrong: the same day, or before the term began.
        ElectionReasonNeeded: no reason.

    Source: branch.term.shift, election.postpone.
    """
    _require_above(actor, unit, "批准延期或提前换届", at)
    term = _running(unit)
    if not squeeze(paper.note):
        raise ElectionReasonNeeded(deed="延期或提前换届")
    former = term.due_on
    term_shift(actor=actor, term=term, due_on=due_on, document=paper.document, at=at)
    with acting_as(SYSTEM):
        shift = TermShift.objects.create(
            term=term,
            unit=unit,
            from_due_on=former,
            to_due_on=due_on,
            reason=squeeze(paper.note)[:300],
            document=squeeze(paper.document)[:200],
            entered_at=at,
            entered_by=actor.account_id,
        )
    _tell(events.TERM_SHIFTED, actor, unit, at, paper.document, due_on)
    return shift


def _tell(name: str, actor: Actor, unit: Unit, at: dt.datetime, reason: str, on: dt.date) -> None:
    subject = ("org.unit", unit.uid)
    record(name, actor=actor, subject=subject, at=at, unit_id=unit.pk, after={"on": on.isoformat()}, reason=reason)
