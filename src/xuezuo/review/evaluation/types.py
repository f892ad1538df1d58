"""Words of democratic evaluation, and the plain values that services take and queries give."""

import dataclasses
import datetime as dt
from typing import Final

from django.db import models

from xuezuo.kernel.shares import percent


class Grade(models.TextChoices):
    """The four grades (review.grades); the codes are those on the ballot (`ballots.FOUR_GRADES`)."""

    EXCELLENT = "excellent", "优秀"
    QUALIFIED = "qualified", "合格"
    NEARLY = "nearly", "基本合格"
    UNQUALIFIED = "unqualified", "不合格"


GOOD: Final = (Grade.EXCELLENT, Grade.QUALIFIED)  # "qualified or better"


class RoundState(models.TextChoices):
    """running -> closed; a void round counts for nothing and stays readable."""

    RUNNING = "running", "进行中"
    CLOSED = "closed", "已结束"
    VOID = "void", "已作废"


class Step(models.TextChoices):
    """Where a branch stands, in the order of branch.review.steps; what follows the last is giving it back."""

    SELF = "self", "个人自评"
    BALLOT = "ballot", "民主测评"
    OPINION = "opinion", "组织评定"
    FEEDBACK = "feedback", "反馈结果"
    FINISHED = "finished", "已完成"


class PeersWay(models.TextChoices):
    """Where members evaluated each other; large branches may do it in groups."""

    MEETING = "meeting", "在支部党员大会上互评"
    GROUPS = "groups", "分党小组互评"


class Body(models.TextChoices):
    """Who gave the opinion: the branch committee, or the members' meeting where there is none."""

    COMMITTEE = "committee", "支部委员会会议"
    MEETING = "meeting", "支部党员大会"


class HandedIn(models.TextChoices):
    """How a self-review came in; "" = not yet."""

    PHONE = "phone", "在本系统提交"
    PAPER = "paper", "书面提交"
    EXCUSED = "excused", "未提交（有说明）"


class ReadWay(models.TextChoices):
    """How a member took note of the result."""

    PHONE = "phone", "本人在本系统确认"
    TOLD = "told", "当面反馈"


class AppealState(models.TextChoices):
    """A member's appeal: the branch answers first, then the superior, by another person."""

    MADE = "made", "待支部答复"
    ANSWERED = "answered", "待上级答复"
    UPHELD = "upheld", "维持原评定"
    REVISE = "revise", "要求支部重新评定"


@dataclasses.dataclass(frozen=True, slots=True)
class RoundTerms:
    """What a round is called and when it is.

    Attributes:
        year: the year that is evaluated.
        as_of: the civil day whose branches and members take part.
        starts_on, ends_on: civil days; the last day is included.
        appeal_days: days after the feedback in which a member may appeal.
    """

    year: int
    title: str
    as_of: dt.date
    starts_on: dt.date
    ends_on: dt.date
    document: str = ""
    appeal_days: int = 10


@dataclasses.dataclass(frozen=True, slots=True)
class VerdictLine:
    """The opinion on one member; `grade` "" for those without a grade; `reason` = why it departs from the ballot."""

    subject_id: int
    grade: str
    opinion: str
    reason: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Standing:
    """What the ballots said of one member.

    Attributes:
        leaders: the grades marked most often, several when they tie; () = nobody marked any.
        counts: how often each grade was marked; None when fewer than ten ballots came back.
    """

    leaders: tuple[str, ...]
    counts: dict[str, int] | None = None
    abstained: int | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class BodyStanding:
    """What the ballots said of the branch committee as a body.

    Attributes:
        returned: ballots that came back.
        counts: by grade in words, those who marked none last; empty when fewer than ten ballots came back.
    """

    returned: int
    counts: tuple[tuple[str, int], ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Counts:
    """How many were evaluated with each grade; sums of whole numbers, nothing is ever rounded before it is shown."""

    excellent: int = 0
    qualified: int = 0
    nearly: int = 0
    unqualified: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        """Add cell by cell."""
        mine, theirs = dataclasses.astuple(self), dataclasses.astuple(other)
        return Counts(*(one + two for one, two in zip(mine, theirs, strict=True)))

    @property
    def evaluated(self) -> int:
        """Everybody with a grade."""
        return self.excellent + self.qualified + self.nearly + self.unqualified

    @property
    def good(self) -> int:
        """Qualified or better."""
        return self.excellent + self.qualified

    @property
    def rate(self) -> str:
        """Qualified or better in percent of those evaluated, two decimals, rounded half up from whole numbers."""
        return percent(self.good, self.evaluated)
