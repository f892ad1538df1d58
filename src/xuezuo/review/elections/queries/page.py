"""What the page of an election shows to one person."""

import dataclasses
import datetime as dt

from xuezuo.org.types import PostKind
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.review.elections.models import Candidate, Election, Elector, Step, Watcher
from xuezuo.review.elections.policies import ELECTIONS_RUN, ELECTIONS_VIEW
from xuezuo.review.elections.queries.access import may, oversees
from xuezuo.review.elections.queries.actions import Action, actions_of
from xuezuo.review.elections.queries.formulas import candidates_wanted
from xuezuo.review.elections.queries.lists import unit_name
from xuezuo.review.elections.queries.results import RoundRow, round_rows
from xuezuo.review.elections.queries.rounds import body_now, electors_of, next_round, rounds_of, watchers_of
from xuezuo.review.elections.queries.starting import sentences_before
from xuezuo.review.elections.types import (
    OFFICES,
    Body,
    CandidateState,
    ElectionState,
    NextRound,
    Sentence,
)

VOTING = (ElectionState.MEETING, ElectionState.ELECTED)
AFTER = (ElectionState.ELECTED, ElectionState.REPORTED, ElectionState.DONE)  # officers are elected during the first


@dataclasses.dataclass(frozen=True, slots=True)
class CandidateRow:
    """A candidate as the page shows it."""

    name: str
    number: str
    office: str
    state: str
    is_elected: bool
    title: str


@dataclasses.dataclass(frozen=True, slots=True)
class Turnout:
    """The list of electors in numbers, and for those who run it who is left out and why."""

    label: str
    entitled: int
    present: int
    left_out: tuple[Elector, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class ElectionPage:
    """An election as one person sees it."""

    unit_name: str
    body_label: str
    wanted: int
    steps: list[Step]
    candidates: list[CandidateRow]
    officers: list[CandidateRow]
    turnouts: list[Turnout]
    watchers: list[Watcher]
    mine: str
    rounds: list[RoundRow]
    coming: NextRound | None
    before: list[Sentence]
    actions: list[Action]
    is_keeper: bool
    may_print: bool


def election_page(actor: Actor, election: Election, on: dt.date) -> ElectionPage:
    """Return what the actor, who has passed the door, sees of the election."""
    runs = may(actor, ELECTIONS_RUN, election.unit, on)
    above = oversees(actor, election.unit, on)
    keeper = runs or may(actor, ELECTIONS_VIEW, election.unit, on)
    with acting_as(SYSTEM):
        body = body_now(election)
        rounds = rounds_of(election)
        coming = next_round(election, body) if election.state in VOTING and runs else None
        people = _people(election)
        return ElectionPage(
            unit_name=unit_name(election.unit_id, on),
            body_label="党代表大会" if election.congress_id and election.kind != "delegates" else "党员大会",
            wanted=candidates_wanted(election),
            steps=list(Step.objects.filter(election=election).order_by("pk")) if keeper else [],
            candidates=[_row(one, election) for one in people if one.body == _first_body(election)],
            officers=[_row(one, election) for one in people if one.body != _first_body(election)],
            turnouts=_turnouts(election, with_reasons=runs or above),
            watchers=[one for role in watchers_of(election, body).values() for one in role],
            mine=_mine(actor, election),
            rounds=round_rows(election, rounds),
            coming=coming,
            before=sentences_before(election, coming, coming.standing) if coming else [],
            actions=actions_of(election, rounds, runs=runs, above=above),
            is_keeper=keeper,
            may_print=keeper,
        )


def _first_body(election: Election) -> str:
    return Body.COMMITTEE if election.kind == "officers" else Body.MEETING


def _people(election: Election) -> list[Candidate]:
    rows = Candidate.objects.filter(election=election).exclude(state=CandidateState.WITHDRAWN)
    return list(rows.select_related("member").order_by("position", "pk"))


def _row(one: Candidate, election: Election) -> CandidateRow:
    office = PostKind(one.office).label if one.office in OFFICES else ""
    is_over = election.state in (AFTER if one.body == _first_body(election) else AFTER[1:])
    label = "未当选" if is_over else CandidateState(one.state).label
    return CandidateRow(one.member.name, one.member.number, office, label, one.elected_in_id is not None, one.title)


def _mine(actor: Actor, election: Election) -> str:
    mine = Elector.objects.filter(election=election, member_id=actor.member_id or 0).exclude(why="").first()
    if mine is None:
        return ""
    return f"{mine.get_why_display()}{f'（{mine.document}）' if mine.document else ''}"


def _turnouts(election: Election, *, with_reasons: bool) -> list[Turnout]:
    """Why somebody may not elect is for those who run the election and those who approve it, and for that person."""
    found = []
    for body, label in ((Body.MEETING, "大会"), (Body.COMMITTEE, "委员会")):
        lines = electors_of(election, body)
        if lines:
            entitled = [one for one in lines if not one.why]
            left_out = tuple(one for one in lines if one.why) if with_reasons else ()
            found.append(Turnout(label, len(entitled), sum(one.is_present for one in entitled), left_out))
    return found
