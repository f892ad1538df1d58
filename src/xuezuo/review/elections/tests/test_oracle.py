"""What stops an election before it starts, against shares and counting: who is present, who stands, who watches."""

from fractions import Fraction

import pytest

from xuezuo.review.elections.models import Election, Round
from xuezuo.review.elections.queries.formulas import (
    candidates_sentence,
    elected_sentence,
    quorum_sentence,
    total_sentence,
    watchers_sentences,
)
from xuezuo.review.elections.types import Body, ElectionKind, NextRound, RoundKind

MOST = 12
SURPLUS = (ElectionKind.TERM_CHANGE, ElectionKind.DELEGATES)


@pytest.mark.parametrize(("body", "least"), [(Body.MEETING, Fraction(4, 5)), (Body.COMMITTEE, Fraction(1, 2))])
def test_enough_are_present(body, least):
    for entitled in range(1, MOST + 1):
        for present in range(entitled + 1):
            said = quorum_sentence(body, entitled, present)
            is_enough = Fraction(present, entitled) >= least
            assert (said.holds, said.stops) == (is_enough, not is_enough), (entitled, present)


@pytest.mark.parametrize("kind", ElectionKind)
def test_enough_stand(kind):
    body = Body.COMMITTEE if kind == ElectionKind.OFFICERS else Body.MEETING
    for seats in range(1, MOST + 1):
        for number in range(2 * MOST):
            said = candidates_sentence(Election(kind=kind), NextRound(RoundKind.FIRST, body, seats, ()), number)
            surplus = Fraction(number - seats, seats)  # a part of a person counts as a whole one, so no rounding here
            may_go_on = {
                ElectionKind.OFFICERS: number == seats,
                ElectionKind.SECRETARY: number >= seats,
                ElectionKind.BY_ELECTION: number >= seats,  # the surplus only reminds
            }.get(kind, surplus >= Fraction(1, 5))
            assert (said.holds or not said.stops) is may_go_on, (seats, number)
            if kind == ElectionKind.BY_ELECTION:
                assert said.holds is (surplus >= Fraction(1, 5))


def test_a_tie_is_voted_again_without_a_surplus():
    for kind in SURPLUS:
        said = candidates_sentence(Election(kind=kind), NextRound(RoundKind.RUNOFF, Body.MEETING, 1, (1, 2)), 2)
        assert said.holds


@pytest.mark.parametrize("base", ["present", "entitled"])
def test_elected_is_more_than_half_and_the_other_figure_stands_beside_it(base):
    for present in range(1, MOST):
        one = Round(entitled=present + 2, present=present)
        for yes in range(present + 1):
            said = elected_sentence(one, "丁一", yes, base)
            whole = {"present": present, "entitled": present + 2}
            assert said.holds is (Fraction(yes, whole[base]) > Fraction(1, 2))
            assert "仅供对照" in said.words


def test_more_ballots_than_handed_out_and_watchers_who_stand():
    for issued in range(4):
        assert [total_sentence(issued, returned).holds for returned in range(5)] == [n <= issued for n in range(5)]
    for scrutineers, tellers, standing, is_fine in (
        ((1,), (2, 3), (4,), True),
        ((1,), (2, 3), (3,), False),
        ((1,), (2, 3), (1,), False),
        ((), (2, 3), (), False),
        ((1,), (2,), (), False),
    ):
        found = watchers_sentences(scrutineers, tellers, standing)
        assert all(one.holds or not one.stops for one in found) is is_fine
