"""What must hold before anything is written. Shared by all deeds."""

import contextlib
import datetime as dt
import re
from collections.abc import Collection, Iterator

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.text import squeeze
from xuezuo.life.models import Activity
from xuezuo.life.types import ActivityKind, State, meeting_name
from xuezuo.org.types import UnitKind
from xuezuo.platform.access import SYSTEM, Actor, Capability, acting_as
from xuezuo.platform.audit.services import Fields, record
from xuezuo.review.votes.errors import (
    CountDoesNotAdd,
    MeetingDoesNotFit,
    ReasonNeeded,
    VoteCannotBeValid,
    VoteNotReady,
    VoteWrongState,
)
from xuezuo.review.votes.models import Vote
from xuezuo.review.votes.queries.access import require_vote
from xuezuo.review.votes.queries.footing import OF_BRANCH, VOTING_UNITS
from xuezuo.review.votes.queries.rulings import cited, ruling
from xuezuo.review.votes.types import ABOUT_ONE, ONE_BY_ONE, Count, Motion, VoteKind, VoteMethod, VoteState
from xuezuo.rules.candidates import admission_one_by_one

_MEETING_OF = {
    VoteKind.RESOLUTION: ActivityKind.GENERAL_MEETING,
    VoteKind.COMMITTEE_RESOLUTION: ActivityKind.COMMITTEE_MEETING,
    VoteKind.ADMISSION: ActivityKind.GENERAL_MEETING,
    VoteKind.CONVERSION: ActivityKind.GENERAL_MEETING,
    VoteKind.APPROVAL: ActivityKind.COMMITTEE_MEETING,
}
APPROVERS = "dev.approve.who"
_BETWEEN_NAMES = re.compile(r"[、，,；;/]|\s[和与及]\s")  # not 和 alone: it stands in names


@contextlib.contextmanager
def unsealed() -> Iterator[None]:
    """Read and write what is sealed, inside a deed whose right was checked before.

    Of what members said in writing only numbers, or that somebody has written at all, may leave the block.
    """
    with acting_as(SYSTEM):
        yield


def stated_of(vote: Vote) -> dict[int, str]:
    """Return, by member, why those are left out of V who were stated to be; inside a deed."""
    with unsealed():
        return dict(vote.exclusions.values_list("member_id", "why"))


def lock_to(actor: Actor, capability: Capability, vote: Vote, at: dt.datetime) -> Vote:
    """Return the vote's row as it is now, locked until the transaction ends, if the actor may do this.

    Raises:
        NotFound, Forbidden: the actor may not.
    """
    require_vote(actor, capability, vote, civil_date(at))
    return Vote.objects.select_related("unit", "activity__unit").select_for_update(of=("self",)).get(pk=vote.pk)


def check_state(vote: Vote, allowed: Collection[str], deed: str, hint: str = "") -> None:
    """Raise `VoteWrongState` unless the vote is in one of the allowed states."""
    if vote.state not in allowed:
        raise VoteWrongState(state=VoteState(vote.state).label, deed=deed, hint=hint)


def check_reason(reason: str, deed: str) -> str:
    """Return the reason without stray blanks; raise `ReasonNeeded` when nothing is left."""
    text = squeeze(reason)
    if not text:
        raise ReasonNeeded(deed=deed)
    return text


def check_meeting(activity: Activity, kind: str) -> None:
    """Raise `MeetingDoesNotFit` unless such a meeting of such a unit votes on this."""
    label = VoteKind(kind).label
    if activity.state == State.VOID:
        raise MeetingDoesNotFit(kind=label, why="会议记录已经作废。")
    if activity.unit.kind not in VOTING_UNITS:
        raise MeetingDoesNotFit(kind=label, why="表决在党支部、党总支、党委的会议上进行。")
    if kind in ONE_BY_ONE and activity.unit.kind != UnitKind.BRANCH:
        why = "接收和转正由支部党员大会表决；党委会审批的，请用“党委审批接收、转正”，一人一项。"
        raise MeetingDoesNotFit(kind=label, why=why)
    if kind == VoteKind.APPROVAL and activity.unit.kind != UnitKind.COMMITTEE:
        raise MeetingDoesNotFit(kind=label, why=f"由党委审批；党总支只审议，请用“委员会决议”（{cited(APPROVERS)}）。")
    wanted = _MEETING_OF[VoteKind(kind)]
    if activity.kind != wanted:
        held, fit = activity.get_kind_display(), meeting_name(wanted, activity.unit.kind)
        raise MeetingDoesNotFit(kind=label, why=f"这次是{held}，应当由{fit}表决。")


