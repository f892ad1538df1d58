"""Who may elect, who came, who sees to the count."""

import datetime as dt
from collections.abc import Collection, Sequence

from xuezuo.kernel.text import squeeze
from xuezuo.life.models import Activity
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.audit.services import use_case
from xuezuo.review.elections import events
from xuezuo.review.elections.errors import DayWrong, ElectorsWrong
from xuezuo.review.elections.models import Election, Elector, Watcher
from xuezuo.review.elections.queries.electorate import electorate_of
from xuezuo.review.elections.queries.formulas import watchers_sentences
from xuezuo.review.elections.queries.rounds import body_now, open_round, standing_of
from xuezuo.review.elections.services.asking import body_of
from xuezuo.review.elections.services.candidates import check_eligible, standing_or_proposed
from xuezuo.review.elections.services.checks import (
    check_day,
    check_state,
    lock_to_run,
    move,
    step,
    stop_unless,
    tell,
)
from xuezuo.review.elections.types import STATED, Claim, ElectionState, Paper, StepKind, WatcherRole
from xuezuo.review.votes.queries import present_of

VOTING = (ElectionState.MEETING, ElectionState.ELECTED)


@use_case("elections.electors_freeze")
def electors_freeze(
    *,
    actor: Actor,
    election: Election,
    paper: Paper,
    claims: Sequence[Claim],
    meeting: Activity | None,
    at: dt.datetime,
) -> Election:
    """Fix who may elect on the day of the meeting: from now on nobody is added or left out.

    Args:
        actor: who runs the election.
        election: with approved candidates.
        paper: the day of the election; stages and affiliations of that day decide.
        claims: who may not elect by a decision that the record of members does not hold.
        meeting: the members' meeting of organizational life at which it takes place; who is marked present there
            counts as present here.
        at: instant of the entry.

    Raises:
        NotFound, Forbidden: the actor does not run the election.
        ElectionWrongState: no approved candidates, or fixed already.
        DayWrong: the meeting is on another day, or the day does not follow.
        ElectorsWrong: a claim about nobody on the roster, without a decision; nobody may elect.
        CandidateWrong: a candidate may not be elected on that day.
    """
    election = lock_to_run(actor, election, at)
    check_state(election, (ElectionState.AGREED,), "确定选举人名单")
    with acting_as(SYSTEM):
        check_day(election, paper.on, at)
        if meeting is not None and (meeting.unit_id, meeting.occurred_on) != (election.unit_id, paper.on):
            raise DayWrong(what="所选会议不是本组织在这一天召开的。")
        election.held_on, election.meeting = paper.on, meeting
        _freeze(election, body_of(election), claims, present_of(meeting) if meeting is not None else frozenset())
        for one in standing_or_proposed(election, body_of(election)):
            check_eligible(election, one.member_id, paper.on)
        entitled = Elector.objects.filter(election=election, why="").count()
    move(election, ElectionState.MEETING, "held_on", "meeting")
    step(actor, election, StepKind.FROZEN, paper, at)
    tell(events.ELECTORS_FROZEN, actor, election, at, entitled=entitled)
    return election


def _freeze(election: Election, body: str, claims: Sequence[Claim], present: Collection[int]) -> None:
    stated = {claim.member_id: claim for claim in claims}
    rows = electorate_of(election, body, election.day, {pk: claim.why for pk, claim in stated.items()})
    wrong = {
        "注明的人有的不在这次选举的名单上，不用注明。": not set(stated) <= {row.member_id for row in rows},
        "每一项不计入都要写明原因和所依据的决定。": any(
            claim.why not in STATED or not squeeze(claim.document) for claim in claims
        ),
        "没有人有选举权。请核对日期和花名册。": all(row.why for row in rows),
    }
    for what, is_wrong in wrong.items():
        if is_wrong:
            raise ElectorsWrong(what=what)
    Elector.objects.bulk_create(
        Elector(
            election=election,
            unit_id=election.unit_id,
            body=body,
            member_id=row.member_id,
            why=row.why,
            document=squeeze(stated[row.member_id].document)[:200] if row.why in STATED else "",
            is_present=row.member_id in present and not row.why,
        )
        for row in rows
    )


@use_case("elections.attendance_take")
def attendance_take(*, actor: Actor, election: Election, member_ids: Collection[int], at: dt.datetime) -> int:
    """Enter which electors are present, in place of what was entered before; returns how many.

    Raises:
        NotFound, Forbidden: the actor does not run the election.
        ElectionWrongState: no list yet, or over; or a ballot is going on.
        ElectorsWrong: somebody is not entitled.
    """
    election = lock_to_run(actor, election, at)
    check_state(election, VOTING, "登记到会")
    with acting_as(SYSTEM):
        _check_quiet(election, "登记到会")
        rows = Elector.objects.filter(election=election, body=body_now(election), why="")
        present = set(member_ids)
        if not present <= set(rows.values_list("member_id", flat=True)):
            raise ElectorsWrong(what="到会的人里有人不在有选举权的名单上。")
        rows.update(is_present=False)
        rows.filter(member_id__in=present).update(is_present=True)
    tell(events.ATTENDANCE_TAKEN, actor, election, at, present=len(present))
    return len(present)


def _check_quiet(election: Election, deed: str) -> None:
    if open_round(election) is not None:
        check_state(election, (), deed, "正在投票，请等这次投票结束。")


@use_case("elections.watchers_confirm")
def watchers_confirm(
    *, actor: Actor, election: Election, scrutineers: Collection[int], tellers: Collection[int], at: dt.datetime
) -> Election:
    """Enter who the meeting confirmed as scrutineers and tellers: present, and none of them stands.

    Raises:
        NotFound, Forbidden: the actor does not run the election.
        ElectionWrongState: no list yet, or over; or a ballot is going on.
        ElectionStopped: a candidate among them, or too few.
        ElectorsWrong: somebody is not present.

    Source: election.tellers (基层组织选举工作条例).
    """
    election = lock_to_run(actor, election, at)
    check_state(election, VOTING, "登记监票人、计票人")
    with acting_as(SYSTEM):
        _check_quiet(election, "登记监票人、计票人")
        body = body_now(election)
        if set(scrutineers) & set(tellers):
            raise ElectorsWrong(what="监票人和计票人不能是同一个人。")
        stands = {one.member_id for one in standing_of(election, body)}
        stop_unless(watchers_sentences(scrutineers, tellers, stands), "登记监票人、计票人")
        _check_present(election, {*scrutineers, *tellers})
        Watcher.objects.filter(election=election, body=body).delete()
        roles = {WatcherRole.SCRUTINEER: scrutineers, WatcherRole.TELLER: tellers}
        Watcher.objects.bulk_create(
            Watcher(election=election, unit_id=election.unit_id, body=body, member_id=pk, role=role)
            for role, ids in roles.items()
            for pk in sorted(set(ids))
        )
    step(actor, election, StepKind.WATCHERS, Paper(election.day, ""), at)
    tell(events.WATCHERS_CONFIRMED, actor, election, at, scrutineers=len(scrutineers), tellers=len(tellers))
    return election


def _check_present(election: Election, wanted: set[int]) -> None:
    """Of a small committee everybody may stand: there, watchers may be members of the meeting just held."""
    lines = Elector.objects.filter(election=election, why="", is_present=True)
    if not wanted <= set(lines.values_list("member_id", flat=True)):
        raise ElectorsWrong(what="监票人、计票人应是到会的党员。请先登记到会情况。")
