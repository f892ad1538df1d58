"""Ballots: opened when everything holds, counted by `ballots` or entered from paper, or made void."""

import datetime as dt
from collections.abc import Mapping, Sequence

from xuezuo.kernel.ids import new_id
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.audit.services import use_case
from xuezuo.review.ballots.queries import poll_result
from xuezuo.review.ballots.services import poll_open, poll_prepare, tellers_appoint
from xuezuo.review.ballots.types import (
    APPROVAL,
    RUNNING,
    ItemSpec,
    PollMode,
    PollPurpose,
    PollResult,
    PollSpec,
    PollState,
)
from xuezuo.review.elections import events
from xuezuo.review.elections.errors import CandidateWrong, ElectionStopped, ElectionWrongState, PollGoing
from xuezuo.review.elections.models import Candidate, Election, Elector, Round
from xuezuo.review.elections.queries.rounds import body_now, next_round, rounds_of, watchers_of
from xuezuo.review.elections.queries.starting import sentences_before, turnout
from xuezuo.review.elections.services.checks import (
    check_state,
    lock_to_run,
    reason_of,
    step,
    stop_unless,
    tell,
)
from xuezuo.review.elections.services.elections import close_open
from xuezuo.review.elections.services.settling import settle
from xuezuo.review.elections.types import (
    CandidateCount,
    Counted,
    ElectionState,
    NextRound,
    Paper,
    RoundKind,
    RoundOrder,
    RoundState,
    StepKind,
    WatcherRole,
)

HINT = "赞成的画“赞成”，不赞成的画“不赞成”，弃权的画“弃权”。"
WRITE_INS = "不赞成的可以另选他人。所选人数（含另选的）多于应选人数的选票无效。"
ONLY_TIED = "只在得票相等的人中选，不能另选他人。所选人数多于应选人数的选票无效。"
NOBODY_VOTED = "没有人领取选票，没有投票。"
VOTING = (ElectionState.MEETING, ElectionState.ELECTED)


@use_case("elections.round_open")
def round_open(*, actor: Actor, election: Election, order: RoundOrder, at: dt.datetime) -> Round:
    """Start the next ballot to the electors present, once every provision holds.

    Raises:
        NotFound, Forbidden: the actor does not run the election.
        ElectionWrongState: no list of electors, over, nothing left to elect, or a ballot is going on.
        CandidateWrong: somebody who does not stand.
        ElectionStopped: too few present or standing, watchers missing or standing; with the provision.
    """
    election = lock_to_run(actor, election, at)
    check_state(election, VOTING, "开始投票")
    with acting_as(SYSTEM):
        coming = next_round(election, body_now(election))
        if coming is None:
            raise ElectionWrongState(
                state=election.get_state_display(), deed="开始投票", hint="正在投票，或名额都已选出。"
            )
        standing = _standing(coming, order)
        stop_unless(sentences_before(election, coming, standing), "开始投票")
        one = _make(election, coming, standing, at)
    if order.mode:
        _poll(actor, one, order.mode, at)
    step(actor, election, StepKind.ROUND, Paper(election.day, "", coming.label), at)
    tell(events.ROUND_OPENED, actor, election, at, number=one.number, seats=one.seats, mode=order.mode)
    return one


def _standing(coming: NextRound, order: RoundOrder) -> Sequence[int]:
    if coming.kind != RoundKind.FURTHER or not order.standing:
        return coming.standing
    if not set(order.standing) <= set(coming.standing):
        raise CandidateWrong(what="所选的人里有人不是候选人。")
    return [pk for pk in coming.standing if pk in set(order.standing)]


def _make(election: Election, coming: NextRound, standing: Sequence[int], at: dt.datetime) -> Round:
    entitled, present = turnout(election, coming.body)
    return Round.objects.create(
        uid=new_id(),
        election=election,
        unit_id=election.unit_id,
        body=coming.body,
        number=len(rounds_of(election)) + 1,
        kind=coming.kind,
        seats=coming.seats,
        standing=list(standing),
        entitled=entitled,
        present=present,
        opened_at=at,
    )


def _poll(actor: Actor, one: Round, mode: str, at: dt.datetime) -> None:
    election = one.election
    with acting_as(SYSTEM):
        lines = Elector.objects.filter(election=election, body=one.body, why="", is_present=True)
        entitled = sorted(lines.values_list("member_id", flat=True))
        tellers = [row.member_id for row in watchers_of(election, one.body)[WatcherRole.TELLER]]
        items = _items(one)
    others = ONLY_TIED if one.kind == RoundKind.RUNOFF else WRITE_INS
    spec = PollSpec(
        unit_id=election.unit_id,
        purpose=PollPurpose.ELECTION,
        title=f"{election.title}（{one.get_kind_display()}）"[:200],
        mode=mode,
        items=items,
        most_yes=one.seats,
        write_ins=0 if one.kind == RoundKind.RUNOFF else one.seats,
        instructions=f"应选 {one.seats} 名，候选人 {len(items)} 名，以姓氏笔画为序。{HINT}{others}",
    )
    poll = poll_open(actor=actor, poll=poll_prepare(actor=actor, spec=spec, at=at), entitled=entitled, at=at)
    if mode != PollMode.ELECTRONIC:
        tellers_appoint(actor=actor, poll=poll, member_ids=tellers, at=at)
    one.poll = poll
    with acting_as(SYSTEM):
        one.save(update_fields=["poll"])


