"""Teaching points, routes and visits: doors, lists, one place with its visits."""

import dataclasses
import datetime as dt
import uuid

from django.db.models import Count, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum

from xuezuo.kernel.errors import NotFound
from xuezuo.org.models import Affiliation, UnitName
from xuezuo.org.queries.access import any_units_q
from xuezuo.org.queries.people import roster_affiliations
from xuezuo.platform.access import Actor
from xuezuo.study.training.models import Place, Route, RouteRevision, RouteStop, Visit
from xuezuo.study.training.policies import PLACE_KEEP, READ, VIEW, VISIT_RECORD
from xuezuo.study.training.queries.kept import at_unit, kept_q, require_kept
from xuezuo.study.training.queries.people import people_named
from xuezuo.study.training.types import Person, VisitState

_COUNTED = Q(visits__state=VisitState.CONFIRMED)


def place_list(actor: Actor, on: dt.date) -> QuerySet[Place]:
    """Return the teaching points in use that the actor may see, by name, with `unit_name`, `visited` and `people`."""
    names = UnitName.objects.filter(unit=OuterRef("unit"), during__contains=on).values("name")
    found = Place.objects.filter(kept_q(actor, PLACE_KEEP, on), Q(closed_on=None) | Q(closed_on__gt=on))
    return found.annotate(
        unit_name=Subquery(names[:1]),
        visited=Count("visits", filter=_COUNTED),
        people=Sum("visits__people", filter=_COUNTED, default=0),
    ).order_by("name", "pk")


def route_list(actor: Actor, on: dt.date) -> QuerySet[Route]:
    """Return the routes in use that the actor may see, by title, with their points in order (`points`)."""
    stops = RouteStop.objects.filter(version=F("route__version")).select_related("place").order_by("position")
    found = Route.objects.filter(kept_q(actor, PLACE_KEEP, on), Q(closed_on=None) | Q(closed_on__gt=on))
    return found.prefetch_related(Prefetch("stops", stops, to_attr="points")).order_by("title", "pk")


def place_get_for(actor: Actor, uid: uuid.UUID, on: dt.date, *, to_keep: bool = False) -> Place:
    """Return the teaching point if the actor may see, or keep, it.

    Raises:
        NotFound, Forbidden: see `require_kept`.
    """
    seen = Place.objects.filter(kept_q(actor, PLACE_KEEP, on))
    found = Place.objects.select_related("unit").filter(uid=uid).first()
    if found is None or not (to_keep or seen.filter(pk=found.pk).exists()):
        raise NotFound
    if to_keep:
        require_kept(actor, PLACE_KEEP, found, seen, on)
    return found


def route_get_for(actor: Actor, uid: uuid.UUID, on: dt.date, *, to_keep: bool = False) -> Route:
    """Return the route if the actor may see, or keep, it; one that is no longer offered too.

    Raises:
        NotFound, Forbidden: see `require_kept`.
    """
    seen = Route.objects.filter(kept_q(actor, PLACE_KEEP, on))
    found = Route.objects.select_related("unit").filter(uid=uid).first()
    if found is None or not (to_keep or seen.filter(pk=found.pk).exists()):
        raise NotFound
    if to_keep:
        require_kept(actor, PLACE_KEEP, found, seen, on)
    return found


def stops_of(route: Route, version: int | None = None) -> list[Place]:
    """Return the points of a version of the route in their order; without one, of the version in force."""
    stops = route.stops.filter(version=version or route.version).select_related("place").order_by("position")
    return [stop.place for stop in stops]


def is_visited(route: Route) -> bool:
    """Tell whether a visit names the route: from then on changes keep the former version."""
    return Visit.objects.filter(route=route).exists()


@dataclasses.dataclass(frozen=True, slots=True)
class RouteVersion:
    """A former version of a route with its points."""

    revision: RouteRevision
    points: list[Place]


def route_history(route: Route) -> list[RouteVersion]:
    """Return the former versions of the route, the newest first."""
    points: dict[int, list[Place]] = {}
    for stop in route.stops.select_related("place").order_by("version", "position"):
        points.setdefault(stop.version, []).append(stop.place)
    return [RouteVersion(one, points.get(one.version, [])) for one in route.revisions.order_by("-version")]


def may_keep(actor: Actor, row: Place | Route, on: dt.date) -> bool:
    """Tell whether the actor keeps the teaching point or route."""
    return bool(at_unit(actor, PLACE_KEEP, row, on))


def visits_q(actor: Actor, on: dt.date) -> Q:
    """Return the condition on visits that the actor may see: of own units and of those below."""
    return Q() if actor.is_system else any_units_q(actor, [READ, VIEW, VISIT_RECORD], on)


def visit_list(actor: Actor, on: dt.date, place: Place | None = None, route: Route | None = None) -> QuerySet[Visit]:
    """Return the visits that the actor may see, newest first, with `unit_name`.

    Of one place also those by routes that then led there; or of one route.
    """
    names = UnitName.objects.filter(unit=OuterRef("unit"), during__contains=OuterRef("occurred_on")).values("name")
    found = Visit.objects.filter(visits_q(actor, on)).select_related("place", "route", "unit")
    if place is not None:
        by_route = Q(route__stops__place=place, route__stops__version=F("route_version"))
        found = found.filter(Q(place=place) | by_route).distinct()
    if route is not None:
        found = found.filter(route=route)
    return found.annotate(unit_name=Subquery(names[:1])).order_by("-occurred_on", "-pk")


def visit_get_for(actor: Actor, uid: uuid.UUID, on: dt.date, *, to_record: bool = False) -> Visit:
    """Return the visit if the actor may see it, or (`to_record`) correct it.

    Raises:
        NotFound, Forbidden: see `require_kept`.
    """
    seen = Visit.objects.filter(visits_q(actor, on))
    found = Visit.objects.select_related("unit", "place", "route").filter(uid=uid).first()
    if found is None or not (to_record or seen.filter(pk=found.pk).exists()):
        raise NotFound
    if to_record:
        require_kept(actor, VISIT_RECORD, found, seen, on)
    return found


def may_record(actor: Actor, visit: Visit, on: dt.date) -> bool:
    """Tell whether the actor records for the unit of the visit."""
    return bool(at_unit(actor, VISIT_RECORD, visit, on))


def may_see_visitors(actor: Actor, visit: Visit, on: dt.date) -> bool:
    """Tell whether the actor may read who came along: officers of the unit, and those above."""
    return bool(at_unit(actor, VISIT_RECORD, visit, on) or at_unit(actor, VIEW, visit, on))


def visitors_of(visit: Visit) -> list[Person]:
    """Return who came along, by number; for those who may see them."""
    ids = visit.visitors.filter(left_out=False).values_list("member_id", flat=True)
    return sorted(people_named(list(ids), visit.occurred_on).values(), key=lambda one: one.number)


def visitors_possible(unit_id: int, day: dt.date) -> list[Person]:
    """Return the members of the unit and its groups on the civil day, by pinyin, each once."""
    rows: QuerySet[Affiliation] = roster_affiliations(unit_id, day)
    ids = list(dict.fromkeys(rows.values_list("member_id", flat=True)))
    people = people_named(ids, day)
    return [people[pk] for pk in ids]


def goals_for(actor: Actor, day: dt.date) -> tuple[list[Place], list[Route]]:
    """Return the teaching points and routes that the actor may name for a visit on the civil day."""
    return list(place_list(actor, day)[:200]), list(route_list(actor, day)[:100])
