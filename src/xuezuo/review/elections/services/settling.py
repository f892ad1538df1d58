"""From a count to who is elected: the numbers must be possible, then `rules.elected` decides; all of it is frozen."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from xuezuo.kernel.text import squeeze
from xuezuo.org.models import Member
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.audit.services import use_case
from xuezuo.review.elections import events
from xuezuo.review.elections.errors import CandidateWrong, CountWrong, ElectionStopped, ElectionWrongState
from xuezuo.review.elections.models import Candidate, Election, Elector, Round
from xuezuo.review.elections.queries.formulas import majority_of, sentence
from xuezuo.review.elections.queries.rounds import elected_of, is_filled, rounds_of
from xuezuo.review.elections.services.candidates import Proposal, check_eligible, put
from xuezuo.review.elections.services.checks import (
    check_state,
    lock_to_run,
    move,
    step,
    stop_unless,
    tell,
)
from xuezuo.review.elections.types import (
    Body,
    CandidateState,
    Counted,
    ElectionState,
    Paper,
    RoundKind,
    RoundState,
    StepKind,
)
from xuezuo.rules.elected import RoundResult, Votes, election_round_result, runoff_result
from xuezuo.rules.errors import ImpossibleCount
from xuezuo.rules.votes import seats_reducible

WRITTEN = "w:"
TOO_MANY = "收回的选票多于发出的选票，选举无效，应当重新选举（《中国共产党基层组织选举工作条例》选举实施一章）。"


def settle(
    actor: Actor, election: Election, one: Round, counted: Counted, numbers: Mapping[str, str], at: dt.datetime
) -> Round:
    """Freeze the count and tell who is elected; more ballots back than handed out make it void.

    The caller holds the election and the ballot.

    Raises:
        CountWrong: the numbers cannot be, or it is not clear who was written in.
    """
    check_count(one, counted)
    with acting_as(SYSTEM):
        one.counted = to_json(counted)
        if counted.returned > counted.issued:
            one.state, one.void_reason = RoundState.VOID, TOO_MANY
            one.save(update_fields=["counted", "state", "void_reason"])
            tell(events.ROUND_VOIDED, actor, election, at, reason=TOO_MANY, number=one.number)
            return one
        _decide(election, one, counted, numbers)
        one.state, one.counted_at = RoundState.COUNTED, at
        one.save(update_fields=["counted", "result", "state", "counted_at"])
        filled = is_filled(election, one.body)
    tell(events.ROUND_COUNTED, actor, election, at, number=one.number, elected=len(one.outcome["elected"]))
    if filled and election.state == ElectionState.MEETING:
        finish_meeting(actor, election, at)
    return one


def finish_meeting(actor: Actor, election: Election, at: dt.datetime) -> None:
    """Write that every seat is filled."""
    move(election, ElectionState.ELECTED)
    step(actor, election, StepKind.ELECTED, Paper(election.day, ""), at)


def _decide(election: Election, one: Round, counted: Counted, numbers: Mapping[str, str]) -> None:
    votes = [Votes(str(row.candidate_id), row.yes) for row in counted.rows]
    votes += [Votes(f"{WRITTEN}{name}", times) for name, times in counted.write_ins]
    base = majority_of(election.unit, election.day)
    try:
        if one.kind == RoundKind.RUNOFF:
            result = runoff_result(seats=one.seats, present=one.present, votes=votes)
        else:
            result = election_round_result(
                seats=one.seats, entitled=one.entitled, present=one.present, votes=votes, majority_of=base
            )
    except ImpossibleCount as error:
        raise CountWrong(what=error.message) from error
    known = {key: _person(election, one, key, numbers) for key in (*result.elected, *result.tied)}
    one.result = _frozen(result, known, base.value)
    Candidate.objects.filter(pk__in=one.outcome["elected"]).update(elected_in=one)


def _frozen(result: RoundResult, known: Mapping[str, int], base: str) -> dict[str, Any]:
    return {
        "elected": [known[key] for key in result.elected],
        "tied": [known[key] for key in result.tied],
        "seats_for_tied": result.seats_for_tied,
        "missing": result.missing,
        "beyond": list(result.beyond),
        "majority_of": base,
        "clauses": list(result.clause_ids),
    }


def _person(election: Election, one: Round, key: str, numbers: Mapping[str, str]) -> int:
    """Return the id of the candidate; somebody written in becomes one, when it is clear who it is and may stand."""
    if not key.startswith(WRITTEN):
        return int(key)
    name = key.removeprefix(WRITTEN)
    member = _named(election, name, numbers)
    try:
        check_eligible(election, member.pk, election.day)
    except CandidateWrong as error:
        raise CountWrong(what=f"另选的一人得票够当选，但{error.message}这些票应作为无效的另选，不录入。") from error
    if Candidate.objects.filter(election=election, body=one.body, member=member, pk__in=one.standing).exists():
        raise CountWrong(what="另选的人已经在候选人名单上。")
    return put(election, one.body, Proposal(member.pk, origin="另选他人"), CandidateState.WRITTEN_IN).pk


def _named(election: Election, name: str, numbers: Mapping[str, str]) -> Member:
    if number := squeeze(numbers.get(name, "")):
        found = list(Member.objects.filter(number=number, name=name)[:2])
    else:
        lines = Elector.objects.filter(election=election, body=Body.MEETING, why="", member__name=name)
        found = list(Member.objects.filter(pk__in=lines.values("member_id"))[:2])
    if len(found) != 1:
        raise CountWrong(
            what=f"另选的“{name}”得票够当选或票数相等，但名单上没有或不止一位。请在“另选人的党员编号”写明“姓名 编号”。"
        )
    return found[0]


def check_count(one: Round, counted: Counted) -> None:
    """Raise `CountWrong`, saying which number, unless the count can be."""
    valid, names = counted.valid, [squeeze(name) for name, _ in counted.write_ins]
    marks = sum(row.yes for row in counted.rows) + sum(times for _, times in counted.write_ins)
    wrong = {
        "没有发出选票，没有投过票就没有结果。": counted.issued < 1,
        f"发出 {counted.issued} 张，实到会有选举权的只有 {one.present} 人。": counted.issued > one.present,
        "无效票不能多于收回的票，也不能是负数。": not 0 <= counted.invalid <= counted.returned,
        "每名候选人录一行，不多不少。": [row.candidate_id for row in counted.rows] != list(one.standing),
        "另选他人要写姓名和不少于 1 的票数，同一人写一行。": len(set(names)) < len(names)
        or not all(names)
        or any(times < 1 for _, times in counted.write_ins),
        "票数相等再次投票时不能另选他人。": one.kind == RoundKind.RUNOFF and bool(names),
        f"赞成和另选合计 {marks} 票，有效票 {valid} 张每张最多选 {one.seats} 人。": counted.returned <= counted.issued
        and marks > valid * one.seats,
    }
    for what, is_wrong in wrong.items():
        if is_wrong:
            raise CountWrong(what=what)
    for position, row in enumerate(counted.rows, start=1):
        total = row.yes + row.no + row.abstain
        if min(row.yes, row.no, row.abstain) < 0 or (total != valid and counted.returned <= counted.issued):
            raise CountWrong(what=f"第 {position} 名候选人的赞成、不赞成、弃权合计 {total}，有效票是 {valid} 张。")


def to_json(counted: Counted) -> dict[str, object]:
    """Return a count as it is stored."""
    return {
        "issued": counted.issued,
        "returned": counted.returned,
        "invalid": counted.invalid,
        "rows": [[row.candidate_id, row.yes, row.no, row.abstain] for row in counted.rows],
        "write_ins": [list(pair) for pair in counted.write_ins],
    }


@use_case("elections.seats_reduce")
def seats_reduce(*, actor: Actor, election: Election, consenting: int, note: str, at: dt.datetime) -> Election:
    """Give up the seats that nobody was elected to, with the recorded consent of the electors present.

    Whether the number elected is close to the seats is for the meeting to judge.

    Raises:
        NotFound, Forbidden: the actor does not run the election.
        ElectionWrongState: no seat is missing.
        ElectionStopped: not more than half consent, or nobody is elected.
        CountWrong: more consent than are present.

    Source: election.short (基层组织选举工作条例).
    """
    election = lock_to_run(actor, election, at)
    check_state(election, (ElectionState.MEETING,), "减少名额")
    with acting_as(SYSTEM):
        rounds = rounds_of(election, Body.MEETING)
        last = rounds[-1] if rounds else None
        if last is None or last.state != RoundState.COUNTED or last.outcome["tied"] or not last.outcome["missing"]:
            raise ElectionWrongState(state=election.get_state_display(), deed="减少名额", hint="没有名额空缺。")
        _check_consent(last, consenting)
        elected = len(elected_of(election, Body.MEETING))
        if not elected:
            raise ElectionStopped(deed="减少名额", what="没有人当选，应另行选举。")
        election.consent = {"present": last.present, "consenting": consenting, "seats": election.seats}
        election.seats = elected
        election.save(update_fields=["consent", "seats"])
    step(actor, election, StepKind.REDUCED, Paper(election.day, "", note), at)
    tell(events.SEATS_REDUCED, actor, election, at, seats=elected, consenting=consenting)
    finish_meeting(actor, election, at)
    return election


def _check_consent(last: Round, consenting: int) -> None:
    try:
        outcome = seats_reducible(electors=last.present, consenting=consenting)
    except ImpossibleCount as error:
        raise CountWrong(what=error.message) from error
    words = f"实到会选举人 {last.present} 人，同意减少名额 {consenting} 人，须超过半数。"
    stop_unless([sentence(words, outcome)], "减少名额")
