"""Visits of units to teaching points: recorded with names or with a number only, corrected, voided."""

import datetime as dt
import uuid

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.text import squeeze
from xuezuo.org.queries.access import require_unit
from xuezuo.org.services.structure import unit_keep
from xuezuo.platform.access import Actor, beyond_scope
from xuezuo.platform.audit.services import Value, use_case
from xuezuo.rules.vocabulary import DeedKind
from xuezuo.study.training import events as facts
from xuezuo.study.training.errors import DeedOfAnotherClass, NothingChanged, NotOfThisUnit, WrongState
from xuezuo.study.training.models import Route, Visit, Visitor, VisitRevision
from xuezuo.study.training.policies import VISIT_RECORD
from xuezuo.study.training.queries.people import homes_on
from xuezuo.study.training.queries.places import place_list, route_list, visit_get_for, visitors_possible
from xuezuo.study.training.services.checks import check_ask, check_number, check_reason, note, put
from xuezuo.study.training.services.sessions import check_day
from xuezuo.study.training.types import MAX_MINUTES, VisitSpec, VisitState

_FIELDS = ("occurred_on", "minutes", "people", "place_id", "route_id", "note", "ask_id")


@use_case("training.visit_record")
def visit_record(*, actor: Actor, unit_id: int, spec: VisitSpec, uid: uuid.UUID, at: dt.datetime) -> Visit:
    """Record that the unit visited a teaching point or a route; it counts at once, a late entry is labelled.

    A repeat with the same `uid` writes nothing and returns the first result.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit.
        DaysDoNotFit, NumberOutOfRange: a day to come, or numbers that cannot be.
        NotOfThisUnit: a goal out of sight, or people who did not belong to the unit that day.
        DeedOfAnotherClass: the client's id is taken.
    """
    today = civil_date(at)
    require_unit(actor, VISIT_RECORD, unit_id, today)
    known = Visit.objects.filter(uid=uid).first()
    if known is not None:
        if known.unit_id != unit_id:
            raise DeedOfAnotherClass
        return known
    _check(actor, unit_id, spec, today)
    check_ask(unit_id, DeedKind.TEACHING_VISIT, spec.ask_id, spec.occurred_on)
    unit_keep([unit_id])
    visit = Visit(uid=uid, unit_id=unit_id, recorded_on=today, recorded_at=at, recorded_by=actor.account_id)
    _put(visit, spec)
    return _told(facts.VISIT_RECORDED, actor, visit, at)


@use_case("training.visit_correct")
def visit_correct(*, actor: Actor, visit: Visit, spec: VisitSpec, reason: str, at: dt.datetime) -> Visit:
    """Correct a visit; the former version stays with the reason, and hours follow.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit.
        ReasonMissing, NothingChanged: no reason, or nothing different.
        WrongState: void.
        DaysDoNotFit, NumberOutOfRange, NotOfThisUnit: see `visit_record`.
    """
    visit = _locked(actor, visit, at)
    why, today = check_reason(reason), civil_date(at)
    if spec == spec_of(visit):
        raise NothingChanged
    _check(actor, visit.unit_id, spec, today)
    if spec.ask_id != visit.ask_id:
        check_ask(visit.unit_id, DeedKind.TEACHING_VISIT, spec.ask_id, spec.occurred_on)
    _keep_version(visit, actor, why, at)
    _put(visit, spec)
    return _told(facts.VISIT_CORRECTED, actor, visit, at, reason=why)


@use_case("training.visit_void")
def visit_void(*, actor: Actor, visit: Visit, reason: str, at: dt.datetime) -> Visit:
    """Void a visit: it counts no more and stays readable with the reason.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit.
        ReasonMissing: no reason given.
        WrongState: void already.
    """
    visit = _locked(actor, visit, at)
    why = check_reason(reason)
    _keep_version(visit, actor, why, at)
    visit.state, visit.void_reason = VisitState.VOID, why
    visit.save(update_fields=["state", "void_reason", "version"])
    return _told(facts.VISIT_VOIDED, actor, visit, at, reason=why)


def spec_of(visit: Visit) -> VisitSpec:
    """Return what the visit says, people by id."""
    ids = visit.visitors.filter(left_out=False).order_by("member_id").values_list("member_id", flat=True)
    return VisitSpec(**{name: getattr(visit, name) for name in _FIELDS}, member_ids=tuple(ids))


def _locked(actor: Actor, visit: Visit, at: dt.datetime) -> Visit:
    visit_get_for(actor, visit.uid, civil_date(at), to_record=True)
    locked = Visit.objects.select_for_update().get(pk=visit.pk)
    if locked.state == VisitState.VOID:
        raise WrongState(state="已作废", deed="更改", hint="")
    return locked


def _check(actor: Actor, unit_id: int, spec: VisitSpec, today: dt.date) -> None:
    check_day(spec.occurred_on, today)
    check_number(spec.minutes, "时长（分钟）", 1, MAX_MINUTES)
    check_number(spec.people, "人数（不少于点名的人数）", max(1, len(spec.member_ids)), 9999)
    places = place_list(actor, spec.occurred_on).filter(pk__in=[spec.place_id or 0])
    routes = route_list(actor, spec.occurred_on).filter(pk__in=[spec.route_id or 0])
    if (spec.place_id is None) == (spec.route_id is None) or not (places.exists() or routes.exists()):
        raise NotOfThisUnit(what="教学点或线路当天不在您的范围内")
    possible = {one.member_id for one in visitors_possible(unit_id, spec.occurred_on)}
    if not possible.issuperset(spec.member_ids):
        raise NotOfThisUnit(what="有人当天不是本组织的党员")


def _put(visit: Visit, spec: VisitSpec) -> None:
    if spec.route_id is not None and (visit.pk is None or spec.route_id != visit.route_id):
        # Locked: whoever changes the route meanwhile sees that it is visited, and keeps this version.
        visit.route_version = Route.objects.select_for_update().get(pk=spec.route_id).version
    for name in _FIELDS:
        setattr(visit, name, getattr(spec, name))
    visit.note = squeeze(spec.note)
    put(visit, *_FIELDS, "route_version", "version")
    homes = homes_on(spec.member_ids, spec.occurred_on)
    with beyond_scope():
        visit.visitors.exclude(member_id__in=spec.member_ids).update(left_out=True)
        for member_id in spec.member_ids:
            there = {"unit_id": homes.get(member_id, visit.unit_id), "left_out": False}
            Visitor.objects.update_or_create(visit=visit, member_id=member_id, defaults=there)


def _keep_version(visit: Visit, actor: Actor, why: str, at: dt.datetime) -> None:
    said = spec_of(visit)
    VisitRevision.objects.create(
        visit=visit,
        version=visit.version,
        fields={name: str(getattr(said, name)) for name in _FIELDS},
        member_ids=list(said.member_ids),
        reason=why,
        changed_at=at,
        changed_by=actor.account_id,
    )
    visit.version += 1


def _told(name: str, actor: Actor, visit: Visit, at: dt.datetime, **more: Value) -> Visit:
    said: dict[str, Value] = {"occurred_on": visit.occurred_on.isoformat(), "people": visit.people}
    note(name, actor, ("training.visit", visit.uid), visit.unit_id, at, **said, version=visit.version, **more)
    return visit
