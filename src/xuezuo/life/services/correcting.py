"""Changing what was recorded: always with a reason, always keeping what was said before."""

import dataclasses
import datetime as dt

from xuezuo.kernel.clock import civil_date
from xuezuo.life import events as facts
from xuezuo.life.errors import AlreadyVoided, NothingChanged
from xuezuo.life.models import Activity
from xuezuo.life.policies import ACTIVITY_CORRECT
from xuezuo.life.services.checks import check_gathering, check_held, check_reason, check_state, lock_for
from xuezuo.life.services.fields import PLAIN, gathering_of, keep_version, put, set_parts
from xuezuo.life.services.planning import audit
from xuezuo.life.services.rows import COUNTS, Stamp, refreeze
from xuezuo.life.types import Gathering, Source, State
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import use_case
from xuezuo.platform.events import publish_on_commit


@use_case("life.activity_reopen")
def activity_reopen(*, actor: Actor, activity: Activity, reason: str, at: dt.datetime) -> Activity:
    """Open a confirmed activity again; it does not count until it is confirmed once more.

    Raises:
        NotFound, Forbidden: the actor may not correct deeds of the unit.
        ReasonMissing: no reason given.
        ActivityWrongState: not confirmed.
    """
    activity = lock_for(actor, ACTIVITY_CORRECT, activity, at)
    check_state(activity, (State.CONFIRMED,), "重新打开", "只有已确认的记录可以重新打开。")
    why = check_reason(reason)
    keep_version(activity, actor, why, at)
    activity.state, activity.confirmed_at, activity.confirmed_by = State.HELD, None, None
    activity.save(update_fields=["state", "confirmed_at", "confirmed_by", "version"])
    audit(facts.REOPENED, actor, activity, at, why)
    publish_on_commit(facts.ActivityReopened(activity.unit_id, (activity.occurred_on,), activity.uid))
    return activity


@use_case("life.activity_correct")
def activity_correct(
    *, actor: Actor, activity: Activity, gathering: Gathering, reason: str, at: dt.datetime
) -> Activity:
    """Correct what a held or confirmed activity says about itself; the former version stays readable.

    When the day or the kind changes, the roster becomes that of the new day: newly expected members are absent until
    marked, those no longer expected become guests.

    Raises:
        NotFound, Forbidden: the actor may not correct deeds of the unit.
        ReasonMissing, NothingChanged: no reason, or nothing different.
        ActivityWrongState: neither held nor confirmed.
        ActivityInFuture, LecturerMissing, UnitNotAliveThen, KindDoesNotFit, PartDoesNotFit, MinutesOutOfRange: the
            corrected fields cannot be.
    """
    activity = lock_for(actor, ACTIVITY_CORRECT, activity, at)
    check_state(activity, (State.HELD, State.CONFIRMED), "更正", "尚未召开的活动可以直接修改计划。")
    why, before = check_reason(reason), gathering_of(activity)
    if before == _ordered(gathering):
        raise NothingChanged
    moved = (before.kind, before.occurred_on) != (gathering.kind, gathering.occurred_on)
    named = gathering.asks if moved else tuple(set(gathering.asks) - set(before.asks))  # what was withdrawn since stays
    check_gathering(activity.unit_id, dataclasses.replace(gathering, asks=named))
    check_held(gathering, civil_date(at))
    keep_version(activity, actor, why, at)
    put(activity, gathering)
    set_parts(activity, gathering)
    if moved:
        refreeze(activity, Stamp(actor, Source.CORRECTION, at))
    activity.save(update_fields=[*PLAIN, "version", *COUNTS])
    audit(facts.CORRECTED, actor, activity, at, why, was_on=before.occurred_on.isoformat(), was_kind=str(before.kind))
    if activity.state == State.CONFIRMED:
        days = tuple(sorted({before.occurred_on, activity.occurred_on}))
        publish_on_commit(facts.ActivityCorrected(activity.unit_id, days, activity.uid))
    return activity


def _ordered(gathering: Gathering) -> Gathering:
    parts = tuple(sorted(gathering.parts, key=lambda part: part.kind))
    return Gathering(**{name: getattr(gathering, name) for name in PLAIN}, parts=parts, asks=gathering.asks)


@use_case("life.activity_void")
def activity_void(*, actor: Actor, activity: Activity, reason: str, at: dt.datetime) -> Activity:
    """Void an activity: it counts no more and stays readable with the reason.

    Raises:
        NotFound, Forbidden: the actor may not correct deeds of the unit.
        ReasonMissing: no reason given.
        AlreadyVoided: void already.
    """
    activity = lock_for(actor, ACTIVITY_CORRECT, activity, at)
    if activity.state == State.VOID:
        raise AlreadyVoided
    why, counted = check_reason(reason), activity.state == State.CONFIRMED
    keep_version(activity, actor, why, at)
    activity.state, activity.voided_at, activity.void_reason = State.VOID, at, why
    activity.save(update_fields=["state", "voided_at", "void_reason", "version"])
    audit(facts.VOIDED, actor, activity, at, why)
    if counted:
        publish_on_commit(facts.ActivityVoided(activity.unit_id, (activity.occurred_on,), activity.uid))
    return activity
