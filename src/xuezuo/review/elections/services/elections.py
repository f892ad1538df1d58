"""An election from its beginning; what comes between lies in `asking`, `candidates`, `electors`, `rounds`."""

import datetime as dt

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.ids import new_id
from xuezuo.kernel.text import squeeze
from xuezuo.org.models import Unit
from xuezuo.org.queries.access import require_unit
from xuezuo.org.types import UnitKind
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.audit.services import use_case
from xuezuo.review.ballots.models import Poll
from xuezuo.review.ballots.services import poll_void
from xuezuo.review.ballots.types import RUNNING, PollState
from xuezuo.review.elections import events
from xuezuo.review.elections.errors import ElectionBadPlan, ElectionRunning
from xuezuo.review.elections.models import Congress, Election, Quota, Round
from xuezuo.review.elections.policies import ELECTIONS_RUN
from xuezuo.review.elections.queries.access import ELECTING_KINDS
from xuezuo.review.elections.services.checks import check_state, lock_to_run, move, reason_of, step, tell
from xuezuo.review.elections.types import (
    SETTLED,
    CongressState,
    ElectionKind,
    ElectionState,
    Paper,
    Plan,
    RoundState,
    StepKind,
)

MOST_SEATS = 60
EARLY = (ElectionState.PREPARING, ElectionState.REQUESTED, ElectionState.APPROVED)


@use_case("elections.election_begin")
def election_begin(*, actor: Actor, unit: Unit, plan: Plan, at: dt.datetime) -> Election:
    """Begin an election of the unit: nothing is fixed yet, and nobody but those who run or oversee it sees it.

    Raises:
        NotFound, Forbidden: the actor does not run elections of the unit.
        ElectionBadPlan: no such election there, or the seats cannot be.
        ElectionRunning: one of the same kind is going on.
    """
    require_unit(actor, ELECTIONS_RUN, unit.pk, civil_date(at))
    with acting_as(SYSTEM):
        hold_unit(unit)
        plan_fault = _fault(unit, plan)
        running = Election.objects.filter(unit=unit, kind=plan.kind).exclude(state__in=SETTLED)
        if plan.congress_id is not None:
            running = running.filter(congress_id=plan.congress_id)
        if plan_fault:
            raise ElectionBadPlan(what=plan_fault)
        if running.exists():
            raise ElectionRunning(kind=ElectionKind(plan.kind).label)
        election = Election.objects.create(
            uid=new_id(),
            unit=unit,
            kind=plan.kind,
            title=squeeze(plan.title)[:120],
            seats=plan.seats,
            congress_id=plan.congress_id,
            is_past=plan.is_past,
            made_at=at,
            made_by=actor.account_id,
        )
    tell(events.ELECTION_BEGUN, actor, election, at, seats=plan.seats, is_past=plan.is_past)
    return election


def hold_unit(unit: Unit) -> None:
    """Let nobody else begin anything of the unit until the transaction ends: two clicks make one election."""
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)


def _fault(unit: Unit, plan: Plan) -> str:
    if unit.kind not in ELECTING_KINDS:
        return "选举由党支部、党总支或党委办理，党小组组长由小组推选，在“任职和任期”登记。"
    if plan.kind not in ElectionKind.values or not squeeze(plan.title):
        return "请选择类型并填写名称。"
    if not 1 <= plan.seats <= MOST_SEATS:
        return f"应选名额应在 1 到 {MOST_SEATS} 之间。"
    if plan.kind == ElectionKind.SECRETARY and unit.kind != UnitKind.BRANCH:
        return "只有不设委员会的党支部由党员大会直接选举书记。"
    return _congress_fault(unit, plan)


def _congress_fault(unit: Unit, plan: Plan) -> str:
    if plan.kind != ElectionKind.DELEGATES:
        by = Congress.objects.filter(pk=plan.congress_id or 0, unit=unit, state=CongressState.OPEN)
        return "" if plan.congress_id is None or by.exists() else "选举委员会的党代表大会应由本组织召开。"
    quota = Quota.objects.filter(
        congress_id=plan.congress_id or 0, unit=unit, congress__state=CongressState.OPEN
    ).first()
    if quota is None:
        return "上级筹备的党代表大会没有给本组织分配代表名额。"
    return "" if quota.seats == plan.seats else f"分配给本组织的代表名额是 {quota.seats} 名。"


@use_case("elections.election_change")
def election_change(*, actor: Actor, election: Election, title: str, seats: int, at: dt.datetime) -> Election:
    """Change the title or the seats before the preliminary list is submitted; what was approved stays in the steps.

    Raises:
        NotFound, Forbidden: the actor does not run the election.
        ElectionWrongState: too late.
        ElectionBadPlan: no title, seats that cannot be, or other seats after the approval.
    """
    election = lock_to_run(actor, election, at)
    check_state(election, EARLY, "修改", "预备人选上报以后，名额不能再改。")
    if seats != election.seats and election.state != ElectionState.PREPARING:
        raise ElectionBadPlan(what="名额已经写进请示。请上级退回后再改。")
    plan = Plan(election.kind, title, seats, election.congress_id, election.is_past)
    with acting_as(SYSTEM):
        if fault := _fault(election.unit, plan):
            raise ElectionBadPlan(what=fault)
        election.title, election.seats = squeeze(title)[:120], seats
        election.save(update_fields=["title", "seats"])
    tell(events.ELECTION_CHANGED, actor, election, at, seats=seats)
    return election


@use_case("elections.election_void")
def election_void(*, actor: Actor, election: Election, reason: str, at: dt.datetime) -> Election:
    """Make an election void that has written nothing yet; it stays readable with its reason.

    Raises:
        NotFound, Forbidden: the actor does not run the election.
        ElectionWrongState: done (correct it instead), or void already.
        ElectionReasonNeeded: no reason.
    """
    election = lock_to_run(actor, election, at)
    check_state(
        election, [state for state in ElectionState if state not in SETTLED], "作废", "已写入任职的，由上级办理更正。"
    )
    why = reason_of(reason, "作废")
    with acting_as(SYSTEM):
        going = list(Round.objects.filter(election=election, state=RoundState.OPEN).select_related("poll__unit"))
    for one in going:
        close_open(actor, one, why, at)
    election.void_reason = why
    move(election, ElectionState.VOID, "void_reason")
    step(actor, election, StepKind.VOIDED, Paper(civil_date(at), "", why), at)
    tell(events.ELECTION_VOIDED, actor, election, at, reason=why)
    return election


def close_open(actor: Actor, one: Round, reason: str, at: dt.datetime) -> None:
    """Make an open ballot void, with its poll if that is not over."""
    poll: Poll | None = one.poll
    if poll is not None and poll.state in (PollState.DRAFT, *RUNNING):
        poll_void(actor=actor, poll=poll, reason=reason, at=at)
    one.state, one.void_reason = RoundState.VOID, reason
    with acting_as(SYSTEM):
        one.save(update_fields=["state", "void_reason"])
