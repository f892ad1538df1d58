"""The one place where the wall clock is read.

Only doors (views, commands, tasks, middleware) call it; services and rules receive `on` (a civil date in
Asia/Shanghai) or `at` (an aware instant in UTC) as arguments.
"""

import datetime as dt
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def now() -> dt.datetime:
    """Return the present instant, aware, UTC."""
    return dt.datetime.now(dt.UTC)


def civil_date(at: dt.datetime) -> dt.date:
    """Return the civil date in Asia/Shanghai of the aware instant `at`."""
    return at.astimezone(SHANGHAI).date()


def today() -> dt.date:
    """Return the present civil date in Asia/Shanghai."""
    return civil_date(now())
