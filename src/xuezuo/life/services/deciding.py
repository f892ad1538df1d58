"""Decisions of a meeting and what comes of them.

    noted -> reported done by the owner -> confirmed by whoever keeps the minutes
          <- returned with a reason      <- reopened with a reason
    dropped with a reason: not to be carried out any more

Each step is kept as a `ResolutionStep` with its words; nothing is overwritten without trace.
"""

import datetime as dt

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.errors import Forbidden
from xuezuo.kernel.ids import new_id
from xuezuo.kernel.text import squeeze
from xuezuo.life import events as facts
from xuezuo.life.errors import (
    DoneInFuture,
    ItemOfAnotherMeeting,
    NothingChanged,
    ResolutionWrongState,
    SavedMeanwhile,
    TextMissing,
)
from xuezuo.life.models import Activity, AgendaItem, Resolution, ResolutionStep
from xuezuo.life.policies import ACTIVITY_CORRECT, ACTIVITY_RECORD
from xuezuo.life.queries.access import activity_decision
from xuezuo.life.queries.sealing import is_sealed
from xuezuo.life.services.checks import check_reason, check_state, lock_for
from xuezuo.life.services.kept import forget_text
from xuezuo.life.services.planning import audit
from xuezuo.life.types import Decided, Progress, State, Step
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import use_case

_HELD = (State.HELD, State.CONFIRMED)


@use_case("life.resolution_add")
def resolution_add(
    *, actor: Actor, activity: Activity, decided: Decided, at: dt.datetime, reason: str = ""
) -> Resolution:
    """Note a decision of the meeting, with its agenda item, its owner and the civil day until when, if it has them.

    After the minutes are sealed only those who may correct deeds add one, with a reason that its history shows.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit, or the minutes are sealed and not correct either.
        ReasonMissing: the minutes are sealed and no reason was given.
        ActivityWrongState: not held.
        TextMissing: no text.
        ItemOfAnotherMeeting: the item is not on this agenda.
    """
    sealed = is_sealed(activity, civil_date(at))
    activity = lock_for(actor, ACTIVITY_CORRECT if sealed else ACTIVITY_RECORD, activity, at)
    check_state(activity, _HELD, "登记决议", "请先登记会议已召开。")
    why = check_reason(reason) if sealed else ""
    draft = Resolution(uid=new_id(), activity=activity)
    _put(draft, decided)
    (made,) = Resolution.objects.bulk_create([draft])
    _step(made, Step.NOTED, actor, at, why)
    audit(facts.RESOLUTION_ADDED, actor, activity, at, why, due_on=_iso(decided.due_on))
    return made


@use_case("life.resolution_change")
def resolution_change(  # CONFIG keyword-only: which, how it shall read, why, on what base
    *, actor: Actor, resolution: Resolution, decided: Decided, reason: str, at: dt.datetime, base: int | None = None
) -> Resolution:
    """Change what a decision says; what it said before stays readable. Once the meeting is confirmed with a reason.

    After the minutes are sealed only those who may correct deeds change it.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit, or the minutes are sealed and not correct either.
        SavedMeanwhile: somebody saved a newer version than `base`.
        ResolutionWrongState: done or dropped.
        TextMissing, NothingChanged, ReasonMissing, ItemOfAnotherMeeting: what was written cannot be.
    """
    sealed = is_sealed(resolution.activity, civil_date(at))
    activity = lock_for(actor, ACTIVITY_CORRECT if sealed else ACTIVITY_RECORD, resolution.activity, at)
    resolution = Resolution.objects.get(pk=resolution.pk)
    if base is not None and base != resolution.version:
        raise SavedMeanwhile(what="决议")
    _check_progress(resolution, (Progress.OPEN, Progress.REPORTED), "修改")
    why = check_reason(reason) if activity.state == State.CONFIRMED else squeeze(reason)
    before = _said(resolution)
    _put(resolution, decided)
    if _said(resolution) == before:
        raise NothingChanged
    resolution.version += 1
    resolution.save(update_fields=["text", "owner", "due_on", "item", "version"])
    _step(resolution, Step.CHANGED, actor, at, why, before)
    forget_text(actor, activity, str(resolution.uid))
    audit(facts.RESOLUTION_CHANGED, actor, activity, at, why, due_on=_iso(decided.due_on))
    return resolution


@use_case("life.resolution_report")
def resolution_report(*, actor: Actor, resolution: Resolution, note: str, on: dt.date, at: dt.datetime) -> Resolution:
    """Say that a decision was carried out on the civil day `on` and how: its owner, or whoever keeps the minutes.

    It counts as done once somebody who keeps the minutes confirms it.

    Raises:
        NotFound, Forbidden: neither the owner nor allowed to record for the unit.
        ResolutionWrongState: reported already, done or dropped.
        TextMissing: no word about how.
        DoneInFuture: the day has not come.
    """
    activity = _lock_for_owner(actor, resolution, at)
    resolution = Resolution.objects.get(pk=resolution.pk)
    _check_progress(resolution, (Progress.OPEN,), "报告完成")
    _check_day(on, at)
    resolution.note, resolution.reported_on = _words(note, "完成情况"), on
    resolution.save(update_fields=["note", "reported_on"])
    _step(resolution, Step.REPORTED, actor, at, resolution.note)
    audit(facts.RESOLUTION_REPORTED, actor, activity, at, reported_on=on.isoformat())
    return resolution


