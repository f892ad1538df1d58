"""How many candidates there must be, and how many may be graded excellent."""

from __future__ import annotations

from xuezuo.rules.votes import Ceiling, Outcome, check_counts, check_part


def admission_one_by_one(*, candidates: int) -> Ceiling:
    """Tell whether admission or conversion is put to the vote for one candidate at a time.

    Raises:
        ImpossibleCount: for a negative number.

    Source: dev.vote.each (发展党员工作细则 art. 21, 25).
    """
    check_counts(candidates)
    return Ceiling("dev.vote.each", candidates, 1)


def officers_equal(*, seats: int, candidates: int) -> Outcome | Ceiling:
    """Tell whether secretary and deputies have one candidate for each seat, neither fewer nor more.

    Raises:
        ImpossibleCount: for negative numbers.

    Source: election.officers.equal (基层组织选举工作条例; secondary, see the clause's note).
    """
    check_counts(seats, candidates)
    if candidates > seats:
        return Ceiling("election.officers.equal", candidates, seats)
    return Outcome("election.officers.equal", candidates, seats, seats, (1, 1))


def fewest_candidates(*, seats: int) -> int:
    """Return how many candidates a committee election needs: a fifth more than seats, a part of a person counts as one.

    Raises:
        ImpossibleCount: for a negative number.

    Source: election.committee.surplus (基层组织选举工作条例; rounding up is our reading).

    >>> [fewest_candidates(seats=seats) for seats in (3, 5, 7)]
    [4, 6, 9]
    """
    check_counts(seats)
    return seats + -(-seats // 5)


def committee_candidates(*, seats: int, candidates: int) -> Outcome:
    """Tell whether there are enough candidates for a committee: a fifth more than seats.

    Raises:
        ImpossibleCount: for negative numbers.

    Source: election.committee.surplus (基层组织选举工作条例; rounding up is our reading).

    >>> committee_candidates(seats=5, candidates=5).holds
    False
    """
    return _surplus("election.committee.surplus", seats, candidates)


def delegate_candidates(*, seats: int, candidates: int) -> Outcome:
    """Tell whether there are enough candidates for delegates of a congress: at least a fifth more than seats.

    Raises:
        ImpossibleCount: for negative numbers.

    Source: election.delegates.surplus (基层组织选举工作条例).
    """
    return _surplus("election.delegates.surplus", seats, candidates)


def _surplus(clause_id: str, seats: int, candidates: int) -> Outcome:
    check_counts(candidates)
    return Outcome(clause_id, candidates, fewest_candidates(seats=seats), seats, (6, 5))


def excellent_within(*, members: int, excellent: int) -> Ceiling:
    """Tell whether not more than a third of the members are graded 优秀; more only reminds (the text says generally).

    Raises:
        ImpossibleCount: for numbers that cannot be.

    Source: review.excellent_ratio (年度通知; general).
    """
    check_part("优秀等次人数", excellent, members)
    return Ceiling("review.excellent_ratio", excellent, most_excellent(members=members))


def most_excellent(*, members: int) -> int:
    """Return how many members may generally be graded 优秀: at most a third.

    Raises:
        ImpossibleCount: for a negative number.

    Source: review.excellent_ratio (年度通知; general).

    >>> most_excellent(members=10), most_excellent(members=12)
    (3, 4)
    """
    check_counts(members)
    return members // 3
