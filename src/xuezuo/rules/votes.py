"""The vote formulas: three kinds of meeting, three denominators.

    V  members entitled to vote and due to attend (应到会)     P  of them, those present (实到会)

    meeting                    quorum        passed or elected    written votes of the absent
    general meeting            2P >= V       2 yes >  V           not mentioned
    branch committee           2P >= size    not stated           -
    admission, conversion      2P >  V       2 yes >  V           count, when handed in before
    election                   5P >= 4V      2 yes >  P           do not count
    officers, by the committee 2P >= size    2 yes >  P           do not count

以上 and 不少于 include the number itself, 超过 does not. Whole numbers only, so nothing is ever rounded. Each answer
carries the provision, the number counted and the smallest number that would do, so that minutes can show why. How
many candidates there must be is in `candidates`, who of them is elected in `elected`.
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
        share: which part of the base is asked for, (1, 2) = half.
        is_strict: more than that part (超过), as opposed to at least (不少于).
    """

    clause_id: str
    counted: int
    needed: int
    base: int
    share: tuple[int, int] = (1, 2)
    is_strict: bool = False

    @property
    def holds(self) -> bool:
        """Whether the number suffices."""
        return self.counted >= self.needed

    @property
    def arithmetic(self) -> str:
        """The comparison in whole numbers, as minutes show it: `2×8 ≥ 11`, `2×4 ≤ 8`."""
        part, whole = self.share
        sign = (">" if self.is_strict else "≥") if self.holds else ("≤" if self.is_strict else "<")
        times = f"{part}×{self.base}" if part > 1 else str(self.base)
        return f"{whole}×{self.counted} {sign} {times}"


@dataclasses.dataclass(frozen=True, slots=True)
class Ceiling:
    """The answer to "not more than".

    Attributes:
        clause_id: the provision it rests on.
        counted: the number compared.
        most: the largest number that is still right.
    """

    clause_id: str
    counted: int
    most: int

    @property
    def holds(self) -> bool:
        """Whether the number stays within."""
        return self.counted <= self.most

    @property
    def arithmetic(self) -> str:
        """The comparison, as minutes show it: `8 ≤ 8`, `9 > 8`."""
        return f"{self.counted} {'≤' if self.holds else '>'} {self.most}"


def general_meeting_quorum(*, entitled: int, present: int) -> Outcome:
    """Tell whether a general meeting may vote: at least half of those entitled are present.

    Raises:
        ImpossibleCount: for numbers that cannot be.

    Source: branch.meeting.members.quorum (支部工作条例 art. 11).

    >>> general_meeting_quorum(entitled=8, present=4).holds
    True
    """
    check_part("到会人数", present, entitled)
    return Outcome("branch.meeting.members.quorum", present, at_least_half(entitled), entitled)


def general_meeting_passed(*, entitled: int, yes: int) -> Outcome:
    """Tell whether a general meeting decided: more than half of those ENTITLED say yes, absent ones included in V.

    Raises:
        ImpossibleCount: for numbers that cannot be.

    Source: branch.meeting.members.pass (支部工作条例 art. 11).

    >>> general_meeting_passed(entitled=8, yes=4).holds
    False
    """
    check_part("赞成票数", yes, entitled)
    return _more_than_half_of("branch.meeting.members.pass", yes, entitled)


def committee_quorum(*, size: int, present: int) -> Outcome:
    """Tell whether a branch committee may meet: at least half of its members are present.

    Raises:
        ImpossibleCount: for numbers that cannot be.

    Source: branch.meeting.committee.quorum (支部工作条例 art. 12).
    """
    check_part("到会委员人数", present, size)
    return Outcome("branch.meeting.committee.quorum", present, at_least_half(size), size)


def committee_passed(*, size: int, yes: int) -> Outcome:
    """Tell whether a branch committee decided, as this product reads it: more than half of ALL its members say yes.

    Article 12 gives no number for what a committee passes. Where this holds, every other reading holds as well; where
    it does not, the committee's own rules of procedure decide, never this function.

    Raises:
        ImpossibleCount: for numbers that cannot be.

    Source: branch.meeting.committee.quorum (支部工作条例 art. 12; the majority is our reading).
    """
    check_part("赞成票数", yes, size)
    return _more_than_half_of("branch.meeting.committee.quorum", yes, size)


