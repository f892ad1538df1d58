"""Appeals: the member's, the branch's answer, and that of the superior, by another person."""

import datetime as dt

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.errors import NotFound
from xuezuo.kernel.ids import new_id
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.audit.services import use_case
from xuezuo.review.evaluation import events
from xuezuo.review.evaluation.errors import AppealUnfit, AppealWordsMissing, SecondPersonNeeded
from xuezuo.review.evaluation.models import Appeal, Verdict
from xuezuo.review.evaluation.queries.appeals import check_not_own, last_day, require_superior
from xuezuo.review.evaluation.services.checks import lock_to_keep, tell
from xuezuo.review.evaluation.types import AppealState


@use_case("evaluation.appeal_make")
def appeal_make(*, actor: Actor, verdict: Verdict, text: str, at: dt.datetime) -> Appeal:
    """Appeal against the own latest opinion.

    Raises:
        NotFound: it is not the actor's own.
        AppealUnfit: too late, made already, or a newer opinion has replaced this one.
        AppealWordsMissing: nothing is said.
    """
    subject = verdict.subject
    if subject.member_id != actor.member_id:
        raise NotFound
    said = text.replace("\r\n", "\n").strip()[:2000]
    if not said:
        raise AppealWordsMissing(what="申诉理由")
    with acting_as(SYSTEM):
        latest = Verdict.objects.select_for_update().filter(subject=subject).order_by("-version").first()
        made = Appeal.objects.filter(verdict=verdict).exists()
    if why := _unfit(verdict, latest, at, made=made):
        raise AppealUnfit(deed="提出申诉", why=why)
    with acting_as(SYSTEM):
        appeal = Appeal.objects.create(uid=new_id(), verdict=verdict, text=said, made_at=at)
    tell(events.APPEAL_MADE, actor, subject.part, at)
    return appeal


def _unfit(verdict: Verdict, latest: Verdict | None, at: dt.datetime, *, made: bool) -> str:
    until = last_day(verdict)
    if until is None:
        return "结果还没有反馈"
    if made:
        return "对这次评定已经提出过申诉，请等待答复"
    if latest is None or latest.pk != verdict.pk:
        return "这次评定已有更正，请看最新的评定"
    return f"申诉期限到 {until} 为止" if civil_date(at) > until else ""


@use_case("evaluation.appeal_answer")
def appeal_answer(*, actor: Actor, appeal: Appeal, answer: str, at: dt.datetime) -> Appeal:
    """Answer for the branch.

    Raises:
        NotFound, Forbidden: the actor does not keep the branch.
        OwnAppeal: it is the actor's own.
        AppealUnfit: answered already.
        AppealWordsMissing: nothing is said.
    """
    part = lock_to_keep(actor, appeal.verdict.subject.part, at)
    appeal, said = _locked(appeal), answer.strip()[:2000]
    check_not_own(actor, appeal)
    if appeal.state != AppealState.MADE:
        raise AppealUnfit(deed="答复", why="支部已经答复过")
    if not said:
        raise AppealWordsMissing(what="支部的答复")
    appeal.branch_answer, appeal.branch_at, appeal.branch_by = said, at, actor.account_id
    appeal.state = AppealState.ANSWERED
    with acting_as(SYSTEM):
        appeal.save(update_fields=["branch_answer", "branch_at", "branch_by", "state"])
    tell(events.APPEAL_ANSWERED, actor, part, at)
    return appeal


@use_case("evaluation.appeal_decide")
def appeal_decide(*, actor: Actor, appeal: Appeal, answer: str, revise: bool, at: dt.datetime) -> Appeal:
    """Answer for the superior: uphold the opinion, or ask the branch to form it anew (`verdict_correct`).

    Raises:
        NotFound: the branch is not below the actor's posts.
        OwnAppeal: it is the actor's own.
        SecondPersonNeeded: the same person answered for the branch.
        AppealUnfit: the branch has not answered, or the superior has.
        AppealWordsMissing: nothing is said.
    """
    part = appeal.verdict.subject.part
    require_superior(actor, part, civil_date(at))
    appeal, said = _locked(appeal), answer.strip()[:2000]
    check_not_own(actor, appeal)
    if appeal.state != AppealState.ANSWERED:
        why = "支部还没有答复" if appeal.state == AppealState.MADE else "上级已经答复过"
        raise AppealUnfit(deed="答复", why=why)
    if appeal.branch_by is not None and appeal.branch_by == actor.account_id:
        raise SecondPersonNeeded
    if not said:
        raise AppealWordsMissing(what="上级的答复")
    appeal.superior_answer, appeal.superior_at, appeal.superior_by = said, at, actor.account_id
    appeal.state = AppealState.REVISE if revise else AppealState.UPHELD
    with acting_as(SYSTEM):
        appeal.save(update_fields=["superior_answer", "superior_at", "superior_by", "state"])
    tell(events.APPEAL_DECIDED, actor, part, at)
    return appeal


def _locked(appeal: Appeal) -> Appeal:
    with acting_as(SYSTEM):
        rows = Appeal.objects.select_related("verdict__subject__part__unit", "verdict__subject__part__round")
        return rows.select_for_update(of=("self",)).get(pk=appeal.pk)
