"""Self-study 个人自学: noted for oneself, submitted for credit, approved or returned by the branch, voided.

A day's entries of one member add up to at most `DAY_MINUTES`; the member's row is locked while they are added up.
"""

import datetime as dt
import uuid

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.ids import new_id
from xuezuo.kernel.text import squeeze
from xuezuo.org.models import Member
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import record, use_case
from xuezuo.study.library.models import Material
from xuezuo.study.library.queries import materials_q
from xuezuo.study.reading import events
from xuezuo.study.reading.errors import (
    NotAMemberThen,
    OwnStudy,
    StudyInFuture,
    StudyNeedsTitle,
    StudyWrongState,
    TooManyMinutes,
)
from xuezuo.study.reading.models import SelfStudy, StudyNote
from xuezuo.study.reading.queries.selfstudy import home_unit, minutes_on, require_approver, require_own
from xuezuo.study.reading.services.checks import check_reason, member_of
from xuezuo.study.reading.types import DAY_MINUTES, Study, StudyState

_MINE = (StudyState.NOTED, StudyState.RETURNED)  # the member may still change it
_SUBMITTED = (StudyState.SUBMITTED, StudyState.APPROVED, StudyState.RETURNED)


@use_case("reading.self_study_log")
def self_study_log(*, actor: Actor, study: Study, at: dt.datetime, uid: uuid.UUID | None = None) -> SelfStudy:
    """Note a piece of one's own self-study; nobody else sees it before it is submitted.

    A repeat with the same client `uid` returns the first result.

    Raises:
        Forbidden: the actor is no member.
        StudyInFuture, NotAMemberThen, StudyNeedsTitle, TooManyMinutes: it cannot be so.
    """
    member_id = member_of(actor)
    if uid and (known := SelfStudy.objects.filter(uid=uid, member_id=member_id).first()):
        return known
    entry = SelfStudy(uid=uid or new_id(), member_id=member_id, noted_at=at)
    _fill(actor, entry, study, civil_date(at))
    entry.save(force_insert=True)
    _keep_note(entry, study.note)
    return entry


@use_case("reading.self_study_change")
def self_study_change(*, actor: Actor, entry: SelfStudy, study: Study, at: dt.datetime) -> SelfStudy:
    """Change an entry that nobody has decided on yet, or that was returned.

    Raises:
        NotFound: not the actor's own.
        StudyWrongState: it is submitted, approved or void.
        StudyInFuture, NotAMemberThen, StudyNeedsTitle, TooManyMinutes: it cannot be so.
    """
    require_own(actor, entry)
    entry = _locked(entry)
    _check(entry, _MINE, "修改", "待认可的请先撤回，已认可的请先作废再重新登记。")
    _fill(actor, entry, study, civil_date(at))
    entry.save(update_fields=["unit", "occurred_on", "minutes", "title", "material"])
    _keep_note(entry, study.note)
    return entry


@use_case("reading.self_study_submit")
def self_study_submit(*, actor: Actor, entry: SelfStudy, at: dt.datetime) -> SelfStudy:
    """Submit an entry to the branch where the member belongs today, so that its minutes may count.

    Raises:
        NotFound: not the actor's own.
        StudyWrongState: submitted, approved or void already.
        NotAMemberThen: the member belongs nowhere today.
    """
    require_own(actor, entry)
    entry = _locked(entry)
    _check(entry, _MINE, "提交", "")
    entry.unit_id = _home(entry.member_id, civil_date(at))
    entry.state, entry.submitted_at, entry.recorded_on, entry.reason = StudyState.SUBMITTED, at, civil_date(at), ""
    entry.save(update_fields=["unit", "state", "submitted_at", "recorded_on", "reason"])
    _tell(events.STUDY_SUBMITTED, actor, entry, at)
    return entry


@use_case("reading.self_study_take_back")
def self_study_take_back(*, actor: Actor, entry: SelfStudy, at: dt.datetime) -> SelfStudy:
    """Take an entry back before anybody has decided on it.

    Raises:
        NotFound: not the actor's own.
        StudyWrongState: it does not wait for a decision.
    """
    require_own(actor, entry)
    entry = _locked(entry)
    _check(entry, (StudyState.SUBMITTED,), "撤回", "")
    entry.state, entry.submitted_at, entry.recorded_on = StudyState.NOTED, None, None
    _tell(events.STUDY_TAKEN_BACK, actor, entry, at)
    entry.save(update_fields=["state", "submitted_at", "recorded_on"])
    return entry


@use_case("reading.self_study_discard")
def self_study_discard(*, actor: Actor, entry: SelfStudy, at: dt.datetime) -> None:  # noqa: ARG001  # as every use case
    """Throw away an entry that is only noted, with its note: nobody else has ever seen it.

    Raises:
        NotFound: not the actor's own.
        StudyWrongState: it was submitted.
    """
    require_own(actor, entry)
    entry = _locked(entry)
    _check(entry, (StudyState.NOTED,), "删除", "已提交过的请作废，记录和原因会保留。")
    StudyNote.objects.filter(study=entry).delete()
    entry.delete()


