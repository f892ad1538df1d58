"""Short words for tests of deeds: who acts, what is recorded, what was told."""

import datetime as dt
from collections.abc import Callable

from django.db import connection
from tests.support.audit import trail

from xuezuo.life.models import Activity, Attendance
from xuezuo.life.services import activity_record
from xuezuo.life.types import ActivityKind, AttendanceStatus, Gathering, Mark, Sheet
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.platform.access import SYSTEM, Actor, acting_as

MEETING = Gathering(ActivityKind.GENERAL_MEETING, TODAY, minutes=60, topic="学习")
LEAVE, ABSENT, PRESENT = AttendanceStatus.LEAVE, AttendanceStatus.ABSENT, AttendanceStatus.PRESENT


def run_as[R](actor: Actor, deed: Callable[..., R], **values: object) -> R:
    """Call a service as somebody, the way a request does."""
    with acting_as(actor):
        return deed(actor=actor, **values)


def recorded(cast: Cast, at: dt.datetime, gathering: Gathering = MEETING, *marks: Mark, **more: object) -> Activity:
    """Record a meeting of the office branch as its secretary."""
    values = {"unit_id": cast.office.pk, "gathering": gathering, "sheet": Sheet(marks), "at": at, **more}
    return run_as(cast.actor(cast.wang), activity_record, **values)


def audit_names() -> list[str]:
    """Return the names of the audit entries, oldest first."""
    with acting_as(SYSTEM):
        return list(trail().order_by("pk").values_list("name", flat=True))


def statuses(activity: Activity) -> dict[str, tuple[str, bool]]:
    """Return number -> (status, is a guest) of an activity."""
    with acting_as(SYSTEM):
        rows = Attendance.objects.filter(activity=activity).values_list("member__number", "status", "is_guest")
        return {number: (status, guest) for number, status, guest in rows}


def fresh(activity: Activity) -> Activity:
    """Read the activity again."""
    with acting_as(SYSTEM):
        return Activity.objects.get(pk=activity.pk)


def over_and_done() -> None:
    """Let the database ask now what it asks at the end of a transaction: what comes later happens in another one."""
    with acting_as(SYSTEM), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
