"""Words of exams: kinds of questions, modes, states."""

import dataclasses
import datetime as dt
from collections.abc import Sequence
from typing import Final

from django.db import models

NET_GRACE: Final = dt.timedelta(seconds=60)  # answers given in time may arrive this much after the end
SYNC_GRACE: Final = dt.timedelta(hours=2)  # with the signed start, when there was no network; keys are shown after it

type Item = tuple[int, int, list[int]]  # one of `Sitting.items`
type Entry = tuple[Sequence[object], int]  # an answer as it is stored, and when it was given, in ms
type Answers = dict[str, Entry]  # place in the items -> entry: `AnswerSheet.answers`, `Step.answers`

MARK: Final = 100  # hundredths in a mark; marks are stored as whole hundredths


class QuestionKind(models.TextChoices):
    """How a question is answered."""

    SINGLE = "single", "单选题"
    MULTIPLE = "multiple", "多选题"
    TRUE_FALSE = "true_false", "判断题"
    FILL_IN = "fill_in", "填空题"
    SHORT = "short", "简答题"


MACHINE_MARKED: Final = (QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.TRUE_FALSE, QuestionKind.FILL_IN)


CHOICES: Final = (QuestionKind.SINGLE, QuestionKind.MULTIPLE)
LETTERS: Final = "ABCDEFGH"  # of options


class ExamMode(models.TextChoices):
    """What an exam is for."""

    FORMAL = "formal", "闭卷考试"
    OPEN_BOOK = "open_book", "开卷考试"
    PRACTICE = "practice", "练习"


class ExamState(models.TextChoices):
    """draft -> published -> closed; a published exam's paper is not changed any more."""

    DRAFT = "draft", "拟定中"
    PUBLISHED = "published", "已发布"
    CLOSED = "closed", "已结束"
    VOID = "void", "已作废"


class PaperKind(models.TextChoices):
    """Where the questions of a sitting come from."""

    FIXED = "fixed", "固定试卷"
    DRAWN = "drawn", "按规则抽题"


class SittingState(models.TextChoices):
    """started -> submitted -> graded; `void` stays readable and counts nowhere."""

    STARTED = "started", "作答中"
    SUBMITTED = "submitted", "已交卷"
    GRADED = "graded", "已评阅"
    VOID = "void", "已作废"


class SittingSource(models.TextChoices):
    """How the answers came in."""

    SCREEN = "screen", "线上"
    PAPER = "paper", "纸质录入"
    IMPORT = "import", "导入"


@dataclasses.dataclass(frozen=True, slots=True)
class QuestionText:
    """What a version of a question says; `key` as `QuestionVersion.key` holds it."""

    stem: str
    options: tuple[str, ...]
    key: tuple[object, ...]
    explanation: str = ""
    source: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class ExamSpec:
    """What an author says of an exam; instants in UTC, marks in hundredths.

    Attributes:
        minutes: time limit of one sitting; None = until the window closes.
        attempts: how often one member may sit; 0 = as often as wanted.
        pass_marks: None = nothing is passed or failed.
        unit_types: only members of units of these domains; () = all.
        ask_id: the ask that a sitting meets.
    """

    title: str
    mode: str
    paper: str
    opens_at: dt.datetime
    closes_at: dt.datetime
    instructions: str = ""
    minutes: int | None = None
    attempts: int = 1
    pass_marks: int | None = None
    unit_types: tuple[str, ...] = ()
    shuffles_questions: bool = True
    shuffles_options: bool = True
    shows_key_at_end: bool = True
    ask_id: int | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Draw:
    """One rule of a paper that is drawn: how many questions of a kind from a bank, each for how many marks."""

    bank_id: int
    kind: str
    count: int
    marks: int
    topic: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class BankSpec:
    """What is said of a bank; `is_shared`: authors of exams below the unit see it, with its keys, and draw from it."""

    title: str
    note: str = ""
    is_shared: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class NewQuestion:
    """A question for a bank; `number` tells it apart there."""

    number: str
    kind: str
    topic: str
    text: QuestionText


def key_text(kind: str, key: Sequence[object]) -> str:
    """Return a stored key in the words in which authors write it: `AC`, `对`, `七|7；党章`."""
    if kind in CHOICES:
        return "".join(LETTERS[place] for place in key if isinstance(place, int))
    if kind == QuestionKind.TRUE_FALSE:
        return "对" if key[0] else "错"
    if kind == QuestionKind.FILL_IN:
        return "；".join("|".join(map(str, forms)) if isinstance(forms, list) else str(forms) for forms in key)
    return str(key[0]) if key else ""


@dataclasses.dataclass(frozen=True, slots=True)
class PaperResult:
    """What a member reached in an exam on paper.

    Attributes:
        marks: the sum, in hundredths.
        occurred_on: civil day of the exam.
        parts: title, marks and full marks of sections, when they were entered apart.
        reason: why a result that is there is changed.
    """

    marks: int
    occurred_on: dt.date
    parts: tuple[tuple[str, int, int], ...] = ()
    reason: str = ""
