"""Teaching points and routes."""

import dataclasses
import datetime as dt

from django.db import IntegrityError, transaction

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.ids import new_id
from xuezuo.kernel.text import squeeze
from xuezuo.org.queries.access import require_unit
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import use_case
from xuezuo.study.training import events as facts
from xuezuo.study.training.errors import NameTaken, NothingChanged, NotOfThisUnit
from xuezuo.study.training.models import Place, Route, RouteRevision, RouteStop
from xuezuo.study.training.policies import PLACE_KEEP
from xuezuo.study.training.queries.places import is_visited, place_get_for, place_list, route_get_for, stops_of
from xuezuo.study.training.services.checks import check_number, check_reason, check_text, note, put
from xuezuo.study.training.types import MAX_MINUTES, PlaceSpec, RouteSpec


@use_case("training.place_make")
def place_make(*, actor: Actor, unit_id: int, spec: PlaceSpec, at: dt.datetime) -> Place:
    """Register a teaching point for everybody below the unit.

    Raises:
        NotFound, Forbidden: the actor may not keep places of the unit.
        TextMissing: no name, address or content.
        NameTaken: the unit has one of that name.
    """
    require_unit(actor, PLACE_KEEP, unit_id, civil_date(at))
    return _put(actor, Place(uid=new_id(), unit_id=unit_id, made_at=at, made_by=actor.account_id), spec, at)


@use_case("training.place_change")
def place_change(*, actor: Actor, place: Place, spec: PlaceSpec, at: dt.datetime) -> Place:
    """Change what is said of a teaching point; closed ones keep their visits.

    Raises:
        NotFound, Forbidden, TextMissing, NameTaken: see `place_make`.
    """
    place_get_for(actor, place.uid, civil_date(at), to_keep=True)
    return _put(actor, Place.objects.select_for_update().get(pk=place.pk), spec, at)


def _put(actor: Actor, place: Place, spec: PlaceSpec, at: dt.datetime) -> Place:
    place.name, place.address = check_text(spec.name, "名称"), check_text(spec.address, "地址")
    check_text(spec.shows, "教学内容")
    place.shows, place.contact, place.closed_on = spec.shows.strip(), squeeze(spec.contact), spec.closed_on
    try:
        with transaction.atomic():
            put(place, "name", "address", "shows", "contact", "closed_on")
    except IntegrityError as error:
        raise NameTaken from error
    note(facts.PLACE_SET, actor, ("training.place", place.uid), place.unit_id, at, is_open=spec.closed_on is None)
    return place


@use_case("training.route_make")
def route_make(*, actor: Actor, unit_id: int, spec: RouteSpec, at: dt.datetime) -> Route:
    """Make a route of at least two teaching points, in their order.

    Raises:
        NotFound, Forbidden: the actor may not keep places of the unit.
        TextMissing, NumberOutOfRange: no title, or minutes that cannot be.
        NotOfThisUnit: fewer than two points, one twice, or one that the actor does not see.
    """
    require_unit(actor, PLACE_KEEP, unit_id, civil_date(at))
    spec = _checked(actor, spec, civil_date(at))
    route = Route(uid=new_id(), unit_id=unit_id, made_at=at, made_by=actor.account_id)
    return _put_route(actor, route, spec, at)


@use_case("training.route_change")
def route_change(*, actor: Actor, route: Route, spec: RouteSpec, reason: str = "", at: dt.datetime) -> Route:
    """Change a route, or say from which day it is no longer offered.

    Nobody has visited it yet: it is changed in place. Otherwise the former version stays with the reason, and visits
    keep naming the version that they followed.

    Raises:
        NotFound, Forbidden: the actor may not keep places of the unit.
        NothingChanged, ReasonMissing: nothing different; or visited, and no reason given.
        TextMissing, NumberOutOfRange, NotOfThisUnit: see `route_make`.
    """
    route_get_for(actor, route.uid, civil_date(at), to_keep=True)
    route = Route.objects.select_for_update().get(pk=route.pk)
    former = route_spec_of(route)
    spec = _checked(actor, spec, civil_date(at), kept=former.place_ids)
    if spec == former:
        raise NothingChanged
    is_used = is_visited(route)
    why = check_reason(reason) if is_used else squeeze(reason)
    if is_used:
        said = {"version": route.version, "title": route.title, "minutes": route.minutes, "note": route.note}
        RouteRevision.objects.create(route=route, **said, reason=why, changed_at=at, changed_by=actor.account_id)
        route.version += 1
    else:
        route.stops.all().delete()
    return _put_route(actor, route, spec, at, reason=why)


def route_spec_of(route: Route) -> RouteSpec:
    """Return what the route says now."""
    ids = tuple(place.pk for place in stops_of(route))
    return RouteSpec(route.title, ids, route.minutes, route.note, route.closed_on)


def _checked(actor: Actor, spec: RouteSpec, on: dt.date, kept: tuple[int, ...] = ()) -> RouteSpec:
    """Return what is said without stray blanks; `kept` are points that it may go on with, closed ones too."""
    check_number(spec.minutes, "时长（分钟）", 1, MAX_MINUTES)
    points = set(spec.place_ids)
    if len(points) < 2 or len(points) != len(spec.place_ids):
        raise NotOfThisUnit(what="一条线路至少有两个教学点，每个一次")
    fresh = points - set(kept)
    if place_list(actor, on).filter(pk__in=fresh).count() != len(fresh):
        raise NotOfThisUnit(what="有教学点已停用，或不在您的范围内")
    return dataclasses.replace(spec, title=check_text(spec.title, "名称"), note=squeeze(spec.note))


def _put_route(actor: Actor, route: Route, spec: RouteSpec, at: dt.datetime, reason: str = "") -> Route:
    route.title, route.minutes, route.note, route.closed_on = spec.title, spec.minutes, spec.note, spec.closed_on
    put(route, "title", "minutes", "note", "closed_on", "version")
    RouteStop.objects.bulk_create(
        RouteStop(route=route, version=route.version, position=position, place_id=pk)
        for position, pk in enumerate(spec.place_ids, 1)
    )
    said = {"stops": len(spec.place_ids), "version": route.version}
    note(facts.ROUTE_SET, actor, ("training.route", route.uid), route.unit_id, at, **said, reason=reason)
    return route
