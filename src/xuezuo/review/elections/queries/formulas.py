"""What provisions say about an election, as sentences with numbers: before a ballot starts, and of its result."""

import datetime as dt
from collections.abc import Collection

from xuezuo.org.models import Unit
from xuezuo.org.types import BranchFunction, UnitKind, UnitType
from xuezuo.review.elections.models import Election, Round
from xuezuo.review.elections.types import Body, ElectionKind, NextRound, RoundKind, Sentence
from xuezuo.review.votes.queries import cited
from xuezuo.review.votes.queries.rulings import clause_of, ruling_of
from xuezuo.rules import vocabulary
from xuezuo.rules.candidates import committee_candidates, delegate_candidates, fewest_candidates, officers_equal
from xuezuo.rules.errors import UnknownParameter
from xuezuo.rules.loader import shipped_packs
from xuezuo.rules.types import UnitFacts
from xuezuo.rules.verdicts import judge
from xuezuo.rules.vocabulary import Verdict
from xuezuo.rules.votes import (
    Ceiling,
    MajorityOf,
    Outcome,
    election_elected,
    election_quorum,
    officers_quorum,
    poll_total,
)

MAJORITY_PARAMETER = "election.majority_of"
LEAST_SCRUTINEERS, LEAST_TELLERS = 1, 2


def facts_of(unit: Unit) -> UnitFacts:
    """Return what rule packs ask about the unit."""
    return UnitFacts(
        kind=vocabulary.UnitKind[UnitKind(unit.kind).name],
        unit_type=vocabulary.UnitType[UnitType(unit.unit_type).name] if unit.unit_type else None,
        function=vocabulary.BranchFunction[BranchFunction(unit.function).name] if unit.function else None,
    )


def parameter_of(unit: Unit, name: str, on: dt.date) -> int | str | None:
    """Return the parameter in force for the unit on the civil day; None where no pack says anything."""
    try:
        value = shipped_packs().parameter_on(name, on, facts_of(unit)).value
    except UnknownParameter:
        return None
    return value if isinstance(value, int | str) else None


def majority_of(unit: Unit, on: dt.date) -> MajorityOf:
    """Return the denominator of elections in force: those present, unless a pack says otherwise."""
    return MajorityOf(parameter_of(unit, MAJORITY_PARAMETER, on) or MajorityOf.PRESENT.value)


def enough_candidates(election: Election, coming: NextRound, candidates: int) -> Outcome | Ceiling | None:
    """Return whether there are candidates enough for the ballot; None for a runoff and where no provision says so."""
    if coming.kind == RoundKind.RUNOFF:
        return None
    if coming.body == Body.COMMITTEE:
        return officers_equal(seats=coming.seats, candidates=candidates)
    if election.kind == ElectionKind.DELEGATES:
        return delegate_candidates(seats=coming.seats, candidates=candidates)
    if election.kind == ElectionKind.SECRETARY:
        return None
    return committee_candidates(seats=coming.seats, candidates=candidates)


def candidates_wanted(election: Election) -> int:
    """Return how many candidates the meeting's first ballot needs at least."""
    if election.kind in (ElectionKind.OFFICERS, ElectionKind.SECRETARY, ElectionKind.BY_ELECTION):
        return election.seats
    return fewest_candidates(seats=election.seats)


def sentence(words: str, outcome: Outcome | Ceiling) -> Sentence:
    """Return the comparison with its provision; it stops the election when that must be kept."""
    stops = ruling_of(outcome).verdict is Verdict.BLOCK
    return Sentence(words, outcome.arithmetic, outcome.holds, cited(outcome.clause_id), stops)


