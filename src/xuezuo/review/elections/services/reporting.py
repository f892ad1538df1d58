"""The result goes to the unit above; confirmed there, posts and term are written in one transaction."""

import dataclasses
import datetime as dt
from collections.abc import Mapping

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.text import squeeze
from xuezuo.org.services.people import NewCommittee, Seat, Written, committee_replace, committee_restore
from xuezuo.org.types import COMMITTEE_POSTS, PostKind
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.audit.services import use_case
from xuezuo.review.elections import events
from xuezuo.review.elections.errors import DayWrong, ElectionReasonNeeded, ElectionStopped
from xuezuo.review.elections.models import Candidate, Delegate, Election
from xuezuo.review.elections.queries.rounds import elected_of, has_officers, is_filled
from xuezuo.review.elections.services.checks import (
    check_day,
    check_other_person,
    check_state,
    lock_to_answer,
    lock_to_run,
    move,
    reason_of,
    step,
    tell,
)
from xuezuo.review.elections.types import (
    WITH_OFFICERS,
    Approval,
    Body,
    DelegateState,
    ElectionKind,
    ElectionState,
    Paper,
    StepKind,
)


@use_case("elections.result_report")
def result_report(
    *, actor: Actor, election: Election, paper: Paper, titles: Mapping[int, str], at: dt.datetime
) -> Election:
    """Enter that the result was reported to the unit above.

    Args:
        actor: who runs the election.
        election: with every seat filled, officers included where they follow.
        paper: day and document of the report.
        titles: candidate id -> wording of the post (组织委员), as the new committee divided its work.
        at: instant of the entry.

    Raises:
        NotFound, Forbidden: the actor does not run the election.
        ElectionWrongState: not over, or reported.
        ElectionStopped: secretary and deputies are not elected yet.
        DayWrong, ElectionReasonNeeded: the day; no document.
    """
    election = lock_to_run(actor, election, at)
    check_state(election, (ElectionState.ELECTED,), "上报结果")
    if not squeeze(paper.document):
        raise ElectionReasonNeeded(deed="报告的名称、文号或")
    with acting_as(SYSTEM):
        check_day(election, paper.on, at)
        if election.kind in WITH_OFFICERS and not (has_officers(election) and is_filled(election, Body.COMMITTEE)):
            raise ElectionStopped(
                deed="上报结果",
                what="新一届委员会还没有选举书记、副书记（《中国共产党支部工作条例（试行）》第二十一条）。",
            )
        for one in elected_of(election, Body.MEETING):
            one.title = squeeze(titles.get(one.pk, ""))[:40]
            one.save(update_fields=["title"])
    move(election, ElectionState.REPORTED)
    step(actor, election, StepKind.REPORTED, paper, at)
    tell(events.RESULT_REPORTED, actor, election, at, reason=paper.document)
    return election


@use_case("elections.result_return")
def result_return(*, actor: Actor, election: Election, reason: str, at: dt.datetime) -> Election:
    """Send a reported result back from above, with the reason.

    Raises:
        NotFound, Forbidden, NotFromAbove: somebody else answers.
        ElectionWrongState: not reported.
        ElectionReasonNeeded: no reason.
    """
    election = lock_to_answer(actor, election, "退回选举结果", at)
    check_state(election, (ElectionState.REPORTED,), "退回")
    why = reason_of(reason, "退回")
    move(election, ElectionState.ELECTED)
    step(actor, election, StepKind.RETURNED, Paper(civil_date(at), "", why), at)
    tell(events.RESULT_RETURNED, actor, election, at, reason=why)
    return election


@use_case("elections.result_confirm")
def result_confirm(*, actor: Actor, election: Election, approval: Approval, at: dt.datetime) -> Election:
    """Confirm a result from above: secretary and deputies approved, members filed; then write posts and term.

    Everything is written in this transaction by the services of the organization: former posts and the former term end
    the day before, the new ones begin. Delegates are entered at their congress instead.

    Raises:
        NotFound, Forbidden, NotFromAbove, SamePerson: somebody else confirms.
        ElectionWrongState: not reported, or confirmed.
        DayWrong: taking office before the election.
        CommitteeBegan, TermRunning, PostOccupied, ...: see `org.committee_replace`.

    Source: branch.officers.file (支部工作条例 art. 21).
    """
    election = lock_to_answer(actor, election, "批准、备案选举结果", at)
    check_state(election, (ElectionState.REPORTED,), "批准")
    if not squeeze(approval.paper.document):
        raise ElectionReasonNeeded(deed="批复的名称、文号或")
    with acting_as(SYSTEM):
        check_day(election, approval.paper.on, at)
        check_other_person(actor, election, StepKind.REPORTED, "批准")
    if approval.takes_office_on < election.day:
        raise DayWrong(what=f"就任日期不能早于选举日期 {election.day}。")
    if election.kind == ElectionKind.DELEGATES:
        _enter_delegates(election)
    else:
        plan = plan_of(election, approval)
        with acting_as(actor):
            written = committee_replace(actor=actor, unit=election.unit, plan=plan, at=at)
        election.written = dataclasses.asdict(written)
    move(election, ElectionState.DONE, "written")
    step(actor, election, StepKind.CONFIRMED, approval.paper, at)
    tell(events.RESULT_CONFIRMED, actor, election, at, reason=approval.paper.document)
    return election


