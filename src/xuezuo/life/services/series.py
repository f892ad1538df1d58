"""Meetings that come again: series, the drafts made ahead of them, and single turns left out or moved.

Nothing happens by itself: drafts are made when somebody (or the command `draft meetings`) asks for them. Doing it
again changes nothing. A draft that anybody edited, called or held is never touched again.
"""

import dataclasses
import datetime as dt

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.dates import add_months
from xuezuo.kernel.ids import new_id
from xuezuo.life import events as facts
from xuezuo.life.errors import SavedMeanwhile, SeriesRuleOdd, TurnWrongState
from xuezuo.life.models import Activity, MeetingTemplate, Series, SeriesMeeting
from xuezuo.life.policies import ACTIVITY_RECORD
from xuezuo.life.queries.agenda import agenda_points
from xuezuo.life.queries.patterns import agenda_point, shown_series, template_points
from xuezuo.life.queries.series import (
    AHEAD_MONTHS,
    SHOWN_MONTHS,
    gathering_at,
    is_untouched,
    rule_of,
    snapshot,
)
from xuezuo.life.services.checks import check_reason
from xuezuo.life.services.fields import PLAIN, put
from xuezuo.life.services.planning import audit as audit_activity
from xuezuo.life.services.templates import audit, draft_of, keep_revision, lock_template, set_agenda
from xuezuo.life.types import SeriesSpec, State
from xuezuo.org.queries.access import require_living_unit
from xuezuo.org.queries.tree import span_of
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import use_case

_RULE = ("rhythm", "every", "weekday", "ordinal", "day", "starts_on", "ends_on")
_LONGEST_TURN = dt.timedelta(days=31)
_LEFT_OUT = "定期会议调整，草稿未使用"


@dataclasses.dataclass(slots=True)
class Drafted:
    """What drafting did: new drafts, unedited ones that follow the series again, unedited ones no longer needed."""

    made: int = 0
    changed: int = 0
    dropped: int = 0


@use_case("life.series_make")
def series_make(*, actor: Actor, template: MeetingTemplate, spec: SeriesSpec, at: dt.datetime) -> Series:
    """Let meetings of the template come again by a rule, and draft those of the next three months.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit.
        SeriesRuleOdd: the numbers make no rule.
        UnitNotAliveThen, KindDoesNotFit, MinutesOutOfRange: see `check_gathering`.
    """
    template = lock_template(actor, template, at)
    series = Series(uid=new_id(), template=template, changed_at=at)
    _put(series, spec)
    (made,) = Series.objects.bulk_create([series])
    keep_revision(actor, template, shown_series(made), at, made)
    audit(facts.SERIES_SAVED, actor, template, at, series=str(made.uid))
    _draft(actor, made, _horizon(at), at)
    return made


@use_case("life.series_change")
def series_change(
    *, actor: Actor, series: Series, spec: SeriesSpec, at: dt.datetime, base: int | None = None
) -> Drafted:
    """Change the rule or the end of a series; of its meetings only future drafts that nobody edited follow.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit.
        SavedMeanwhile: somebody saved a newer version than `base`.
        SeriesRuleOdd: the numbers make no rule.
    """
    series = _lock(actor, series, at)
    if base is not None and base != series.version:
        raise SavedMeanwhile(what="定期会议")
    _put(series, spec)
    series.version, series.changed_at = series.version + 1, at
    series.save(update_fields=[*_RULE, "version", "changed_at"])
    keep_revision(actor, series.template, shown_series(series), at, series)
    audit(facts.SERIES_SAVED, actor, series.template, at, series=str(series.uid))
    return _draft(actor, series, _horizon(at), at)


@use_case("life.series_draft")
def series_draft(*, actor: Actor, series: Series, at: dt.datetime, until: dt.date | None = None) -> Drafted:
    """Make the drafts up to the civil day `until` (three months ahead if not said, a year at most). Idempotent.

    Unedited drafts are put right where template or rule have changed.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit.
    """
    series = _lock(actor, series, at)
    return _draft(actor, series, min(until or _horizon(at), add_months(civil_date(at), SHOWN_MONTHS)), at)


