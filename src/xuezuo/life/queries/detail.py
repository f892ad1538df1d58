"""One activity with all that this asker may see of it."""

import dataclasses
import datetime as dt

from xuezuo.kernel.errors import Forbidden
from xuezuo.life.models import (
    Activity,
    ActivityRevision,
    AgendaItem,
    Attendance,
    AttendanceRevision,
    Minutes,
    Resolution,
)
from xuezuo.life.policies import ACTIVITY_CORRECT, ACTIVITY_RECORD, ACTIVITY_VIEW
from xuezuo.life.queries.agenda import ItemView, agenda_items, item_views, unfinished_before, untold_before
from xuezuo.life.queries.asks import asks_served
from xuezuo.life.queries.comments import has_part
from xuezuo.life.queries.panels import Panel, panels_of
from xuezuo.life.queries.sealing import Window, window_of
from xuezuo.life.types import FILES, AttendanceRow, AttendanceStatus, State, meeting_name, verb
from xuezuo.org.models import Member
from xuezuo.org.queries.access import held_at, unit_decision
from xuezuo.org.queries.tree import clamp, span_of, unit_row
from xuezuo.platform.access import Actor
from xuezuo.platform.files.models import StoredFile
from xuezuo.platform.files.queries import files_of

_STATUS = dict(AttendanceStatus.choices)


@dataclasses.dataclass(frozen=True, slots=True)
class Rights:
    """What the asker may do here: see who came (officers), record, correct."""

    sheet: bool
    record: bool
    correct: bool


@dataclasses.dataclass(frozen=True, slots=True)
class ActivityPage:
    """What the page of an activity shows; lists that the asker may not see are empty, never merely hidden.

    Attributes:
        my_status: the asker's own attendance; empty when not on the sheet.
        sheet: everybody's attendance; reasons of leave only for those who record here.
        items: the agenda, each point with its minutes and decisions; `resolutions` those under no point.
        minutes: the newest version of the whole; `minutes_before` the older ones, newest first.
        left: what earlier meetings of the body left unfinished; `untold` decisions whose outcome was not told yet.
        window: the days for comments; `reads_minutes`: came or had leave, so may read and comment.
        panels: what rooms above say of it.
        is_ahead: its day has not come.
    """

    activity: Activity
    unit_name: str
    parts: tuple[str, ...]
    asks: tuple[str, ...]
    lecturer: str
    rights: Rights
    my_status: str
    sheet: list[AttendanceRow]
    items: list[ItemView]
    resolutions: list[Resolution]
    minutes: Minutes | None
    minutes_before: list[Minutes]
    files: list[StoredFile]
    revisions: list[ActivityRevision]
    attendance_revisions: list[AttendanceRevision]
    panels: list[Panel]
    left: list[AgendaItem]
    untold: list[Resolution]
    window: Window | None
    is_sealed: bool
    reads_minutes: bool
    comment_count: int
    is_ahead: bool

    @property
    def guests(self) -> list[AttendanceRow]:
        """Guests who came; in no count."""
        return [row for row in self.sheet if row.is_guest and row.status == AttendanceStatus.PRESENT]

    @property
    def expected(self) -> list[AttendanceRow]:
        """The roster with what everybody did."""
        return [row for row in self.sheet if not row.is_guest]

    @property
    def class_hours(self) -> str:
        """The length in class hours (60 minutes, to one decimal), empty when nobody noted it."""
        minutes = self.activity.minutes
        return f"{minutes / 60:.1f}".removesuffix(".0") if minutes else ""


def rights_of(actor: Actor, activity: Activity, on: dt.date) -> Rights:
    """Return what the actor may do with the activity on `on`; one read for the three capabilities."""
    held = held_at(actor, (ACTIVITY_VIEW, ACTIVITY_RECORD, ACTIVITY_CORRECT), activity.unit, on)
    return Rights(ACTIVITY_VIEW in held, ACTIVITY_RECORD in held, ACTIVITY_CORRECT in held)


