"""The opinion of the committee or the meeting, giving it back, and correcting it by a new version."""

import datetime as dt
from collections.abc import Mapping, Sequence

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.text import squeeze
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.audit.services import use_case
from xuezuo.review.evaluation import events
from xuezuo.review.evaluation.errors import CorrectionEmpty, OwnAppeal, SubjectUnknown, VerdictsMissing, VerdictUnfit
from xuezuo.review.evaluation.models import HomeReport, Part, Subject, Verdict
from xuezuo.review.evaluation.queries.standing import NOTHING, standings
from xuezuo.review.evaluation.services.checks import check_day, check_step, living, lock_to_keep, tell
from xuezuo.review.evaluation.types import Body, Grade, ReadWay, Standing, Step, VerdictLine
from xuezuo.rules.candidates import excellent_within
from xuezuo.rules.votes import Ceiling


@use_case("evaluation.verdicts_record")
def verdicts_record(  # CONFIG: who, where, what, by whom and when are the deed
    *, actor: Actor, part: Part, lines: Sequence[VerdictLine], body: str, decided_on: dt.date, at: dt.datetime
) -> Ceiling:
    """Write down the opinion on these members, all or none; before the feedback a line may be written anew.

    Returns whether "excellent" stays within a third of the graded members: that reminds and never refuses.

    Raises:
        NotFound, Forbidden: the actor does not keep the branch.
        WrongStep: the ballots are not counted, or the results were given back.
        DayUnfit: before the mutual evaluation, or in the future.
        SubjectUnknown: not on the list.
        VerdictUnfit: nobody at all, a grade missing or for a probationary member, a departure from the ballot without
            a reason.

    Source: branch.review.steps, review.grades, review.poll, review.excellent_ratio.
    """
    part = lock_to_keep(actor, part, at)
    check_step(part, (Step.OPINION,), "登记评定", "测评投票结束后才能评定；已经反馈的用“更正”。")
    check_day("评定", decided_on, first=part.peers_on, at=at)
    if not lines:
        raise VerdictUnfit(count=1, what="还没有写任何人的评定意见。请至少写一人再登记。")
    people = {line.pk: line for line in living(part)}
    if not {line.subject_id for line in lines} <= set(people):
        raise SubjectUnknown
    said = standings(part)
    check_lines([(people[line.subject_id], line) for line in lines], said)
    part.body, part.decided_on = Body(body), decided_on
    with acting_as(SYSTEM):
        part.save(update_fields=["body", "decided_on"])
        for line in lines:
            Verdict.objects.update_or_create(
                subject=people[line.subject_id], version=1, defaults=_said(line, decided_on, actor, at)
            )
    tell(events.VERDICTS_RECORDED, actor, part, at, lines=len(lines), body=body)
    return excellent_of(part)


def excellent_of(part: Part) -> Ceiling:
    """Return how many "excellent" there are and how many there may be: generally at most a third of those graded."""
    with acting_as(SYSTEM):
        graded = [line.pk for line in living(part) if line.is_graded]
        grades = dict(Verdict.objects.filter(subject__in=graded).order_by("version").values_list("subject", "grade"))
    return excellent_within(members=len(graded), excellent=list(grades.values()).count(Grade.EXCELLENT))


def _said(line: VerdictLine, day: dt.date, actor: Actor, at: dt.datetime) -> dict[str, object]:
    return {
        "grade": line.grade,
        "opinion": line.opinion.strip()[:1000],
        "reason": squeeze(line.reason)[:300],
        "decided_on": day,
        "recorded_at": at,
        "recorded_by": actor.account_id,
    }


def check_lines(pairs: Sequence[tuple[Subject, VerdictLine]], said: Mapping[int, Standing]) -> None:
    """Raise `VerdictUnfit`, naming the line by its number, unless every line can be."""
    faults = [
        f"第 {number} 行{fault}"
        for number, (subject, line) in enumerate(pairs, start=1)
        if (fault := _fault(subject, line, said.get(subject.member_id, NOTHING)))
    ]
    if faults:
        raise VerdictUnfit(count=len(faults), what="；".join(faults) + "。")


def _fault(subject: Subject, line: VerdictLine, standing: Standing) -> str:
    if not subject.is_graded:
        return "是预备党员，参加评议但不评定等次，请不要选等次" if line.grade else ""
    if line.grade not in Grade.values:
        return "没有选等次"
    departs = bool(standing.leaders) and line.grade not in standing.leaders
    if departs and not squeeze(line.reason):
        return "的等次与测评得票最多的等次不同，请写明理由"
    return ""


