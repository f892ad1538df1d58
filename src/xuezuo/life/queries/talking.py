"""With whom nobody has talked yet this year, by the pairs of 支部工作条例 art. 19 (branch.talks.freq): only reminds."""

import dataclasses
import datetime as dt
import itertools
from collections.abc import Sequence

from xuezuo.life.models import HeartTalk
from xuezuo.life.queries.roster import home_roster_on, roster_on
from xuezuo.life.types import ActivityKind, RosterRow, TalkPair

ARTICLE = "《中国共产党支部工作条例（试行）》第十九条"


@dataclasses.dataclass(frozen=True, slots=True)
class Gap:
    """Two who have not talked with each other yet; for the other pairs `second` is None: any partner will do."""

    first: RosterRow
    second: RosterRow | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class TalkBoard:
    """A unit's talks of a year until the civil day `on`, for those who keep them.

    Attributes:
        counts: label of the pair and how many talks.
        committee: pairs of the committee who have not talked with each other.
        by_committee: members with whom nobody of the committee has talked.
        among_members: members who have not talked with another member.
    """

    year: int
    on: dt.date
    counts: tuple[tuple[str, int], ...]
    committee: tuple[Gap, ...]
    by_committee: tuple[Gap, ...]
    among_members: tuple[Gap, ...]

    @property
    def is_complete(self) -> bool:
        """Nobody is missing."""
        return not (self.committee or self.by_committee or self.among_members)


def talk_board(unit_id: int, year: int, today: dt.date) -> TalkBoard:
    """Return who of the unit has not talked yet; the roster is that of the year's last day, or of today."""
    on = min(today, dt.date(year, 12, 31))
    committee = roster_on(unit_id, ActivityKind.COMMITTEE_MEETING, on)
    posts = {row.member_id for row in committee}
    members = [row for row in home_roster_on(unit_id, on) if row.member_id not in posts]
    kept = HeartTalk.objects.filter(unit_id=unit_id, voided_at=None, occurred_on__year=year)
    talks = list(kept.values_list("pair", "first_id", "second_id"))
    pairs = {frozenset(both) for _, *both in talks}
    return TalkBoard(
        year=year,
        on=on,
        counts=tuple((label, sum(1 for pair, *_ in talks if pair == value)) for value, label in TalkPair.choices),
        committee=tuple(
            Gap(first, second)
            for first, second in itertools.combinations(committee, 2)
            if frozenset((first.member_id, second.member_id)) not in pairs
        ),
        by_committee=_alone(members, posts, pairs),
        among_members=_alone(members, {row.member_id for row in members}, pairs) if len(members) > 1 else (),
    )


def _alone(members: Sequence[RosterRow], partners: set[int], pairs: set[frozenset[int]]) -> tuple[Gap, ...]:
    """Return the members who have talked with none of the partners."""
    met = {one for pair in pairs for one in pair if (pair - {one}) & partners}
    return tuple(Gap(row) for row in members if partners and row.member_id not in met)