def activity_page(actor: Actor, activity: Activity, on: dt.date) -> ActivityPage:
    """Return what `actor` may see of the activity, which came through its door."""
    rights = rights_of(actor, activity, on)
    written = list(activity.minutes_versions.order_by("-version")) if rights.sheet else []
    minutes = [one for one in written if one.item_id is None]
    resolutions = _resolutions(activity, with_owners=rights.sheet)
    is_ahead = rights.record and activity.state in (State.DRAFT, State.CALLED, State.HELD)
    window, reads = window_of(activity), has_part(actor, activity)
    sheet = attendance_rows(activity, with_reasons=rights.record) if rights.sheet else []
    revisions = activity.revisions.order_by("-version")
    changes = AttendanceRevision.objects.filter(attendance__activity=activity).select_related("attendance__member")
    return ActivityPage(
        activity=activity,
        unit_name=unit_row(activity.unit_id, activity.occurred_on).name,
        parts=tuple(meeting_name(part.kind, activity.unit.kind) for part in activity.parts.order_by("kind")),
        asks=tuple(label for _, label in asks_served(activity)),
        lecturer=lecturer_name(activity),
        rights=rights,
        my_status=next((_STATUS[row.status] for row in sheet if row.member_id == actor.member_id), "")
        if rights.sheet
        else _my_status(actor, activity),
        sheet=sheet,
        items=item_views(agenda_items(activity), written, resolutions),
        resolutions=[one for one in resolutions if one.item_id is None],
        minutes=minutes[0] if minutes else None,
        minutes_before=minutes[1:],
        files=files_of(FILES, activity.uid) if rights.sheet else [],
        revisions=list(revisions) if rights.sheet else [],
        attendance_revisions=list(changes.order_by("-changed_at", "-pk")) if rights.record else [],
        left=unfinished_before(activity) if is_ahead else [],
        untold=untold_before(activity) if is_ahead else [],
        window=window,
        is_sealed=window is not None and window.is_over(on),
        reads_minutes=reads and window is not None,
        comment_count=activity.comments.count() if window and (reads or rights.record) else 0,
        panels=panels_of(actor, activity, on),
        is_ahead=activity.occurred_on > on,
    )


def lecturer_name(activity: Activity) -> str:
    """Return who lectured: the member's name as far as the asker may see it, or what was noted."""
    if activity.lecturer_id is None:
        return activity.lecturer_note
    name = Member.objects.filter(pk=activity.lecturer_id).values_list("name", flat=True).first()
    return name or lecturer_unseen(activity)


def lecturer_unseen(activity: Activity) -> str:
    """Return what is said of a lecturer whose name the asker does not see, or who is no member."""
    return "其他组织的党员" if activity.lecturer_id else activity.lecturer_note


def attendance_rows(activity: Activity, *, with_reasons: bool) -> list[AttendanceRow]:
    """Return the sheet by pinyin, guests last; reasons are left out unless the asker may read them."""
    rows = Attendance.objects.filter(activity=activity).select_related("member")
    return [
        AttendanceRow(
            member_id=row.member_id,
            member_uid=row.member.uid,
            name=row.member.name,
            number=row.member.number,
            status=row.status,
            reason=row.reason if with_reasons else "",
            is_guest=row.is_guest,
            source=row.get_source_display(),
            version=row.version,
        )
        for row in rows.order_by("is_guest", "member__pinyin", "member__number")
    ]


def minutes_draft(activity: Activity) -> str:
    """Return the newest minutes, or a beginning made of the agenda."""
    newest = activity.minutes_versions.filter(item=None).order_by("-version").first()
    if newest is not None:
        return newest.text
    titles = activity.agenda.order_by("position").values_list("title", flat=True)
    return "\n\n".join(f"{place}. {title}" for place, title in enumerate(titles, start=1))


def require_sheet(actor: Actor, activity: Activity, on: dt.date) -> None:
    """Let officers go on to what members of the branch do not see: attendance of others, minutes, attachments.

    Raises:
        Forbidden: the actor sees the activity as a member only.
    """
    decision = unit_decision(actor, ACTIVITY_VIEW, activity.unit_id, clamp(on, span_of(activity.unit)))
    if not decision:
        raise Forbidden(reason=decision.reason)


def usual_notice(activity: Activity) -> str:
    """Return the words of a usual notice for the activity, to be edited."""
    start = f" {activity.starts_at:%H:%M}" if activity.starts_at else ""
    place = f"，地点：{activity.place}" if activity.place else ""
    topic = f"，主题：{activity.topic}" if activity.topic else ""
    what = f"定于 {activity.occurred_on}{start} {verb(activity.kind)}{activity.get_kind_display()}{place}{topic}。"
    return what + "请准时参加，因故不能参加请提前请假。"


def _my_status(actor: Actor, activity: Activity) -> str:
    mine = Attendance.objects.filter(activity=activity, member_id=actor.member_id).first() if actor.member_id else None
    return mine.get_status_display() if mine else ""


def _resolutions(activity: Activity, *, with_owners: bool) -> list[Resolution]:
    found = activity.resolutions.order_by("pk")
    return list(found.select_related("owner") if with_owners else found.defer("owner"))