def candidates_sentence(election: Election, coming: NextRound, candidates: int) -> Sentence:
    """Return how many candidates stand for how many seats, and what is asked."""
    outcome = enough_candidates(election, coming, candidates)
    if outcome is None:
        holds = candidates >= coming.seats
        words = f"应选 {coming.seats} 名，候选人 {candidates} 名，候选人不能少于应选名额。"
        return Sentence(words, f"{candidates} {'≥' if holds else '<'} {coming.seats}", holds, "", not holds)
    if outcome.clause_id == "election.officers.equal":
        return sentence(f"应选 {coming.seats} 名，候选人 {candidates} 名，等额选举。", outcome)
    if election.kind == ElectionKind.BY_ELECTION:
        return _by_election(coming, candidates, outcome)
    least = fewest_candidates(seats=coming.seats)
    words = f"应选 {coming.seats} 名，候选人 {candidates} 名；差额五分之一，不足一人按一人计，至少 {least} 名。"
    return sentence(words, outcome)


def _by_election(coming: NextRound, candidates: int, outcome: Outcome | Ceiling) -> Sentence:
    """The surplus stands with the election of a committee; filling a vacancy has no such provision, so it reminds.

    Source: election.committee.surplus (委员会一章), election.vacancy (no number of candidates).
    """
    words = f"应选 {coming.seats} 名，候选人 {candidates} 名。补选没有差额的规定；委员会选举差额五分之一，供参考。"
    if candidates < coming.seats:
        return Sentence(f"{words}候选人不能少于应选名额。", f"{candidates} < {coming.seats}", False, "", True)
    return Sentence(words, outcome.arithmetic, outcome.holds, cited(outcome.clause_id), False)


def quorum_sentence(body: str, entitled: int, present: int) -> Sentence:
    """Return whether enough electors are present to begin."""
    if body == Body.COMMITTEE:
        outcome = officers_quorum(size=entitled, present=present)
        return sentence(
            f"委员 {entitled} 人，到会 {present} 人，须有半数以上（至少 {outcome.needed} 人）到会。", outcome
        )
    outcome = election_quorum(entitled=entitled, present=present)
    words = f"应到会有选举权的 {entitled} 人，实到会 {present} 人，不得少于五分之四（至少 {outcome.needed} 人）。"
    return sentence(words, outcome)


def watchers_sentences(
    scrutineers: Collection[int], tellers: Collection[int], standing: Collection[int]
) -> list[Sentence]:
    """Return whether scrutineers and tellers are named and none of them stands."""
    stand = {*scrutineers, *tellers}.intersection(standing)
    ruling = judge(clause_of("election.tellers"), holds=not stand, is_impossible=True)
    enough = len(scrutineers) >= LEAST_SCRUTINEERS and len(tellers) >= LEAST_TELLERS
    counts = f"监票人 {len(scrutineers)} 名，计票人 {len(tellers)} 名。"
    return [
        Sentence(
            f"{counts}监票人、计票人都不是候选人。", "", not stand, cited("election.tellers"), not ruling.may_go_on
        ),
        Sentence("监票人至少 1 名，计票人至少 2 名（两人分别计票，互相核对）。", "", enough, "", not enough),
    ]


def total_sentence(issued: int, returned: int) -> Sentence:
    """Return whether not more ballots came back than were handed out."""
    words = f"发出选票 {issued} 张，收回 {returned} 张，收回的不能多于发出的。"
    return sentence(words, poll_total(voters=issued, returned=returned))


def elected_sentence(one: Round, name: str, yes: int, base: str) -> Sentence:
    """Return a candidate's votes against the majority that decides, and against the other denominator beside it."""
    decides = election_elected(entitled=one.entitled, present=one.present, yes=yes, majority_of=MajorityOf(base))
    other = MajorityOf.ENTITLED if base == MajorityOf.PRESENT.value else MajorityOf.PRESENT
    beside = election_elected(entitled=one.entitled, present=one.present, yes=yes, majority_of=other)
    of = {MajorityOf.PRESENT: "实到会", MajorityOf.ENTITLED: "应到会"}
    words = (
        f"{name}：赞成 {yes} 票，须超过{of[MajorityOf(base)]}有选举权人数 {decides.base} 人的半数"
        f"（至少 {decides.needed} 票）；"
        f"按{of[other]} {beside.base} 人计为 {beside.arithmetic}，仅供对照。"
    )
    return Sentence(words, decides.arithmetic, decides.holds, cited("election.majority"))
