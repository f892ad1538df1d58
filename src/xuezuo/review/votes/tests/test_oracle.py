"""What a vote comes to, against the text of regulations read as shares: every small meeting, every count.

The oracle does no arithmetic in whole numbers and knows nothing of `rules.votes`.
"""

import itertools
from fractions import Fraction

import pytest

from xuezuo.org.models import Unit
from xuezuo.org.types import UnitKind, UnitType
from xuezuo.review.votes.models import Vote
from xuezuo.review.votes.queries.arithmetic import beyond_reach, quorum_of, result_of, stops
from xuezuo.review.votes.queries.footing import footing_of_vote
from xuezuo.review.votes.types import Count, VoteKind, VoteMethod

HALF = Fraction(1, 2)
BRANCH = Unit(kind=UnitKind.BRANCH, unit_type=UnitType.ORGAN)
VILLAGE = Unit(kind=UnitKind.COMMITTEE, unit_type=UnitType.VILLAGE)
COMMITTEE = Unit(kind=UnitKind.COMMITTEE, unit_type=UnitType.ORGAN)
ABOUT_ONE = (VoteKind.ADMISSION, VoteKind.CONVERSION)
CASES = [
    *((kind, BRANCH) for kind in (VoteKind.RESOLUTION, VoteKind.COMMITTEE_RESOLUTION, *ABOUT_ONE)),
    *((kind, unit) for kind in (VoteKind.RESOLUTION, VoteKind.APPROVAL) for unit in (VILLAGE, COMMITTEE)),
]
MOST = 6  # entitled; every boundary of a half lies below


def may_begin(kind: str, share: Fraction) -> bool:
    """半数以上 includes the half (支部工作条例 art. 11, 12); 超过半数 does not (细则 art. 20)."""
    return share > HALF if kind in ABOUT_ONE else share >= HALF


def passes(kind: str, unit: Unit, entitled: int, count: Count, written_yes: int) -> bool | None:
    """More than half of all entitled, letters included (细则 art. 21); where no article says so, only the obvious."""
    share = Fraction(count.yes + (written_yes if kind in ABOUT_ONE else 0), entitled)
    if share > HALF:
        return True
    is_written_down = kind in ABOUT_ONE or (kind == VoteKind.RESOLUTION and unit is not COMMITTEE)
    return False if is_written_down or count.yes <= count.no else None


def vote(kind: str, unit: Unit, entitled: int, present: int, written_yes: int = 0) -> Vote:
    return Vote(
        kind=kind, unit=unit, entitled=entitled, present=present, written_yes=written_yes, method=VoteMethod.OPEN
    )


def counts(present: int):
    """Every count in which all present say something."""
    for yes, no in itertools.product(range(present + 1), repeat=2):
        if yes + no <= present:
            yield Count(yes, no, present - yes - no)


@pytest.mark.parametrize(("kind", "unit"), CASES)
def test_who_may_begin(kind, unit):
    for entitled in range(1, MOST + 1):
        for present in range(entitled + 1):
            one = vote(kind, unit, entitled, present)
            outcome = quorum_of(kind, entitled=entitled, present=present)
            is_enough = may_begin(kind, Fraction(present, entitled))
            assert outcome.holds is is_enough, (entitled, present)
            assert stops(outcome, footing_of_vote(one)) is (not is_enough and unit is not COMMITTEE)


@pytest.mark.parametrize(("kind", "unit"), CASES)
def test_what_passes(kind, unit):
    for entitled in range(1, MOST + 1):
        for present in range(entitled + 1):
            for written in range(entitled - present + 1 if kind in ABOUT_ONE else 1):
                one = vote(kind, unit, entitled, present, written)
                for count in counts(present):
                    said = result_of(one, count)
                    truth = passes(kind, unit, entitled, count, written)
                    assert (said.is_passed, said.must_repeat) == (truth, False), (entitled, count, written)


def test_it_is_said_before_exactly_where_all_those_present_could_not_pass_it():
    for entitled in range(1, MOST + 1):
        for present in range(entitled + 1):
            one = vote(VoteKind.RESOLUTION, BRANCH, entitled, present)
            said = beyond_reach(one, quorum_of(one.kind, entitled=entitled, present=present))
            everybody = Count(present, 0, 0)
            is_hopeless = passes(one.kind, BRANCH, entitled, everybody, 0) is False
            assert bool(said) is (is_hopeless and may_begin(one.kind, Fraction(present, entitled)))


@pytest.mark.parametrize("kind", ABOUT_ONE)
def test_more_ballots_back_than_handed_out_decide_nothing(kind):
    one = vote(kind, BRANCH, 5, 4)
    one.method = VoteMethod.COUNTED
    for issued, returned in itertools.product(range(5), range(6)):
        said = result_of(one, Count(returned, 0, 0, issued, returned))
        assert said.must_repeat is (returned > issued)
        assert said.is_passed is (None if returned > issued else Fraction(returned, 5) > HALF)