@use_case("life.resolution_done")
def resolution_done(
    *, actor: Actor, resolution: Resolution, on: dt.date, at: dt.datetime, note: str = ""
) -> Resolution:
    """Confirm that a decision was carried out on the civil day `on`; a second time changes nothing.

    Without a `note` the owner's own words stay.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit.
        ResolutionWrongState: dropped.
        DoneInFuture: the day has not come.
    """
    activity = lock_for(actor, ACTIVITY_RECORD, resolution.activity, at)
    resolution = Resolution.objects.get(pk=resolution.pk)
    if resolution.done_on is not None:
        return resolution
    _check_progress(resolution, (Progress.OPEN, Progress.REPORTED), "办结")
    _check_day(on, at)
    resolution.done_on, resolution.confirmed_by = on, actor.account_id
    resolution.note = squeeze(note)[:300] or resolution.note
    resolution.save(update_fields=["done_on", "confirmed_by", "note"])
    _step(resolution, Step.CONFIRMED, actor, at, resolution.note)
    audit(facts.RESOLUTION_DONE, actor, activity, at, done_on=on.isoformat())
    return resolution


@use_case("life.resolution_reopen")
def resolution_reopen(*, actor: Actor, resolution: Resolution, reason: str, at: dt.datetime) -> Resolution:
    """Take back that a decision is done, reported or dropped, with a reason; the former words stay in its history.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit.
        ReasonMissing: no reason given.
        ResolutionWrongState: it is open.
    """
    activity = lock_for(actor, ACTIVITY_RECORD, resolution.activity, at)
    resolution = Resolution.objects.get(pk=resolution.pk)
    _check_progress(resolution, (Progress.REPORTED, Progress.DONE, Progress.DROPPED), "重新打开")
    why, before = check_reason(reason), _came_of(resolution)
    was_reported = resolution.progress == Progress.REPORTED
    resolution.reported_on = resolution.done_on = resolution.dropped_on = resolution.confirmed_by = None
    resolution.note = ""
    resolution.save(update_fields=["reported_on", "done_on", "dropped_on", "confirmed_by", "note"])
    _step(resolution, Step.RETURNED if was_reported else Step.REOPENED, actor, at, why, before)
    name = facts.RESOLUTION_RETURNED if was_reported else facts.RESOLUTION_REOPENED
    audit(name, actor, activity, at, why)
    return resolution


@use_case("life.resolution_drop")
def resolution_drop(*, actor: Actor, resolution: Resolution, reason: str, at: dt.datetime) -> Resolution:
    """Say that a decision is not to be carried out any more, and why.

    Raises:
        NotFound, Forbidden: the actor may not correct deeds of the unit.
        ReasonMissing: no reason given.
        ResolutionWrongState: done or dropped already.
    """
    activity = lock_for(actor, ACTIVITY_CORRECT, resolution.activity, at)
    resolution = Resolution.objects.get(pk=resolution.pk)
    _check_progress(resolution, (Progress.OPEN, Progress.REPORTED), "标为不再执行")
    why, before = check_reason(reason), _came_of(resolution)
    resolution.dropped_on = civil_date(at)
    resolution.save(update_fields=["dropped_on"])
    _step(resolution, Step.DROPPED, actor, at, why, before)
    audit(facts.RESOLUTION_DROPPED, actor, activity, at, why)
    return resolution


def _lock_for_owner(actor: Actor, resolution: Resolution, at: dt.datetime) -> Activity:
    """Lock the activity for the owner of the decision or for whoever may record; others are refused."""
    if actor.member_id is None or resolution.owner_id != actor.member_id:
        if activity_decision(actor, ACTIVITY_RECORD, resolution.activity, civil_date(at)):
            return lock_for(actor, ACTIVITY_RECORD, resolution.activity, at)
        raise Forbidden(reason="只有这项决议的责任人和记录会议的同志可以报告完成情况。")
    return Activity.objects.select_for_update(of=("self",)).select_related("unit").get(pk=resolution.activity_id)


def _put(resolution: Resolution, decided: Decided) -> None:
    if (
        decided.item_id
        and not AgendaItem.objects.filter(pk=decided.item_id, activity_id=resolution.activity_id).exists()
    ):
        raise ItemOfAnotherMeeting
    resolution.text, resolution.owner_id = _words(decided.text, "决议"), decided.owner_id
    resolution.due_on, resolution.item_id = decided.due_on, decided.item_id


def _words(text: str, what: str) -> str:
    words = squeeze(text)[:300]
    if not words:
        raise TextMissing(what=what)
    return words


def _check_progress(resolution: Resolution, allowed: tuple[Progress, ...], deed: str) -> None:
    if resolution.progress not in allowed:
        raise ResolutionWrongState(state=resolution.progress.label, deed=deed)


def _check_day(on: dt.date, at: dt.datetime) -> None:
    if on > civil_date(at):
        raise DoneInFuture(on=on)


def _said(resolution: Resolution) -> dict[str, object]:
    return {
        "text": resolution.text,
        "owner_id": resolution.owner_id,
        "due_on": _iso(resolution.due_on),
        "item_id": resolution.item_id,
    }


def _came_of(resolution: Resolution) -> dict[str, object]:
    days = {name: _iso(getattr(resolution, name)) for name in ("reported_on", "done_on", "dropped_on")}
    return {**days, "note": resolution.note, "confirmed_by": resolution.confirmed_by}


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _step(  # what is kept of every change
    resolution: Resolution,
    step: Step,
    actor: Actor,
    at: dt.datetime,
    note: str = "",
    fields: dict[str, object] | None = None,
) -> None:
    ResolutionStep.objects.create(
        resolution=resolution, step=step, note=note[:300], fields=fields or {}, at=at, by=actor.account_id
    )
