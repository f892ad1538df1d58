"""Meetings as an iCalendar file (RFC 5545).

It says kind, unit, time and place and leads to the meeting's page; topics and agendas stay here, because they may name
people and calendars often lie with a provider.
"""

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Callable, Sequence

import icalendar

from xuezuo.kernel.clock import SHANGHAI
from xuezuo.life.models import Activity
from xuezuo.life.queries.feeds import Told
from xuezuo.life.types import State

ZONE = "Asia/Shanghai"
_EAST = dt.timedelta(hours=8)


@dataclasses.dataclass(frozen=True, slots=True)
class Version:
    """The how manyeth change of a meeting programs are told, and when it was first told."""

    sequence: int
    changed_at: dt.datetime


def digest_of(one: Told) -> str:
    """Return the digest of everything that programs are told of the meeting."""
    activity = one.activity
    told = (activity.kind, one.unit_name, activity.occurred_on, activity.starts_at, activity.minutes, activity.place)
    return hashlib.sha256(repr((*map(str, told), activity.state == State.VOID)).encode()).hexdigest()


def calendar_of(name: str, meetings: Sequence[tuple[Told, Version]], address: Callable[[Activity], str]) -> bytes:
    """Return the file; `address` gives the page of a meeting. Equal input gives equal bytes."""
    made = icalendar.Calendar()
    made.add("prodid", "-//Xuezuo//meetings//ZH")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    made.add("x-wr-timezone", ZONE)
    made.add("refresh-interval", dt.timedelta(hours=6), parameters={"value": "DURATION"})
    made.add_component(_zone())
    for one, version in meetings:
        made.add_component(_event(one, version, address(one.activity)))
    return bytes(made.to_ical(sorted=False))


def _zone() -> icalendar.Timezone:
    """China has had one offset and no summer time since 1991."""
    zone, standard = icalendar.Timezone(), icalendar.TimezoneStandard()
    zone.add("tzid", ZONE)
    standard.add("dtstart", dt.datetime(1991, 9, 15))  # noqa: DTZ001  # local time by RFC 5545 §3.6.5
    standard.add("tzoffsetfrom", _EAST)
    standard.add("tzoffsetto", _EAST)
    standard.add("tzname", "CST")
    zone.add_component(standard)
    return zone


def _event(one: Told, version: Version, address: str) -> icalendar.Event:
    activity, event = one.activity, icalendar.Event()
    is_void = activity.state == State.VOID
    event.add("uid", f"{activity.uid}@life.xuezuo")
    event.add("dtstamp", version.changed_at.astimezone(dt.UTC))
    event.add("last-modified", version.changed_at.astimezone(dt.UTC))
    event.add("sequence", version.sequence)
    kind = activity.get_kind_display()
    event.add("summary", f"（已取消）{kind}" if is_void else kind)
    event.add("description", f"{one.unit_name}{kind}。议题和材料请登录后查看。")
    event.add("status", "CANCELLED" if is_void else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if is_void else "OPAQUE")
    event.add("url", address)
    if activity.place:
        event.add("location", activity.place)
    for field, value in _times(activity):
        event.add(field, value)
    return event


def _times(activity: Activity) -> list[tuple[str, dt.date | dt.datetime]]:
    """Without an hour the meeting takes its whole civil day."""
    if activity.starts_at is None:
        return [("dtstart", activity.occurred_on), ("dtend", activity.occurred_on + dt.timedelta(days=1))]
    start = dt.datetime.combine(activity.occurred_on, activity.starts_at, SHANGHAI)
    ends = [("dtend", start + dt.timedelta(minutes=activity.minutes))] if activity.minutes else []
    return [("dtstart", start), *ends]
