"""The paper of a draft: questions chosen one by one, or rules by which each sitting draws."""

import datetime as dt
from collections.abc import Sequence

from xuezuo.kernel.clock import civil_date
from xuezuo.org.queries.access import require_unit
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import record, use_case
from xuezuo.study.exams import events
from xuezuo.study.exams.errors import PickingFailed
from xuezuo.study.exams.models import Bank, DrawRule, Exam, PaperItem, QuestionVersion
from xuezuo.study.exams.policies import EXAM_AUTHOR
from xuezuo.study.exams.queries.banks import banks_q
from xuezuo.study.exams.services.checks import check_state, lock_exam
from xuezuo.study.exams.types import Draw, ExamState, PaperKind

_MOST_MARKS = 1_000_00  # of one question, in hundredths
_MOST_ITEMS = 300


@use_case("exams.paper_set")
def paper_set(*, actor: Actor, exam: Exam, items: Sequence[tuple[int, int]], at: dt.datetime) -> Exam:
    """Say which question versions stand in the paper of a draft, in which order, for how many hundredths of a mark.

    Raises:
        NotFound, Forbidden: the actor may not hold exams at the unit.
        ExamWrongState: published already.
        PickingFailed: a question twice, of a bank that is not the actor's to use, or with odd marks.
    """
    exam = lock_exam(actor, EXAM_AUTHOR, exam, at)
    _check_draft(exam, PaperKind.FIXED, "这次考学按规则抽题，不能选题。请先在设置中改为固定试卷。")
    _check_items(actor, exam, items, civil_date(at))
    exam.items.all().delete()
    PaperItem.objects.bulk_create(
        PaperItem(exam=exam, position=position, version_id=version_id, marks=marks)
        for position, (version_id, marks) in enumerate(items, start=1)
    )
    exam.full_marks = sum(marks for _, marks in items)
    exam.save(update_fields=["full_marks"])
    _tell(events.PAPER_SET, actor, exam, at, len(items))
    return exam


def _check_items(actor: Actor, exam: Exam, items: Sequence[tuple[int, int]], on: dt.date) -> None:
    ids = [version_id for version_id, _ in items]
    if len(ids) > _MOST_ITEMS:
        raise PickingFailed(why=f"一张试卷最多 {_MOST_ITEMS} 题。")
    if any(not 0 < marks <= _MOST_MARKS for _, marks in items):
        raise PickingFailed(why="每题分值应大于 0，最多 1000 分。")
    usable = Bank.objects.filter(banks_q(actor, on)).values("pk")
    found = dict(QuestionVersion.objects.filter(pk__in=ids).values_list("pk", "question_id"))
    if len(found) != len(ids) or len(set(found.values())) != len(ids):
        raise PickingFailed(why="同一道题在试卷中只能出现一次。")
    kept = exam.items.values_list("version_id", flat=True)  # of a bank that is shared no more: it may stay
    foreign = QuestionVersion.objects.filter(pk__in=set(ids) - set(kept)).exclude(question__bank__in=usable)
    if foreign.exists():
        raise PickingFailed(why="有的题目不在您可以使用的题库中。")


@use_case("exams.rules_set")
def rules_set(*, actor: Actor, exam: Exam, draws: Sequence[Draw], at: dt.datetime) -> Exam:
    """Say by which rules each sitting of a draft draws its questions; whether there are enough is asked on publishing.

    Raises:
        NotFound, Forbidden: the actor may not hold exams at the unit.
        ExamWrongState: published already.
        PickingFailed: a bank that is not the actor's to use, odd counts or marks, the same rule twice.
    """
    exam = lock_exam(actor, EXAM_AUTHOR, exam, at)
    _check_draft(exam, PaperKind.DRAWN, "这次考学用固定试卷，不能按规则抽题。请先在设置中改为按规则抽题。")
    wanted = {draw.bank_id for draw in draws}
    if Bank.objects.filter(banks_q(actor, civil_date(at)), pk__in=wanted).count() != len(wanted):
        raise PickingFailed(why="有的题库不是您可以使用的题库。")
    if any(draw.count < 1 or not 0 < draw.marks <= _MOST_MARKS for draw in draws):
        raise PickingFailed(why="每条规则的题数至少为 1，每题分值应大于 0，最多 1000 分。")
    if sum(draw.count for draw in draws) > _MOST_ITEMS:
        raise PickingFailed(why=f"一张试卷最多 {_MOST_ITEMS} 题。")
    if len({(draw.bank_id, draw.kind, draw.topic) for draw in draws}) != len(draws):
        raise PickingFailed(why="同一题库、题型、知识点只写一条规则。")
    draws = sorted(draws, key=lambda draw: not draw.topic)  # a rule for any topic draws from what the others leave
    exam.draw_rules.all().delete()
    DrawRule.objects.bulk_create(
        DrawRule(
            exam=exam, position=position, bank_id=draw.bank_id, kind=draw.kind, topic=draw.topic, count=draw.count,
            marks=draw.marks,
        )
        for position, draw in enumerate(draws, start=1)
    )  # fmt: skip
    exam.full_marks = sum(draw.count * draw.marks for draw in draws)
    exam.save(update_fields=["full_marks"])
    _tell(events.RULES_SET, actor, exam, at, len(draws))
    return exam


def _check_draft(exam: Exam, kind: PaperKind, hint: str) -> None:
    check_state(
        exam, (ExamState.DRAFT,), "改动试卷", "试卷发布后不再改动；如有错误，请更正答案重新评分，或作废后另行拟定。"
    )
    if exam.paper != kind:
        raise PickingFailed(why=hint)


def _tell(name: str, actor: Actor, exam: Exam, at: dt.datetime, parts: int) -> None:
    subject, after = ("exams.exam", exam.uid), {"parts": parts, "full_marks": exam.full_marks}
    record(name, actor=actor, subject=subject, at=at, unit_id=exam.unit_id, after=after)


@use_case("exams.paper_printed")
def paper_printed(*, actor: Actor, exam: Exam, with_key: bool, at: dt.datetime) -> None:
    """Note that the paper, or its key, left the system.

    Raises:
        NotFound, Forbidden: the actor may not hold exams at the unit.
        PickingFailed: nothing to print: a drawn paper, or none yet.
    """
    require_unit(actor, EXAM_AUTHOR, exam.unit_id, civil_date(at))
    if exam.paper != PaperKind.FIXED or not exam.items.exists():
        raise PickingFailed(why="只有已经选好题的固定试卷可以打印。")
    subject, after = ("exams.exam", exam.uid), {"with_key": with_key}
    record(events.PAPER_PRINTED, actor=actor, subject=subject, at=at, unit_id=exam.unit_id, after=after)
