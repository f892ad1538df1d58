"""Until when attendees may comment on the minutes of a meeting; after that day the minutes are sealed."""

import dataclasses
import datetime as dt
from collections.abc import Sequence

from django.db.models import Min

from xuezuo.kernel.clock import civil_date
from xuezuo.life.models import Activity, CommentWindow, MeetingSetting, MeetingTemplate, Minutes
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
    return windows_of([activity]).get(activity.pk)


def windows_of(activities: Sequence[Activity]) -> dict[int, Window]:
    """Return the windows of several meetings by their ids, see `window_of`; the same few queries as for one."""
    ids = [activity.pk for activity in activities]
    kept = CommentWindow.objects.filter(activity_id__in=ids).values_list("activity_id", "opened_on", "last_day")
    found = {key: Window(*days) for key, *days in kept}
    bare = {one.pk: one for one in activities if one.pk not in found and one.state == State.CONFIRMED}
    if not bare:
        return found
    written = Minutes.objects.filter(activity_id__in=bare).values("activity_id").annotate(first=Min("written_at"))
    begun = dict(written.values_list("activity_id", "first"))
    days = _comment_days([bare[key] for key in begun]) if begun else {}
    for key, first in begun.items():
        confirmed = bare[key].confirmed_at
        if confirmed is not None:
            opened = civil_date(max(first, confirmed))
            found[key] = Window(opened, opened + dt.timedelta(days=days[key]))
    return found


def last_day_from(activity: Activity, opened_on: dt.date) -> dt.date:
    """Return the last day for comments when they open on this day."""
    return opened_on + dt.timedelta(days=comment_days(activity))


def comment_days(activity: Activity) -> int:
    """Return how many days are given: by the meeting's template, else by its unit, else 7."""
    return _comment_days([activity])[activity.pk]


def _comment_days(activities: Sequence[Activity]) -> dict[int, int]:
    templates = MeetingTemplate.objects.filter(pk__in={one.template_id for one in activities if one.template_id})
    of_template = dict(templates.values_list("pk", "comment_days"))
    settings = MeetingSetting.objects.filter(unit_id__in={one.unit_id for one in activities})
    of_unit = dict(settings.values_list("unit_id", "comment_days"))
    return {
        one.pk: of_template.get(one.template_id or 0) or of_unit.get(one.unit_id) or COMMENT_DAYS for one in activities
    }


def unit_comment_days(unit_id: int) -> int:
    """Return how many days the unit gives where no template says otherwise."""
    return MeetingSetting.objects.filter(unit_id=unit_id).values_list("comment_days", flat=True).first() or COMMENT_DAYS


def is_sealed(activity: Activity, on: dt.date) -> bool:
    """Tell whether the minutes change only by correction on the civil day."""
    window = window_of(activity)
    return window is not None and window.is_over(on)
