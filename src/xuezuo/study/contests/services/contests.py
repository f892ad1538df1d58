"""A contest from its announcement to its end; judging lies in `judging`."""

import datetime as dt

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.ids import new_id
from xuezuo.kernel.text import squeeze
from xuezuo.org.queries.access import require_unit
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import use_case
from xuezuo.study.contests import events
from xuezuo.study.contests.errors import ContestNotReady, ReasonNeeded
from xuezuo.study.contests.models import Contest
from xuezuo.study.contests.policies import CONTEST_RUN
from xuezuo.study.contests.services.checks import check_state, check_written, lock_to, tell
from xuezuo.study.contests.types import ContestKind, ContestSpec, ContestState

SAID = ["title", "topic", "rules", "held_on", "entries_until", "drops_extremes"]


@use_case("contests.contest_make")
def contest_make(*, actor: Actor, unit_id: int, kind: str, spec: ContestSpec, at: dt.datetime) -> Contest:
    """Begin to prepare a contest of the unit; nobody else sees it before it is opened.

    Raises:
        NotFound, Forbidden: the actor may not hold contests at the unit.
        ContestNotReady: a contest with works needs a deadline.
    """
    require_unit(actor, CONTEST_RUN, unit_id, civil_date(at))
    contest = Contest(uid=new_id(), unit_id=unit_id, kind=kind, made_at=at, made_by=actor.account_id)
    _describe(contest, spec)
    contest.save(force_insert=True)
    tell(events.CONTEST_MADE, actor, contest, at, kind=kind)
    return contest


@use_case("contests.contest_change")
def contest_change(*, actor: Actor, contest: Contest, spec: ContestSpec, at: dt.datetime) -> Contest:
    """Change what is said of a contest; once opened, everything but the rules of the jury may still be put right.

    Raises:
        NotFound, Forbidden: the actor may not run the contest.
        ContestWrongState: judged, closed or void.
        ContestNotReady: a deadline is missing, or moved forward after the opening.
    """
    contest = lock_to(actor, CONTEST_RUN, contest, at)
    check_state(contest, (ContestState.DRAFT, ContestState.OPEN), "修改说明")
    former_until, former_drop = contest.entries_until, contest.drops_extremes
    _describe(contest, spec)
    if contest.state == ContestState.OPEN:
        contest.drops_extremes = former_drop
        if former_until is not None and contest.entries_until is not None and contest.entries_until < former_until:
            raise ContestNotReady(deed="提前截止", missing="比赛已经公布，投稿截止时间只能推后。")
    contest.save(update_fields=SAID)
    tell(events.CONTEST_CHANGED, actor, contest, at)
    return contest


def _describe(contest: Contest, spec: ContestSpec) -> None:
    if contest.is_written and spec.entries_until is None:
        raise ContestNotReady(deed="保存", missing="请填写投稿截止时间。")
    contest.title, contest.topic, contest.rules = squeeze(spec.title), squeeze(spec.topic), spec.rules.strip()
    contest.held_on = spec.held_on
    contest.entries_until = spec.entries_until if contest.is_written else None
    contest.drops_extremes = spec.drops_extremes and contest.is_written


@use_case("contests.contest_open")
def contest_open(*, actor: Actor, contest: Contest, at: dt.datetime) -> Contest:
    """Open the contest: works may be handed in, or the host may begin. What the jury marks stands from now on.

    Raises:
        NotFound, Forbidden: the actor may not run the contest.
        ContestWrongState: not in preparation.
        ContestNotReady: teams, rounds or cards are missing, or criteria, or the deadline has passed.
    """
    contest = lock_to(actor, CONTEST_RUN, contest, at)
    check_state(contest, (ContestState.DRAFT,), "开始")
    if missing := _missing(contest, at):
        raise ContestNotReady(deed="开始", missing="；".join(missing) + "。")
    contest.state, contest.opened_at = ContestState.OPEN, at
    contest.save(update_fields=["state", "opened_at"])
    tell(events.CONTEST_OPENED, actor, contest, at)
    return contest


def _missing(contest: Contest, at: dt.datetime) -> list[str]:
    if contest.is_written:
        wanted = {
            "请先填写评分项目和满分": not contest.criteria.exists(),
            "投稿截止时间已过，请修改": contest.entries_until is not None and contest.entries_until <= at,
        }
    else:
        wanted = {
            "至少要有两支队伍": contest.teams.count() < 2,
            "请先设置轮次": not contest.rounds.exists(),
            "请先录入或导入题卡": not contest.cards.exists(),
        }
    return [words for words, is_missing in wanted.items() if is_missing]


@use_case("contests.contest_void")
def contest_void(*, actor: Actor, contest: Contest, reason: str, at: dt.datetime) -> Contest:
    """Make a contest that has not ended void: it stays readable with its reason, nothing more can be done to it.

    Raises:
        NotFound, Forbidden: the actor may not run the contest.
        ContestWrongState: closed is final.
        ReasonNeeded: no reason.
    """
    contest, why = lock_to(actor, CONTEST_RUN, contest, at), squeeze(reason)
    allowed = (ContestState.DRAFT, ContestState.OPEN, ContestState.JUDGING, ContestState.AWARDING)
    check_state(contest, allowed, "作废")
    if not why:
        raise ReasonNeeded
    contest.state, contest.void_reason = ContestState.VOID, why
    contest.save(update_fields=["state", "void_reason"])
    tell(events.CONTEST_VOIDED, actor, contest, at, reason=why)
    return contest


@use_case("contests.knowledge_close")
def knowledge_close(*, actor: Actor, contest: Contest, at: dt.datetime) -> Contest:
    """Close a knowledge contest for good: the log takes no more calls, teams that are still equal share their place.

    Raises:
        NotFound, Forbidden: the actor may not run the contest.
        ContestKindWrong, ContestWrongState: another kind; not going on.
    """
    contest = lock_to(actor, CONTEST_RUN, contest, at)
    check_written(contest, written=False)
    check_state(contest, (ContestState.OPEN,), "结束", f"{ContestKind.KNOWLEDGE.label}结束后成绩不再改变。")
    contest.state, contest.closed_at = ContestState.CLOSED, at
    contest.save(update_fields=["state", "closed_at"])
    tell(events.CONTEST_CLOSED, actor, contest, at)
    return contest
