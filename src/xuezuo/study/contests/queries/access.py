"""The doors of contests.

A contest is seen by those it is for (affiliated to its unit or below), by posts at or above the unit, by its teams and
by its jury; nobody else knows of it. One that is being prepared is seen by those who prepare it.
"""

import datetime as dt
import uuid

from django.db.models import Q, QuerySet

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.org.models import Affiliation, Closure, Unit
from xuezuo.org.queries.access import unit_decision, units_q
from xuezuo.org.queries.tree import clamp, span_of, to_row, units_on
from xuezuo.org.types import AffiliationKind, UnitRow
from xuezuo.platform.access import Actor, Capability
from xuezuo.study.contests.models import Contest, Juror, TeamMember
from xuezuo.study.contests.policies import CONTEST_HOST, CONTEST_RUN, CONTEST_VIEW
from xuezuo.study.contests.types import ContestState

KINDS = (AffiliationKind.FORMAL, AffiliationKind.FLOATING)


def contests_q(actor: Actor, on: dt.date) -> Q:
    """Return the condition on contests that the actor may see on `on`."""
    if actor.is_system:
        return Q()
    shown = units_q(actor, CONTEST_VIEW, on)
    if actor.member_id is not None:
        shown |= Q(unit_id__in=units_above(actor.member_id, on))
        shown |= Q(pk__in=TeamMember.objects.filter(member_id=actor.member_id).values("team__contest_id"))
        shown |= Q(pk__in=_juror_of(actor).values("contest_id"))
    return (shown & ~Q(state=ContestState.DRAFT)) | units_q(actor, CONTEST_RUN, on)


def units_above(member_id: int, on: dt.date) -> QuerySet[Closure]:
    """Return, for use inside a query, the ids of the units at or above one of the member's on `on`."""
    units = Affiliation.objects.filter(member_id=member_id, kind__in=KINDS, during__contains=on).values("unit_id")
    closure = Closure.objects.filter(descendant_id__in=units, during__contains=on)
    return closure.values("ancestor_id")  # type: ignore[return-value]  # rows of one column, still a queryset


def is_for(contest: Contest, member_id: int, on: dt.date) -> bool:
    """Tell whether the contest is for this member on `on`: affiliated to its unit or below."""
    return Unit.objects.filter(pk__in=units_above(member_id, on), id=contest.unit_id).exists()


def _juror_of(actor: Actor) -> QuerySet[Juror]:
    return Juror.objects.filter(member_id=actor.member_id or 0, released_at=None)


def is_juror(actor: Actor, contest: Contest) -> bool:
    """Tell whether the actor sits in the contest's jury."""
    return actor.member_id is not None and _juror_of(actor).filter(contest=contest).exists()


def require_juror(actor: Actor, contest: Contest) -> None:
    """Raise `NotFound` unless the actor sits in the jury: others do not learn that there is such a page."""
    if not is_juror(actor, contest):
        raise NotFound


def contest_get_for(actor: Actor, uid: uuid.UUID, on: dt.date) -> Contest:
    """Return the contest if the actor may see it.

    Raises:
        NotFound: no such contest, or it is not for the actor.
    """
    contest = Contest.objects.select_related("unit").filter(contests_q(actor, on), uid=uid).first()
    if contest is None:
        raise NotFound
    return contest


def contest_get_to(actor: Actor, uid: uuid.UUID, capability: Capability, on: dt.date) -> Contest:
    """Return the contest if the actor may do this at its unit.

    Raises:
        NotFound: the actor may not even see it.
        Forbidden: seen, but not to be run by this actor.
    """
    contest = Contest.objects.select_related("unit").filter(uid=uid).first()
    if contest is None:
        raise NotFound
    require_contest(actor, capability, contest, on)
    return contest


def require_contest(actor: Actor, capability: Capability, contest: Contest, on: dt.date) -> None:
    """Raise as `contest_get_to` does."""
    day = clamp(on, span_of(contest.unit))
    decision = unit_decision(actor, capability, contest.unit_id, day)
    if decision:
        return
    if not Contest.objects.filter(contests_q(actor, on), pk=contest.pk).exists():
        raise NotFound
    raise Forbidden(reason=decision.reason)


def may_run(actor: Actor, contest: Contest, on: dt.date) -> bool:
    """Tell whether the actor organizes the contest."""
    return bool(unit_decision(actor, CONTEST_RUN, contest.unit_id, on))


def may_host(actor: Actor, contest: Contest, on: dt.date) -> bool:
    """Tell whether the actor may press the host's buttons."""
    return bool(unit_decision(actor, CONTEST_HOST, contest.unit_id, on))


def running_units(actor: Actor, on: dt.date) -> list[UnitRow]:
    """Return the units at which the actor may hold contests on `on`, by code."""
    found = units_on(on).filter(units_q(actor, CONTEST_RUN, on, "pk")).order_by("code")
    return [to_row(unit) for unit in found[:200]]
