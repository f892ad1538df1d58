"""Plain values of reports."""

import dataclasses
import datetime as dt
from enum import StrEnum

from xuezuo.duties.types import AskDuty


class Held(StrEnum):
    """Under which tree figures count."""

    THEN = "then"
    TODAY = "today"

    @property
    def label(self) -> str:
        """The words on a page or sheet."""
        return "按当时隶属关系" if self is Held.THEN else "按现在隶属关系"


type Figures = dict[str, int]


def quiet(_step: str) -> None:
    """Tell nobody how far it is."""


class Shape(StrEnum):
    """What the rows behind a figure are."""

    UNITS = "units"
    MEMBERS = "members"  # counted per unit
    DEEDS = "deeds"
    TALKS = "talks"
    DECISIONS = "decisions"  # of meetings, with what came of them
    SLOTS = "slots"  # one subject and period of a duty
    MEMBER_SLOTS = "member_slots"  # counted per unit and period
    SUBJECTS = "subjects"  # one subject, over all its periods
    EVENTS = "events"  # a change of the tree
    PROBLEMS = "problems"  # of reports and reviews, with what came of them
    EVALUATED = "evaluated"  # members evaluated in a year, counted per child; small ones together
    SURVEYS = "surveys"  # closed questionnaires


@dataclasses.dataclass(frozen=True, slots=True)
class Scope:
    """What a report is about: a unit, half-open civil days `[start, end)`, which tree, and the day it is made.

    Raises:
        ValueError: when `end` is not after `start`.
    """

    unit_id: int
    start: dt.date
    end: dt.date
    held: Held
    today: dt.date

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError(f"no days between {self.start} and {self.end}")

    @property
    def last_day(self) -> dt.date:
        """The last civil day inside."""
        return self.end - dt.timedelta(days=1)


@dataclasses.dataclass(frozen=True, slots=True)
class ChildPart:
    """The part of a unit's figures that counts through one of its direct children."""

    unit_id: int
    code: str
    name: str
    figures: Figures


@dataclasses.dataclass(frozen=True, slots=True)
class Rollup:
    """The figures of a unit: its own and everything below; `own` is what belongs to no child.

    `asks` are counted beside the duties of the rule files. Every figure equals the unit's own plus the sum over the
    children.
    """

    unit_id: int
    code: str
    name: str
    scope: Scope
    figures: Figures
    own: Figures
    children: tuple[ChildPart, ...]
    asks: tuple[AskDuty, ...] = ()
