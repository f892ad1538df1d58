"""Meetings as documents tell them: what was held, who came, what was said and decided, as far as one asker may read.

Several meetings of one unit cost the same few queries as one; only what rooms above add is asked meeting by meeting.
"""

import collections
import dataclasses
import datetime as dt
import uuid
from collections.abc import Sequence

from django.db.models import Q, prefetch_related_objects

from xuezuo.kernel.clock import civil_date
from xuezuo.life.models import (
    Activity,
    ActivityPart,
    AgendaItem,
    Attendance,
    AttendanceRevision,
    Minutes,
    MinutesComment,
    Resolution,
)
from xuezuo.life.policies import ACTIVITY_CORRECT, ACTIVITY_RECORD, ACTIVITY_VIEW, ACTIVITY_VIEW_OWN
from xuezuo.life.queries.access import activities_q
from xuezuo.life.queries.detail import Rights, lecturer_unseen
from xuezuo.life.queries.grouping import grouped
from xuezuo.life.queries.panels import minutes_lines
from xuezuo.life.queries.preparing import Preparation, preparations_of
from xuezuo.life.queries.sealing import windows_of
from xuezuo.life.types import ActivityKind, AttendanceStatus, State, meeting_name
from xuezuo.org.models import Member, Unit, UnitName
from xuezuo.org.queries.access import held_at, unit_get_for
from xuezuo.org.queries.tree import branches_above, clamp, span_of
from xuezuo.platform.access import Actor, beyond_scope

BOOK_LIMIT = 2000  # meetings in one book


@dataclasses.dataclass(frozen=True, slots=True)
class Span:
    """What a minutes book holds: civil days from `start` to `last` (both included), one kind or every kind ("")."""

    start: dt.date
    last: dt.date
    kind: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class People:
    """Names by what they did; `leave` with the reasons that the asker may read. Empty for who may not see them."""

    present: tuple[str, ...] = ()
    leave: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Decision:
    """A decision and what came of it; `owner` is empty for who may not see it."""

    text: str
    owner: str
    due_on: dt.date | None
    progress: str
    note: str
    done_on: dt.date | None


@dataclasses.dataclass(frozen=True, slots=True)
class Point:
    """A point of the agenda with its minutes and decisions.

    Attributes:
        minutes: planned length; None = not noted.
        text: what was written of it; empty for who may not read it.
        kind, about: what the meeting is to do with it and what is to be known beforehand; empty = not noted.
    """

    title: str
    presenter: str
    minutes: int | None
    outcome: str
    text: str
    decisions: tuple[Decision, ...]
    kind: str = ""
    about: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Correction:
    """That something was changed afterwards: what, on which civil day, why."""

    what: str
    on: dt.date
    reason: str


@dataclasses.dataclass(frozen=True, slots=True)
class Said:
    """A comment of an attendee on the minutes, and the answer."""

    name: str
    text: str
    answer: str


@dataclasses.dataclass(frozen=True, slots=True)
class Record:
    """One meeting for one asker; what the asker may not read is empty.

    Attributes:
        reads: the asker may read the minutes: an officer, or somebody who came or had leave.
        text: minutes of the whole; the agenda's own are in `points`.
        decisions: those under no point of the agenda.
        preparation: how an organizational-life meeting was prepared and carried out, for officers.
        panels: heading and lines of what rooms above add (votes and their arithmetic).
        said: comments, once the minutes are sealed.
    """

    activity: Activity
    unit_name: str
    parts: tuple[str, ...]
    lecturer: str
    reads: bool
    people: People
    points: tuple[Point, ...]
    text: str
    decisions: tuple[Decision, ...]
    preparation: Preparation | None
    panels: tuple[tuple[str, tuple[str, ...]], ...]
    corrections: tuple[Correction, ...]
    said: tuple[Said, ...]