def check_motion(motion: Motion) -> None:
    """Raise when nobody could vote on this validly, whoever comes.

    Raises:
        VoteNotReady: no words, or nobody named.
        VoteCannotBeValid: admission or conversion openly; these or their approval of two people at once.
    """
    if not squeeze(motion.subject):
        raise VoteNotReady(deed="保存", missing="请填写表决的议题。")
    people = {motion.scrutineer_id, motion.counter_id} - {None}
    if motion.candidate_id is not None and motion.candidate_id in people:
        raise VoteNotReady(deed="保存", missing="表决对象不能为自己的表决监票、计票，请另选。")
    if motion.scrutineer_id is not None and motion.scrutineer_id == motion.counter_id:
        raise VoteNotReady(deed="保存", missing="监票人和计票人应是两名党员，请另选。")
    if motion.kind in ABOUT_ONE:
        _check_one_candidate(motion)
    if motion.kind in ONE_BY_ONE:
        _check_secret(motion)


def _check_one_candidate(motion: Motion) -> None:
    names = [name for name in _BETWEEN_NAMES.split(motion.candidate_name) if name.strip()]
    if not names:
        raise VoteNotReady(deed="保存", missing="请填写表决对象的姓名。")
    ceiling = admission_one_by_one(candidates=len(names))
    if not ruling(ceiling.clause_id, holds=ceiling.holds).may_go_on:
        raise VoteCannotBeValid(
            deed="保存", what=f"一次表决写了 {len(names)} 人", article=OF_BRANCH.cite(motion.kind, ceiling.clause_id),
            hint="请为每个人各建一项表决，逐个讨论、逐个表决。",
        )  # fmt: skip


def _check_secret(motion: Motion) -> None:
    is_secret = motion.method != VoteMethod.OPEN
    if not ruling("dev.vote.pass", holds=is_secret).may_go_on:
        raise VoteCannotBeValid(
            deed="保存", what="接收预备党员和转正应当无记名投票", article=OF_BRANCH.cite(motion.kind, "dev.vote.pass"),
            hint="请把表决方式改为无记名投票。",
        )  # fmt: skip


def check_count(vote: Vote, count: Count) -> None:
    """Raise `CountDoesNotAdd`, naming the numbers, unless a count made in the room adds up."""
    given, present = count.yes + count.no + count.abstain, vote.present or 0
    if min(dataclass_numbers(count)) < 0:
        raise CountDoesNotAdd(what="票数不能是负数。")
    if vote.method == VoteMethod.OPEN:
        if given != present:
            raise CountDoesNotAdd(what=f"赞成、不赞成、弃权合计 {given}，实到会有表决权的是 {present} 人。")
        return
    if not count.issued:
        raise CountDoesNotAdd(what="没有发出选票。")
    if count.issued > present:
        raise CountDoesNotAdd(what=f"发出 {count.issued} 张票，实到会有表决权的只有 {present} 人。")
    if count.returned > count.issued:
        return  # void as a whole: what is on the ballots is not looked at
    valid = count.returned - count.invalid
    if valid < 0 or given != valid:
        raise CountDoesNotAdd(
            what=f"收回 {count.returned} 张减无效 {count.invalid} 张，有效票是 {valid} 张；三项合计却是 {given}。"
        )


def dataclass_numbers(count: Count) -> tuple[int, ...]:
    """Return every number of a count."""
    return (count.yes, count.no, count.abstain, count.issued, count.returned, count.invalid)


def tell(name: str, actor: Actor, vote: Vote, at: dt.datetime, reason: str = "", **after: str | int | bool) -> None:
    """Write the audit entry: states and versions, never numbers of votes or names."""
    fields: Fields = {"state": str(vote.state), "version": vote.version, **after}
    record(
        name, actor=actor, subject=("votes.vote", vote.uid), at=at, unit_id=vote.unit_id, after=fields, reason=reason
    )
