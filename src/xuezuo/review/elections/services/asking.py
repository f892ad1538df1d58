"""What the unit asks and the unit above answers: the election itself, and the preliminary list of candidates.

An election entered afterwards carries the documents of its time: whoever enters it enters the answers too, and only
the result is confirmed from above.
"""

import datetime as dt

from xuezuo.kernel.text import squeeze
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.audit.services import use_case
from xuezuo.review.elections import events
from xuezuo.review.elections.errors import CandidateWrong, ElectionReasonNeeded
from xuezuo.review.elections.models import Candidate, Election
from xuezuo.review.elections.queries.formulas import candidates_sentence
from xuezuo.review.elections.services.checks import (
    check_day,
    check_other_person,
    check_state,
    lock_to_answer,
    lock_to_run,
    move,
    step,
    stop_unless,
    tell,
)
from xuezuo.review.elections.types import (
    BY_COMMITTEE,
    Body,
    CandidateState,
    ElectionState,
    NextRound,
    Paper,
    RoundKind,
    StepKind,
)


@use_case("elections.election_request")
def election_request(*, actor: Actor, election: Election, paper: Paper, at: dt.datetime) -> Election:
    """Enter that the unit asked the unit above to hold the election (请示).

    Raises:
        NotFound, Forbidden: the actor does not run the election.
        ElectionWrongState: asked already.
        DayWrong, ElectionReasonNeeded: the day; no document.
    """
    election = lock_to_run(actor, election, at)
    check_state(election, (ElectionState.PREPARING,), "登记请示")
    _check_paper(election, paper, at)
    move(election, ElectionState.REQUESTED)
    step(actor, election, StepKind.REQUESTED, paper, at)
    tell(events.ELECTION_REQUESTED, actor, election, at, reason=paper.document)
    return election


def _check_paper(election: Election, paper: Paper, at: dt.datetime) -> None:
    if not squeeze(paper.document):
        raise ElectionReasonNeeded(deed="这一步所依据的文件名称、文号或")
    with acting_as(SYSTEM):
        check_day(election, paper.on, at)


@use_case("elections.request_answer")
def request_answer(*, actor: Actor, election: Election, paper: Paper, agrees: bool, at: dt.datetime) -> Election:
    """Answer the request from above: approve it, or send it back with a remark.

    Raises:
        NotFound, Forbidden, NotFromAbove, SamePerson: somebody else answers.
        ElectionWrongState: not asked, or answered.
        DayWrong, ElectionReasonNeeded: the day; no document.
    """
    election = _lock_to_answer(actor, election, "批复请示", at)
    check_state(election, (ElectionState.REQUESTED,), "批复")
    check = StepKind.REQUESTED
    _answer(actor, election, check, paper, at)
    kind = StepKind.APPROVED if agrees else StepKind.RETURNED
    move(election, ElectionState.APPROVED if agrees else ElectionState.PREPARING)
    step(actor, election, kind, paper, at)
    tell(events.ELECTION_ANSWERED, actor, election, at, reason=paper.document, agrees=agrees)
    return election


def _lock_to_answer(actor: Actor, election: Election, deed: str, at: dt.datetime) -> Election:
    return lock_to_run(actor, election, at) if election.is_past else lock_to_answer(actor, election, deed, at)


def _answer(actor: Actor, election: Election, asked: StepKind, paper: Paper, at: dt.datetime) -> None:
    _check_paper(election, paper, at)
    if not election.is_past:
        with acting_as(SYSTEM):
            check_other_person(actor, election, asked, "批复")


@use_case("elections.consultation_note")
def consultation_note(*, actor: Actor, election: Election, paper: Paper, at: dt.datetime) -> Election:
    """Enter that members and those served were consulted about who is proposed.

    Raises:
        NotFound, Forbidden: the actor does not run the election.
        ElectionWrongState: not the time for it.
        DayWrong, ElectionReasonNeeded: the day; no record named.
    """
    election = lock_to_run(actor, election, at)
    check_state(election, (ElectionState.APPROVED,), "登记征求意见")
    _check_paper(election, paper, at)
    step(actor, election, StepKind.CONSULTED, paper, at)
    tell(events.CONSULTED, actor, election, at)
    return election


@use_case("elections.list_submit")
def list_submit(*, actor: Actor, election: Election, paper: Paper, at: dt.datetime) -> Election:
    """Submit the proposed as the preliminary list of candidates to the unit above.

    Raises:
        NotFound, Forbidden: the actor does not run the election.
        ElectionWrongState: not approved yet, or submitted.
        CandidateWrong: nobody is proposed.
        ElectionStopped: fewer candidates than a provision asks.
        DayWrong, ElectionReasonNeeded: the day; no document.
    """
    election = lock_to_run(actor, election, at)
    check_state(election, (ElectionState.APPROVED,), "上报预备人选")
    _check_paper(election, paper, at)
    with acting_as(SYSTEM):
        rows = Candidate.objects.filter(election=election, body=body_of(election), state=CandidateState.PROPOSED)
        ids = tuple(rows.order_by("position").values_list("pk", flat=True))
        if not ids:
            raise CandidateWrong(what="还没有推荐人选。请先登记推荐的人选。")
        coming = NextRound(RoundKind.FIRST, body_of(election), election.seats, ids)
        stop_unless([candidates_sentence(election, coming, len(ids))], "上报预备人选")
        rows.update(state=CandidateState.LISTED)
    move(election, ElectionState.PROPOSED)
    step(actor, election, StepKind.PROPOSED, paper, at)
    tell(events.LIST_SUBMITTED, actor, election, at, reason=paper.document, candidates=len(ids))
    return election


def body_of(election: Election) -> str:
    """Return who votes first."""
    return Body.COMMITTEE if election.kind in BY_COMMITTEE else Body.MEETING


@use_case("elections.list_answer")
def list_answer(*, actor: Actor, election: Election, paper: Paper, agrees: bool, at: dt.datetime) -> Election:
    """Answer the preliminary list from above: approved, they stand; sent back, they are proposals again.

    Raises:
        NotFound, Forbidden, NotFromAbove, SamePerson: somebody else answers.
        ElectionWrongState: not submitted, or answered.
        DayWrong, ElectionReasonNeeded: the day; no document.
    """
    election = _lock_to_answer(actor, election, "批复候选人预备人选", at)
    check_state(election, (ElectionState.PROPOSED,), "批复预备人选")
    _answer(actor, election, StepKind.PROPOSED, paper, at)
    with acting_as(SYSTEM):
        rows = Candidate.objects.filter(election=election, state=CandidateState.LISTED)
        rows.update(state=CandidateState.STANDING if agrees else CandidateState.PROPOSED)
    move(election, ElectionState.AGREED if agrees else ElectionState.APPROVED)
    step(actor, election, StepKind.AGREED if agrees else StepKind.RETURNED, paper, at)
    tell(events.LIST_ANSWERED, actor, election, at, reason=paper.document, agrees=agrees)
    return election
