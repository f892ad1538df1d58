"""Words of training: states, attendance; and the plain values that services take and queries give."""

import dataclasses
import datetime as dt
import uuid
from typing import Final

from django.db import models

MAX_MINUTES: Final = 1440
MAX_DAYS: Final = 366  # no class lasts longer; a school year is several classes


class ClassState(models.TextChoices):
    """draft -> open -> closed; a class that does not take place is cancelled with a reason."""

    DRAFT = "draft", "筹备中"
    OPEN = "open", "进行中"
    CLOSED = "closed", "已结业"
    CANCELLED = "cancelled", "已取消"


class EnrolmentState(models.TextChoices):
    """requested -> confirmed or waiting or refused; who leaves gives the place to the first who waits."""

    REQUESTED = "requested", "待录取"
    CONFIRMED = "confirmed", "已录取"
    WAITING = "waiting", "候补"
    REFUSED = "refused", "未录取"
    LEFT = "left", "已退出"


ALIVE: Final = (EnrolmentState.REQUESTED, EnrolmentState.CONFIRMED, EnrolmentState.WAITING)


class SessionState(models.TextChoices):
    """planned -> confirmed (held, with attendance); only confirmed sessions count; void ones stay readable."""

    PLANNED = "planned", "已排课"
    CONFIRMED = "confirmed", "已登记"
    VOID = "void", "已作废"


class AttendanceStatus(models.TextChoices):
    """What somebody did about a session."""

    PRESENT = "present", "出席"
    LEAVE = "leave", "请假"
    ABSENT = "absent", "缺席"


@dataclasses.dataclass(frozen=True, slots=True)
class ClassSpec:
    """What is said of a class.

    Attributes:
        unit_types: domains it is for; () = all.
        places: how many may take part; None = as many as come.
        enrol_until: last civil day on which branches and members may enrol; None = until it is closed.
        certificate_minutes: attended minutes for which a certificate is given; None = any attendance.
        ask_id: the ask that it meets, if any.
    """

    title: str
    starts_on: dt.date
    ends_on: dt.date
    unit_types: tuple[str, ...] = ()
    audience: str = ""
    places: int | None = None
    enrol_until: dt.date | None = None
    venue: str = ""
    note: str = ""
    certificate_minutes: int | None = None
    ask_id: int | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class SessionSpec:
    """What is said of a session: civil day, time of day, minutes, topic, who taught.

    `lecturer_id` is an entry of the register, `lecturer_note` the name of a guest; at most one of them.
    """

    occurred_on: dt.date
    minutes: int
    topic: str
    starts_at: dt.time | None = None
    lecturer_note: str = ""
    lecturer_id: int | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Mark:
    """What one member of the list did, with the reason of a leave."""

    member_id: int
    status: str
    reason: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Sheet:
    """Attendance by exception: those who differ from present, and guests by member id."""

    marks: tuple[Mark, ...] = ()
    guests: tuple[int, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a list, with the name that the asker may read there."""

    member_id: int
    number: str
    name: str
    unit_name: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class AttendanceRow:
    """One line of a session's list; `reason` is empty for those who may not read it."""

    person: Person
    status: str
    reason: str
    is_guest: bool
    version: int


@dataclasses.dataclass(frozen=True, slots=True)
class PublicCertificate:
    """What the page behind the QR code of a certificate says to anybody: no name, no unit of the person."""

    uid: uuid.UUID
    number: str
    class_title: str
    starts_on: dt.date
    ends_on: dt.date
    issued_on: dt.date
    is_valid: bool


class BookingState(models.TextChoices):
    """requested -> confirmed -> held; or refused, or cancelled by either side with a reason."""

    REQUESTED = "requested", "待确认"
    CONFIRMED = "confirmed", "已确认"
    HELD = "held", "已举行"
    REFUSED = "refused", "未安排"
    CANCELLED = "cancelled", "已取消"


@dataclasses.dataclass(frozen=True, slots=True)
class LecturerSpec:
    """What the register says of a lecturer.

    Attributes:
        member_id: None = not a member of this system; then `name` says who it is.
        topics: what may be asked for.
        active_until: last civil day; None = until further notice.
    """

    member_id: int | None
    name: str
    organization: str
    topics: tuple[str, ...]
    active_from: dt.date
    active_until: dt.date | None = None
    note: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class OfferSpec:
    """A lecture that is offered: topic, instant of the start, length in minutes."""

    topic: str
    starts_at: dt.datetime
    minutes: int


class VisitState(models.TextChoices):
    """Recorded visits count at once; void ones stay readable."""

    CONFIRMED = "confirmed", "已登记"
    VOID = "void", "已作废"


class CaseKind(models.TextChoices):
    """What a case is told for."""

    EXAMPLE = "example", "正面典型"
    WARNING = "warning", "警示案例"


class CaseState(models.TextChoices):
    """draft -> published by a second person -> withdrawn with a reason."""

    DRAFT = "draft", "草稿"
    PUBLISHED = "published", "已发布"
    WITHDRAWN = "withdrawn", "已撤回"


class TopicState(models.TextChoices):
    """opened -> in progress -> delivered -> accepted by a second person; or stopped with a reason."""

    OPENED = "opened", "已立项"
    RUNNING = "running", "进行中"
    DELIVERED = "delivered", "已提交"
    ACCEPTED = "accepted", "已验收"
    STOPPED = "stopped", "已终止"


UNDER_WAY: Final = (TopicState.OPENED, TopicState.RUNNING)
CASE_FILES: Final = "training.case"  # owner kinds of attachments in platform.files
TOPIC_FILES: Final = "training.topic"


@dataclasses.dataclass(frozen=True, slots=True)
class PlaceSpec:
    """What is said of a teaching point; `contact` is for people of the organization only."""

    name: str
    address: str
    shows: str
    contact: str = ""
    closed_on: dt.date | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class RouteSpec:
    """What is said of a route: its points by id in order, how long it takes, from which day it is not offered."""

    title: str
    place_ids: tuple[int, ...]
    minutes: int
    note: str = ""
    closed_on: dt.date | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class VisitSpec:
    """What is said of a visit: exactly one of place and route, the civil day, minutes, how many came.

    `member_ids` names the people of the unit who came; () = only their number is known. `people` is at least that many.
    `ask_id` is the ask that it meets, if any.
    """

    occurred_on: dt.date
    minutes: int
    people: int
    place_id: int | None = None
    route_id: int | None = None
    member_ids: tuple[int, ...] = ()
    note: str = ""
    ask_id: int | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class CaseSpec:
    """What a case says."""

    title: str
    kind: str
    text: str
    source: str
    tags: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class TopicSpec:
    """What is said of a research topic: who answers for it, who works on it, from when to when."""

    title: str
    aims: str
    owner_id: int
    starts_on: dt.date
    due_on: dt.date
    member_ids: tuple[int, ...] = ()
