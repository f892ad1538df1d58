"""The paper of a published exam, kept in the process: what is asked, never what is right.

A published exam's paper does not change, so it is read once per process. The pool of a drawn paper is the bank as it
stood when the exam was published: later versions and new questions do not enter it.
"""

import dataclasses
import datetime as dt
import functools
import uuid
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from xuezuo.study.exams.models import DrawRule, Exam, PaperItem, QuestionVersion
from xuezuo.study.exams.types import PaperKind, QuestionKind


@dataclasses.dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is put; `blanks` = how many fields a fill-in has."""

    version_id: int
    kind: str
    stem: str
    options: tuple[str, ...]
    blanks: int

    @property
    def positions(self) -> list[int]:
        """What may be chosen, in the order of the version (0 = right, 1 = wrong); nothing where one writes."""
        return [0, 1] if self.kind == QuestionKind.TRUE_FALSE else list(range(len(self.options)))


@dataclasses.dataclass(frozen=True, slots=True)
class Part:
    """Questions of which a sitting gets `count`, each for `marks` hundredths."""

    count: int
    marks: int
    pool: tuple[Asked, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Paper:
    """The parts in their order: one per question of a fixed paper, one per rule of a drawn one."""

    parts: tuple[Part, ...]
    by_version: dict[int, Asked]


def paper_of(exam: Exam) -> Paper:
    """Return the paper of a published exam."""
    return _paper(exam.uid, exam.pk, exam.paper, exam.published_at or exam.made_at)


@functools.lru_cache(maxsize=64)
def _paper(_uid: uuid.UUID, exam_id: int, kind: str, published_at: dt.datetime) -> Paper:
    """Read the paper; the uid keeps apart exams of different databases in one process (tests)."""
    parts = _drawn(exam_id, published_at) if kind == PaperKind.DRAWN else _fixed(exam_id)
    return Paper(parts, {asked.version_id: asked for part in parts for asked in part.pool})


def _fixed(exam_id: int) -> tuple[Part, ...]:
    items = PaperItem.objects.filter(exam_id=exam_id).select_related("version__question").order_by("position")
    return tuple(Part(1, item.marks, _asked([item.version])) for item in items)


def _drawn(exam_id: int, published_at: dt.datetime) -> tuple[Part, ...]:
    rules = DrawRule.objects.filter(exam_id=exam_id).order_by("position")
    return tuple(Part(rule.count, rule.marks, _asked(_pool(rule, published_at))) for rule in rules)


def _pool(rule: DrawRule, published_at: dt.datetime) -> QuerySet[QuestionVersion]:
    """Return the versions in force at the instant, of questions not retired by then."""
    in_use = Q(question__retired_at__isnull=True) | Q(question__retired_at__gt=published_at)
    wanted = Q(question__bank_id=rule.bank_id, question__kind=rule.kind, made_at__lte=published_at)
    if rule.topic:
        wanted &= Q(question__topic=rule.topic)
    newest = QuestionVersion.objects.filter(in_use & wanted).order_by("question_id", "-number").distinct("question_id")
    return newest.select_related("question")


def _asked(versions: Iterable[QuestionVersion]) -> tuple[Asked, ...]:
    return tuple(
        Asked(version.pk, version.question.kind, version.stem, tuple(version.options), _blanks(version))
        for version in versions
    )


def _blanks(version: QuestionVersion) -> int:
    return len(version.key) if version.question.kind == QuestionKind.FILL_IN else 0
