"""Words and plain values of commendations, pledges and exemplary posts."""

import dataclasses
import datetime as dt
from typing import Final

from django.db import models

NOMINATING_KINDS: Final = ("committee", "general_branch", "branch")
SATURDAY: Final = 5


class SchemeFor(models.TextChoices):
    """Whom a scheme commends."""

    MEMBER = "member", "党员"
    UNIT = "unit", "党组织"


class SchemeState(models.TextChoices):
    """open for nominations -> on public notice -> decided."""

    OPEN = "open", "推荐中"
    NOTICE = "notice", "公示"
    DECIDED = "decided", "已决定"


class NominationState(models.TextChoices):
    """How far a nomination has come."""

    PROPOSED = "proposed", "审核中"
    RETURNED = "returned", "已退回"
    SHORTLISTED = "shortlisted", "拟表彰"
    AWARDED = "awarded", "已表彰"
    DECLINED = "declined", "未表彰"
    REVOKED = "revoked", "已撤销"


class NoticeState(models.TextChoices):
    """A public notice: proposed -> reviewed for secrecy -> approved, by different people."""

    PROPOSED = "proposed", "待保密审查"
    REVIEWED = "reviewed", "待批准"
    APPROVED = "approved", "已公示"


@dataclasses.dataclass(frozen=True, slots=True)
class SchemeSpec:
    """What a scheme says.

    Attributes:
        title: for readers.
        whom: a `SchemeFor`.
        criteria: in words; nothing is scored.
        places: how many at most.
        until: last day for nominations.
        notice_days: working days of the public notice.
        document: what it rests on.
    """

    title: str
    whom: str
    criteria: str
    places: int
    until: dt.date
    notice_days: int = 5
    document: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class NominationSpec:
    """Whom a unit nominates (`member_id` None = the unit itself), why, and by which activities that is shown."""

    member_id: int | None
    grounds: str
    activities: tuple[int, ...] = ()
