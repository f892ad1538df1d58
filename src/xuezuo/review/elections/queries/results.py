"""What ballots came to, in words and numbers: the arithmetic of the minutes, the report and the page."""

import dataclasses
import uuid

from xuezuo.org.types import PostKind
from xuezuo.review.elections.models import Candidate, Election, Round
from xuezuo.review.elections.queries.formulas import (
    candidates_sentence,
    elected_sentence,
    quorum_sentence,
    total_sentence,
)
from xuezuo.review.elections.types import OFFICES, NextRound, RoundKind, RoundState, Sentence
from xuezuo.review.votes.queries import cited


@dataclasses.dataclass(frozen=True, slots=True)
class CountRow:
    """A candidate's votes; `outcome` says what came of them."""

    name: str
    yes: int
    no: int
    abstain: int
    outcome: str
    is_elected: bool


@dataclasses.dataclass(frozen=True, slots=True)
class RoundRow:
    """A ballot as pages and documents show it."""

    uid: uuid.UUID
    number: int
    label: str
    state: str
    seats: int
    entitled: int
    present: int
    issued: int
    returned: int
    valid: int
    invalid: int
    rows: tuple[CountRow, ...]
    write_ins: tuple[tuple[str, int], ...]
    sentences: tuple[Sentence, ...]
    summary: str
    void_reason: str
    poll_uid: uuid.UUID | None

    @property
    def is_counted(self) -> bool:
        """There are numbers to show."""
        return self.state == RoundState.COUNTED


def round_rows(election: Election, rounds: list[Round]) -> list[RoundRow]:
    """Return the ballots in order; read as the system, after the door of the election."""
    rows = Candidate.objects.filter(election=election).select_related("member")
    people = {one.pk: one for one in rows}
    return [_row(election, one, people) for one in rounds]


def _row(election: Election, one: Round, people: dict[int, Candidate]) -> RoundRow:
    counted, result = one.numbers, one.outcome
    beyond = "得票较少，未当选" if one.kind == RoundKind.RUNOFF else "超过半数，名额已满"
    lines = counted.get("rows", ())
    votes = tuple(_count(people[pk], (yes, no, abstain), result, beyond) for pk, yes, no, abstain in lines)
    is_counted = one.state == RoundState.COUNTED
    returned, invalid = counted.get("returned", 0), counted.get("invalid", 0)
    return RoundRow(
        uid=one.uid,
        number=one.number,
        label=one.get_kind_display(),
        state=one.state,
        seats=one.seats,
        entitled=one.entitled,
        present=one.present,
        issued=counted.get("issued", 0),
        returned=returned,
        valid=returned - invalid,
        invalid=invalid,
        rows=votes if is_counted else (),
        write_ins=tuple((name, times) for name, times in counted.get("write_ins", ())) if is_counted else (),
        sentences=tuple(_sentences(election, one, votes)) if is_counted else (),
        summary=_summary(one, people) if is_counted else "",
        void_reason=one.void_reason,
        poll_uid=one.poll.uid if one.poll else None,
    )


def name_of(one: Candidate) -> str:
    """Return the candidate's name, with the office stood for."""
    return f"{one.member.name}（{PostKind(one.office).label}）" if one.office in OFFICES else one.member.name


def _count(one: Candidate, counts: tuple[int, int, int], result: dict[str, list[int]], beyond: str) -> CountRow:
    elected = one.pk in result.get("elected", ())
    words = {
        "当选": elected,
        "票数相等，再次投票": one.pk in result.get("tied", ()),
        beyond: str(one.pk) in [str(key) for key in result.get("beyond", ())],
    }
    outcome = next((word for word, holds in words.items() if holds), "未当选")
    return CountRow(name_of(one), *counts, outcome, elected)


def _sentences(election: Election, one: Round, votes: tuple[CountRow, ...]) -> list[Sentence]:
    coming = NextRound(one.kind, one.body, one.seats, tuple(one.standing))
    found = [quorum_sentence(one.body, one.entitled, one.present)]
    if one.kind != RoundKind.RUNOFF:
        found.append(candidates_sentence(election, coming, len(one.standing)))
    found.append(total_sentence(one.numbers["issued"], one.numbers["returned"]))
    if one.kind == RoundKind.RUNOFF:
        words = f"得票相等的 {len(one.standing)} 人再次投票，选 {one.seats} 名，得赞成票多的当选。"
        return [*found, Sentence(words, "", True, cited("election.tie"))]
    found += [elected_sentence(one, row.name, row.yes, one.outcome["majority_of"]) for row in votes]
    found += [
        elected_sentence(one, f"另选的{name}", times, one.outcome["majority_of"])
        for name, times in one.numbers["write_ins"]
    ]
    return found


def _summary(one: Round, people: dict[int, Candidate]) -> str:
    elected = [name_of(people[pk]) for pk in one.outcome["elected"]]
    tied = [name_of(people[pk]) for pk in one.outcome["tied"]]
    parts = [f"当选 {len(elected)} 名：{'、'.join(elected)}。" if elected else "没有人当选。"]
    if tied:
        parts.append(f"{'、'.join(tied)}得票相等，就剩余 {one.outcome['seats_for_tied']} 名再次投票。")
    if one.outcome["missing"]:
        parts.append(f"不足 {one.outcome['missing']} 名，另行选举；接近应选名额的，经超过半数选举人同意可以减少名额。")
    return "".join(parts)
