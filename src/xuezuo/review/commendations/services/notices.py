"""The public notice: proposed, reviewed for secrecy, approved by different people; objections and their answers.

Publishing is propose, review with a secrecy check, approve (党务公开条例（试行） 第十五条). A name stands in it
only with the own consent; numbers that may identify somebody never do.
"""

import datetime as dt

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.errors import NotFound
from xuezuo.kernel.ids import new_id
from xuezuo.kernel.text import squeeze
from xuezuo.org.queries.tree import unit_labels
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.audit.services import use_case
from xuezuo.review.commendations import events
from xuezuo.review.commendations.errors import DayWrong, NothingToPublish, SecondPerson, WrongState
from xuezuo.review.commendations.models import Nomination, Objection, PublicNotice, Scheme
from xuezuo.review.commendations.queries.access import scheme_get_for
from xuezuo.review.commendations.services.checks import check_public, lock_scheme, tell, words_of
from xuezuo.review.commendations.types import NominationState, NoticeState, SchemeState
from xuezuo.rules.workdays import working_days


@use_case("commendations.notice_propose")
def notice_propose(*, actor: Actor, scheme: Scheme, intro: str, at: dt.datetime) -> PublicNotice:
    """Propose the public notice of the short list; proposed anew, review begins again.

    Raises:
        NotFound, Forbidden, WrongState: the actor does not keep the scheme, or the notice is public.
        NothingToPublish: nobody is on the short list.
        PrivateWords: a long number in the text.
    """
    scheme = lock_scheme(actor, scheme, at, "提出公示", SchemeState.OPEN)
    check_public(intro)
    lines = _lines(scheme, civil_date(at))
    if not lines:
        raise NothingToPublish
    values = {"intro": intro.strip(), "lines": lines, "proposed_at": at, "proposed_by": actor.account_id}
    fresh = {"state": NoticeState.PROPOSED, "reviewed_at": None, "reviewed_by": None, "review_note": ""}
    notice, _ = PublicNotice.objects.update_or_create(scheme=scheme, defaults=values | fresh)
    tell(events.NOTICE_PROPOSED, actor, scheme, at, count=len(lines))
    return notice


def _lines(scheme: Scheme, on: dt.date) -> list[str]:
    """Return what the public reads, in the order of the tree."""
    with acting_as(SYSTEM):
        found = Nomination.objects.select_related("member").filter(scheme=scheme, state=NominationState.SHORTLISTED)
        rows = list(found.order_by("unit__code", "pk"))
    names = unit_labels({one.unit_id for one in rows}, on)
    return [_line(one, names[one.unit_id].name) for one in rows]


def _line(nomination: Nomination, unit: str) -> str:
    if nomination.member is None:
        return unit
    return f"{nomination.member.name}（{unit}）" if nomination.consent_on else f"{unit}党员 1 名（本人未同意公开姓名）"


@use_case("commendations.notice_review")
def notice_review(*, actor: Actor, scheme: Scheme, note: str, at: dt.datetime) -> PublicNotice:
    """Say, as a second person, that the notice holds no secret and nothing private, with the opinion.

    Raises:
        NotFound, Forbidden, WrongState: the actor does not keep the scheme, or nothing waits for review.
        SecondPerson: who proposed it.
        ReasonMissing: no opinion.
    """
    notice = _notice(actor, scheme, at, "审查", NoticeState.PROPOSED)
    _check_other(actor, notice.proposed_by, "提出公示的人不能审查。")
    notice.state, notice.reviewed_at, notice.reviewed_by = NoticeState.REVIEWED, at, actor.account_id
    notice.review_note = words_of(note, "保密审查意见")
    notice.save(update_fields=["state", "reviewed_at", "reviewed_by", "review_note"])
    tell(events.NOTICE_REVIEWED, actor, scheme, at)
    return notice


