"""Which meetings a calendar program is told of, and the calendars that somebody made."""

import dataclasses
import datetime as dt
import uuid

from django.db.models import Exists, OuterRef, Q, QuerySet

from xuezuo.kernel.errors import NotFound
from xuezuo.life.models import Activity, Attendance, CalendarEntry, CalendarFeed
from xuezuo.life.queries.access import activities_q
from xuezuo.life.types import ActivityKind, AttendanceStatus, State
from xuezuo.org.models import Unit, UnitName
from xuezuo.org.queries.tree import branches_above
from xuezuo.org.types import Role
from xuezuo.platform.access import Actor

PAST, AHEAD, LIMIT = dt.timedelta(days=60), dt.timedelta(days=400), 1000
_COMMITTEE = {Role.SECRETARY, Role.COMMITTEE_MEMBER}


@dataclasses.dataclass(frozen=True, slots=True)
class Told:
    """A meeting with the name of its unit, and what programs were told of it before (None = nothing yet)."""

    activity: Activity
    unit_name: str
    entry: CalendarEntry | None


def feed_list(actor: Actor) -> QuerySet[CalendarFeed]:
    """Return the actor's own calendars, newest first."""
    return CalendarFeed.objects.filter(member_id=actor.member_id or 0).select_related("unit").order_by("-made_at")


def feeds_in_use(actor: Actor, on: dt.date) -> list[CalendarFeed]:
    """Return the actor's own calendars whose address answers on the civil day."""
    return [feed for feed in feed_list(actor).filter(revoked_at=None) if feed.last_day >= on]


def feed_get_for(actor: Actor, uid: uuid.UUID) -> CalendarFeed:
    """Return the actor's own calendar.

    Raises:
        NotFound: no such calendar, or somebody else's.
    """
    feed = feed_list(actor).filter(uid=uid).first()
    if feed is None:
        raise NotFound
    return feed


def told(actor: Actor, unit: Unit | None, on: dt.date) -> list[Told]:
    """Return the meetings around the civil day `on` for a calendar: those of the unit, or the actor's own ones.

    Told are meetings whose notice went out or that were held; void ones only if their notice had gone out.
    """
    days = Q(occurred_on__gte=on - PAST, occurred_on__lte=on + AHEAD)
    known = Q(state__in=[State.CALLED, State.HELD, State.CONFIRMED]) | Q(state=State.VOID, called_at__isnull=False)
    mine = Q(unit=unit) & activities_q(actor, on) if unit else _own(actor, on)
    found = Activity.objects.filter(days, known, mine).select_related("calendar_entry", "unit")
    activities = list(found.order_by("occurred_on", "pk")[:LIMIT])
    names = list(
        UnitName.objects.filter(unit_id__in={one.unit_id for one in activities}).values_list(
            "unit_id", "during", "name"
        )
    )
    return [Told(one, _name(names, one), getattr(one, "calendar_entry", None)) for one in activities]


def _own(actor: Actor, on: dt.date) -> Q:
    """Meetings where the actor is expected as a member or on the committee, or was noted as coming."""
    homes = {grant.unit_id for grant in actor.grants if grant.role == Role.MEMBER}
    committee = {grant.unit_id for grant in actor.grants if grant.role in _COMMITTEE}
    everybody = Q(unit_id__in=homes | set(branches_above(homes, on))) & ~Q(kind=ActivityKind.COMMITTEE_MEETING)
    came = Attendance.objects.filter(activity=OuterRef("pk"), member_id=actor.member_id or 0)
    came = came.exclude(status=AttendanceStatus.ABSENT)
    return everybody | Q(unit_id__in=committee, kind=ActivityKind.COMMITTEE_MEETING) | Q(Exists(came))


def _name(names: list[tuple[int, object, str]], activity: Activity) -> str:
    day = activity.occurred_on
    found = (name for unit, during, name in names if unit == activity.unit_id and day in during)  # type: ignore[operator]  # a range of days
    return next(found, "")