@use_case("life.turn_skip")
def turn_skip(*, actor: Actor, series: Series, turn: dt.date, reason: str, at: dt.datetime) -> SeriesMeeting:
    """Leave one turn out, with a reason; its draft becomes void.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit.
        ReasonMissing: no reason given.
        TurnWrongState: no turn of the series, or its meeting was called or held.
    """
    series = _lock(actor, series, at)
    row = _row(series, turn, at, "跳过")
    why = check_reason(reason)
    if row.activity is not None:
        _void(actor, row.activity, why, at)
    row.skip_reason, row.moved_to, row.activity, row.made = why[:200], None, None, {}
    row.save(update_fields=["skip_reason", "moved_to", "activity", "made"])
    audit(facts.TURN_SKIPPED, actor, series.template, at, turn=turn.isoformat())
    return row


@use_case("life.turn_move")
def turn_move(*, actor: Actor, series: Series, turn: dt.date, to: dt.date, at: dt.datetime) -> SeriesMeeting:
    """Hold one turn on another day, today or later; its draft goes there, or is made there.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit.
        TurnWrongState: no turn of the series, its meeting was called or held, or the day is past.
        UnitNotAliveThen: the unit does not exist on that day.
    """
    series = _lock(actor, series, at)
    row = _row(series, turn, at, "改期")
    if to < civil_date(at):
        raise TurnWrongState(turn=turn, deed="改期", why=f"{to} 已经过去，请选今天或以后的日期。")
    row.skip_reason, row.moved_to = "", to
    if row.activity is None:
        row.activity = draft_of(actor, series.template, to, at)
    else:
        was_untouched = is_untouched(row)
        row.activity.occurred_on = to
        row.activity.save(update_fields=["occurred_on"])
        row.made = row.made if not was_untouched else snapshot(row.activity)
    row.made = row.made or snapshot(row.activity)
    row.save(update_fields=["skip_reason", "moved_to", "activity", "made"])
    audit(facts.TURN_MOVED, actor, series.template, at, turn=turn.isoformat(), to=to.isoformat())
    return row


@use_case("life.turn_restore")
def turn_restore(*, actor: Actor, series: Series, turn: dt.date, at: dt.datetime) -> SeriesMeeting:
    """Take back that a turn is left out or moved; an unedited draft returns to the day of the rule.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit.
        TurnWrongState: no turn of the series, or its meeting was called or held.
    """
    series = _lock(actor, series, at)
    row = _row(series, turn, at, "恢复")
    row.skip_reason, row.moved_to = "", None
    row.save(update_fields=["skip_reason", "moved_to"])
    audit(facts.TURN_RESTORED, actor, series.template, at, turn=turn.isoformat())
    _draft(actor, series, _horizon(at), at)
    return row


def _lock(actor: Actor, series: Series, at: dt.datetime) -> Series:
    require_living_unit(actor, ACTIVITY_RECORD, series.template.unit, civil_date(at))
    locked = Series.objects.select_for_update(of=("self",)).select_related("template__unit")
    return locked.get(pk=series.pk)


def _horizon(at: dt.datetime) -> dt.date:
    return add_months(civil_date(at), AHEAD_MONTHS)


def _put(series: Series, spec: SeriesSpec) -> None:
    for name in _RULE:
        setattr(series, name, getattr(spec, name))
    try:
        rule_of(series)
    except ValueError:
        raise SeriesRuleOdd(why="请检查星期、日期、间隔，以及结束日期是否早于开始日期。") from None


