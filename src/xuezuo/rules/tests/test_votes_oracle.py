"""Every formula against an oracle written another way: exact fractions over all small counts and around each boundary.

The oracle knows no integers tricks: it compares shares of the whole as fractions, and finds the smallest number that
would do by trying all of them.
"""

import operator
from collections.abc import Callable, Iterator
from fractions import Fraction

import pytest

from xuezuo.rules import candidates, votes
from xuezuo.rules.votes import MajorityOf, Outcome

type Ask = Callable[[int, int], Outcome]
type Compare = Callable[[Fraction, Fraction], bool]

HALF, FOUR_FIFTHS = Fraction(1, 2), Fraction(4, 5)
AT_LEAST, MORE_THAN = operator.ge, operator.gt
LARGE = (19, 20, 21, 49, 50, 51, 99, 100, 101, 499, 500, 501, 175_955)


def elected(whole: int, part: int) -> Outcome:
    return votes.election_elected(entitled=whole + 3, present=whole, yes=part)


def elected_of_entitled(whole: int, part: int) -> Outcome:
    return votes.election_elected(entitled=whole, present=whole, yes=part, majority_of=MajorityOf.ENTITLED)


FORMULAS: dict[str, tuple[Ask, Compare, Fraction]] = {
    "general quorum": (lambda v, p: votes.general_meeting_quorum(entitled=v, present=p), AT_LEAST, HALF),
    "general pass": (lambda v, y: votes.general_meeting_passed(entitled=v, yes=y), MORE_THAN, HALF),
    "committee quorum": (lambda v, p: votes.committee_quorum(size=v, present=p), AT_LEAST, HALF),
    "committee pass": (lambda v, y: votes.committee_passed(size=v, yes=y), MORE_THAN, HALF),
    "officers quorum": (lambda v, p: votes.officers_quorum(size=v, present=p), AT_LEAST, HALF),
    "admission quorum": (lambda v, p: votes.admission_quorum(entitled=v, present=p), MORE_THAN, HALF),
    "admission pass": (
        lambda v, y: votes.admission_passed(entitled=v, yes_in_room=y // 2, yes_written=y - y // 2),
        MORE_THAN,
        HALF,
    ),
    "election quorum": (lambda v, p: votes.election_quorum(entitled=v, present=p), AT_LEAST, FOUR_FIFTHS),
    "elected": (elected, MORE_THAN, HALF),
    "elected, of entitled": (elected_of_entitled, MORE_THAN, HALF),
    "fewer seats": (lambda v, y: votes.seats_reducible(electors=v, consenting=y), MORE_THAN, HALF),
}


def counts(whole: int, share: Fraction) -> Iterator[int]:
    """Every count up to a dozen; of a larger whole those around the boundary and at the ends."""
    if whole <= 12:
        yield from range(whole + 1)
        return
    middle = int(share * whole)
    yield from sorted({0, whole, *(n for n in range(middle - 2, middle + 3) if 0 <= n <= whole)})


@pytest.mark.parametrize("name", FORMULAS)
def test_a_formula_says_what_fractions_say(name: str) -> None:
    ask, compare, share = FORMULAS[name]

    for whole in (*range(13), *LARGE):
        for part in counts(whole, share):
            said = ask(whole, part)
            truth = compare(Fraction(part), share * whole)
            assert said.holds == truth, (name, whole, part)
            assert said.counted == part
            assert said.base == whole


@pytest.mark.parametrize("name", FORMULAS)
def test_the_number_needed_is_the_first_that_would_do(name: str) -> None:
    _, compare, share = FORMULAS[name]
    ask = FORMULAS[name][0]

    for whole in range(13):
        first = next(n for n in range(whole + 2) if compare(Fraction(n), share * whole))
        assert ask(whole, 0).needed == first


@pytest.mark.parametrize("name", FORMULAS)
def test_the_arithmetic_shown_is_true(name: str) -> None:
    """What minutes print is read back and must be a true statement about the same two numbers."""
    ask, _, share = FORMULAS[name]
    signs = {">": operator.gt, "≥": operator.ge, "<": operator.lt, "≤": operator.le}

    for whole in range(13):
        for part in range(whole + 1):
            said = ask(whole, part)
            left, sign, right = said.arithmetic.split()
            a, b = _product(left), _product(right)
            assert signs[sign](a, b), said.arithmetic
            assert (sign in ">≥") == said.holds
            assert left.endswith(f"×{part}")
            assert a * share.numerator * whole == b * share.denominator * part  # the same comparison, nothing left out


def _product(text: str) -> int:
    found = 1
    for factor in text.split("×"):
        found *= int(factor)
    return found


def test_candidates_and_seats_by_brute_force() -> None:
    for seats in range(13):
        for number in range(20):
            enough = Fraction(number - seats) >= Fraction(seats, 5)
            assert candidates.committee_candidates(seats=seats, candidates=number).holds == enough
            assert candidates.delegate_candidates(seats=seats, candidates=number).holds == enough
            assert candidates.officers_equal(seats=seats, candidates=number).holds == (number == seats)
            assert votes.ballot_names(seats=seats, chosen=number).holds == (number not in range(seats + 1, 99))
            assert votes.poll_total(voters=seats, returned=number).holds == (not number > seats)
            assert candidates.admission_one_by_one(candidates=number).holds == (number in {0, 1})


def test_a_third_by_brute_force() -> None:
    for members in (*range(13), 170_329):
        most = max(n for n in range(members // 2 + 1) if Fraction(n) <= Fraction(members, 3))
        assert candidates.most_excellent(members=members) == most
        for excellent in {0, most, min(members, most + 1)}:
            said = candidates.excellent_within(members=members, excellent=excellent)
            assert said.holds == (Fraction(excellent) * 3 <= members)


def test_ceilings_show_their_arithmetic() -> None:
    assert votes.poll_total(voters=8, returned=9).arithmetic == "9 > 8"
    assert votes.poll_total(voters=8, returned=8).arithmetic == "8 ≤ 8"
