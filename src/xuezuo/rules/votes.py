"""The vote formulas: three kinds of meeting, three denominators.

    V  members entitled to vote and due to attend (应到会)     P  of them, those present (实到会)

    meeting                    quorum        passed or elected    written votes of the absent
    general meeting            2P >= V       2 yes >  V           not mentioned
    branch committee           2P >= size    not stated           -
    admission, conversion      2P >  V       2 yes >  V           count, when handed in before
    election                   5P >= 4V      2 yes >  P           do not count

以上 and 不少于 include the number itself, 超过 does not. Whole numbers only, so nothing is ever rounded. Each answer
carries the provision, the number counted and the smallest number that would do, so that minutes can show why.
"""

from __future__ import annotations

import dataclasses
from enum import Enum
from typing import Final

from xuezuo.rules.errors import ImpossibleCount


class MajorityOf(Enum):
    """Denominator of an election (parameter `election.majority_of`)."""

    PRESENT = "present"
    ENTITLED = "entitled"


@dataclasses.dataclass(frozen=True, slots=True)
class Outcome:
    """The answer of a formula.

    Attributes:
        clause_id: the provision it rests on.
        counted: the number compared.
        needed: the smallest number that would do.
        base: the denominator.
    """

    clause_id: str
    counted: int
    needed: int
    base: int

    @property
    def holds(self) -> bool:
        """Whether the number suffices."""
        return self.counted >= self.needed


def general_meeting_quorum(*, entitled: int, present: int) -> Outcome:
    """Tell whether a general meeting may vote: at least half of those entitled are present.

    Raises:
        ImpossibleCount: for numbers that cannot be.

    Source: branch.meeting.members.quorum (支部工作条例 art. 11).

    >>> general_meeting_quorum(entitled=8, present=4).holds
    True
    """
    _check_part("到会人数", present, entitled)
    return Outcome("branch.meeting.members.quorum", present, at_least_half(entitled), entitled)


def general_meeting_passed(*, entitled: int, yes: int) -> Outcome:
    """Tell whether a general meeting decided: more than half of those ENTITLED say yes, absent ones included in V.

    Raises:
        ImpossibleCount: for numbers that cannot be.

    Source: branch.meeting.members.pass (支部工作条例 art. 11).

    >>> general_meeting_passed(entitled=8, yes=4).holds
    False
    """
    _check_part("赞成票数", yes, entitled)
    return Outcome("branch.meeting.members.pass", yes, more_than_half(entitled), entitled)


def committee_quorum(*, size: int, present: int) -> Outcome:
    """Tell whether a branch committee may meet: at least half of its members are present.

    Raises:
        ImpossibleCount: for numbers that cannot be.

    Source: branch.meeting.committee.quorum (支部工作条例 art. 12).
    """
    _check_part("到会委员人数", present, size)
    return Outcome("branch.meeting.committee.quorum", present, at_least_half(size), size)


def admission_quorum(*, entitled: int, present: int) -> Outcome:
    """Tell whether admission or conversion may be put to the vote: MORE than half of those entitled are present.

    Raises:
        ImpossibleCount: for numbers that cannot be.

    Source: dev.vote.quorum (发展党员工作细则 art. 20; conversion: art. 33).

    >>> admission_quorum(entitled=8, present=4).holds
    False
    """
    _check_part("到会人数", present, entitled)
    return Outcome("dev.vote.quorum", present, more_than_half(entitled), entitled)


def admission_passed(*, entitled: int, yes_in_room: int, yes_written: int) -> Outcome:
    """Tell whether a candidate is admitted or becomes a full member.

    Args:
        entitled: full members entitled to vote.
        yes_in_room: yes votes of those present.
        yes_written: yes votes of absent members, handed in writing before the meeting; they count.

    Raises:
        ImpossibleCount: for numbers that cannot be.

    Source: dev.vote.pass (发展党员工作细则 art. 21; conversion: art. 33).

    >>> admission_passed(entitled=11, yes_in_room=5, yes_written=1).holds
    True
    """
    _check_part("会上赞成票数", yes_in_room, entitled)
    _check_part("书面赞成票数", yes_written, entitled - yes_in_room)
    return Outcome("dev.vote.pass", yes_in_room + yes_written, more_than_half(entitled), entitled)