def _row(series: Series, turn: dt.date, at: dt.datetime, deed: str) -> SeriesMeeting:
    """Return the row of a turn that may still be changed, made now if nothing was said of it yet."""
    row = series.meetings.select_related("activity").filter(turn=turn).first()
    days = dict(rule_of(series).turns(add_months(civil_date(at), SHOWN_MONTHS)))
    if row is None and days.get(turn, dt.date.min) < civil_date(at):
        raise TurnWrongState(turn=turn, deed=deed, why="它不在今后一年的安排中。")
    if row is None:
        return SeriesMeeting.objects.create(series=series, turn=turn)
    if row.activity is not None and row.activity.state != State.DRAFT:
        why = "会议已经通知或召开，请在会议页面处理。"
        raise TurnWrongState(turn=turn, deed=deed, why=why)
    return row


def _draft(actor: Actor, series: Series, until: dt.date, at: dt.datetime) -> Drafted:
    """Make future drafts what the series says, up to `until`; leave alone whatever a person has touched."""
    today, done = civil_date(at), Drafted()
    rows = {row.turn: row for row in series.meetings.select_related("activity")}
    latest = max([until, *(row.turn + _LONGEST_TURN for row in rows.values() if row.activity)])
    days = {turn: day for turn, day in rule_of(series).turns(latest) if day >= today}
    for turn, day in days.items():
        row = rows.pop(turn, None) or SeriesMeeting(series=series, turn=turn)
        _draft_one(actor, row, row.moved_to or day, until, at, done)
    for row in rows.values():
        if row.activity and row.activity.occurred_on >= today and not row.moved_to and is_untouched(row):
            _void(actor, row.activity, _LEFT_OUT, at)
            row.activity, row.made = None, {}
            row.save(update_fields=["activity", "made"])
            done.dropped += 1
    audit(facts.SERIES_DRAFTED, actor, series.template, at, made=done.made, changed=done.changed, dropped=done.dropped)
    return done


def _draft_one(  # what one turn needs
    actor: Actor, row: SeriesMeeting, day: dt.date, until: dt.date, at: dt.datetime, done: Drafted
) -> None:
    template = row.series.template
    if row.skip_reason or day not in span_of(template.unit):
        return
    if row.activity is None:
        if day <= until:
            row.activity = draft_of(actor, template, day, at)
            row.made = snapshot(row.activity)
            row.save(update_fields=["activity", "made"]) if row.pk else SeriesMeeting.objects.bulk_create([row])
            done.made += 1
        return
    if is_untouched(row) and _differs(row, day):
        put(row.activity, gathering_at(template, day))
        row.activity.notice = template.notice
        row.activity.save(update_fields=[*PLAIN, "notice"])
        set_agenda(row.activity, template_points(template), actor, at)
        row.made = snapshot(row.activity)
        row.save(update_fields=["made"])
        done.changed += 1


def _differs(row: SeriesMeeting, day: dt.date) -> bool:
    """Tell whether an untouched draft says something else than the template does now."""
    template, made = row.series.template, row.made
    wanted = gathering_at(template, day)
    told: dict[str, object] = {
        "occurred_on": day.isoformat(),
        "kind": wanted.kind,
        "minutes": wanted.minutes,
        "place": wanted.place,
    }
    told |= {"topic": wanted.topic, "notice": template.notice}
    told["starts_at"] = wanted.starts_at.isoformat() if wanted.starts_at else None
    return any(made[name] != value for name, value in told.items()) or _agenda_differs(row)


def _agenda_differs(row: SeriesMeeting) -> bool:
    assert row.activity is not None  # noqa: S101  # for the type checker; asked of drafts only
    drafted = [dataclasses.replace(point, uid=None) for point in agenda_points(row.activity)]
    return drafted != [agenda_point(point) for point in template_points(row.series.template)]


def _void(actor: Actor, activity: Activity, why: str, at: dt.datetime) -> None:
    activity.state, activity.voided_at, activity.void_reason = State.VOID, at, why[:200]
    activity.version += 1
    activity.save(update_fields=["state", "voided_at", "void_reason", "version"])
    audit_activity(facts.VOIDED, actor, activity, at, why)