def readable_unit_get_for(actor: Actor, uid: uuid.UUID, on: dt.date) -> Unit:
    """Return the unit if the actor may look at its meetings: as an officer above it, or as one of its members.

    Raises:
        NotFound, Forbidden: see `unit_get_for`.
    """
    unit = Unit.objects.filter(uid=uid).first()
    if unit is not None:
        own = branches_above(ACTIVITY_VIEW_OWN.nodes(actor), on)
        if unit.pk in own or held_at(actor, (ACTIVITY_VIEW, ACTIVITY_VIEW_OWN), unit, on):
            return unit
    return unit_get_for(actor, uid, ACTIVITY_VIEW, on)


def held_list(actor: Actor, unit: Unit, span: Span, on: dt.date) -> list[Activity]:
    """Return the unit's held meetings of the days within the actor's sight, oldest first, void ones left out."""
    days = Q(occurred_on__gte=span.start, occurred_on__lte=span.last)
    found = Activity.objects.filter(activities_q(actor, clamp(on, span_of(unit))), days, unit=unit)
    found = found.filter(state__in=[State.HELD, State.CONFIRMED], **({"kind": span.kind} if span.kind else {}))
    found = found.select_related("unit").order_by("occurred_on", "starts_at", "pk")
    return list(found[:BOOK_LIMIT])


def records_of(actor: Actor, activities: Sequence[Activity], on: dt.date) -> list[Record]:
    """Return meetings of one unit, which came through their door, for the actor, in the order given."""
    if not activities:
        return []
    prefetch_related_objects(activities, "revisions")
    unit = activities[0].unit
    held = held_at(actor, (ACTIVITY_VIEW, ACTIVITY_RECORD, ACTIVITY_CORRECT, ACTIVITY_VIEW_OWN), unit, on)
    rights = Rights(ACTIVITY_VIEW in held, ACTIVITY_RECORD in held, ACTIVITY_CORRECT in held)
    read = _Read(actor, activities, rights, on)
    names = list(UnitName.objects.filter(unit=unit).values_list("during", "name"))
    return [_record(read, activity, names, on) for activity in activities]


class _Read:
    """What the documents need of several meetings, read at once."""

    def __init__(self, actor: Actor, activities: Sequence[Activity], rights: Rights, on: dt.date) -> None:
        self.actor, self.rights = actor, rights
        ids = [activity.pk for activity in activities]
        self.parts = grouped(ActivityPart.objects.filter(activity_id__in=ids).order_by("kind"))
        self.items = grouped(AgendaItem.objects.filter(activity_id__in=ids).order_by("position"))
        came = Attendance.objects.filter(activity_id__in=ids).select_related("member")
        self.sheet = grouped(came.order_by("member__pinyin", "member__number")) if rights.sheet else {}
        mine = Attendance.objects.filter(activity_id__in=ids, member_id=actor.member_id or 0)
        mine = mine.exclude(status=AttendanceStatus.ABSENT)
        self.own = set(mine.values_list("activity_id", flat=True)) if actor.member_id else set()
        written = Minutes.objects.filter(activity_id__in=ids if rights.sheet else self.own)
        self.minutes = grouped(written.order_by("version"))
        lecturers = {activity.lecturer_id for activity in activities if activity.lecturer_id}
        named = Member.objects.filter(pk__in=lecturers).values_list("pk", "name")
        self.lecturers = dict(named) if lecturers else {}
        windows = windows_of(activities)
        sealed = [key for key, window in windows.items() if window.is_over(on) and (rights.record or key in self.own)]
        with beyond_scope():  # who may read them was checked above; names are shown to all of them
            said = MinutesComment.objects.filter(activity_id__in=sealed).select_related("member").order_by("pk")
            self.said = grouped(said) if sealed else {}
        procedures = [one for one in activities if one.kind == ActivityKind.ORG_LIFE_MEETING and rights.sheet]
        self.preparations = preparations_of(procedures)
        decided = Resolution.objects.filter(activity_id__in=ids).order_by("pk")
        self.decisions = grouped(decided.select_related("owner") if rights.sheet else decided.defer("owner"))
        changed = AttendanceRevision.objects.filter(attendance__activity_id__in=ids).select_related("attendance")
        self.changes: dict[int, list[AttendanceRevision]] = collections.defaultdict(list)
        for one in changed.order_by("changed_at", "pk") if rights.record else ():
            self.changes[one.attendance.activity_id].append(one)


