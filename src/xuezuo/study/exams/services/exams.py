"""Exams: drafted, changed while drafts, published with a frozen paper, closed later or earlier, voided."""

import dataclasses
import datetime as dt

from django.db.models import F, Value
from django.db.models.functions import Least

from xuezuo.kernel.clock import SHANGHAI, civil_date
from xuezuo.kernel.ids import new_id
from xuezuo.org.queries.access import require_unit
from xuezuo.platform.access import Actor, beyond_scope
from xuezuo.platform.audit.services import Fields, record, use_case
from xuezuo.study.exams import events
from xuezuo.study.exams.errors import ExamImpossible, ExamWrongState, ExtensionImpossible, PaperNotReady
from xuezuo.study.exams.models import Exam, Sitting
from xuezuo.study.exams.policies import EXAM_AUTHOR
from xuezuo.study.exams.queries.papers import draw_shortage, retired_numbers
from xuezuo.study.exams.services.checks import check_reason, check_state, lock_exam, lock_window
from xuezuo.study.exams.services.submitting import sittings_close
from xuezuo.study.exams.types import ExamMode, ExamSpec, ExamState, PaperKind, SittingState

_LONGEST_MINUTES = 480


@use_case("exams.exam_draft")
def exam_draft(*, actor: Actor, unit_id: int, spec: ExamSpec, at: dt.datetime) -> Exam:
    """Draft an exam of the unit, without a paper yet.

    Raises:
        NotFound, Forbidden: the actor may not hold exams at the unit.
        ExamImpossible: the settings contradict each other.
    """
    require_unit(actor, EXAM_AUTHOR, unit_id, civil_date(at))
    check_spec(spec)
    exam = Exam.objects.create(uid=new_id(), unit_id=unit_id, made_at=at, made_by=actor.account_id, **_values(spec))
    _tell(events.EXAM_DRAFTED, actor, exam, at)
    return exam


@use_case("exams.exam_change")
def exam_change(*, actor: Actor, exam: Exam, spec: ExamSpec, at: dt.datetime) -> Exam:
    """Change the settings of a draft.

    Raises:
        NotFound, Forbidden: the actor may not hold exams at the unit.
        ExamWrongState: published already.
        ExamImpossible: the settings contradict each other.
    """
    exam = lock_exam(actor, EXAM_AUTHOR, exam, at)
    check_state(exam, (ExamState.DRAFT,), "修改设置", "如需更改，请作废后另行拟定。")
    check_spec(spec)
    values = _values(spec)
    for name, value in values.items():
        setattr(exam, name, value)
    exam.save(update_fields=list(values))
    _tell(events.EXAM_CHANGED, actor, exam, at)
    return exam


@use_case("exams.exam_publish")
def exam_publish(*, actor: Actor, exam: Exam, at: dt.datetime) -> Exam:
    """Publish a draft: from now on its paper and settings stay as they are.

    Raises:
        NotFound, Forbidden: the actor may not hold exams at the unit.
        ExamWrongState: no draft.
        PaperNotReady: no questions, too few to draw from, retired ones, a window that is over, too many pass marks.
    """
    exam = lock_exam(actor, EXAM_AUTHOR, exam, at)
    check_state(exam, (ExamState.DRAFT,), "发布", "")
    if exam.closes_at <= at:
        raise PaperNotReady(why="结束时间已经过去。请修改考试时间。")
    exam.full_marks = _whole_paper(exam)
    if exam.pass_marks is not None and exam.pass_marks > exam.full_marks:
        raise PaperNotReady(why="合格分高于试卷总分。请修改合格分或题目分值。")
    exam.state, exam.published_at = ExamState.PUBLISHED, at
    exam.save(update_fields=["full_marks", "state", "published_at"])
    _tell(events.EXAM_PUBLISHED, actor, exam, at)
    return exam


def _whole_paper(exam: Exam) -> int:
    if exam.paper == PaperKind.DRAWN:
        rules = list(exam.draw_rules.order_by("position"))
        if not rules:
            raise PaperNotReady(why="还没有抽题规则。")
        if shortage := draw_shortage(rules):
            raise PaperNotReady(why=shortage)
        return sum(rule.count * rule.marks for rule in rules)
    items = list(exam.items.values_list("marks", flat=True))
    if not items:
        raise PaperNotReady(why="试卷还没有题目。请先选题。")
    if retired := retired_numbers(exam):
        raise PaperNotReady(why=f"题号 {'、'.join(retired)} 已停用。请从试卷中移除。")
    return sum(items)