@use_case("evaluation.results_tell")
def results_tell(*, actor: Actor, part: Part, at: dt.datetime) -> Part:
    """Give the opinions back: each member sees the own one, and that of a floating member goes to the home branch.

    Raises:
        NotFound, Forbidden: the actor does not keep the branch.
        WrongStep: before the opinions, or done already.
        VerdictsMissing: somebody has no opinion yet.

    Source: review.poll (the opinion is fed back to the member); edu.floating.contact, 支部工作条例 art. 10 (九).
    """
    part = lock_to_keep(actor, part, at)
    check_step(part, (Step.OPINION,), "反馈结果")
    lines = living(part)
    with acting_as(SYSTEM):
        done = set(Verdict.objects.filter(subject__in=lines).values_list("subject_id", flat=True))
        missing = sum(line.is_graded and line.pk not in done for line in lines)
        if missing:
            raise VerdictsMissing(count=missing)
        _fill_up(part, [line for line in lines if line.pk not in done], actor, at)
        part.told_at, part.told_on = at, civil_date(at)
        part.save(update_fields=["told_at", "told_on"])
        away = [line for line in lines if line.home_id != part.unit_id]
        HomeReport.objects.bulk_create(HomeReport(subject=line, version=1, sent_at=at) for line in away)
    tell(events.RESULTS_TOLD, actor, part, at, members=len(lines), reported_home=len(away))
    return part


def _fill_up(part: Part, lines: Sequence[Subject], actor: Actor, at: dt.datetime) -> None:
    """Give probationary members without an opinion an empty one, so that they too can take note and appeal."""
    empty = VerdictLine(0, "", "参加了本年度民主评议，预备党员不评定等次。")
    said = _said(empty, part.decided_on or civil_date(at), actor, at)
    Verdict.objects.bulk_create(Verdict(subject=line, version=1, **said) for line in lines)


@use_case("evaluation.verdict_correct")
def verdict_correct(*, actor: Actor, subject: Subject, line: VerdictLine, why: str, at: dt.datetime) -> Verdict:
    """Correct an opinion that was given back: a new version; the old one stays, and the member takes note anew.

    Raises:
        NotFound, Forbidden: the actor does not keep the branch.
        OwnAppeal: it is the actor's own.
        WrongStep: not given back yet.
        CorrectionEmpty: no reason.
        VerdictUnfit: as in `verdicts_record`.
    """
    part = lock_to_keep(actor, subject.part, at)
    check_step(part, (Step.FEEDBACK, Step.FINISHED), "更正评定", "还没有反馈的可以直接修改。")
    if actor.member_id is not None and actor.member_id == subject.member_id:
        raise OwnAppeal
    reason = squeeze(why)[:300]
    if not reason:
        raise CorrectionEmpty
    check_lines([(subject, line)], standings(part))
    today = civil_date(at)
    with acting_as(SYSTEM):
        latest = Verdict.objects.filter(subject=subject).order_by("-version").first()
        version = latest.version + 1 if latest else 1
        made = Verdict.objects.create(
            subject=subject, version=version, correction=reason, **_said(line, today, actor, at)
        )
        HomeReport.objects.filter(subject=subject).update(
            version=version, sent_at=at, received_at=None, received_by=None
        )
    tell(events.VERDICT_CORRECTED, actor, part, at, version=version)
    return made


@use_case("evaluation.result_read")
def result_read(*, actor: Actor, verdict: Verdict, way: str, at: dt.datetime) -> Verdict:
    """Record that the member took note: by the member on the phone, or by a keeper who told the member in person.

    The caller has passed the door of the member's own line (`own_subject`) or of the branch (`kept_subject`).

    Raises:
        WrongStep: not given back yet.
    """
    part = verdict.subject.part
    check_step(part, (Step.FEEDBACK, Step.FINISHED), "确认")
    if verdict.read_at is not None:
        return verdict
    verdict.read_at, verdict.read_way = at, ReadWay(way)
    with acting_as(SYSTEM):
        verdict.save(update_fields=["read_at", "read_way"])
    tell(events.RESULT_READ, actor, part, at, version=verdict.version, way=way)
    return verdict