def admission_quorum(*, entitled: int, present: int) -> Outcome:
    """Tell whether admission or conversion may be put to the vote: MORE than half of those entitled are present.

    Raises:
        ImpossibleCount: for numbers that cannot be.

    Source: dev.vote.quorum (发展党员工作细则 art. 20; conversion: art. 33).

    >>> admission_quorum(entitled=8, present=4).holds
    False
    """
    check_part("到会人数", present, entitled)
    return _more_than_half_of("dev.vote.quorum", present, entitled)


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
    check_part("会上赞成票数", yes_in_room, entitled)
    check_part("书面赞成票数", yes_written, entitled - yes_in_room)
    return _more_than_half_of("dev.vote.pass", yes_in_room + yes_written, entitled)


def election_quorum(*, entitled: int, present: int) -> Outcome:
    """Tell whether an election may be held: at least four fifths of the electors are present.

    Raises:
        ImpossibleCount: for numbers that cannot be.

    Source: election.quorum (基层组织选举工作条例; secondary, see the clause's note).

    >>> election_quorum(entitled=7, present=6).holds, election_quorum(entitled=7, present=5).holds
    (True, False)
    """
    check_part("到会选举人数", present, entitled)
    return Outcome("election.quorum", present, -(-4 * entitled // 5), entitled, (4, 5))


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
    check_part("到会选举人数", present, entitled)
    check_part("得票数", yes, present)
    base = present if majority_of is MajorityOf.PRESENT else entitled
    return _more_than_half_of("election.majority", yes, base)


def officers_quorum(*, size: int, present: int) -> Outcome:
    """Tell whether a new committee may elect its secretary and deputies: at least half of its members are present.

    Raises:
        ImpossibleCount: for numbers that cannot be.

    Source: branch.meeting.committee.quorum (支部工作条例 art. 12); four fifths are for general meetings and congresses.
    """
    return committee_quorum(size=size, present=present)


def poll_total(*, voters: int, returned: int) -> Ceiling:
    """Tell whether an election is valid: not more ballots came back than people voted; otherwise it is repeated.

    Raises:
        ImpossibleCount: for negative numbers.

    Source: election.ballot.valid_total (基层组织选举工作条例).
    """
    check_counts(voters, returned)
    return Ceiling("election.ballot.valid_total", returned, voters)


def ballot_names(*, seats: int, chosen: int) -> Ceiling:
    """Tell whether a ballot is valid: it names not more people than there are seats.

    Raises:
        ImpossibleCount: for negative numbers.

    Source: election.ballot.valid_each (基层组织选举工作条例).
    """
    check_counts(seats, chosen)
    return Ceiling("election.ballot.valid_each", chosen, seats)


def seats_reducible(*, electors: int, consenting: int) -> Outcome:
    """Tell whether seats that nobody was elected to may be given up: more than half of the electors consent.

    Whether the number elected is "close to" the seats is for people to judge; where it is not, and wherever consent is
    missing, there is a further election for the missing seats.

    Args:
        electors: electors of the meeting, or the members of the presidium that decides instead.
        consenting: of these.

    Raises:
        ImpossibleCount: for numbers that cannot be.

    Source: election.short (基层组织选举工作条例; secondary, see the clause's note).
    """
    check_part("同意减少名额的人数", consenting, electors)
    return _more_than_half_of("election.short", consenting, electors)


def at_least_half(whole: int) -> int:
    """Return the smallest number that is 半数以上 of `whole` (half included)."""
    return (whole + 1) // 2


def more_than_half(whole: int) -> int:
    """Return the smallest number that is 超过半数 of `whole` (half excluded)."""
    return whole // 2 + 1


def _more_than_half_of(clause_id: str, counted: int, base: int) -> Outcome:
    return Outcome(clause_id, counted, more_than_half(base), base, is_strict=True)


def check_part(name: str, part: int, whole: int) -> None:
    """Raise `ImpossibleCount` for a negative number, or a part larger than its whole."""
    check_counts(part, whole)
    if part > whole:
        raise ImpossibleCount(what=f"{name} {part} 多于应有的 {whole}")


def check_counts(*counts: int) -> None:
    """Raise `ImpossibleCount` for a negative number."""
    for count in counts:
        if count < 0:
            raise ImpossibleCount(what=f"{count} 是负数")


CLAUSE_IDS: Final = (
    "branch.meeting.members.quorum",
    "branch.meeting.members.pass",
    "branch.meeting.committee.quorum",
    "dev.vote.quorum",
    "dev.vote.pass",
    "dev.vote.each",
    "dev.convert.vote",
    "election.quorum",
    "election.majority",
    "election.ballot.valid_total",
    "election.ballot.valid_each",
    "election.committee.surplus",
    "election.delegates.surplus",
    "election.officers.equal",
    "election.tie",
    "election.short",
    "review.excellent_ratio",
)
"""Every provision this module rests on; a test holds the shipped packs to it."""