def _record(read: _Read, activity: Activity, names: Sequence[tuple[object, str]], on: dt.date) -> Record:
    rights, key = read.rights, activity.pk
    reads = rights.sheet or key in read.own
    written: dict[int | None, Minutes] = {one.item_id: one for one in read.minutes.get(key, ())}  # the newest stays
    decisions = read.decisions.get(key, [])
    return Record(
        activity=activity,
        unit_name=_name_on(names, activity.occurred_on),
        parts=tuple(meeting_name(part.kind, activity.unit.kind) for part in read.parts.get(key, ())),
        lecturer=read.lecturers.get(activity.lecturer_id or 0) or lecturer_unseen(activity),
        reads=reads,
        people=_people(read.sheet.get(key, []), with_reasons=rights.record),
        points=tuple(_point(item, written, decisions, rights) for item in read.items.get(key, ())),
        text=written[None].text if None in written else "",
        decisions=tuple(_decision(one, rights) for one in decisions if one.item_id is None),
        preparation=read.preparations.get(key),
        panels=tuple(minutes_lines(read.actor, activity, on)),
        corrections=_corrections(read, activity),
        said=tuple(Said(one.member.name, one.text, one.answer) for one in read.said.get(key, ())),
    )


def _name_on(names: Sequence[tuple[object, str]], day: dt.date) -> str:
    return next((name for during, name in names if day in during), "")  # type: ignore[operator]  # a range of days


def _people(rows: list[Attendance], *, with_reasons: bool) -> People:
    def named(status: str) -> tuple[str, ...]:
        return tuple(row.member.name for row in rows if row.status == status and not row.is_guest)

    leave = tuple(
        f"{row.member.name}（{row.reason}）" if with_reasons and row.reason else row.member.name
        for row in rows
        if row.status == AttendanceStatus.LEAVE and not row.is_guest
    )
    guests = tuple(row.member.name for row in rows if row.is_guest and row.status == AttendanceStatus.PRESENT)
    return People(named(AttendanceStatus.PRESENT), leave, named(AttendanceStatus.ABSENT), guests)


def _point(
    item: AgendaItem, written: dict[int | None, Minutes], decisions: Sequence[Resolution], rights: Rights
) -> Point:
    text = written[item.pk].text if item.pk in written else ""
    own = tuple(_decision(one, rights) for one in decisions if one.item_id == item.pk)
    outcome, kind = item.get_outcome_display(), item.get_kind_display()
    return Point(item.title, item.presenter_note, item.minutes, outcome, text, own, kind, item.text)


def _decision(one: Resolution, rights: Rights) -> Decision:
    owner = one.owner.name if rights.sheet and one.owner else ""
    note = one.note if rights.sheet else ""
    return Decision(one.text, owner, one.due_on, one.progress.label, note, one.done_on)


def _corrections(read: _Read, activity: Activity) -> tuple[Correction, ...]:
    """Return what was changed afterwards: of the meeting and its minutes for officers, of attendance for keepers."""
    if not read.rights.sheet:
        return ()
    found = [
        Correction(f"更正第{one.version}版记录", civil_date(one.changed_at), one.reason)
        for one in activity.revisions.all()
    ]
    found += [
        Correction("更正会议记录" if one.is_correction else "修改会议记录", civil_date(one.written_at), one.reason)
        for one in read.minutes.get(activity.pk, ())
        if one.reason
    ]
    found += [
        Correction("更正出勤", civil_date(one.changed_at), one.why)
        for one in read.changes.get(activity.pk, ())
        if one.why
    ]
    return tuple(sorted(dict.fromkeys(found), key=lambda one: one.on))
