"""The agenda: written, carried over from the meeting before, and what became of each point."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Sequence

from django.db.models import Max, ProtectedError

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.ids import new_id
from xuezuo.kernel.text import squeeze
from xuezuo.life import events as facts
from xuezuo.life.errors import (
    ItemInUse,
    ItemOfAnotherMeeting,
    MinutesOutOfRange,
    NotToBeCarried,
    SavedMeanwhile,
)
from xuezuo.life.models import Activity, AgendaItem, AgendaRevision, Resolution, ResolutionStep
from xuezuo.life.policies import ACTIVITY_RECORD
from xuezuo.life.queries.agenda import agenda_points, agenda_version, unfinished_before, untold_before
from xuezuo.life.services.checks import check_open, check_state, lock_for
from xuezuo.life.services.kept import forget_text
from xuezuo.life.services.planning import audit
from xuezuo.life.types import MAX_MINUTES, AgendaPoint, Outcome, State, Step
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import use_case

_EDITABLE = (State.DRAFT, State.CALLED, State.HELD)


@use_case("life.agenda_set")
def agenda_set(
    *, actor: Actor, activity: Activity, points: Sequence[AgendaPoint], at: dt.datetime, base: int | None = None
) -> Activity:
    """Make these the points of the agenda, in this order; points without a title are dropped.

    A point that names an item (`uid`) changes it, an item that no point names is taken away. `base` is the version of
    the agenda that was open while writing; None = the newest, whatever it is.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit.
        ActivityWrongState: confirmed or void.
        MinutesSealed: opened again after the minutes were sealed.
        SavedMeanwhile: somebody saved a newer version than `base`.
        ItemInUse: an item that has minutes, decisions or a vote would be taken away.
        ItemOfAnotherMeeting, MinutesOutOfRange: a point that cannot be.
    """
    activity = lock_for(actor, ACTIVITY_RECORD, activity, at)
    check_state(activity, _EDITABLE, "修改议题", "请先重新打开。")
    check_open(activity, civil_date(at))
    if base is not None and base != agenda_version(activity):
        raise SavedMeanwhile(what="议题")
    kept = [point for point in points if squeeze(point.title)]
    _check(kept)
    _put(activity, kept)
    _keep_version(activity, actor, at)
    forget_text(actor, activity, "agenda")
    audit(facts.AGENDA_SET, actor, activity, at, points=len(kept))
    return activity


@use_case("life.agenda_carry")
def agenda_carry(
    *, actor: Actor, activity: Activity, items: Sequence[uuid.UUID], at: dt.datetime, told: Sequence[uuid.UUID] = ()
) -> list[AgendaItem]:
    """Put on the agenda what earlier meetings of the same body left unfinished; the link to that meeting stays.

    Args:
        actor: who does it.
        activity: the meeting that takes it over.
        items: uids of agenda items that are 未议 or 待续, each on no other agenda yet.
        at: instant.
        told: uids of decisions of this body whose outcome is to be told to the meeting.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit.
        ActivityWrongState: held, confirmed or void.
        MinutesSealed: opened again after the minutes were sealed.
        NotToBeCarried: one of them is not offered (any more).
    """
    activity = lock_for(actor, ACTIVITY_RECORD, activity, at)
    check_state(activity, _EDITABLE, "列入议题", "请先重新打开。")
    check_open(activity, civil_date(at))
    offered = {item.uid: item for item in unfinished_before(activity)}
    reports = {resolution.uid: resolution for resolution in untold_before(activity)}
    if not set(items) <= set(offered) or not set(told) <= set(reports):
        raise NotToBeCarried
    place = activity.agenda.aggregate(last=Max("position"))["last"] or 0
    new = [_carried(activity, offered[uid]) for uid in items] + [_report(activity, reports[uid]) for uid in told]
    for position, item in enumerate(new, start=place + 1):
        item.position = position
    AgendaItem.objects.bulk_create(new)
    _keep_version(activity, actor, at)
    audit(facts.AGENDA_CARRIED, actor, activity, at, points=len(new))
    return new


@use_case("life.outcome_set")
def outcome_set(*, actor: Actor, item: AgendaItem, outcome: str, at: dt.datetime) -> AgendaItem:
    """Say what became of a point: 已议, 待续 or 未议; a decision whose outcome was told here is marked as told.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit.
        ActivityWrongState: the meeting was not held.
        MinutesSealed: the minutes are sealed.
    """
    activity = lock_for(actor, ACTIVITY_RECORD, item.activity, at)
    check_state(activity, (State.HELD, State.CONFIRMED), "标明议题结果", "请先登记会议已召开。")
    check_open(activity, civil_date(at))
    item = AgendaItem.objects.get(pk=item.pk)
    if item.outcome == Outcome(outcome):
        return item
    item.outcome = Outcome(outcome)
    item.save(update_fields=["outcome"])
    if item.reports_on_id and item.outcome == Outcome.DISCUSSED:
        ResolutionStep.objects.create(
            resolution_id=item.reports_on_id, step=Step.TOLD, note=str(activity.uid), at=at, by=actor.account_id
        )
    audit(facts.OUTCOME_SET, actor, activity, at, position=item.position, outcome=str(item.outcome))
    return item


def _check(points: Sequence[AgendaPoint]) -> None:
    if any(point.minutes is not None and not 1 <= point.minutes <= MAX_MINUTES for point in points):
        raise MinutesOutOfRange
    named = [point.uid for point in points if point.uid]
    if len(set(named)) < len(named):
        raise ItemOfAnotherMeeting


def _put(activity: Activity, points: Sequence[AgendaPoint]) -> None:
    known = {item.uid: item for item in activity.agenda.all()}
    if not {point.uid for point in points if point.uid} <= set(known):
        raise ItemOfAnotherMeeting
    for uid in set(known) - {point.uid for point in points}:
        _take_away(known[uid])
    new: list[AgendaItem] = []
    kept: list[AgendaItem] = []
    for position, point in enumerate(points, start=1):
        item = known.get(point.uid) if point.uid else None
        item = item or AgendaItem(activity=activity, uid=new_id())
        item.position, item.title = position, squeeze(point.title)[:200]
        item.presenter_note, item.presenter_id = squeeze(point.presenter)[:80], point.presenter_id
        item.minutes, item.kind, item.text = point.minutes, point.kind, squeeze(point.text)[:500]
        (kept if item.pk else new).append(item)
    AgendaItem.objects.bulk_create(new)
    AgendaItem.objects.bulk_update(
        kept, ["position", "title", "presenter_note", "presenter", "minutes", "kind", "text"]
    )


def _take_away(item: AgendaItem) -> None:
    try:
        item.delete()
    except ProtectedError:
        raise ItemInUse(title=item.title) from None


def _keep_version(activity: Activity, actor: Actor, at: dt.datetime) -> None:
    points = [dataclasses.asdict(point) | {"uid": str(point.uid)} for point in agenda_points(activity)]
    version = agenda_version(activity) + 1
    values = {"agenda": points, "changed_at": at, "changed_by": actor.account_id}
    AgendaRevision.objects.create(activity=activity, version=version, **values)


def _carried(activity: Activity, item: AgendaItem) -> AgendaItem:
    return AgendaItem(
        activity=activity,
        uid=new_id(),
        title=item.title,
        kind=item.kind,
        text=item.text,
        presenter_id=item.presenter_id,
        presenter_note=item.presenter_note,
        minutes=item.minutes,
        carried_from=item,
        reports_on_id=item.reports_on_id,
    )


def _report(activity: Activity, resolution: Resolution) -> AgendaItem:
    title = f"通报决议落实情况：{resolution.text}"[:200]
    return AgendaItem(activity=activity, uid=new_id(), title=title, presenter_note="", reports_on=resolution)
