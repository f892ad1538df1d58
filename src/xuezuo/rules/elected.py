"""Who is elected: of n candidates for s seats, by the votes of one round.

    got the majority        elected as long as seats last, by number of votes
    tied at the last seat   nobody of the tied is elected yet; a runoff among them decides (election.tie)
    beyond the seats        majority, but fewer votes than those elected: not elected
    no majority             not elected
    seats left over         another election for them, or fewer seats by consent (election.short, `votes`)

A write-in is a candidate like any other here. Order among equals follows the order given and decides nothing.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from xuezuo.rules.errors import ImpossibleCount
from xuezuo.rules.votes import MajorityOf, Outcome, election_elected


@dataclasses.dataclass(frozen=True, slots=True)
class Votes:
    """Votes for one candidate; `key` is whatever the caller knows the candidate by."""

    key: str
    yes: int


@dataclasses.dataclass(frozen=True, slots=True)
class RoundResult:
    """What a round came to; keys by votes, most first.

    Attributes:
        majority: each candidate's count against the majority, in the order given; empty for a runoff.
        elected: who is elected by this round.
        tied: who is tied at the last seat(s) and stands in a runoff.
        seats_for_tied: for how many seats they stand; 0 when nobody is tied.
        beyond: got the majority, but the seats went to others with more votes.
        missing: seats that nobody has or is tied for: another election, or fewer seats by consent.
        clause_ids: the provisions used, in order.
    """

    majority: tuple[tuple[str, Outcome], ...]
    elected: tuple[str, ...]
    tied: tuple[str, ...]
    seats_for_tied: int
    beyond: tuple[str, ...]
    missing: int
    clause_ids: tuple[str, ...]

    @property
    def is_final(self) -> bool:
        """Whether every seat is filled and nobody is tied."""
        return not self.tied and not self.missing


def election_round_result(
    *,
    seats: int,
    entitled: int,
    present: int,
    votes: Sequence[Votes],
    majority_of: MajorityOf = MajorityOf.PRESENT,
) -> RoundResult:
    """Tell who is elected of the candidates of one round.

    Args:
        seats: seats that this round fills, at least 1.
        entitled: electors due to attend.
        present: electors present, who voted.
        votes: every candidate and everybody written in, each key once.
        majority_of: parameter `election.majority_of`.

    Raises:
        ImpossibleCount: no seat, a key twice, or counts that cannot be (more votes than people; more votes in all than
            valid ballots can hold).

    Source: election.majority, election.tie, election.short (基层组织选举工作条例; secondary, see the clauses' notes).

    >>> [Votes("甲", 7), Votes("乙", 6), Votes("丙", 6)][0].key
    '甲'
    >>> election_round_result(
    ...     seats=2, entitled=10, present=9, votes=[Votes("甲", 7), Votes("乙", 5), Votes("丙", 5)]
    ... ).tied
    ('乙', '丙')
    """
    _check(seats, present, votes)
    majority = tuple(
        (one.key, election_elected(entitled=entitled, present=present, yes=one.yes, majority_of=majority_of))
        for one in votes
    )
    passing = [one for one, (_, outcome) in zip(votes, majority, strict=True) if outcome.holds]
    return _result(seats, passing, majority, ("election.majority",))


def runoff_result(*, seats: int, present: int, votes: Sequence[Votes]) -> RoundResult:
    """Tell who of the tied is elected: whoever has more votes; those equal again stay tied and vote once more.

    No majority is asked for a second time: all of them had it.

    Args:
        seats: seats they were tied for.
        present: electors present, who voted.
        votes: the tied.

    Raises:
        ImpossibleCount: see `election_round_result`; also when there are not more candidates than seats.

    Source: election.tie (基层组织选举工作条例; secondary, see the clause's note).

    >>> runoff_result(seats=1, present=9, votes=[Votes("乙", 4), Votes("丙", 5)]).elected
    ('丙',)
    """
    _check(seats, present, votes)
    if len(votes) <= seats:
        raise ImpossibleCount(what=f"{len(votes)} 人再次投票选 {seats} 名，不需要再投")
    return _result(seats, list(votes), (), ("election.tie",))


def _result(
    seats: int, passing: list[Votes], majority: tuple[tuple[str, Outcome], ...], clauses: tuple[str, ...]
) -> RoundResult:
    """Fill the seats by number of votes; whoever has as many as the first who gets none is tied with that one."""
    ordered = sorted(passing, key=lambda one: -one.yes)
    if len(ordered) <= seats:
        missing = seats - len(ordered)
        used = (*clauses, "election.short") if missing else clauses
        return RoundResult(majority, _keys(ordered), (), 0, (), missing, used)
    line = ordered[seats].yes
    above = [one for one in ordered if one.yes > line]
    tied = [one for one in ordered if one.yes == line] if len(above) < seats else []
    beyond = [one for one in ordered if one.yes <= line and one not in tied]
    used = (*clauses, "election.tie") if tied and "election.tie" not in clauses else clauses
    return RoundResult(majority, _keys(above), _keys(tied), (seats - len(above)) if tied else 0, _keys(beyond), 0, used)


def _keys(votes: list[Votes]) -> tuple[str, ...]:
    return tuple(one.key for one in votes)


def _check(seats: int, present: int, votes: Sequence[Votes]) -> None:
    if seats < 1:
        raise ImpossibleCount(what=f"应选 {seats} 名")
    if len({one.key for one in votes}) < len(votes):
        raise ImpossibleCount(what="同一候选人出现两次")
    if any(not 0 <= one.yes <= present for one in votes):
        raise ImpossibleCount(what=f"有候选人的得票数多于实到会的 {present} 人")
    if sum(one.yes for one in votes) > seats * present:
        raise ImpossibleCount(what=f"得票合计多于 {present} 张选票每张最多选 {seats} 名所能有的票数")
