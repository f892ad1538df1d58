"""Everything the page of one exam shows to who looks after it."""

import dataclasses
import datetime as dt
import uuid

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.errors import NotFound
from xuezuo.org.queries.access import held_at, require_unit
from xuezuo.org.queries.tree import unit_row
from xuezuo.org.types import UnitType
from xuezuo.platform.access import Actor, Capability
from xuezuo.study.exams.models import Exam
from xuezuo.study.exams.policies import EXAM_AUTHOR, EXAM_ENTER, EXAM_MARK, EXAM_VIEW
from xuezuo.study.exams.queries.counts import Counts, counts, nodes_in
from xuezuo.study.exams.queries.marking import Waiting, waiting
from xuezuo.study.exams.queries.papers import marks_text, rests_on_shared_bank
from xuezuo.study.exams.types import ExamMode, ExamState, PaperKind


@dataclasses.dataclass(frozen=True, slots=True)
class ExamPage:
    """What is shown beside the exam's own columns.

    Attributes:
        rights: labels of what the asker may do at the exam's unit: `author`, `mark`, `enter`.
        counts: of the unit that is looked at; None for a draft.
        parts: questions or rules in the paper.
        waiting: short answers to be marked.
        is_key_known: the paper rests on a bank that authors below may read, keys and all.
    """

    unit_name: str
    audience: str
    full: str
    passing: str
    rights: dict[str, bool]
    counts: Counts | None
    parts: int
    waiting: Waiting
    is_key_known: bool


def exam_page(actor: Actor, exam: Exam, unit: str, at: dt.datetime) -> ExamPage:
    """Return the page of an exam; the caller came through the door.

    Args:
        actor: who asks.
        exam: the exam.
        unit: uid of the unit to look at, as the address says it; empty = the highest that the actor looks after.
        at: now.

    Raises:
        NotFound, Forbidden: the actor does not look after the unit, or the exam is not for it.
    """
    on = civil_date(at)
    held = held_at(actor, (EXAM_AUTHOR, EXAM_MARK), exam.unit, on)
    unit_id = _unit_id(actor, exam, unit, on)
    types = "、".join(UnitType(one).label for one in exam.unit_types)
    is_draft = exam.state == ExamState.DRAFT
    return ExamPage(
        unit_name=unit_row(exam.unit_id, on).name,
        audience=f"本组织及其全部下级的党员{f'（{types}）' if types else ''}",
        full=marks_text(exam.full_marks),
        passing=marks_text(exam.pass_marks),
        rights={
            "author": EXAM_AUTHOR in held,
            "mark": EXAM_MARK in held,
            "enter": EXAM_ENTER.is_held_by(actor) and not is_draft and exam.mode != ExamMode.PRACTICE,
        },
        counts=None if is_draft else counts(exam, unit_id, at),
        parts=(exam.draw_rules if exam.paper == PaperKind.DRAWN else exam.items).count(),
        waiting=waiting(exam) if EXAM_MARK in held else Waiting(0, 0),
        is_key_known=exam.mode != ExamMode.PRACTICE and rests_on_shared_bank(exam),
    )


def _unit_id(actor: Actor, exam: Exam, unit: str, on: dt.date) -> int:
    """Return the unit whose counts are asked for."""
    if not unit:
        return highest(actor, EXAM_VIEW, exam, on)
    try:
        found = unit_row(uuid.UUID(unit), on).id
    except ValueError as error:
        raise NotFound from error
    if not nodes_in(exam, [found], on):
        raise NotFound
    require_unit(actor, EXAM_VIEW, found, on)
    return found


def highest(actor: Actor, capability: Capability, exam: Exam, on: dt.date) -> int:
    """Return the highest unit of the exam's audience at which the actor may do this."""
    if actor.is_system or capability in held_at(actor, (capability,), exam.unit, on):
        return exam.unit_id
    nodes = nodes_in(exam, list(capability.nodes(actor)), on)
    if not nodes:
        raise NotFound
    return nodes[0]
