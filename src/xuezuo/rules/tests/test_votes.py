"""The vote formulas: the vectors of the research, and what must hold for all numbers."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuezuo.rules import candidates, votes
from xuezuo.rules.errors import ImpossibleCount
from xuezuo.rules.loader import shipped_packs
from xuezuo.rules.votes import MajorityOf

NUMBERS = st.integers(0, 3000)


@pytest.mark.parametrize("clause_id", votes.CLAUSE_IDS)
def test_the_packs_cite_every_provision_the_formulas_rest_on(clause_id: str) -> None:
    assert shipped_packs().clause(clause_id).id == clause_id


@pytest.mark.parametrize("majority_of", MajorityOf)
def test_the_denominator_of_elections_is_a_known_word(majority_of: MajorityOf) -> None:
    (row,) = [one for one in shipped_packs().parameters if one.id == "election.majority_of"]

    assert {version.value for version in row.versions} <= {one.value for one in MajorityOf}
    assert majority_of.value in row.meaning


@pytest.mark.parametrize(
    ("clause_id", "formula"),
    [
        ("branch.meeting.members.quorum", lambda t: votes.general_meeting_quorum(**t).holds),
        ("branch.meeting.members.pass", lambda t: votes.general_meeting_passed(**t).holds),
        ("dev.vote.quorum", lambda t: votes.admission_quorum(**t).holds),
        (
            "dev.vote.pass",
            lambda t: (
                votes.admission_passed(
                    entitled=t["entitled"], yes_in_room=t["yes_room"], yes_written=t["yes_written"]
                ).holds
            ),
        ),
        ("election.quorum", lambda t: votes.election_quorum(**t).holds),
        ("election.majority", lambda t: votes.election_elected(entitled=t["present"], **t).holds),
        ("election.committee.surplus", lambda t: candidates.fewest_candidates(seats=t["seats"])),
        ("review.excellent_ratio", lambda t: candidates.most_excellent(members=t["members"])),
    ],
)
def test_the_vectors_of_the_research(research: dict[str, Any], clause_id: str, formula: Any) -> None:
    vectors = [dict(vector) for vector in research[clause_id]["tests"]]

    assert vectors
    for vector in vectors:
        (expected,) = (vector.pop(key) for key in ("ok", "min_candidates", "max_excellent") if key in vector)
        assert formula(vector) == expected


@given(NUMBERS, st.data())
def test_formulas_agree_with_exact_fractions(entitled: int, data: st.DataObject) -> None:
    present = data.draw(st.integers(0, entitled))
    yes = data.draw(st.integers(0, present))
    half = Fraction(1, 2)

    assert votes.general_meeting_quorum(entitled=entitled, present=present).holds == (present >= half * entitled)
    assert votes.general_meeting_passed(entitled=entitled, yes=yes).holds == (yes > half * entitled)
    assert votes.committee_quorum(size=entitled, present=present).holds == (present >= half * entitled)
    assert votes.admission_quorum(entitled=entitled, present=present).holds == (present > half * entitled)
    assert votes.election_quorum(entitled=entitled, present=present).holds == (5 * present >= 4 * entitled)
    assert votes.election_elected(entitled=entitled, present=present, yes=yes).holds == (yes > half * present)
    strict = votes.election_elected(entitled=entitled, present=present, yes=yes, majority_of=MajorityOf.ENTITLED)
    assert strict.holds == (yes > half * entitled)
    assert strict.base == entitled


@given(NUMBERS, st.data())
def test_written_votes_count_like_votes_in_the_room(entitled: int, data: st.DataObject) -> None:
    yes_in_room = data.draw(st.integers(0, entitled))
    yes_written = data.draw(st.integers(0, entitled - yes_in_room))

    outcome = votes.admission_passed(entitled=entitled, yes_in_room=yes_in_room, yes_written=yes_written)

    assert outcome.counted == yes_in_room + yes_written
    assert outcome.holds == votes.general_meeting_passed(entitled=entitled, yes=yes_in_room + yes_written).holds


@given(NUMBERS)
def test_candidates_exceed_seats_by_a_fifth(seats: int) -> None:
    fewest = candidates.fewest_candidates(seats=seats)

    assert 5 * (fewest - seats) >= seats
    assert fewest == 0 or 5 * (fewest - 1 - seats) < seats


@given(NUMBERS)
def test_excellent_is_at_most_a_third(members: int) -> None:
    most = candidates.most_excellent(members=members)

    assert 3 * most <= members < 3 * (most + 1)


@pytest.mark.parametrize(("voters", "returned", "valid"), [(10, 10, True), (10, 9, True), (10, 11, False)])
def test_a_poll_with_more_ballots_than_voters_is_void(voters: int, returned: int, valid: bool) -> None:
    assert votes.poll_total(voters=voters, returned=returned).holds is valid


@pytest.mark.parametrize(("seats", "chosen", "valid"), [(3, 3, True), (3, 0, True), (3, 4, False)])
def test_a_ballot_with_more_names_than_seats_is_void(seats: int, chosen: int, valid: bool) -> None:
    assert votes.ballot_names(seats=seats, chosen=chosen).holds is valid


@pytest.mark.parametrize(
    "ask",
    [
        lambda: votes.general_meeting_quorum(entitled=5, present=6),
        lambda: votes.general_meeting_passed(entitled=5, yes=6),
        lambda: votes.admission_passed(entitled=5, yes_in_room=3, yes_written=3),
        lambda: votes.election_elected(entitled=9, present=5, yes=6),
        lambda: votes.poll_total(voters=-1, returned=0),
        lambda: candidates.fewest_candidates(seats=-1),
        lambda: candidates.most_excellent(members=-1),
    ],
)
def test_numbers_that_cannot_be_are_refused(ask: Any) -> None:
    with pytest.raises(ImpossibleCount, match="请核对"):
        ask()
