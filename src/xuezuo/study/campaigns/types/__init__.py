"""Words and plain values of campaigns."""

import dataclasses
import datetime as dt

from django.db import models


class RunState(models.TextChoices):
    """running <-> paused -> closed -> archived."""

    RUNNING = "running", "进行中"
    PAUSED = "paused", "已暂停"
    CLOSED = "closed", "已结束"
    ARCHIVED = "archived", "已归档"


class CheckState(models.TextChoices):
    """What a check found."""

    DONE = "done", "已做到"
    NOT_DONE = "not_done", "没有做到"


@dataclasses.dataclass(frozen=True, slots=True)
class BatchTerms:
    """When a batch begins, and for which units.

    Attributes:
        key: id of the batch in the pack.
        starts_on: civil day.
        unit_ids: these and everything below them; empty = everything below the unit that starts the campaign.
    """

    key: str
    starts_on: dt.date
    unit_ids: tuple[int, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class StartTerms:
    """On what a campaign rests, and its batches.

    Attributes:
        document: title and number of the notice, shown as the clause.
        issued_on: civil day of the notice.
        batches: those that take place, in order.
    """

    document: str
    issued_on: dt.date
    batches: tuple[BatchTerms, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Mark:
    """What was found about one item at a unit; an empty state takes an earlier mark back."""

    item: str
    state: str
    remark: str = ""
