"""Who may read the minutes as an attendee, who may comment, and what was said."""

import dataclasses
import datetime as dt
import uuid

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.life.models import Activity, Attendance, Minutes, MinutesComment
from xuezuo.life.policies import ACTIVITY_RECORD, ACTIVITY_VIEW_OWN
from xuezuo.life.queries.access import activity_decision, activity_get_for, require_activity
from xuezuo.life.queries.sealing import Window, window_of
from xuezuo.life.types import AttendanceStatus
from xuezuo.platform.access import ALLOWED, Actor, Decision, beyond_scope, denied

_ONLY_ATTENDEES = "只有出席这次会议（含列席）和请假的党员可以看会议记录、提意见。"


def has_part(actor: Actor, activity: Activity) -> bool:
    """Tell whether the actor came to the meeting, as a guest too, or had leave."""
    if actor.member_id is None:
        return False
    mine = Attendance.objects.filter(activity=activity, member_id=actor.member_id)
    return mine.exclude(status=AttendanceStatus.ABSENT).exists()


def require_reader(actor: Actor, activity: Activity, on: dt.date) -> None:
    """Let attendees and those who keep the minutes go on.

    Raises:
        NotFound: the activity does not exist for the actor.
        Forbidden: seen, but neither attendee nor keeper.
    """
    if has_part(actor, activity):
        return
    require_activity(actor, ACTIVITY_VIEW_OWN, activity, on)
    if not activity_decision(actor, ACTIVITY_RECORD, activity, on):
        raise Forbidden(reason=_ONLY_ATTENDEES)


def may_comment(actor: Actor, activity: Activity, on: dt.date) -> Decision:
    """Say whether the actor may comment on the civil day, with the reason when not."""
    if not has_part(actor, activity):
        return denied(_ONLY_ATTENDEES)
    window = window_of(activity)
    if window is None:
        return denied("会议记录写好并确认后才开始征求意见。")
    if window.is_over(on):
        return denied(f"征求意见已于 {window.last_day} 结束。有问题请向书记反映，由其更正。")
    return ALLOWED


def readable_get_for(actor: Actor, uid: uuid.UUID, on: dt.date) -> Activity:
    """Return the activity if the actor may read its minutes as an attendee or a keeper; guests are attendees.

    Raises:
        NotFound, Forbidden: see `require_reader`.
    """
    activity = Activity.objects.select_related("unit").filter(uid=uid).first()
    if activity is None:
        raise NotFound
    require_reader(actor, activity, on)
    return activity


def comments_of(activity: Activity) -> list[MinutesComment]:
    """Return the comments, oldest first; who may read them was checked at the door, names are shown to all of them."""
    with beyond_scope():
        return list(activity.comments.select_related("member").order_by("pk"))


def comment_get_for(actor: Actor, uid: uuid.UUID, on: dt.date) -> MinutesComment:
    """Return the comment if the actor keeps the minutes of its meeting.

    Raises:
        NotFound, Forbidden: see `activity_get_for`.
    """
    comment = MinutesComment.objects.select_related("activity__unit").filter(uid=uid).first()
    if comment is None:
        raise NotFound
    activity_get_for(actor, comment.activity.uid, ACTIVITY_RECORD, on)
    return comment


def minutes_now(activity: Activity) -> list[Minutes]:
    """Return the newest minutes of the whole meeting, then of each item in the order of the agenda."""
    found = Minutes.objects.filter(activity=activity).select_related("item").order_by("item_id", "-version")
    newest = {row.item_id: row for row in reversed(found)}
    return sorted(newest.values(), key=lambda row: (row.item is not None, row.item.position if row.item else 0))


@dataclasses.dataclass(frozen=True, slots=True)
class CommentsPage:
    """The minutes as they are read by attendees, the comments, and whether the asker may add one."""

    minutes: list[Minutes]
    comments: list[MinutesComment]
    decision: Decision
    window: Window | None
    may_answer: bool
    is_sealed: bool


def comments_page(actor: Actor, activity: Activity, on: dt.date) -> CommentsPage:
    """Return the page for somebody who came through `readable_get_for`."""
    window = window_of(activity)
    return CommentsPage(
        minutes=minutes_now(activity),
        comments=comments_of(activity),
        decision=may_comment(actor, activity, on),
        window=window,
        may_answer=bool(activity_decision(actor, ACTIVITY_RECORD, activity, on)),
        is_sealed=window is not None and window.is_over(on),
    )