def election_quorum(*, entitled: int, present: int) -> Outcome:
    """Tell whether an election may be held: at least four fifths of the electors are present.

    Raises:
        ImpossibleCount: for numbers that cannot be.

    Source: election.quorum (基层组织选举工作条例; secondary, see the clause's note).

    >>> election_quorum(entitled=7, present=6).holds, election_quorum(entitled=7, present=5).holds
    (True, False)
    """
    _check_part("到会选举人数", present, entitled)
    return Outcome("election.quorum", present, -(-4 * entitled // 5), entitled)


def election_elected(*, entitled: int, present: int, yes: int, majority_of: MajorityOf = MajorityOf.PRESENT) -> Outcome:
    """Tell whether a candidate has enough votes: more than half of the electors PRESENT; exactly half is not enough.

    Args:
        entitled: electors due to attend.
        present: electors present; written votes of the absent do not count, nobody votes for another.
        yes: votes for the candidate.
        majority_of: the denominator; `ENTITLED` only where the parameter `election.majority_of` says so.

    Raises:
        ImpossibleCount: for numbers that cannot be.

    Source: election.majority (基层组织选举工作条例; secondary, see the clause's note).
    """
    _check_part("到会选举人数", present, entitled)
    _check_part("得票数", yes, present)
    base = present if majority_of is MajorityOf.PRESENT else entitled
    return Outcome("election.majority", yes, more_than_half(base), base)


def is_poll_valid(*, voters: int, returned: int) -> bool:
    """Tell whether an election is valid: not more ballots came back than people voted; otherwise it is repeated.

    Raises:
        ImpossibleCount: for negative numbers.

    Source: election.ballot.valid_total (基层组织选举工作条例).
    """
    _check_counts(voters, returned)
    return returned <= voters


def is_ballot_valid(*, seats: int, chosen: int) -> bool:
    """Tell whether a ballot is valid: it names not more people than there are seats.

    Raises:
        ImpossibleCount: for negative numbers.

    Source: election.ballot.valid_each (基层组织选举工作条例).
    """
    _check_counts(seats, chosen)
    return chosen <= seats


def fewest_candidates(*, seats: int) -> int:
    """Return how many candidates a committee election needs: a fifth more than seats, a part of a person counts as one.

    Raises:
        ImpossibleCount: for a negative number.

    Source: election.committee.surplus (基层组织选举工作条例; rounding up is our reading).

    >>> [fewest_candidates(seats=seats) for seats in (3, 5, 7)]
    [4, 6, 9]
    """
    _check_counts(seats)
    return seats + -(-seats // 5)


def most_excellent(*, members: int) -> int:
    """Return how many members may generally be graded 优秀: at most a third.

    Raises:
        ImpossibleCount: for a negative number.

    Source: review.excellent_ratio (年度通知; general).

    >>> most_excellent(members=10), most_excellent(members=12)
    (3, 4)
    """
    _check_counts(members)
    return members // 3


def at_least_half(whole: int) -> int:
    """Return the smallest number that is 半数以上 of `whole` (half included)."""
    return (whole + 1) // 2


def more_than_half(whole: int) -> int:
    """Return the smallest number that is 超过半数 of `whole` (half excluded)."""
    return whole // 2 + 1


def _check_part(name: str, part: int, whole: int) -> None:
    _check_counts(part, whole)
    if part > whole:
        raise ImpossibleCount(what=f"{name} {part} 多于应有的 {whole}")


def _check_counts(*counts: int) -> None:
    for count in counts:
        if count < 0:
            raise ImpossibleCount(what=f"{count} 是负数")


CLAUSE_IDS: Final = (
    "branch.meeting.members.quorum",
    "branch.meeting.members.pass",
    "branch.meeting.committee.quorum",
    "dev.vote.quorum",
    "dev.vote.pass",
    "dev.convert.vote",
    "election.quorum",
    "election.majority",
    "election.ballot.valid_total",
    "election.ballot.valid_each",
    "election.committee.surplus",
    "review.excellent_ratio",
)
"""Every provision this module rests on; a test holds the shipped packs to it."""
