"""Before a meeting: plan and notice."""

import datetime as dt
import uuid

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.ids import new_id
from xuezuo.life import events as facts
from xuezuo.life.errors import DeedOfAnotherUnit
from xuezuo.life.models import Activity
from xuezuo.life.policies import ACTIVITY_RECORD
from xuezuo.life.services.checks import check_gathering, check_state, lock_for
from xuezuo.life.services.fields import PLAIN, put, set_parts
from xuezuo.life.types import Gathering, State
from xuezuo.org.queries.access import require_unit
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import record, use_case

_TOO_LATE = "会议已召开，请使用“更正”。"


@use_case("life.activity_plan")
def activity_plan(
    *, actor: Actor, unit_id: int, gathering: Gathering, at: dt.datetime, uid: uuid.UUID | None = None
) -> Activity:
    """Plan an activity of the unit, as a draft; a repeat with the same client `uid` returns the first result.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit.
        UnitNotAliveThen, KindDoesNotFit, PartDoesNotFit, MinutesOutOfRange: see `check_gathering`.
        DeedOfAnotherUnit: the client's id is taken.
    """
    require_unit(actor, ACTIVITY_RECORD, unit_id, civil_date(at))
    check_gathering(unit_id, gathering)
    activity, is_new = begin(unit_id, gathering, at, uid)
    if is_new:
        set_parts(activity, gathering)
        audit(facts.PLANNED, actor, activity, at)
    return activity


def begin(
    unit_id: int, gathering: Gathering, at: dt.datetime, uid: uuid.UUID | None, **more: object
) -> tuple[Activity, bool]:
    """Return the activity with this client id, made now if it is new (two at once: one makes it, the other gets it).

    Raises:
        DeedOfAnotherUnit: the id names a deed of another unit.
    """
    draft = Activity(unit_id=unit_id, created_at=at)
    put(draft, gathering)
    kept = ("unit_id", "created_at", "kind", "occurred_on", "minutes", "starts_at", "place", "topic")
    defaults = {name: getattr(draft, name) for name in (*kept, "lecturer_id", "lecturer_note")}
    activity, is_new = Activity.objects.get_or_create(uid=uid or new_id(), defaults={**defaults, **more})
    if activity.unit_id != unit_id:
        raise DeedOfAnotherUnit
    return activity, is_new


@use_case("life.activity_replan")
def activity_replan(*, actor: Actor, activity: Activity, gathering: Gathering, at: dt.datetime) -> Activity:
    """Change what is planned: day, time, place and so on of a meeting that was not held yet.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit.
        ActivityWrongState: held or void already.
        UnitNotAliveThen, KindDoesNotFit, PartDoesNotFit, MinutesOutOfRange: see `check_gathering`.
    """
    activity = lock_for(actor, ACTIVITY_RECORD, activity, at)
    check_state(activity, (State.DRAFT, State.CALLED), "修改计划", _TOO_LATE)
    check_gathering(activity.unit_id, gathering)
    put(activity, gathering)
    activity.save(update_fields=list(PLAIN))
    set_parts(activity, gathering)
    audit(facts.REPLANNED, actor, activity, at)
    return activity


@use_case("life.activity_call")
def activity_call(*, actor: Actor, activity: Activity, notice: str, at: dt.datetime) -> Activity:
    """Send out the notice of a planned activity: its members see it from now on, with this text.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit.
        ActivityWrongState: held or void already.
    """
    activity = lock_for(actor, ACTIVITY_RECORD, activity, at)
    check_state(activity, (State.DRAFT, State.CALLED), "发通知", _TOO_LATE)
    activity.state, activity.called_at, activity.notice = State.CALLED, at, notice.strip()
    activity.save(update_fields=["state", "called_at", "notice"])
    audit(facts.CALLED, actor, activity, at)
    return activity


def audit(  # the shape of every entry of this room
    name: str, actor: Actor, activity: Activity, at: dt.datetime, reason: str = "", **more: str | int | bool | None
) -> None:
    """Write the audit entry of a deed about the activity, with its day, kind, state and version."""
    record(
        name,
        actor=actor,
        subject=("life.activity", activity.uid),
        at=at,
        unit_id=activity.unit_id,
        after={
            "kind": str(activity.kind),
            "occurred_on": activity.occurred_on.isoformat(),
            "state": str(activity.state),
            "version": activity.version,
            **more,
        },
        reason=reason,
    )
