"""Self-review and mutual evaluation: the first two steps."""

import datetime as dt
from collections.abc import Mapping

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.errors import NotFound
from xuezuo.kernel.text import squeeze
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.audit.services import use_case
from xuezuo.review.evaluation import events
from xuezuo.review.evaluation.errors import (
    CommitteeReportEmpty,
    ExcuseMissing,
    SelfReviewClosed,
    SelfReviewEmpty,
    SelfReviewsMissing,
    SubjectUnknown,
)
from xuezuo.review.evaluation.models import CommitteeReport, Part, SelfReview, Subject
from xuezuo.review.evaluation.services.checks import (
    check_day,
    check_living,
    check_step,
    living,
    lock_part,
    lock_to_keep,
    tell,
)
from xuezuo.review.evaluation.types import HandedIn, PeersWay, Step


@use_case("evaluation.self_save")
def self_save(*, actor: Actor, subject: Subject, text: str, hand_in: bool, at: dt.datetime) -> Subject:
    """Keep what the member wrote, for nobody else's eyes, or hand it in to the branch for good.

    Raises:
        NotFound: it is not the actor's own.
        SelfReviewClosed: handed in before, off the list, or the branch has gone on to the next step.
        SelfReviewEmpty: nothing to hand in.
        RoundNotRunning: made void.
    """
    if subject.member_id != actor.member_id:
        raise NotFound
    part = lock_part(subject.part)
    check_living(part, "写自评")
    with acting_as(SYSTEM):
        mine = Subject.objects.select_for_update().get(pk=subject.pk)
    if why := _closed(mine, part):
        raise SelfReviewClosed(why=why)
    said = text.replace("\r\n", "\n").strip()[:5000]
    if hand_in and not said:
        raise SelfReviewEmpty
    with acting_as(SYSTEM):
        SelfReview.objects.update_or_create(subject=mine, defaults={"text": said, "written_at": at})
        if hand_in:
            mine.handed_in, mine.handed_at = HandedIn.PHONE, at
            mine.save(update_fields=["handed_in", "handed_at"])
    if hand_in:
        tell(events.SELF_HANDED_IN, actor, part, at)
    return mine


def _closed(mine: Subject, part: Part) -> str:
    if mine.left_at is not None:
        return "所在的名单已调整"
    if mine.handed_in:
        return "已经提交"
    return "阶段已经结束" if part.step != Step.SELF else ""


@use_case("evaluation.papers_record")
def papers_record(*, actor: Actor, part: Part, how: Mapping[int, tuple[str, str]], at: dt.datetime) -> int:
    """Record who handed in on paper, and who handed in nothing and why; returns how many lines changed.

    Args:
        actor: a keeper of the branch.
        part: the part.
        how: subject id -> (`HandedIn.PAPER` or `EXCUSED` or "" to undo, the excuse); who handed in on the phone stays.
        at: instant.

    Raises:
        NotFound, Forbidden: the actor does not keep the branch.
        WrongStep: mutual evaluation was held.
        SubjectUnknown, ExcuseMissing: not on the list; handed in nothing and no word why.
    """
    part = lock_to_keep(actor, part, at)
    check_step(part, (Step.SELF,), "登记书面自评")
    lines = {line.pk: line for line in living(part)}
    if not set(how) <= set(lines):
        raise SubjectUnknown
    missing = sum(way == HandedIn.EXCUSED and not squeeze(excuse) for way, excuse in how.values())
    if missing:
        raise ExcuseMissing(count=missing)
    changed = [lines[pk] for pk in how if _hand_in(lines[pk], *how[pk], at)]
    with acting_as(SYSTEM):
        Subject.objects.bulk_update(changed, ["handed_in", "handed_at", "excuse"])
    if changed:
        tell(events.SELF_ON_PAPER, actor, part, at, changed=len(changed))
    return len(changed)


def _hand_in(line: Subject, way: str, excuse: str, at: dt.datetime) -> bool:
    """Write the way into the line; returns whether anything is new."""
    said = squeeze(excuse)[:200] if way == HandedIn.EXCUSED else ""
    if HandedIn.PHONE in (line.handed_in, way) or (line.handed_in, line.excuse) == (way, said):
        return False
    line.handed_in, line.excuse, line.handed_at = way, said, at if way else None
    return True


@use_case("evaluation.committee_report")
def committee_report(
    *, actor: Actor, part: Part, text: str, heard_on: dt.date | None, at: dt.datetime
) -> CommitteeReport:
    """Keep what the committee reports of itself to the members, and when they heard it; written anew until the end.

    Everybody on the list reads it; the ballot has a line on which members evaluate the committee.

    Raises:
        NotFound, Forbidden: the actor does not keep the branch.
        WrongStep: the branch is through.
        CommitteeReportEmpty: nothing is said.
        DayUnfit: heard in the future.

    Source: review.branch (年度通知).
    """
    part = lock_to_keep(actor, part, at)
    if part.step == Step.FINISHED:
        check_step(part, (), "修改支部班子工作报告", "已完成的评议不再改动。")
    said = text.replace("\r\n", "\n").strip()[:10000]
    if not said:
        raise CommitteeReportEmpty
    if heard_on is not None:
        check_day("向党员报告", heard_on, first=None, at=at)
    values = {"text": said, "heard_on": heard_on, "recorded_at": at, "recorded_by": actor.account_id}
    with acting_as(SYSTEM):
        report, _ = CommitteeReport.objects.update_or_create(part=part, defaults=values)
    tell(events.COMMITTEE_REPORTED, actor, part, at, heard_on=str(heard_on or ""))
    return report


@use_case("evaluation.peers_record")
def peers_record(*, actor: Actor, part: Part, held_on: dt.date, way: str, at: dt.datetime) -> Part:
    """Record that members evaluated each other; what was said is nobody's to keep.

    Raises:
        NotFound, Forbidden: the actor does not keep the branch.
        WrongStep: the ballot is over.
        SelfReviewsMissing: self-reviews come first.
        DayUnfit: before the round or in the future.

    Source: branch.review.steps (支部工作条例 art. 18; large branches may do it in groups).
    """
    part = lock_to_keep(actor, part, at)
    check_step(part, (Step.SELF, Step.BALLOT), "登记互评")
    missing = sum(not line.handed_in for line in living(part))
    if missing:
        raise SelfReviewsMissing(count=missing)
    check_day("互评", held_on, first=min(part.round.starts_on, civil_date(at)), at=at)
    part.peers_on, part.peers_way = held_on, PeersWay(way)
    with acting_as(SYSTEM):
        part.save(update_fields=["peers_on", "peers_way"])
    tell(events.PEERS_RECORDED, actor, part, at, on=str(held_on), way=way)
    return part
