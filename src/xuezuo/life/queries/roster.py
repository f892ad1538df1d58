"""Who is expected at a meeting of a unit on a civil day.

A members' meeting above the branches gathers everybody below: of a general branch or committee the members of its
branches, or the delegates, where a congress meets in their place. From 500 members on a congress may meet, with the
approval of the superior (基层组织选举工作条例 art. 4, `election.congress.when`): it may, it need not, so that a body
without one meets as a whole. Who the delegates are, a room above knows: it registers a function in its app's
`ready()`, and this room never knows which.
"""

import datetime as dt
from collections.abc import Callable, Collection
from typing import Final

from django.db.models import QuerySet

from xuezuo.life.errors import RosterTooLarge
from xuezuo.life.types import ActivityKind, RosterRow
from xuezuo.org.models import Affiliation, Unit
from xuezuo.org.queries.people import LIFE_KINDS, committee_posts, roster_affiliations
from xuezuo.org.queries.tree import subtree_ids
from xuezuo.org.types import AffiliationKind, UnitKind

# The lines of a sheet that can be shown, sent and signed. A larger body holds a congress, or its branches meet.
MOST_TOGETHER: Final = 2500
_ABOVE_BRANCHES: Final = (UnitKind.COMMITTEE, UnitKind.GENERAL_BRANCH)
_PERSON: Final = ("member_id", "unit_id", "member__uid", "member__number", "member__name")

type DelegatesOf = Callable[[int, dt.date], Collection[int] | None]

_DELEGATES: Final[dict[str, DelegatesOf]] = {}


def add_delegates(name: str, delegates_of: DelegatesOf) -> None:
    """Register who says which members meet for all of a unit on a day; None = no congress meets then."""
    _DELEGATES[name] = delegates_of


def delegates_on(unit_id: int, day: dt.date) -> frozenset[int] | None:
    """Return the ids of the delegates who meet for all members of the unit on the civil day; None without congress."""
    for name in sorted(_DELEGATES):
        found = _DELEGATES[name](unit_id, day)
        if found is not None:
            return frozenset(found)
    return None


def roster_on(unit_id: int, kind: str, day: dt.date, member_id: int | None = None) -> list[RosterRow]:
    """Return who is expected at a meeting of `kind` that the unit holds on `day`, by pinyin, each member once.

    Of a committee meeting: holders of a committee post in the unit that day. Of a members' meeting above the branches:
    see the module. Of every other kind: members whose formal or floating affiliation lies in the unit or a group
    directly below it that day; where somebody has both, the formal one names the unit. With `member_id` only that
    member is looked up (empty = not expected).

    Raises:
        RosterTooLarge: more than any sheet holds meet above the branches, and no congress in their place.
    """
    if kind == ActivityKind.COMMITTEE_MEETING:
        posts = committee_posts(unit_id, day).filter(**_own(member_id)).values_list(*_PERSON)
        return list({row[0]: RosterRow(*row) for row in posts}.values())
    homes = assembled(unit_id, day) if kind == ActivityKind.GENERAL_MEETING else None
    if homes is None:
        return _rows(roster_affiliations(unit_id, day), member_id)
    if member_id is None and (count := homes.count()) > MOST_TOGETHER:
        raise RosterTooLarge(count=count, most=MOST_TOGETHER)
    return _rows(homes, member_id)


def home_roster_on(unit_id: int, day: dt.date) -> list[RosterRow]:
    """Return the members who live their organizational life in the unit itself that day, whatever meets."""
    return _rows(roster_affiliations(unit_id, day), None)


def assembled(unit_id: int, day: dt.date) -> QuerySet[Affiliation] | None:
    """Return the affiliations of those who meet above the branches; None of a branch or a group."""
    if not Unit.objects.filter(pk=unit_id, kind__in=_ABOVE_BRANCHES).exists():
        return None
    below = Affiliation.objects.filter(
        unit_id__in=subtree_ids(unit_id, day), kind__in=LIFE_KINDS, during__contains=day
    ).order_by("member__pinyin", "member__number")
    delegates = delegates_on(unit_id, day)
    return below if delegates is None else below.filter(member_id__in=delegates)


def _own(member_id: int | None) -> dict[str, int]:
    return {} if member_id is None else {"member_id": member_id}


def _rows(homes: QuerySet[Affiliation], member_id: int | None) -> list[RosterRow]:
    found: dict[int, RosterRow] = {}
    for home_kind, *row in homes.filter(**_own(member_id)).values_list("kind", *_PERSON):
        if row[0] not in found or home_kind == AffiliationKind.FORMAL:
            found[row[0]] = RosterRow(*row)
    return list(found.values())