def plan_of(election: Election, approval: Approval) -> NewCommittee:
    """Return what the result changes in posts and terms."""
    kind = election.kind
    replaces = {
        ElectionKind.BY_ELECTION: (),
        ElectionKind.OFFICERS: _offices(election),
        ElectionKind.SECRETARY: (PostKind.SECRETARY,),
    }
    return NewCommittee(
        on=approval.takes_office_on,
        document=approval.paper.document,
        seats=seats_of_result(election),
        replaces=replaces.get(ElectionKind(kind), COMMITTEE_POSTS),
        begins_term=kind in (ElectionKind.TERM_CHANGE, ElectionKind.SECRETARY),
        years=approval.years,
    )


def _offices(election: Election) -> tuple[str, ...]:
    with acting_as(SYSTEM):
        return tuple(sorted({one.office for one in elected_of(election, Body.COMMITTEE)}))


def seats_of_result(election: Election) -> tuple[Seat, ...]:
    """Return who takes which post: secretary and deputies as the committee elected them, everybody else a member."""
    with acting_as(SYSTEM):
        officers = {one.member_id: one.office for one in elected_of(election, Body.COMMITTEE)}
        members = elected_of(election, Body.MEETING)
        if election.kind == ElectionKind.OFFICERS:
            return tuple(Seat(pk, office) for pk, office in officers.items())
    if election.kind == ElectionKind.SECRETARY:
        return tuple(Seat(one.member_id, PostKind.SECRETARY) for one in members)
    return tuple(
        Seat(one.member_id, officers[one.member_id])
        if one.member_id in officers
        else Seat(one.member_id, PostKind.COMMITTEE_MEMBER, one.title)
        for one in members
    )


def _enter_delegates(election: Election) -> None:
    with acting_as(SYSTEM):
        congress_id = election.congress_id or 0
        taken = Delegate.objects.filter(congress_id=congress_id).values_list("member_id", flat=True)
        elected = Candidate.objects.filter(election=election, elected_in__isnull=False).order_by("position")
        Delegate.objects.bulk_create(
            Delegate(
                congress_id=congress_id,
                unit_id=election.unit_id,
                election=election,
                member_id=one.member_id,
            )
            for one in elected
            if one.member_id not in set(taken)
        )


@use_case("elections.result_correct")
def result_correct(*, actor: Actor, election: Election, reason: str, at: dt.datetime) -> Election:
    """Take back what a confirmed result wrote, from above and with a reason; the result can then be confirmed anew.

    Raises:
        NotFound, Forbidden, NotFromAbove: somebody else corrects.
        ElectionWrongState: not confirmed.
        ElectionReasonNeeded: no reason.
        CommitteeChanged: posts or the term have been changed since.
        ElectionStopped: a delegate's credentials have been checked.
    """
    election = lock_to_answer(actor, election, "更正选举结果", at)
    check_state(election, (ElectionState.DONE,), "更正")
    why = reason_of(reason, "更正")
    if election.kind == ElectionKind.DELEGATES:
        _remove_delegates(election)
    else:
        with acting_as(actor):
            committee_restore(actor=actor, unit=election.unit, written=_written(election), reason=why, at=at)
    election.written = None
    move(election, ElectionState.REPORTED, "written")
    step(actor, election, StepKind.CORRECTED, Paper(civil_date(at), "", why), at)
    tell(events.RESULT_CORRECTED, actor, election, at, reason=why)
    return election


def _written(election: Election) -> Written:
    stored = election.written or {"begun": (), "ended": ()}
    return Written(tuple(stored["begun"]), tuple(stored["ended"]), stored.get("term"), stored.get("former_term"))


def _remove_delegates(election: Election) -> None:
    with acting_as(SYSTEM):
        rows = Delegate.objects.filter(election=election)
        if rows.exclude(state=DelegateState.ELECTED).exists():
            raise ElectionStopped(deed="更正", what="代表资格已经审查。请先由召开代表大会的组织办理。")
        rows.delete()
