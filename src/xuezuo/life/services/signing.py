"""Signing in with the rotating QR code.

The code holds a token: the number of a window of `WINDOW_SECONDS` and an HMAC over meeting and window, made with the
site's secret. Nothing is stored for it. A token is good in its own window and the next one. Who scanned a good token
gets a ticket (signed, bound to the meeting, a few minutes long), so that logging in first does not lose the place.
"""

import datetime as dt
import hmac
import uuid
from collections.abc import Callable

from django.core import signing
from django.db.models import F
from django.utils.crypto import salted_hmac

from xuezuo.kernel.clock import SHANGHAI
from xuezuo.kernel.errors import NotFound
from xuezuo.life import events as facts
from xuezuo.life.errors import NotOnRoster, SignInRefused
from xuezuo.life.models import Activity, Attendance
from xuezuo.life.queries.roster import roster_on
from xuezuo.life.services.planning import audit
from xuezuo.life.services.rows import Stamp
from xuezuo.life.types import AttendanceStatus, RosterRow, SignIn, Source, State
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import use_case

WINDOW_SECONDS = 25
TICKET_MINUTES = 10
OPENS_BEFORE = dt.timedelta(minutes=60)
STAYS_AFTER = dt.timedelta(minutes=30)
USUAL_LENGTH = dt.timedelta(minutes=180)
_SALT = "xuezuo.life.sign_in"


def sign_in_token(uid: uuid.UUID, at: dt.datetime) -> str:
    """Return the token that the code of this meeting shows at this instant."""
    return _token(uid, _window(at))


def check_token(uid: uuid.UUID, token: str, at: dt.datetime) -> None:
    """Raise `SignInRefused` unless the token belongs to this meeting and to the present or the last window."""
    now = _window(at)
    if not any(hmac.compare_digest(token.encode(), _token(uid, window).encode()) for window in (now, now - 1)):
        raise SignInRefused(why="二维码已过期或不属于这次会议，请重新扫描会场上的二维码。")


def sign_in_ticket(uid: uuid.UUID, at: dt.datetime) -> str:
    """Return the ticket for somebody who scanned a good token of this meeting at this instant."""
    return signing.dumps([str(uid), int(at.timestamp())], salt=_SALT)


def check_ticket(uid: uuid.UUID, ticket: str, at: dt.datetime) -> None:
    """Raise `SignInRefused` unless the ticket belongs to this meeting and is at most `TICKET_MINUTES` old."""
    try:
        whose, made = signing.loads(ticket, salt=_SALT)
    except signing.BadSignature:
        raise SignInRefused(why="签到凭据无效，请重新扫描会场上的二维码。") from None
    if whose != str(uid) or not 0 <= at.timestamp() - made <= TICKET_MINUTES * 60:
        raise SignInRefused(why="签到凭据已过期，请重新扫描会场上的二维码。")


def sign_in_span(activity: Activity) -> tuple[dt.datetime, dt.datetime]:
    """Return from when to when the meeting takes sign-ins: around its hours, or its whole day when none is set."""
    midnight = dt.datetime.combine(activity.occurred_on, dt.time(), SHANGHAI)
    if activity.starts_at is None:
        return midnight, midnight + dt.timedelta(days=1)
    start = dt.datetime.combine(activity.occurred_on, activity.starts_at, SHANGHAI)
    length = dt.timedelta(minutes=activity.minutes) if activity.minutes else USUAL_LENGTH
    return start - OPENS_BEFORE, start + length + STAYS_AFTER


def check_open(activity: Activity, at: dt.datetime) -> None:
    """Raise `SignInRefused` unless the meeting is called or held (not confirmed yet) and it is about its time."""
    if activity.state not in (State.CALLED, State.HELD):
        raise SignInRefused(why=f"这次会议目前是“{State(activity.state).label}”，不接受签到。请联系会议组织者登记。")
    start, end = sign_in_span(activity)
    if not start <= at < end:
        raise SignInRefused(why="现在不在这次会议的签到时间内。请联系会议组织者登记。")


