"""Minutes and resolutions."""

import datetime as dt

from xuezuo.kernel.ids import new_id
from xuezuo.kernel.text import squeeze
from xuezuo.life import events as facts
from xuezuo.life.errors import NothingChanged, TextMissing
from xuezuo.life.models import Activity, Minutes, Resolution
from xuezuo.life.policies import ACTIVITY_RECORD
from xuezuo.life.services.checks import check_reason, check_state, lock_for
from xuezuo.life.services.planning import audit
from xuezuo.life.types import State
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import use_case

_OPEN = (State.CALLED, State.HELD, State.CONFIRMED)


@use_case("life.minutes_write")
def minutes_write(*, actor: Actor, activity: Activity, text: str, reason: str, at: dt.datetime) -> Minutes:
    """Save the minutes as a new version; every former version stays readable.

    Once the activity is confirmed a further version needs a reason.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit.
        ActivityWrongState: draft or void.
        TextMissing, NothingChanged: no text, or the same as before.
        ReasonMissing: confirmed already, minutes exist, and no reason.
    """
    activity = lock_for(actor, ACTIVITY_RECORD, activity, at)
    check_state(activity, _OPEN, "写会议记录", "")
    words = text.replace("\r\n", "\n").strip()
    if not words:
        raise TextMissing(what="会议记录")
    newest = Minutes.objects.filter(activity=activity, item=None).order_by("-version").first()
    if newest is not None and newest.text == words:
        raise NothingChanged
    why = check_reason(reason) if newest is not None and activity.state == State.CONFIRMED else squeeze(reason)
    made = Minutes.objects.create(
        activity=activity,
        version=newest.version + 1 if newest else 1,
        text=words,
        reason=why,
        written_at=at,
        written_by=actor.account_id,
    )
    audit(facts.MINUTES_WRITTEN, actor, activity, at, why, minutes_version=made.version)
    return made


@use_case("life.resolution_add")
def resolution_add(  # CONFIG keyword-only: what, whose, until when
    *,
    actor: Actor,
    activity: Activity,
    text: str,
    owner_id: int | None,
    due_on: dt.date | None,
    at: dt.datetime,
) -> Resolution:
    """Note a decision of the meeting, with its owner and the civil day until when, if it has them.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit.
        ActivityWrongState: not held.
        TextMissing: no text.
    """
    activity = lock_for(actor, ACTIVITY_RECORD, activity, at)
    check_state(activity, (State.HELD, State.CONFIRMED), "登记决议", "请先登记会议已召开。")
    words = squeeze(text)[:300]
    if not words:
        raise TextMissing(what="决议")
    made = Resolution.objects.create(uid=new_id(), activity=activity, text=words, owner_id=owner_id, due_on=due_on)
    audit(facts.RESOLUTION_ADDED, actor, activity, at, due_on=due_on.isoformat() if due_on else None)
    return made


@use_case("life.resolution_done")
def resolution_done(*, actor: Actor, resolution: Resolution, on: dt.date, at: dt.datetime) -> Resolution:
    """Note that a decision was carried out on the civil day `on`; a second time changes nothing.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit.
    """
    activity = lock_for(actor, ACTIVITY_RECORD, resolution.activity, at)
    resolution = Resolution.objects.get(pk=resolution.pk)
    if resolution.done_on is None:
        resolution.done_on = on
        resolution.save(update_fields=["done_on"])
        audit(facts.RESOLUTION_DONE, actor, activity, at, done_on=on.isoformat())
    return resolution
