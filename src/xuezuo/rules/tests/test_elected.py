"""Who is elected, against an oracle that counts for each candidate how many others stand in the way."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuezuo.rules.elected import RoundResult, Votes, election_round_result, runoff_result
from xuezuo.rules.errors import ImpossibleCount
from xuezuo.rules.loader import shipped_packs


def ask(seats: int, present: int, *yes: int, runoff: bool = False) -> RoundResult:
    """Ask with candidates called a, b, c, ..."""
    given_votes = [Votes(chr(97 + place), count) for place, count in enumerate(yes)]
    if runoff:
        return runoff_result(seats=seats, present=present, votes=given_votes)
    return election_round_result(seats=seats, entitled=present + 1, present=present, votes=given_votes)


def oracle(seats: int, present: int, yes: tuple[int, ...], *, runoff: bool = False) -> dict[str, str]:
    """Say of each candidate what happens, by comparing it with every other one."""
    passing = {chr(97 + place): count for place, count in enumerate(yes) if runoff or count + count > present}
    said = {}
    for key, count in passing.items():
        better = sum(other > count for other in passing.values())
        as_good = sum(other == count for other in passing.values())
        if better + as_good <= seats:
            said[key] = "elected"
        elif better < seats:
            said[key] = "tied"
        else:
            said[key] = "beyond"
    return said


def as_said(result: RoundResult) -> dict[str, str]:
    """Turn a result into the words of the oracle."""
    groups = {"elected": result.elected, "tied": result.tied, "beyond": result.beyond}
    return {key: word for word, keys in groups.items() for key in keys}


@pytest.mark.parametrize("seats", [1, 2, 3, 4])
@pytest.mark.parametrize("present", [0, 1, 4, 5, 6])
@pytest.mark.parametrize("candidates", [1, 2, 3, 4])
def test_rounds_by_brute_force(seats: int, present: int, candidates: int) -> None:
    for yes in itertools.product(range(present + 1), repeat=candidates):
        if sum(yes) > seats * present:
            continue
        result = ask(seats, present, *yes)
        truth = oracle(seats, present, yes)
        assert as_said(result) == truth, yes
        filled = sum(word == "elected" for word in truth.values())
        assert result.seats_for_tied == (seats - filled if result.tied else 0)
        assert result.missing == (0 if result.tied else seats - filled)
        assert result.is_final == (filled == seats)


@pytest.mark.parametrize(("seats", "candidates"), [(1, 2), (1, 3), (2, 3), (2, 4), (3, 4)])
def test_runoffs_by_brute_force(seats: int, candidates: int) -> None:
    for yes in itertools.product(range(6), repeat=candidates):
        if sum(yes) <= seats * 5:
            assert as_said(ask(seats, 5, *yes, runoff=True)) == oracle(seats, 5, yes, runoff=True)


@given(st.data())
def test_no_order_of_candidates_changes_who_is_elected(data: st.DataObject) -> None:
    present, seats = data.draw(st.integers(1, 3000)), data.draw(st.integers(1, 9))
    most = min(present, seats * present // 12 + present)
    yes = data.draw(st.lists(st.integers(0, most), min_size=1, max_size=12).filter(lambda v: sum(v) <= seats * present))
    votes = [Votes(str(place), count) for place, count in enumerate(yes)]
    mixed = data.draw(st.permutations(votes))

    one = election_round_result(seats=seats, entitled=present, present=present, votes=votes)
    other = election_round_result(seats=seats, entitled=present, present=present, votes=mixed)

    assert (set(one.elected), set(one.tied), set(one.beyond)) == (
        set(other.elected),
        set(other.tied),
        set(other.beyond),
    )
    assert len(one.elected) + one.seats_for_tied + one.missing == seats
    assert len(one.tied) > one.seats_for_tied or not one.tied
    lowest = min((yes[int(key)] for key in one.elected), default=present + 1)
    assert all(yes[int(key)] < lowest for key in (*one.tied, *one.beyond))
    assert all(outcome.holds == (key in {*one.elected, *one.tied, *one.beyond}) for key, outcome in one.majority)


def test_the_provisions_used_are_named_and_known() -> None:
    assert ask(2, 9, 7, 5, 5).clause_ids == ("election.majority", "election.tie")
    assert ask(2, 9, 7, 4).clause_ids == ("election.majority", "election.short")
    assert ask(1, 9, 4, 4, runoff=True).clause_ids == ("election.tie",)
    for clause_id in ("election.majority", "election.tie", "election.short"):
        assert shipped_packs().clause(clause_id)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: ask(0, 5, 3),
        lambda: ask(1, 5, 6),
        lambda: ask(1, 5, -1),
        lambda: ask(1, 5, 5, 5),  # ten marks on five ballots of one name each
        lambda: ask(2, 5, 3, 2, runoff=True),
        lambda: election_round_result(seats=1, entitled=9, present=9, votes=[Votes("a", 1), Votes("a", 2)]),
    ],
)
def test_impossible_rounds_are_refused(wrong) -> None:  # type: ignore[no-untyped-def]  # a lambda
    with pytest.raises(ImpossibleCount, match="请核对"):
        wrong()