def _items(one: Round) -> tuple[ItemSpec, ...]:
    rows = Candidate.objects.filter(pk__in=one.standing).select_related("member").in_bulk()
    people = [rows[pk] for pk in one.standing]
    return tuple(ItemSpec(_label(each), APPROVAL, each.member_id) for each in people)


def _label(one: Candidate) -> str:
    return f"{one.member.name}（{_OFFICE[one.office]}候选人）" if one.office in _OFFICE else one.member.name


_OFFICE = {"secretary": "书记", "deputy": "副书记"}


@use_case("elections.round_adopt")
def round_adopt(*, actor: Actor, one: Round, numbers: Mapping[str, str], at: dt.datetime) -> Round:
    """Take over what the closed poll came to, and tell who is elected. A poll that is void, or nobody's, makes it void.

    Args:
        actor: who runs the election.
        one: the ballot.
        numbers: 党员编号 of people written in, by name, where a name alone does not tell who is meant.
        at: instant of the entry.

    Raises:
        NotFound, Forbidden: the actor does not run the election.
        ElectionWrongState: counted, or void.
        PollGoing: the poll is not closed.
        CountWrong: see `settling.settle`.
    """
    election = lock_to_run(actor, one.election, at)
    one = _locked(one)
    check_round(election, one, "登记结果")
    poll = one.poll
    if poll is None or poll.state in (PollState.DRAFT, *RUNNING):
        raise PollGoing
    result = poll_result(poll.pk)
    if result is None:
        return _void(actor, election, one, poll.void_reason or "投票作废", at)
    if not result.issued:
        return _void(actor, election, one, NOBODY_VOTED, at)
    return settle(actor, election, one, _from_poll(one, result), numbers, at)


def _from_poll(one: Round, result: PollResult) -> Counted:
    by_position = {item.position: item for item in result.items}
    rows = [
        CandidateCount(
            pk,
            by_position[position].counts.get("yes", 0),
            by_position[position].counts.get("no", 0),
            by_position[position].counts.get("abstain", 0) + by_position[position].abstained,
        )
        for position, pk in enumerate(one.standing, start=1)
    ]
    return Counted(result.issued, result.returned, result.invalid, tuple(rows), result.write_ins)


@use_case("elections.round_enter")
def round_enter(*, actor: Actor, one: Round, counted: Counted, numbers: Mapping[str, str], at: dt.datetime) -> Round:
    """Enter what scrutineers and tellers counted on paper, without ballots in this system; same checks.

    Raises:
        NotFound, Forbidden: the actor does not run the election.
        ElectionWrongState: the ballot is held in this system, counted, or void.
        CountWrong: see `settling.settle`.
    """
    election = lock_to_run(actor, one.election, at)
    one = _locked(one)
    check_round(election, one, "登记结果")
    if one.poll_id is not None:
        raise ElectionStopped(deed="手工录入结果", what="这次投票在本系统进行，结果由计票产生。")
    return settle(actor, election, one, counted, numbers, at)


def check_round(election: Election, one: Round, deed: str) -> None:
    """Raise `ElectionWrongState` unless the ballot is open."""
    check_state(election, VOTING, deed)
    if one.state != RoundState.OPEN:
        check_state(election, (), deed, f"这次投票{one.get_state_display()}。")


def _locked(one: Round) -> Round:
    with acting_as(SYSTEM):
        rows = Round.objects.select_related("election__unit", "poll__unit").select_for_update(of=("self",))
        return rows.get(pk=one.pk)


def _void(actor: Actor, election: Election, one: Round, reason: str, at: dt.datetime) -> Round:
    close_open(actor, one, reason, at)
    tell(events.ROUND_VOIDED, actor, election, at, reason=reason, number=one.number)
    return one


@use_case("elections.round_void")
def round_void(*, actor: Actor, one: Round, reason: str, at: dt.datetime) -> Round:
    """Make the ballot that is going on void; it is held again.

    Raises:
        NotFound, Forbidden: the actor does not run the election.
        ElectionWrongState: counted, or void.
        ElectionReasonNeeded: no reason.
    """
    election = lock_to_run(actor, one.election, at)
    one = _locked(one)
    check_round(election, one, "作废投票")
    return _void(actor, election, one, reason_of(reason, "作废"), at)
