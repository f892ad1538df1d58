"""Plain values that services take and queries give, and their limits."""

import dataclasses
import datetime as dt
import uuid
from typing import Final

from xuezuo.life.types.words import AttendanceStatus

MAX_MINUTES: Final = 1440
COMMENT_DAYS: Final = 7  # how long attendees may comment on minutes where neither template nor unit says otherwise
MAX_COMMENT_DAYS: Final = 30
CLASS_HOUR_MINUTES: Final = 60  # 1 学时 = 1 hour; units differ, a rule pack may say otherwise
FILES: Final = "life.activity"  # owner kind of attachments in platform.files


@dataclasses.dataclass(frozen=True, slots=True)
class Part:
    """A part of a bundle and how long it took (None = not noted apart)."""

    kind: str
    minutes: int | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Gathering:
    """What is said of an activity: what it was, when, how long, about what, by whom.

    Attributes:
        kind: an `ActivityKind` value.
        occurred_on: civil day, Asia/Shanghai.
        minutes: whole length; None = not noted.
        starts_at: civil time of day; None = not noted.
        lecturer_id: member who lectured; `lecturer_note` names one from outside.
        parts: further kinds that it held, each with its own duty.
        asks: ids of the asks that it serves, ascending.
    """

    kind: str
    occurred_on: dt.date
    minutes: int | None = None
    starts_at: dt.time | None = None
    place: str = ""
    topic: str = ""
    lecturer_id: int | None = None
    lecturer_note: str = ""
    parts: tuple[Part, ...] = ()
    asks: tuple[int, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class AgendaPoint:
    """One point of an agenda as somebody writes it; `uid` names an item that is there already.

    `presenter` is how the presenter is named, `presenter_id` the member behind it, if there is one. `kind` is an
    `ItemKind` value or empty, `text` what is to be known beforehand.
    """

    title: str
    presenter: str = ""
    presenter_id: int | None = None
    minutes: int | None = None
    uid: uuid.UUID | None = None
    kind: str = ""
    text: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class TemplatePoint:
    """One point of a template's agenda; `post` is a `Presenter` value or empty, `kind` an `ItemKind` value or empty."""

    title: str
    kind: str = ""
    minutes: int | None = None
    post: str = ""
    text: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Writing:
    """Minutes as somebody writes them: of the whole, or of the agenda item `item_id`.

    `base` is the version that was open while writing (0 = there was none); None = whatever is newest.
    """

    text: str
    reason: str = ""
    base: int | None = None
    item_id: int | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Decided:
    """A decision as somebody writes it: what, under which agenda item, whose, until when (civil day)."""

    text: str
    owner_id: int | None = None
    due_on: dt.date | None = None
    item_id: int | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class TemplateSpec:
    """The usual form of a unit's meetings as somebody writes it."""

    name: str
    kind: str
    starts_at: dt.time | None = None
    minutes: int | None = None
    place: str = ""
    topic: str = ""
    agenda: tuple[TemplatePoint, ...] = ()
    notice: str = ""
    comment_days: int | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class SeriesSpec:
    """On which days meetings come again, see `Series`."""

    rhythm: str
    starts_on: dt.date
    ends_on: dt.date | None = None
    every: int = 1
    weekday: int | None = None
    ordinal: int | None = None
    day: int | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Mark:
    """What one member of the roster did, with the reason of a leave."""

    member_id: int
    status: str
    reason: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Sheet:
    """An attendance sheet: those who differ from `rest`, the guests, and what everybody else did."""

    marks: tuple[Mark, ...] = ()
    guests: tuple[int, ...] = ()
    rest: str = AttendanceStatus.PRESENT


@dataclasses.dataclass(frozen=True, slots=True)
class GuestChange:
    """Guests that a correction adds and takes away, by member id."""

    added: tuple[int, ...] = ()
    removed: tuple[int, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class RosterRow:
    """One member who is expected; `unit_id` is the unit of the affiliation (or of the meeting, for a committee)."""

    member_id: int
    unit_id: int
    uid: uuid.UUID
    number: str
    name: str
    unit_label: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class AttendanceRow:
    """One line of an attendance sheet as the asker may see it; `reason` is empty for those who may not read it."""

    member_id: int
    member_uid: uuid.UUID
    name: str
    number: str
    status: str
    reason: str
    is_guest: bool
    source: str
    version: int


@dataclasses.dataclass(frozen=True, slots=True)
class SignIn:
    """What scanning did: `is_new` False = the member had been signed in before and nothing was written."""

    activity_uid: uuid.UUID
    is_new: bool
