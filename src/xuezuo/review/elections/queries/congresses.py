"""A congress: seats in words and numbers, which unit elects how many, who was elected."""

import dataclasses
import datetime as dt

from xuezuo.kernel.errors import NotFound
from xuezuo.org.queries.tree import subtree_ids, to_row, units_on
from xuezuo.org.types import UnitKind
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.review.elections.models import Congress, Delegate, Election, Quota
from xuezuo.review.elections.policies import CONGRESS_RUN, ELECTIONS_VIEW
from xuezuo.review.elections.queries.access import may
from xuezuo.review.elections.queries.lists import unit_name
from xuezuo.review.elections.types import CongressState, DelegateState, Sentence
from xuezuo.review.votes.queries import cited

FEWEST, USUAL, MOST = 100, 200, 300
NUMBER = "election.delegates.number"
CONGRESS_DAYS = dt.timedelta(days=7)


@dataclasses.dataclass(frozen=True, slots=True)
class QuotaRow:
    """A unit that elects delegates: how many, in which election, how many are elected and qualified."""

    unit_id: int
    unit_name: str
    seats: int
    election: Election | None
    elected: int
    qualified: int


@dataclasses.dataclass(frozen=True, slots=True)
class CongressPage:
    """A congress as the page shows it."""

    unit_name: str
    sentences: list[Sentence]
    quotas: list[QuotaRow]
    delegates: list[Delegate]
    qualified: int
    may_run: bool
    may_look: bool
    mine: Delegate | None


def seats_sentences(congress: Congress, allocated: int) -> list[Sentence]:
    """Return what is said about the number of delegates; only more than 300 was refused before."""
    seats, law = congress.seats, cited(NUMBER)
    usual = FEWEST <= seats <= USUAL or (seats <= MOST and bool(congress.document))
    words = f"代表 {seats} 名，一般为 {FEWEST} 至 {USUAL} 名，最多不超过 {MOST} 名，由上级党组织批准。"
    sums = f"{FEWEST} ≤ {seats} ≤ {MOST if seats > USUAL else USUAL}" if usual else str(seats)
    found = [Sentence(words, sums, usual, law)]
    whole = f"已分配 {allocated} 名，代表名额 {seats} 名。"
    sign = "=" if allocated == seats else "<"
    return [*found, Sentence(whole, f"{allocated} {sign} {seats}", allocated == seats)]


def congress_page(actor: Actor, congress: Congress, on: dt.date) -> CongressPage:
    """Return the congress to whoever passed its door."""
    with acting_as(SYSTEM):
        delegates = list(
            Delegate.objects.filter(congress=congress).select_related("member", "unit").order_by("unit_id", "pk")
        )
        quotas = list(Quota.objects.filter(congress=congress).select_related("unit").order_by("unit__code"))
        elections = {one.unit_id: one for one in Election.objects.filter(congress=congress).exclude(state="void")}
        names = _names([one.unit_id for one in quotas], on)
    may_look = may(actor, ELECTIONS_VIEW, congress.unit, on)
    if not may_look:  # a delegate: who sits, not who was refused or why
        delegates = [one for one in delegates if one.state != DelegateState.REFUSED]
    rows = [_row(one, names.get(one.unit_id, ""), elections.get(one.unit_id), delegates) for one in quotas]
    return CongressPage(
        unit_name(congress.unit_id, on),
        seats_sentences(congress, sum(one.seats for one in quotas)),
        rows,
        delegates,
        sum(one.state == DelegateState.QUALIFIED for one in delegates),
        may(actor, CONGRESS_RUN, congress.unit, on),
        may_look,
        next((one for one in delegates if one.member_id == actor.member_id), None),
    )


def _row(quota: Quota, name: str, election: Election | None, delegates: list[Delegate]) -> QuotaRow:
    mine = [one for one in delegates if one.unit_id == quota.unit_id]
    qualified = sum(one.state == DelegateState.QUALIFIED for one in mine)
    return QuotaRow(quota.unit_id, name, quota.seats, election, len(mine), qualified)


def _names(unit_ids: list[int], on: dt.date) -> dict[int, str]:
    return {unit.pk: to_row(unit).name for unit in units_on(on).filter(pk__in=unit_ids)}


def delegates_of(unit_id: int, day: dt.date) -> frozenset[int] | None:
    """Return the ids of the qualified delegates of the unit's congress around the civil day; None where there is none.

    A congress with its preparatory meeting takes days: it meets within `CONGRESS_DAYS` of the day it is planned for.
    """
    around = (day - CONGRESS_DAYS, day + CONGRESS_DAYS)
    with acting_as(SYSTEM):
        found = Congress.objects.filter(unit_id=unit_id, planned_on__range=around).exclude(state=CongressState.VOID)
        congress = found.order_by("-planned_on", "-pk").first()
        if congress is None:
            return None
        sitting = Delegate.objects.filter(congress=congress, state=DelegateState.QUALIFIED)
        return frozenset(sitting.values_list("member_id", flat=True))


def electing_units(congress: Congress, on: dt.date) -> list[tuple[int, str, int]]:
    """Return the units below that may elect delegates, with the seats they have: id, name, seats; by code."""
    with acting_as(SYSTEM):
        seats = dict(Quota.objects.filter(congress=congress).values_list("unit_id", "seats"))
        below = units_on(on).filter(pk__in=subtree_ids(congress.unit_id, on)).exclude(kind=UnitKind.GROUP)
        rows = [to_row(unit) for unit in below.exclude(pk=congress.unit_id).order_by("code")[:400]]
    return [(row.id, row.name, seats.get(row.id, 0)) for row in rows]


def delegate_get(congress: Congress, pk: int) -> Delegate:
    """Return a delegate of the congress.

    Raises:
        NotFound: there is none.
    """
    with acting_as(SYSTEM):
        rows = Delegate.objects.select_related("member", "congress__unit")
        delegate = rows.filter(congress=congress, pk=pk).first()
    if delegate is None:
        raise NotFound
    return delegate
