"""Words that all papers of meetings share: days, hours, counts."""

import datetime as dt
from typing import Final

from xuezuo.life.models import Activity
from xuezuo.platform.printing.document import long_date

_WEEKDAYS: Final = "一二三四五六日"


def day_words(day: dt.date) -> str:
    """Return the civil day with its weekday.

    >>> day_words(dt.date(2025, 6, 3))
    '2025年6月3日（星期二）'
    """
    return f"{long_date(day)}（星期{_WEEKDAYS[day.weekday()]}）"


def when(activity: Activity) -> str:
    """Return day, weekday, hour and length of the activity, as far as they are noted."""
    start = f"{activity.starts_at:%H:%M}" if activity.starts_at else ""
    length = f"，时长{activity.minutes}分钟" if activity.minutes else ""
    return f"{day_words(activity.occurred_on)}{start}{length}"


def headline(activity: Activity) -> str:
    """Return kind and topic."""
    return activity.headline


def counts(activity: Activity) -> str:
    """Return the attendance in numbers; guests are in no count."""
    absent = activity.expected_count - activity.present_count - activity.leave_count
    guests = f"；列席{activity.guest_count}人（不计入应到和实到）" if activity.guest_count else ""
    expected = f"应到{activity.expected_count}人，实到{activity.present_count}人"
    return f"{expected}，请假{activity.leave_count}人，缺席{absent}人{guests}。"
