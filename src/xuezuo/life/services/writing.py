"""Minutes: of the whole meeting and of each point of its agenda; versions, conflicts, sealing, corrections."""

import datetime as dt

from django.db.models import Min

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.text import squeeze
from xuezuo.life import events as facts
from xuezuo.life.errors import ItemOfAnotherMeeting, NothingChanged, SavedMeanwhile, TextMissing
from xuezuo.life.models import Activity, AgendaItem, CommentWindow, Minutes
from xuezuo.life.policies import ACTIVITY_CORRECT, ACTIVITY_RECORD
from xuezuo.life.queries.sealing import last_day_from
from xuezuo.life.services.checks import check_open, check_reason, check_state, lock_for
from xuezuo.life.services.kept import forget_text
from xuezuo.life.services.planning import audit
from xuezuo.life.types import State, Writing
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import use_case

_OPEN = (State.CALLED, State.HELD, State.CONFIRMED)


@use_case("life.minutes_write")
def minutes_write(*, actor: Actor, activity: Activity, writing: Writing, at: dt.datetime) -> Minutes:
    """Save minutes as a new version, of the whole or of one agenda item; every former version stays readable.

    Once the activity is confirmed a further version needs a reason. The first minutes of a confirmed meeting open the
    days for comments.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit.
        ActivityWrongState: draft or void.
        MinutesSealed: the days for comments are over, see `minutes_correct`.
        TextMissing, NothingChanged: no text, or the same as before.
        SavedMeanwhile: somebody saved a newer version than `writing.base`.
        ReasonMissing: confirmed already, minutes exist, and no reason.
        ItemOfAnotherMeeting: the item is not on this agenda.
    """
    activity = lock_for(actor, ACTIVITY_RECORD, activity, at)
    check_state(activity, _OPEN, "写会议记录", "")
    check_open(activity, civil_date(at))
    newest, words = _newest(activity, writing)
    is_settled = newest is not None and activity.state == State.CONFIRMED
    why = check_reason(writing.reason) if is_settled else squeeze(writing.reason)
    made = _save(actor, activity, newest, Minutes(text=words, item_id=writing.item_id, reason=why, written_at=at))
    open_window(activity)
    audit(facts.MINUTES_WRITTEN, actor, activity, at, why, minutes_version=made.version)
    return made


@use_case("life.minutes_correct")
def minutes_correct(*, actor: Actor, activity: Activity, writing: Writing, at: dt.datetime) -> Minutes:
    """Correct minutes of a confirmed meeting with a reason, also when they are sealed; comments stay as they are.

    Raises:
        NotFound, Forbidden: the actor may not correct deeds of the unit.
        ReasonMissing: no reason given.
        ActivityWrongState: not held.
        TextMissing, NothingChanged, SavedMeanwhile, ItemOfAnotherMeeting: see `minutes_write`.
    """
    activity = lock_for(actor, ACTIVITY_CORRECT, activity, at)
    check_state(activity, (State.HELD, State.CONFIRMED), "更正会议记录", "尚未召开的可以直接修改。")
    newest, words = _newest(activity, writing)
    why = check_reason(writing.reason)
    version = Minutes(text=words, item_id=writing.item_id, reason=why, written_at=at, is_correction=True)
    made = _save(actor, activity, newest, version)
    open_window(activity)
    audit(facts.MINUTES_CORRECTED, actor, activity, at, why, minutes_version=made.version)
    return made


def open_window(activity: Activity) -> None:
    """Open the days for comments once: when the meeting is confirmed and minutes are there. The activity is locked."""
    if activity.confirmed_at is None or CommentWindow.objects.filter(activity=activity).exists():
        return
    first = activity.minutes_versions.aggregate(first=Min("written_at"))["first"]
    if first is not None:
        on = civil_date(max(first, activity.confirmed_at))
        CommentWindow.objects.create(activity=activity, opened_on=on, last_day=last_day_from(activity, on))


def _newest(activity: Activity, writing: Writing) -> tuple[Minutes | None, str]:
    """Return the newest minutes of the place, and the words to save there when they can be."""
    if writing.item_id and not AgendaItem.objects.filter(pk=writing.item_id, activity=activity).exists():
        raise ItemOfAnotherMeeting
    newest = Minutes.objects.filter(activity=activity, item_id=writing.item_id).order_by("-version").first()
    if writing.base is not None and writing.base != (newest.version if newest else 0):
        raise SavedMeanwhile(what="会议记录")
    words = writing.text.replace("\r\n", "\n").strip()
    if not words:
        raise TextMissing(what="会议记录")
    if newest is not None and newest.text == words:
        raise NothingChanged
    return newest, words


def _save(actor: Actor, activity: Activity, newest: Minutes | None, made: Minutes) -> Minutes:
    made.activity, made.version = activity, newest.version + 1 if newest else 1
    made.written_by = actor.account_id
    Minutes.objects.bulk_create([made])
    forget_text(actor, activity, place_of(made.item_id))
    return made


def place_of(item_id: int | None) -> str:
    """Return the name under which a text that could not be saved is kept."""
    return f"item {item_id}" if item_id else "minutes"
