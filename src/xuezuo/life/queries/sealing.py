"""Until when attendees may comment on the minutes of a meeting; after that day the minutes are sealed."""

import dataclasses
import datetime as dt

from xuezuo.kernel.clock import civil_date
from xuezuo.life.models import Activity, CommentWindow, MeetingSetting, MeetingTemplate
from xuezuo.life.types import COMMENT_DAYS, State


@dataclasses.dataclass(frozen=True, slots=True)
class Window:
    """The civil days on which comments are taken, both included."""

    opened_on: dt.date
    last_day: dt.date

    def is_open(self, on: dt.date) -> bool:
        """Tell whether comments are taken on the day."""
        return self.opened_on <= on <= self.last_day

    def is_over(self, on: dt.date) -> bool:
        """Tell whether the minutes are sealed on the day."""
        return on > self.last_day


def window_of(activity: Activity) -> Window | None:
    """Return when comments are taken; None as long as the minutes are not written or the meeting is not confirmed.

    Of a meeting confirmed before windows were kept it is worked out from the days of its confirmation and minutes.
    """
    kept = CommentWindow.objects.filter(activity=activity).first()
    if kept is not None:
        return Window(kept.opened_on, kept.last_day)
    if activity.state != State.CONFIRMED or activity.confirmed_at is None:
        return None
    written = activity.minutes_versions.order_by("written_at").values_list("written_at", flat=True).first()
    if written is None:
        return None
    opened = civil_date(max(written, activity.confirmed_at))
    return Window(opened, last_day_from(activity, opened))


def last_day_from(activity: Activity, opened_on: dt.date) -> dt.date:
    """Return the last day for comments when they open on this day."""
    return opened_on + dt.timedelta(days=comment_days(activity))


def comment_days(activity: Activity) -> int:
    """Return how many days are given: by the meeting's template, else by its unit, else 7."""
    used = MeetingTemplate.objects.filter(pk=activity.template_id or 0)
    days = used.values_list("comment_days", flat=True).first() if activity.template_id else None
    return days or unit_comment_days(activity.unit_id)


def unit_comment_days(unit_id: int) -> int:
    """Return how many days the unit gives where no template says otherwise."""
    return MeetingSetting.objects.filter(unit_id=unit_id).values_list("comment_days", flat=True).first() or COMMENT_DAYS


def is_sealed(activity: Activity, on: dt.date) -> bool:
    """Tell whether the minutes change only by correction on the civil day."""
    window = window_of(activity)
    return window is not None and window.is_over(on)
