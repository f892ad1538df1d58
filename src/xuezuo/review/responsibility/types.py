"""Words and plain values of the chain of responsibility."""

import dataclasses
import datetime as dt
from typing import Final

from django.db import models

from xuezuo.kernel.dates import ONE_DAY

KEEPING_KINDS: Final = ("committee", "general_branch", "branch")  # units that keep lists and reports; no groups


class Holder(models.TextChoices):
    """Who answers for a duty: the committee as a body, or one of its posts."""

    COMMITTEE = "committee", "领导班子"
    SECRETARY = "secretary", "书记"
    DEPUTY = "deputy", "副书记"
    COMMITTEE_MEMBER = "committee_member", "委员"
    GROUP_LEADER = "group_leader", "党小组组长"


class ListState(models.TextChoices):
    """How far a list of duties has come."""

    DRAFT = "draft", "草稿"
    ADOPTED = "adopted", "已通过"
    REPLACED = "replaced", "已被新清单取代"


class ReportKind(models.TextChoices):
    """What a report is about."""

    QUARTER = "quarter", "季度报告"
    HALF = "half", "半年检查"
    YEAR = "year", "年度述职报告"


class ReportState(models.TextChoices):
    """draft -> handed in -> accepted, or returned and handed in anew."""

    DRAFT = "draft", "起草中"
    HANDED_IN = "handed_in", "已报送"
    RETURNED = "returned", "已退回"
    ACCEPTED = "accepted", "已签收"


class Grade(models.TextChoices):
    """Grades of a review of reports; the codes are those of `ballots.types.REPORT_GRADES`."""

    GOOD = "good", "好"
    FAIR = "fair", "较好"
    AVERAGE = "average", "一般"
    POOR = "poor", "差"


class RoundState(models.TextChoices):
    """A round of reviews is open until its results are told; then nothing changes."""

    OPEN = "open", "进行中"
    CLOSED = "closed", "已反馈"


class ProblemStep(models.TextChoices):
    """What happened to a problem: the steps of a decision's follow-up, by the same words."""

    NOTED = "noted", "列入"
    REPORTED = "reported", "报告整改完成"
    RETURNED = "returned", "退回继续整改"
    CONFIRMED = "confirmed", "核实办结"


@dataclasses.dataclass(frozen=True, slots=True)
class DutySpec:
    """One duty of a list.

    Attributes:
        area: under which heading it stands.
        what: the duty.
        holder: a `Holder`.
        measure: how it is done.
        due_on: until when; None = all year.
    """

    area: str
    what: str
    holder: str
    measure: str = ""
    due_on: dt.date | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class ReportTexts:
    """What a person writes in a report; every number in it is typed."""

    done: str = ""
    problems: str = ""
    plans: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class ProblemSpec:
    """A problem that was found: what, what to do, who answers for it, until when."""

    what: str
    measure: str
    holder: str
    due_on: dt.date


@dataclasses.dataclass(frozen=True, slots=True)
class Span:
    """The days `[start, end)` of a report and what they are called."""

    kind: str
    start: dt.date
    end: dt.date

    @property
    def last_day(self) -> dt.date:
        """The last civil day inside."""
        return self.end - ONE_DAY

    @property
    def name(self) -> str:
        """How an address names it inside its year: `quarter-01-01`."""
        return f"{self.kind}-{self.start:%m-%d}"

    @property
    def label(self) -> str:
        """The days in words: `2025年第1季度`, `2025年上半年`, `2025年度`."""
        if self.kind == ReportKind.QUARTER:
            return f"{self.start.year}年第{(self.start.month + 2) // 3}季度"
        if self.kind == ReportKind.HALF:
            return f"{self.start.year}年{'上' if self.start.month == 1 else '下'}半年"
        return f"{self.start.year}年度"

    @property
    def title(self) -> str:
        """What a report about the days is called: `2025年第1季度报告`, `2025年上半年检查`, `2025年度述职报告`."""
        return self.label + {ReportKind.QUARTER: "报告", ReportKind.HALF: "检查"}.get(ReportKind(self.kind), "述职报告")


def spans_of(year: int) -> tuple[Span, ...]:
    """Return what reports of a year are about: four quarters, two halves, the year.

    >>> [one.label for one in spans_of(2025)][3:]
    ['2025年第4季度', '2025年上半年', '2025年下半年', '2025年度']
    """
    lengths = ((ReportKind.QUARTER, 3), (ReportKind.HALF, 6), (ReportKind.YEAR, 12))
    found = []
    for kind, months in lengths:
        for month in range(1, 13, months):
            end = dt.date(year + (month + months > 12), (month + months - 1) % 12 + 1, 1)
            found.append(Span(kind, dt.date(year, month, 1), end))
    return tuple(found)


@dataclasses.dataclass(frozen=True, slots=True)
class KnownFigure:
    """A number that the system knows, as it stood at the cut-off.

    Attributes:
        key: of the registry of figures.
        label: what readers call it.
        value: the number; None where `text` says it otherwise.
        unit: what is counted.
        says: the definition in words.
        text: a value that is no whole number (a percentage).
    """

    key: str
    label: str
    value: int | None
    unit: str
    says: str
    text: str = ""

    @property
    def shown(self) -> str:
        """The value with its unit."""
        return f"{self.text or self.value} {self.unit}".strip()
