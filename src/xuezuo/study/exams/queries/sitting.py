"""The doors of those who sit: one's exams, the exam one may sit, one's own sitting.

Whoever does not belong to an exam's audience, and whoever asks for the sitting of somebody else, finds nothing.
"""

import dataclasses
import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from django.db.models import Q

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.errors import NotFound
from xuezuo.platform.access import Actor
from xuezuo.platform.http import Page, paginate
from xuezuo.study.exams.models import Exam, Sitting
from xuezuo.study.exams.queries.reach import Reach, reach_of, unit_for
from xuezuo.study.exams.types import NET_GRACE, ExamState, SittingState

OUT: Final = (ExamState.PUBLISHED, ExamState.CLOSED)
MOST_OPEN: Final = 50  # exams open or coming at one time; nobody has more


@dataclasses.dataclass(frozen=True, slots=True)
class MyExam:
    """An exam with one's own sittings in it, newest first; void ones are left out.

    Attributes:
        phase: "coming", "open" or "past" at the instant asked about.
    """

    exam: Exam
    sittings: tuple[Sitting, ...]
    phase: str

    @property
    def running(self) -> Sitting | None:
        """The sitting that has not been handed in."""
        return next((one for one in self.sittings if one.state == SittingState.STARTED), None)

    @property
    def attempts_left(self) -> int | None:
        """How often one may still begin; None = as often as wanted."""
        return None if self.exam.attempts == 0 else max(self.exam.attempts - len(self.sittings), 0)

    @property
    def may_begin(self) -> bool:
        """The exam is open and an attempt is left."""
        return self.phase == "open" and self.running is None and self.attempts_left != 0


@dataclasses.dataclass(frozen=True, slots=True)
class MyExams:
    """One's exams: those that are open or coming, and a page of those that are over."""

    ahead: list[MyExam]
    past: Page[MyExam]


def phase_of(exam: Exam, at: dt.datetime) -> str:
    """Say where the exam stands at an instant: coming, open or past."""
    if exam.state != ExamState.PUBLISHED or exam.closes_at <= at:
        return "past"
    return "coming" if at < exam.opens_at else "open"


def is_over(sitting: Sitting, at: dt.datetime) -> bool:
    """Tell whether a sitting was handed in, or its time is over, the grace for the network included."""
    return sitting.state != SittingState.STARTED or at > sitting.due_at + NET_GRACE


def my_exams(actor: Actor, at: dt.datetime, number: int) -> MyExams:
    """Return the actor's exams; `number` is the page of those that are over, the others stand on the first page."""
    if actor.member_id is None:
        return MyExams([], Page(rows=[], number=1, has_next=False))
    reach = reach_of(actor.member_id, civil_date(at))
    sat = Sitting.objects.filter(member_id=actor.member_id).exclude(state=SittingState.VOID).values("exam_id")
    over = Q(state=ExamState.CLOSED) | Q(state=ExamState.PUBLISHED, closes_at__lte=at)
    own = Exam.objects.filter(over, Q(unit_id__in=list(reach)) | Q(pk__in=sat)).order_by("-closes_at", "-pk")
    page, ahead = paginate(own, number, count=False), _ahead(reach, at) if number == 1 else []
    rows = _with_sittings(actor.member_id, [*ahead, *page.rows], at)
    past = [row for row in rows[len(ahead) :] if row.sittings or unit_for(row.exam, reach) is not None]
    return MyExams(rows[: len(ahead)], Page(past, page.number, page.has_next, per_page=page.per_page))


def _ahead(reach: Reach, at: dt.datetime) -> list[Exam]:
    """Return the exams that are open or coming: the one that closes first comes first."""
    found = Exam.objects.filter(unit_id__in=list(reach), state=ExamState.PUBLISHED, closes_at__gt=at)
    return [exam for exam in found.order_by("closes_at", "pk")[:MOST_OPEN] if unit_for(exam, reach) is not None]


def exam_get_to_sit(actor: Actor, uid: uuid.UUID, at: dt.datetime) -> tuple[MyExam, int | None]:
    """Return the exam with the actor's sittings, and the unit in which the actor belongs to its audience.

    Raises:
        NotFound: no such exam, not published, or it is not for the actor, who never sat it either.
    """
    exam = Exam.objects.filter(uid=uid, state__in=OUT).first()
    if exam is None or actor.member_id is None:
        raise NotFound
    (mine,) = _with_sittings(actor.member_id, [exam], at)
    unit_id = unit_for(exam, reach_of(actor.member_id, civil_date(at)))
    if unit_id is None and not mine.sittings:
        raise NotFound
    return mine, unit_id


def sitting_get_for(actor: Actor, uid: uuid.UUID, *, with_paper: bool = False) -> Sitting:
    """Return the actor's own sitting with its exam and its answer sheet, unless it is void.

    Args:
        actor: who sat.
        uid: of the sitting.
        with_paper: also one on paper, which has no sheet; with its result, as `result_page` wants it.

    Raises:
        NotFound: no such sitting, or somebody else's: no post opens it.
    """
    if actor.member_id is None:
        raise NotFound
    own = Sitting.objects.filter(uid=uid, member_id=actor.member_id).exclude(state=SittingState.VOID)
    own = own.select_related("result") if with_paper else own.filter(sheet__isnull=False)
    sitting = own.select_related("exam", "sheet").first()
    if sitting is None:
        raise NotFound
    return sitting


def _with_sittings(member_id: int, exams: Sequence[Exam], at: dt.datetime) -> list[MyExam]:
    own = Sitting.objects.filter(member_id=member_id, exam__in=exams).exclude(state=SittingState.VOID)
    by_exam: dict[int, list[Sitting]] = defaultdict(list)
    for sitting in own.select_related("result").order_by("-attempt"):
        by_exam[sitting.exam_id].append(sitting)
    return [MyExam(exam, tuple(by_exam[exam.pk]), phase_of(exam, at)) for exam in exams]