@use_case("exams.exam_extend")
def exam_extend(*, actor: Actor, exam: Exam, closes_at: dt.datetime, reason: str, at: dt.datetime) -> Exam:
    """Let a published exam that is not over close later than announced; to close earlier is `exam_close`.

    Running sittings get more time where the window cut them, never beyond their time limit. Once the window has closed
    it stays closed: sittings were handed in with it, and keys are shown by it.

    Args:
        actor: who holds exams at the unit.
        exam: published, open or still to come.
        closes_at: the new end.
        reason: why; in the audit trail, and beside the new end for those who sit.
        at: now.

    Raises:
        NotFound, Forbidden: the actor may not hold exams at the unit.
        ExamWrongState: not published, or over.
        ExtensionImpossible: not later than the present end.
        ReasonMissing: no reason given.
    """
    lock_window(exam.uid)
    exam, why = lock_exam(actor, EXAM_AUTHOR, exam, at), check_reason(reason)
    check_state(exam, (ExamState.PUBLISHED,), "延长时间", "")
    if exam.closes_at <= at:
        raise ExamWrongState(state="已到结束时间", deed="延长时间", hint="如需补考，请另行拟定一次考学。")
    if closes_at <= exam.closes_at:
        raise ExtensionImpossible(until=f"{exam.closes_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}")
    before, exam.closes_at, exam.extend_reason = exam.closes_at, closes_at, why
    exam.save(update_fields=["closes_at", "extend_reason"])
    due: Value | Least = Value(closes_at)
    if exam.minutes is not None:
        due = Least(due, F("started_at") + dt.timedelta(minutes=exam.minutes))
    with beyond_scope():  # the exam's unit gives time to members of any unit below
        Sitting.objects.filter(exam=exam, state=SittingState.STARTED, due_at=before).update(due_at=due)
    _tell(events.EXAM_EXTENDED, actor, exam, at, why)
    return exam


@use_case("exams.exam_close")
def exam_close(*, actor: Actor, exam: Exam, reason: str, at: dt.datetime) -> Exam:
    """End a published exam before its time; nobody starts any more, what was saved is graded.

    Raises:
        NotFound, Forbidden: the actor may not hold exams at the unit.
        ExamWrongState: not published.
        ReasonMissing: no reason given.
    """
    lock_window(exam.uid)
    exam, why = lock_exam(actor, EXAM_AUTHOR, exam, at), check_reason(reason)
    check_state(exam, (ExamState.PUBLISHED,), "提前结束", "")
    exam.state, exam.closed_at = ExamState.CLOSED, at
    exam.save(update_fields=["state", "closed_at"])
    sittings_close(actor=actor, exam=exam, at=at)
    _tell(events.EXAM_CLOSED, actor, exam, at, why)
    return exam


@use_case("exams.exam_void")
def exam_void(*, actor: Actor, exam: Exam, reason: str, at: dt.datetime) -> Exam:
    """Void an exam for good; its sittings count nowhere and stay readable.

    Raises:
        NotFound, Forbidden: the actor may not hold exams at the unit.
        ExamWrongState: void already.
        ReasonMissing: no reason given.
    """
    exam, why = lock_exam(actor, EXAM_AUTHOR, exam, at), check_reason(reason)
    check_state(exam, (ExamState.DRAFT, ExamState.PUBLISHED, ExamState.CLOSED), "再次作废", "")
    exam.state, exam.void_reason = ExamState.VOID, why
    exam.save(update_fields=["state", "void_reason"])
    with beyond_scope():  # the exam's unit voids what members of any unit below sat
        sat = Sitting.objects.filter(exam=exam).exclude(state=SittingState.VOID)
        sat.update(state=SittingState.VOID, void_reason=why)
    _tell(events.EXAM_VOIDED, actor, exam, at, why)
    return exam


def check_spec(spec: ExamSpec) -> None:
    """Raise `ExamImpossible` when the settings contradict each other."""
    if spec.closes_at <= spec.opens_at:
        raise ExamImpossible(why="结束时间应晚于开始时间。")
    if spec.minutes is not None and not 1 <= spec.minutes <= _LONGEST_MINUTES:
        raise ExamImpossible(why=f"时限应为 1 到 {_LONGEST_MINUTES} 分钟，不限时请留空。")
    if spec.minutes is not None and dt.timedelta(minutes=spec.minutes) > spec.closes_at - spec.opens_at:
        raise ExamImpossible(why="时限比考试开放的时间还长。")
    if spec.attempts == 0 and spec.mode != ExamMode.PRACTICE:
        raise ExamImpossible(why="只有练习可以不限次数。请填写次数。")


def _values(spec: ExamSpec) -> dict[str, object]:
    values = dataclasses.asdict(spec)
    if spec.mode == ExamMode.PRACTICE:
        values |= {"attempts": 0, "pass_marks": None, "minutes": None}
    return values | {"unit_types": list(spec.unit_types)}


def _tell(name: str, actor: Actor, exam: Exam, at: dt.datetime, reason: str = "") -> None:
    after: Fields = {
        "state": str(exam.state),
        "opens_at": exam.opens_at.isoformat(),
        "closes_at": exam.closes_at.isoformat(),
        "full_marks": exam.full_marks,
    }
    subject = ("exams.exam", exam.uid)
    record(name, actor=actor, subject=subject, at=at, unit_id=exam.unit_id, after=after, reason=reason)
