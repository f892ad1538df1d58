"""Templates and series of a unit: doors, lists, which turns come and what became of each."""

import dataclasses
import datetime as dt
import uuid

from xuezuo.kernel.dates import add_months
from xuezuo.kernel.errors import NotFound
from xuezuo.kernel.recurrence import Rule
from xuezuo.life.models import Activity, MeetingTemplate, Series, SeriesMeeting
from xuezuo.life.policies import ACTIVITY_RECORD
from xuezuo.life.queries.agenda import agenda_version
from xuezuo.life.types import FILES, Gathering, Part, Rhythm, State
from xuezuo.org.queries.access import require_living_unit
from xuezuo.platform.access import Actor
from xuezuo.platform.files.queries import files_of

AHEAD_MONTHS = 3  # how far drafts are made when nobody says otherwise
SHOWN_MONTHS = 12
_WEEKDAYS = "一二三四五六日"
_ORDINALS = {1: "第一个", 2: "第二个", 3: "第三个", 4: "第四个", -1: "最后一个"}
PLAIN = ("kind", "occurred_on", "minutes", "starts_at", "place", "topic", "lecturer_id", "lecturer_note")


@dataclasses.dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a series as its page shows it; `row` None = nothing was made or said of it yet."""

    turn: dt.date
    day: dt.date
    row: SeriesMeeting | None
    is_edited: bool

    @property
    def activity(self) -> Activity | None:
        """The meeting made of it."""
        return self.row.activity if self.row else None

    @property
    def may_change(self) -> bool:
        """It may still be left out or moved: nothing made yet, or only a draft."""
        return self.activity is None or self.activity.state == State.DRAFT


def template_get_for(actor: Actor, uid: uuid.UUID, on: dt.date) -> MeetingTemplate:
    """Return the template if the actor may record for its unit.

    Raises:
        NotFound, Forbidden: see `require_living_unit`.
    """
    template = MeetingTemplate.objects.select_related("unit").filter(uid=uid).first()
    if template is None:
        raise NotFound
    require_living_unit(actor, ACTIVITY_RECORD, template.unit, on)
    return template


def series_get_for(actor: Actor, uid: uuid.UUID, on: dt.date) -> Series:
    """Return the series if the actor may record for its unit.

    Raises:
        NotFound, Forbidden: see `require_living_unit`.
    """
    series = Series.objects.select_related("template__unit").filter(uid=uid).first()
    if series is None:
        raise NotFound
    require_living_unit(actor, ACTIVITY_RECORD, series.template.unit, on)
    return series


def templates_of(unit_id: int) -> list[MeetingTemplate]:
    """Return the unit's templates in use, by kind and name, with their series."""
    found = MeetingTemplate.objects.filter(unit_id=unit_id, ended_at__isnull=True)
    return list(found.select_related("unit").prefetch_related("series").order_by("kind", "name"))


def rule_of(series: Series) -> Rule:
    """Return the rule that the series follows."""
    return Rule(series.starts_on, series.ends_on, series.every, series.day, series.weekday, series.ordinal)


def turn_named(text: str) -> dt.date:
    """Return the turn as the address names it.

    Raises:
        NotFound: no date.
    """
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise NotFound from None


def turns_ahead(series: Series, on: dt.date) -> list[Turn]:
    """Return the turns of the next twelve months, and what was already made or said of later ones."""
    rows = {row.turn: row for row in series.meetings.select_related("activity")}
    days = {turn: day for turn, day in rule_of(series).turns(add_months(on, SHOWN_MONTHS)) if day >= on}
    for turn, row in rows.items():
        day = row.moved_to or (row.activity.occurred_on if row.activity else days.get(turn))
        if day and day >= on and (row.activity or row.skip_reason or row.moved_to):
            days[turn] = day
    shown = (Turn(turn, day, rows.get(turn), _is_edited(rows.get(turn))) for turn, day in days.items())
    return sorted(shown, key=lambda one: one.day)


def _is_edited(row: SeriesMeeting | None) -> bool:
    return row is not None and row.activity is not None and not is_untouched(row)


def gathering_at(template: MeetingTemplate, day: dt.date) -> Gathering:
    """Return what a meeting of the template on the day would say."""
    return Gathering(
        template.kind,
        day,
        minutes=template.minutes,
        starts_at=template.starts_at,
        place=template.place,
        topic=template.topic,
    )


def snapshot(activity: Activity) -> dict[str, object]:
    """Return what a draft says, as JSON: compared with what it said when it was made."""
    parts = tuple(Part(part.kind, part.minutes) for part in activity.parts.order_by("kind"))
    plain = {name: getattr(activity, name) for name in PLAIN}
    return {
        **{name: value.isoformat() if isinstance(value, dt.date | dt.time) else value for name, value in plain.items()},
        "parts": [[part.kind, part.minutes] for part in parts],
        "asks": list(activity.serves.order_by("ask_id").values_list("ask_id", flat=True)),
        "notice": activity.notice,
        "agenda": list(activity.agenda.order_by("position").values_list("title", flat=True)),
        "agenda_version": agenda_version(activity),
    }


def is_untouched(row: SeriesMeeting) -> bool:
    """Tell whether the turn's meeting is a draft that says what it said when it was made, without attachments."""
    activity = row.activity
    if activity is None or activity.state != State.DRAFT or snapshot(activity) != row.made:
        return False
    return not files_of(FILES, activity.uid)


def rule_words(series: Series) -> str:
    """Return the rule in words: 每月第一个星期五, 每2周星期一."""
    often = "" if series.every == 1 else f"{series.every}个" if series.rhythm != Rhythm.WEEKLY else str(series.every)
    weekday = _WEEKDAYS[series.weekday or 0]
    if series.rhythm == Rhythm.WEEKLY:
        return f"每{often}周星期{weekday}"
    if series.rhythm == Rhythm.MONTHLY_DAY:
        return f"每{often}月{series.day}日"
    return f"每{often}月{_ORDINALS[series.ordinal or 1]}星期{weekday}"


def turn_words(series: Series, turn: dt.date) -> str:
    """Return which turn is meant: the template's name and the day of the rule."""
    return f"{series.template.name}，{rule_of(series).day_of(turn)}"