@use_case("life.attendance_sign_in")
def attendance_sign_in(*, actor: Actor, uid: uuid.UUID, ticket: str, at: dt.datetime) -> SignIn:
    """Sign the actor in at the meeting; a second time writes nothing, not even an audit entry, and says so.

    The activity's counts move by the one row that changed (under row-level security a member sees no other row).

    Raises:
        NotFound: no such meeting, or the actor is neither expected nor holds a good ticket.
        SignInRefused: foreign or old ticket, wrong state or time.
        NotOnRoster: a good ticket, but the actor is not expected at this meeting.
    """
    activity, expected = _arrive(actor, uid, lambda: check_ticket(uid, ticket, at))
    if is_signed_in(actor, activity):
        return SignIn(activity_uid=uid, is_new=False)
    activity = Activity.objects.select_for_update().get(pk=activity.pk)
    check_open(activity, at)
    return SignIn(activity_uid=uid, is_new=_sign(actor, activity, expected, at))


def sign_in_scan(actor: Actor, uid: uuid.UUID, token: str, at: dt.datetime) -> Activity:
    """Return the meeting whose code the actor scanned; writes nothing.

    Raises:
        NotFound, SignInRefused, NotOnRoster: as `attendance_sign_in`, by the token.
    """
    return _arrive(actor, uid, lambda: check_token(uid, token, at))[0]


def sign_in_return(actor: Actor, uid: uuid.UUID, ticket: str, at: dt.datetime) -> Activity:
    """Return the meeting for somebody who scanned its code, had to log in first and comes back with the ticket.

    Raises:
        NotFound, SignInRefused, NotOnRoster: as `attendance_sign_in`.
    """
    return _arrive(actor, uid, lambda: check_ticket(uid, ticket, at))[0]


def _arrive(actor: Actor, uid: uuid.UUID, check: Callable[[], None]) -> tuple[Activity, RosterRow]:
    """Return meeting and own line of its roster. To outsiders without a good code the meeting does not exist."""
    activity = Activity.objects.select_related("unit").filter(uid=uid).first()
    if activity is None:
        raise NotFound
    own = roster_on(activity.unit_id, activity.kind, activity.occurred_on, actor.member_id) if actor.member_id else []
    try:
        check()
    except SignInRefused:
        if not own:
            raise NotFound from None
        raise
    if not own:
        raise NotOnRoster
    return activity, own[0]


def is_signed_in(actor: Actor, activity: Activity) -> bool:
    """Tell whether the actor is noted as present at the activity."""
    if actor.member_id is None:
        return False
    mine = Attendance.objects.filter(activity=activity, member_id=actor.member_id)
    return mine.filter(status=AttendanceStatus.PRESENT).exists()


def _sign(actor: Actor, activity: Activity, expected: RosterRow, at: dt.datetime) -> bool:
    values = Stamp(actor, Source.QR, at).values()
    mine = Attendance.objects.filter(activity=activity, member_id=expected.member_id).first()
    if mine is not None and mine.status == AttendanceStatus.PRESENT:
        return False  # two taps at once: the other one was first
    was_leave = int(mine is not None and mine.status == AttendanceStatus.LEAVE)
    if mine is None:
        place = {"activity": activity, "member_id": expected.member_id, "unit_id": expected.unit_id}
        Attendance.objects.create(**place, status=AttendanceStatus.PRESENT, **values)
    else:
        Attendance.objects.filter(pk=mine.pk).update(status=AttendanceStatus.PRESENT, reason="", **values)
    Activity.objects.filter(pk=activity.pk).update(
        expected_count=F("expected_count") + int(mine is None),
        present_count=F("present_count") + 1,
        leave_count=F("leave_count") - was_leave,
    )
    audit(facts.SIGNED_IN, actor, activity, at)
    return True


def _window(at: dt.datetime) -> int:
    return int(at.timestamp()) // WINDOW_SECONDS


def _token(uid: uuid.UUID, window: int) -> str:
    digest = salted_hmac(_SALT, f"{uid}:{window}", algorithm="sha256").hexdigest()
    return digest[:24]  # 96 bits: short enough for an easy code, far too many to try