@use_case("commendations.notice_approve")
def notice_approve(*, actor: Actor, scheme: Scheme, ends_on: dt.date | None, at: dt.datetime) -> PublicNotice:
    """Make the notice public from today for the scheme's working days, or until a later day; names as consented now.

    Raises:
        NotFound, Forbidden, WrongState: the actor does not keep the scheme, or the secrecy review is missing.
        SecondPerson: who proposed or reviewed it.
        DayWrong: the last day is earlier than the working days ask.
    """
    notice = _notice(actor, scheme, at, "批准", NoticeState.REVIEWED)
    _check_other(actor, notice.proposed_by, "提出公示的人不能批准。")
    _check_other(actor, notice.reviewed_by, "审查的人不能批准。")
    on = civil_date(at)
    least = working_days(on, scheme.notice_days).last
    if ends_on is not None and ends_on < least:
        raise DayWrong(why=f"公示 {scheme.notice_days} 个工作日，最早到 {least}。")
    notice.state, notice.approved_at, notice.approved_by = NoticeState.APPROVED, at, actor.account_id
    notice.starts_on, notice.ends_on, notice.lines = on, ends_on or least, _lines(scheme, on)
    notice.save(update_fields=["state", "approved_at", "approved_by", "starts_on", "ends_on", "lines"])
    Scheme.objects.filter(pk=scheme.pk).update(state=SchemeState.NOTICE)
    tell(events.NOTICE_APPROVED, actor, scheme, at, ends_on=notice.ends_on.isoformat())
    return notice


def _notice(actor: Actor, scheme: Scheme, at: dt.datetime, deed: str, state: str) -> PublicNotice:
    lock_scheme(actor, scheme, at, deed, SchemeState.OPEN)
    notice = PublicNotice.objects.select_for_update().filter(scheme=scheme).first()
    if notice is None or notice.state != state:
        now = NoticeState(notice.state).label if notice else "还没有提出公示"
        raise WrongState(state=now, deed=deed, hint="公示按“提出、保密审查、批准”的顺序办理。")
    return notice


def _check_other(actor: Actor, former: int | None, why: str) -> None:
    if actor.account_id is not None and actor.account_id == former:
        raise SecondPerson(why=why)


@use_case("commendations.objection_make")
def objection_make(*, actor: Actor, scheme: Scheme, text: str, at: dt.datetime) -> Objection:
    """Object to a notice while it runs; who objects is known to those who keep the scheme only.

    Raises:
        NotFound: the scheme is not for the actor.
        WrongState: no notice runs.
        ReasonMissing: no reason.
    """
    on = civil_date(at)
    scheme = scheme_get_for(actor, scheme.uid, on)
    notice = PublicNotice.objects.filter(scheme=scheme, state=NoticeState.APPROVED).first()
    if notice is None or notice.ends_on is None or on > notice.ends_on:
        raise WrongState(state="没有公示，或公示已结束", deed="提出异议", hint="可以直接向上级党组织反映。")
    objection = Objection(uid=new_id(), scheme=scheme, sender_id=actor.member_id, received_at=at)
    objection.text, objection.received_by = words_of(text, "异议和理由", 2000), actor.account_id
    with acting_as(SYSTEM):
        objection.save(force_insert=True)
    tell(events.OBJECTION_RECEIVED, SYSTEM, scheme, at)
    return objection


@use_case("commendations.objection_answer")
def objection_answer(*, actor: Actor, objection: Objection, answer: str, at: dt.datetime) -> Objection:
    """Answer an objection with what was found; not by who sent or entered it.

    Raises:
        NotFound, Forbidden: the actor does not keep the scheme.
        WrongState: it is answered.
        SecondPerson: who entered it.
        ReasonMissing: no answer.
    """
    scheme = lock_scheme(actor, objection.scheme, at, "答复")
    with acting_as(SYSTEM):
        found = Objection.objects.select_for_update(of=("self",)).filter(pk=objection.pk).first()
    if found is None:
        raise NotFound
    if found.answer:
        raise WrongState(state="已答复", deed="再次答复", hint="")
    _check_other(actor, found.received_by, "提出异议的人不能答复。")
    found.answer, found.answered_at = words_of(squeeze(answer), "核实情况和答复", 2000), at
    found.answered_by = actor.account_id
    with acting_as(SYSTEM):
        found.save(update_fields=["answer", "answered_at", "answered_by"])
    tell(events.OBJECTION_ANSWERED, actor, scheme, at)
    return found
