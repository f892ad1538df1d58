"""A meeting that took place: recorded in a minute, or held and confirmed step by step."""

import datetime as dt
import uuid

from xuezuo.kernel.clock import civil_date
from xuezuo.life import events as facts
from xuezuo.life.models import Activity
from xuezuo.life.policies import ACTIVITY_RECORD
from xuezuo.life.services.checks import check_gathering, check_held, check_state, lock_for
from xuezuo.life.services.fields import gathering_of, set_parts
from xuezuo.life.services.planning import audit, begin
from xuezuo.life.services.rows import COUNTS, Stamp, freeze
from xuezuo.life.services.writing import open_window
from xuezuo.life.types import Gathering, Sheet, Source, State
from xuezuo.org.queries.access import require_unit
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import use_case
from xuezuo.platform.events import publish_on_commit


@use_case("life.activity_record")
def activity_record(  # CONFIG keyword-only: who, where, what, who came, when, under which client id
    *,
    actor: Actor,
    unit_id: int,
    gathering: Gathering,
    sheet: Sheet,
    at: dt.datetime,
    uid: uuid.UUID | None = None,
    source: str = Source.SCREEN,
) -> Activity:
    """Record an activity that took place, with its attendance, held and confirmed in one step; it counts at once.

    The roster is that of the activity's civil day; everybody not named in `sheet.marks` did what `sheet.rest` says.
    A day in the past is welcome: the entry is labelled late by `recorded_on`. A repeat with the same client `uid`
    writes nothing and returns the first result, also when two arrive at once.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit.
        ActivityInFuture, LecturerMissing: see `check_held`.
        UnitNotAliveThen, KindDoesNotFit, PartDoesNotFit, MinutesOutOfRange: see `check_gathering`.
        AskDoesNotFit: it names an ask that it cannot serve.
        NotOnRoster, LeaveNeedsReason, AlreadyOnRoster: the sheet does not fit the roster.
        DeedOfAnotherUnit: the client's id is taken.
    """
    today = civil_date(at)
    require_unit(actor, ACTIVITY_RECORD, unit_id, today)
    check_gathering(unit_id, gathering)
    check_held(gathering, today)
    said = {"recorded_on": today, "recorded_by": actor.account_id, "confirmed_by": actor.account_id, "source": source}
    times = {"held_at": at, "confirmed_at": at}
    activity, is_new = begin(unit_id, gathering, at, uid, state=State.CONFIRMED, **said, **times)
    if not is_new:
        return activity
    set_parts(activity, gathering)
    freeze(activity, sheet, Stamp(actor, source, at))
    activity.save(update_fields=COUNTS)
    audit(facts.RECORDED, actor, activity, at, expected=activity.expected_count, present=activity.present_count)
    publish_on_commit(facts.ActivityConfirmed(unit_id, (activity.occurred_on,), activity.uid))
    return activity


@use_case("life.activity_hold")
def activity_hold(*, actor: Actor, activity: Activity, sheet: Sheet, at: dt.datetime) -> Activity:
    """Say that a planned activity took place: freeze the roster of its day and write the attendance.

    Those who signed in by QR are present already; the others did what `sheet` says. It counts once confirmed.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit.
        ActivityWrongState: neither draft nor called.
        ActivityInFuture, LecturerMissing, NotOnRoster, LeaveNeedsReason, AlreadyOnRoster: see `activity_record`.
    """
    activity = lock_for(actor, ACTIVITY_RECORD, activity, at)
    check_state(activity, (State.DRAFT, State.CALLED), "登记为已召开", "如需改动请使用“更正”。")
    gathering = gathering_of(activity)
    check_gathering(activity.unit_id, gathering)
    check_held(gathering, civil_date(at))
    freeze(activity, sheet, Stamp(actor, Source.SCREEN, at))
    activity.state, activity.held_at = State.HELD, at
    activity.recorded_on, activity.recorded_by = civil_date(at), actor.account_id
    activity.save(update_fields=["state", "held_at", "recorded_on", "recorded_by", *COUNTS])
    audit(facts.HELD, actor, activity, at, expected=activity.expected_count, present=activity.present_count)
    return activity


@use_case("life.activity_confirm")
def activity_confirm(*, actor: Actor, activity: Activity, at: dt.datetime) -> Activity:
    """Close a held activity so that it counts. Two at once: the second is told that it is confirmed already.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit.
        ActivityWrongState: not held.
    """
    activity = lock_for(actor, ACTIVITY_RECORD, activity, at)
    check_state(activity, (State.HELD,), "确认", "请先登记会议已召开和出勤情况。")
    activity.state, activity.confirmed_at, activity.confirmed_by = State.CONFIRMED, at, actor.account_id
    activity.save(update_fields=["state", "confirmed_at", "confirmed_by"])
    open_window(activity)
    audit(facts.CONFIRMED, actor, activity, at, expected=activity.expected_count, present=activity.present_count)
    publish_on_commit(facts.ActivityConfirmed(activity.unit_id, (activity.occurred_on,), activity.uid))
    return activity
