"""Deeds for tests, written in bulk past the services: confirmed, with the roster of the day, without audit.

Run inside `acting_as(SYSTEM)`. Rosters come from the same rule as everywhere (`queries.roster`), one read per deed;
give `with_attendance=False` where only the deeds matter.
"""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping

from xuezuo.kernel.ids import new_id
from xuezuo.life.models import Activity, ActivityPart, Attendance, HeartTalk
from xuezuo.life.queries.roster import roster_on
from xuezuo.life.types import ActivityKind, AttendanceStatus, Source, State, TalkPair
from xuezuo.org.models import Member, Unit


@dataclasses.dataclass(frozen=True, slots=True)
class DeedSpec:
    """A confirmed activity to make; `statuses` says what single members did, everybody else was present."""

    unit: Unit
    occurred_on: dt.date
    kind: str = ActivityKind.GENERAL_MEETING
    minutes: int | None = 60
    parts: tuple[str, ...] = ()
    lecturer: Member | None = None
    topic: str = "学习"
    recorded_on: dt.date | None = None  # None = the day itself
    state: str = State.CONFIRMED
    statuses: Mapping[int, str] = dataclasses.field(default_factory=dict)
    guests: tuple[Member, ...] = ()
    with_attendance: bool = True


def activities(specs: Iterable[DeedSpec]) -> list[Activity]:
    """Make activities with parts, attendance and counts, in the order given."""
    specs = list(specs)
    rows = [_attendances(spec) if spec.with_attendance else [] for spec in specs]
    made = Activity.objects.bulk_create(_activity(spec, own) for spec, own in zip(specs, rows, strict=True))
    for activity, spec, own in zip(made, specs, rows, strict=True):
        ActivityPart.objects.bulk_create(ActivityPart(activity=activity, kind=kind) for kind in spec.parts)
        for row in own:
            row.activity = activity
    Attendance.objects.bulk_create(row for own in rows for row in own)
    return made


def activity(unit: Unit, occurred_on: dt.date, **values: object) -> Activity:
    """Make one activity (see `DeedSpec`)."""
    return activities([DeedSpec(unit, occurred_on, **values)])[0]  # type: ignore[arg-type]  # test sugar


def talk(
    unit: Unit, occurred_on: dt.date, first: Member, second: Member, pair: str = TalkPair.MEMBER_MEMBER
) -> HeartTalk:
    """Make a heart-to-heart talk."""
    return HeartTalk.objects.create(
        uid=new_id(),
        unit=unit,
        occurred_on=occurred_on,
        recorded_on=occurred_on,
        pair=pair,
        first=first,
        second=second,
        recorded_at=_instant(occurred_on),
    )


def _instant(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(12), dt.UTC)


def _activity(spec: DeedSpec, rows: list[Attendance]) -> Activity:
    recorded = spec.recorded_on or spec.occurred_on
    at, expected = _instant(recorded), [row.status for row in rows if not row.is_guest]
    return Activity(
        uid=new_id(),
        unit=spec.unit,
        kind=spec.kind,
        occurred_on=spec.occurred_on,
        minutes=spec.minutes,
        topic=spec.topic,
        lecturer=spec.lecturer,
        state=spec.state,
        source=Source.SCREEN,
        created_at=at,
        held_at=at if spec.state in (State.HELD, State.CONFIRMED) else None,
        recorded_on=recorded if spec.state in (State.HELD, State.CONFIRMED) else None,
        confirmed_at=at if spec.state == State.CONFIRMED else None,
        expected_count=len(expected),
        present_count=expected.count(AttendanceStatus.PRESENT),
        leave_count=expected.count(AttendanceStatus.LEAVE),
        guest_count=len(spec.guests),
    )


def _attendances(spec: DeedSpec) -> list[Attendance]:
    at = _instant(spec.recorded_on or spec.occurred_on)
    people = [(row.member_id, row.unit_id, False) for row in roster_on(spec.unit.pk, spec.kind, spec.occurred_on)]
    people += [(guest.pk, spec.unit.pk, True) for guest in spec.guests]
    return [
        Attendance(
            member_id=member_id,
            unit_id=unit_id,
            is_guest=is_guest,
            status=spec.statuses.get(member_id, AttendanceStatus.PRESENT),
            source=Source.SCREEN,
            recorded_at=at,
        )
        for member_id, unit_id, is_guest in people
    ]
