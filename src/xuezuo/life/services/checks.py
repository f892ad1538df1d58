"""What must hold before anything is written: state, day, kind, reason. Shared by the deeds of this room."""

import datetime as dt

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.text import squeeze
from xuezuo.life.errors import (
    ActivityInFuture,
    ActivityWrongState,
    AskDoesNotFit,
    KindDoesNotFit,
    LecturerMissing,
    MinutesOutOfRange,
    MinutesSealed,
    PartDoesNotFit,
    ReasonMissing,
    UnitNotAliveThen,
)
from xuezuo.life.models import Activity
from xuezuo.life.queries.access import require_activity
from xuezuo.life.queries.sealing import window_of
from xuezuo.life.types import KINDS_OF_UNIT, MAX_MINUTES, ActivityKind, Gathering, State, meeting_name
from xuezuo.org.queries.tree import unit_row
from xuezuo.org.services.structure import unit_keep
from xuezuo.org.types import UnitKind
from xuezuo.platform.access import Actor, Capability
from xuezuo.study.asks.queries import lists

_HINTS = {
    ActivityKind.GROUP_MEETING: "党小组会由党小组召开：请在对应的党小组下登记。",
    ActivityKind.THEORY_GROUP: "理论学习中心组学习由党委（党总支）组织。",
    ActivityKind.COMMITTEE_MEETING: "支委会由设有委员会的党支部召开，党小组请登记为党小组会。",
    ActivityKind.GENERAL_MEETING: "党员大会由党支部召开：请在党支部下登记。",
}


def lock_for(actor: Actor, capability: Capability, activity: Activity, at: dt.datetime) -> Activity:
    """Return the activity's row as it is now, locked until the transaction ends, if `actor` may do this to it.

    Raises:
        NotFound: outside what the actor may see.
        Forbidden: seen but not allowed.
    """
    require_activity(actor, capability, activity, civil_date(at))
    return Activity.objects.select_for_update(of=("self",)).select_related("unit").get(pk=activity.pk)


def check_state(activity: Activity, allowed: tuple[State, ...], deed: str, hint: str) -> None:
    """Raise `ActivityWrongState` unless the activity is in one of the allowed states."""
    if activity.state not in allowed:
        raise ActivityWrongState(state=State(activity.state).label, deed=deed, hint=hint)


def check_open(activity: Activity, on: dt.date) -> None:
    """Raise `MinutesSealed` when the days for comments on the minutes are over on the civil day."""
    window = window_of(activity)
    if window is not None and window.is_over(on):
        raise MinutesSealed(last_day=window.last_day)


def check_reason(reason: str) -> str:
    """Return the reason without stray blanks; raise `ReasonMissing` when nothing is left."""
    text = squeeze(reason)
    if not text:
        raise ReasonMissing
    return text


def check_gathering(unit_id: int, gathering: Gathering) -> None:
    """Raise when the unit cannot have held this: not alive that day, wrong kind, parts, length, lecturer.

    Raises:
        UnitNotAliveThen: the unit did not exist that day.
        KindDoesNotFit: this kind of unit does not hold this kind of meeting.
        PartDoesNotFit: a part repeats the kind, comes twice or is no part of such a meeting.
        MinutesOutOfRange: not between 1 and 1440.
        AskDoesNotFit: it names an ask that is not open for the unit that day, or met by other kinds.
    """
    unit_keep([unit_id])
    unit = unit_row(unit_id, gathering.occurred_on)
    if gathering.occurred_on not in unit.during:
        raise UnitNotAliveThen(on=gathering.occurred_on)
    kind, fitting = ActivityKind(gathering.kind), KINDS_OF_UNIT[unit.kind]
    if kind not in fitting:
        raise KindDoesNotFit(kind=kind.label, unit_kind=UnitKind(unit.kind).label, hint=_HINTS.get(kind, ""))
    kinds = [part.kind for part in gathering.parts]
    for part in kinds:
        if part in (kind, ActivityKind.THEME_DAY) or part not in fitting or kinds.count(part) > 1:
            raise PartDoesNotFit(part=meeting_name(part, unit.kind), kind=meeting_name(kind, unit.kind))
    if gathering.asks:
        open_asks = lists.fitting(lists.asks_open(lists.Doer.of(unit), gathering.occurred_on), [kind, *kinds])
        if not set(gathering.asks) <= {ask.id for ask in open_asks}:
            raise AskDoesNotFit(on=gathering.occurred_on)
    lengths = [gathering.minutes, *(part.minutes for part in gathering.parts)]
    if any(length is not None and not 1 <= length <= MAX_MINUTES for length in lengths):
        raise MinutesOutOfRange


def check_held(gathering: Gathering, today: dt.date) -> None:
    """Raise when it cannot have been held yet, or a lecture has no lecturer.

    Raises:
        ActivityInFuture: the day has not come.
        LecturerMissing: a lecture without lecturer.
    """
    if gathering.occurred_on > today:
        raise ActivityInFuture(on=gathering.occurred_on)
    is_lecture = gathering.kind == ActivityKind.LECTURE
    if is_lecture and gathering.lecturer_id is None and not gathering.lecturer_note:
        raise LecturerMissing
