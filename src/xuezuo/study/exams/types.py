"""Words of exams: kinds of questions, modes, states."""

from typing import Final

from django.db import models

MARK: Final = 100  # hundredths in a mark; marks are stored as whole hundredths


class QuestionKind(models.TextChoices):
    """How a question is answered."""

    SINGLE = "single", "单选题"
    MULTIPLE = "multiple", "多选题"
    TRUE_FALSE = "true_false", "判断题"
    FILL_IN = "fill_in", "填空题"
    SHORT = "short", "简答题"


MACHINE_MARKED: Final = (QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.TRUE_FALSE, QuestionKind.FILL_IN)


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
