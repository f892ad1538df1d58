"""Words and plain values of assessments."""

import dataclasses
import datetime as dt

from django.db import models


class SurveyState(models.TextChoices):
    """draft -> open -> closed."""

    DRAFT = "draft", "准备中"
    OPEN = "open", "填写中"
    CLOSED = "closed", "已结束"


class QuestionKind(models.TextChoices):
    """How a question is answered; words are not asked for (ADR 0020)."""

    SINGLE = "single", "单选"
    SEVERAL = "several", "多选"
    SCALE = "scale", "五级评价"


SCALE = ("很好", "较好", "一般", "较差", "很差")


@dataclasses.dataclass(frozen=True, slots=True)
class SurveySpec:
    """What a questionnaire is about.

    Attributes:
        title: for readers.
        intro: what it is for.
        campaign_id: the campaign whose results are asked about, if any.
        sample: how many members are drawn; None = everybody.
        by_unit: answers are kept apart by the units directly below, where these are large enough.
        closes_at: planned end.
    """

    title: str
    intro: str = ""
    campaign_id: int | None = None
    sample: int | None = None
    by_unit: bool = False
    closes_at: dt.datetime | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class QuestionSpec:
    """A question and its options; a scale has the usual five."""

    text: str
    kind: str
    options: tuple[str, ...] = ()


class Drawing(models.TextChoices):
    """What repeating a draw came to."""

    SAME = "same", "一致"
    ROSTER_CHANGED = "roster_changed", "名册事后有更正"
    DIFFERENT = "different", "不一致"


@dataclasses.dataclass(frozen=True, slots=True)
class Redrawn:
    """A draw repeated from its seed: what came of it, and how many there are now and were asked then."""

    outcome: Drawing
    members: int
    asked: int