@use_case("reading.self_study_approve")
def self_study_approve(*, actor: Actor, entry: SelfStudy, at: dt.datetime) -> SelfStudy:
    """Approve an entry of a member of the actor's branch: from now on its minutes count.

    Raises:
        NotFound, Forbidden: not the actor's branch.
        OwnStudy: nobody approves one's own.
        StudyWrongState: it does not wait for a decision.
    """
    entry = _to_decide(actor, entry, at, "认可")
    entry.state, entry.decided_at, entry.decided_by = StudyState.APPROVED, at, actor.account_id
    entry.save(update_fields=["state", "decided_at", "decided_by"])
    _tell(events.STUDY_APPROVED, actor, entry, at)
    return entry


@use_case("reading.self_study_return")
def self_study_return(*, actor: Actor, entry: SelfStudy, reason: str, at: dt.datetime) -> SelfStudy:
    """Return an entry to the member, who may change it and submit it again.

    Raises:
        NotFound, Forbidden: not the actor's branch.
        OwnStudy: nobody decides on one's own.
        ReasonMissing: no reason given.
        StudyWrongState: it does not wait for a decision.
    """
    entry = _to_decide(actor, entry, at, "退回")
    entry.reason = check_reason(reason)
    entry.state, entry.decided_at, entry.decided_by = StudyState.RETURNED, at, actor.account_id
    entry.save(update_fields=["state", "decided_at", "decided_by", "reason"])
    _tell(events.STUDY_RETURNED, actor, entry, at, entry.reason)
    return entry


@use_case("reading.self_study_void")
def self_study_void(*, actor: Actor, entry: SelfStudy, reason: str, at: dt.datetime) -> SelfStudy:
    """Void an entry, the member's own or, once submitted, one of the actor's branch; it stays with the reason.

    Raises:
        NotFound, Forbidden: neither one's own nor of one's branch.
        ReasonMissing: no reason given.
        StudyWrongState: void already.
    """
    if entry.member_id != actor.member_id:
        require_approver(actor, entry, civil_date(at))
    entry = _locked(entry)
    _check(entry, _SUBMITTED, "作废", "没有提交过的可以直接删除。")
    entry.reason, entry.state = check_reason(reason), StudyState.VOID
    entry.decided_at, entry.decided_by = at, actor.account_id
    entry.save(update_fields=["state", "reason", "decided_at", "decided_by"])
    _tell(events.STUDY_VOIDED, actor, entry, at, entry.reason)
    return entry


def _to_decide(actor: Actor, entry: SelfStudy, at: dt.datetime, deed: str) -> SelfStudy:
    require_approver(actor, entry, civil_date(at))
    if entry.member_id == actor.member_id:
        raise OwnStudy
    entry = _locked(entry)
    _check(entry, (StudyState.SUBMITTED,), deed, "")
    return entry


def _fill(actor: Actor, entry: SelfStudy, study: Study, today: dt.date) -> None:
    if study.occurred_on > today:
        raise StudyInFuture(on=study.occurred_on)
    Member.objects.select_for_update().get(pk=entry.member_id)
    if home_unit(entry.member_id, study.occurred_on) is None:
        raise NotAMemberThen(on=study.occurred_on)
    total = minutes_on(entry.member_id, study.occurred_on, besides=entry.pk) + study.minutes
    if study.minutes < 1 or total > DAY_MINUTES:
        raise TooManyMinutes(on=study.occurred_on, total=total, most=DAY_MINUTES)
    material = None
    if study.material_id:
        material = Material.objects.filter(materials_q(actor, today), pk=study.material_id).first()
    entry.title = squeeze(study.title) or (material.title if material else "")
    if not entry.title:
        raise StudyNeedsTitle
    entry.unit_id, entry.occurred_on = _home(entry.member_id, today), study.occurred_on
    entry.minutes, entry.material = study.minutes, material


def _home(member_id: int, on: dt.date) -> int:
    unit_id = home_unit(member_id, on)
    if unit_id is None:
        raise NotAMemberThen(on=on)
    return unit_id


def _keep_note(entry: SelfStudy, text: str) -> None:
    text = text.strip()
    if text:
        StudyNote.objects.update_or_create(study=entry, defaults={"text": text, "member_id": entry.member_id})
    else:
        StudyNote.objects.filter(study=entry).delete()


def _locked(entry: SelfStudy) -> SelfStudy:
    return SelfStudy.objects.select_for_update(of=("self",)).get(pk=entry.pk)


def _check(entry: SelfStudy, allowed: tuple[StudyState, ...], deed: str, hint: str) -> None:
    if entry.state not in allowed:
        raise StudyWrongState(state=StudyState(entry.state).label, deed=deed, hint=hint)


def _tell(name: str, actor: Actor, entry: SelfStudy, at: dt.datetime, reason: str = "") -> None:
    record(
        name,
        actor=actor,
        subject=("reading.self_study", entry.uid),
        at=at,
        unit_id=entry.unit_id,
        member_uid=Member.objects.values_list("uid", flat=True).get(pk=entry.member_id),
        after={"occurred_on": entry.occurred_on.isoformat(), "minutes": entry.minutes, "state": str(entry.state)},
        reason=reason,
    )
