"""Words and plain values of reading."""

import dataclasses
import datetime as dt
from typing import Final

from django.db import models

DAY_MINUTES: Final = 480  # of all entries of one member on one civil day
MAX_NOTE: Final = 5000
MAX_HINT: Final = 200
MAX_HABITS: Final = 12


class StudyState(models.TextChoices):
    """noted -> submitted -> approved; returned ones are changed and submitted again; void counts nowhere."""

    NOTED = "noted", "未提交"
    SUBMITTED = "submitted", "待认可"
    APPROVED = "approved", "已认可"
    RETURNED = "returned", "已退回"
    VOID = "void", "已作废"


class ListKind(models.TextChoices):
    """What a list is for."""

    LIST = "list", "学习清单"
    DAILY = "daily", "天天读"


class HabitPeriod(models.TextChoices):
    """How often a habit comes round."""

    DAY = "day", "每天"
    WEEK = "week", "每周"


@dataclasses.dataclass(frozen=True, slots=True)
class Study:
    """What a member says of one piece of self-study.

    Attributes:
        occurred_on: the civil day.
        minutes: as the member states them, 1 to `DAY_MINUTES`.
        title: what was studied; taken from the material when empty.
        material_id: of the library, if any.
        note: for the member's own eyes only.
    """

    occurred_on: dt.date
    minutes: int
    title: str = ""
    material_id: int | None = None
    note: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class ListSpec:
    """What is said of a reading list."""

    title: str
    intro: str = ""
    kind: str = ListKind.LIST
