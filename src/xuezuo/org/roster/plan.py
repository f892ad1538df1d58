"""What an import is going to write: plain lists, made by `compare_*`, written by `apply`."""

import dataclasses
import datetime as dt
from collections.abc import Iterator
from itertools import takewhile

from xuezuo.org.roster.lines import MemberLine, UnitLine
from xuezuo.org.roster.state import KnownMember, KnownUnit


@dataclasses.dataclass(frozen=True, slots=True)
class UnitChange:
    """What a row changes about a known unit; None = stays. `parent` is a code."""

    unit: KnownUnit
    name: str | None = None
    parent: str | None = None
    unit_type: str | None = None
    dissolved: dt.date | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class NewAffiliation:
    """A member (by number) belongs to a unit (by code) in `[start, end)`."""

    number: str
    unit: str
    kind: str
    start: dt.date
    end: dt.date | None


@dataclasses.dataclass(frozen=True, slots=True)
class NewPost:
    """A member (by number) holds a post at a unit (by code) in `[start, end)`."""

    number: str
    unit: str
    kind: str
    title: str
    start: dt.date
    end: dt.date | None

    def clashes_with(self, other: "NewPost") -> bool:
        """Tell whether both say the same of the same day."""
        return (
            (self.unit, self.title) == (other.unit, other.title)
            and (self.end is None or self.end > other.start)
            and (other.end is None or other.end > self.start)
        )


@dataclasses.dataclass(frozen=True, slots=True)
class NewStage:
    """A stage of a member (by number) in `[start, end)`."""

    number: str
    stage: str
    start: dt.date
    end: dt.date | None


@dataclasses.dataclass(frozen=True, slots=True)
class Correction:
    """Personal columns of a known member that the file has otherwise: field of the line -> new value."""

    member: KnownMember
    number: str
    values: dict[str, str | dt.date]


@dataclasses.dataclass(slots=True)
class Plan:
    """Everything that one file changes.

    Attributes:
        on: the day from which renames and moves hold, and transfers and posts without a day of their own.
        ended_*: (row id, first day on which it holds no more).
        predecessors: code of a new group -> branch above it before its present one was founded.
        rows: how many rows are new | changed | unchanged.
    """

    on: dt.date
    new_units: list[UnitLine] = dataclasses.field(default_factory=list)
    unit_changes: list[UnitChange] = dataclasses.field(default_factory=list)
    new_members: list[MemberLine] = dataclasses.field(default_factory=list)
    corrections: list[Correction] = dataclasses.field(default_factory=list)
    new_stages: list[NewStage] = dataclasses.field(default_factory=list)
    ended_stages: list[tuple[int, dt.date]] = dataclasses.field(default_factory=list)
    new_affiliations: list[NewAffiliation] = dataclasses.field(default_factory=list)
    ended_affiliations: list[tuple[int, dt.date]] = dataclasses.field(default_factory=list)
    new_posts: list[NewPost] = dataclasses.field(default_factory=list)
    ended_posts: list[tuple[int, dt.date]] = dataclasses.field(default_factory=list)
    predecessors: dict[str, str] = dataclasses.field(default_factory=dict)
    rows: dict[str, int] = dataclasses.field(default_factory=lambda: {"new": 0, "changed": 0, "unchanged": 0})

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to write."""
        return not (self.rows["new"] or self.rows["changed"])

    def posts_of_last(self, number: str) -> Iterator[NewPost]:
        """Give the new posts of the member who was planned last; they stand together at the end."""
        return takewhile(lambda post: post.number == number, reversed(self.new_posts))

    def size(self) -> int:
        """How many rows of the database change or begin, as a measure of progress."""
        return sum(
            len(value) for value in (getattr(self, field.name) for field in dataclasses.fields(self))
            if isinstance(value, list)
        )  # fmt: skip
