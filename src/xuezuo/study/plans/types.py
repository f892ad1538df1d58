"""Words and plain values of plans and prompts."""

import dataclasses
import datetime as dt
from typing import Final

from django.db import models

from xuezuo.kernel.dates import DateSpan
from xuezuo.rules.vocabulary import DeedKind, Post, SubjectKind, UnitType
from xuezuo.study.asks.types import AskPeriod

KEEPING_KINDS: Final = ("committee", "general_branch", "branch")  # units that keep plans and get prompts; no groups


class PlanState(models.TextChoices):
    """How far a plan has come."""

    DRAFT = "draft", "草稿"
    PUBLISHED = "published", "已发布"
    REPLACED = "replaced", "已被新计划取代"
    WITHDRAWN = "withdrawn", "已撤回"


class Take(models.TextChoices):
    """Where an item of a plan comes from, and what became of the upper item."""

    OWN = "own", "本级安排"
    ADOPTED = "adopted", "按上级执行"
    ADAPTED = "adapted", "结合本级细化"
    DROPPED = "dropped", "不安排"


class PromptState(models.TextChoices):
    """How far a prompt has come."""

    DRAFT = "draft", "草稿"
    SENT = "sent", "已发出"
    WITHDRAWN = "withdrawn", "已撤回"


class Audience(models.TextChoices):
    """To whom a prompt goes."""

    BELOW = "below", "全部下级"
    CHILDREN = "children", "直接下级"


@dataclasses.dataclass(frozen=True, slots=True)
class PlanHead:
    """What a plan is called and what it rests on.

    Attributes:
        title: for readers.
        document: title and number of the paper it rests on; empty = the plan itself is the paper.
    """

    title: str
    document: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class ItemSpec:
    """One item of a plan or prompt.

    Attributes:
        label: what, in at most 60 characters.
        what: how to do it, what counts.
        during: civil days; a plan's items always end. For prompts: None or from the day of sending to the last day.
        subjects: kinds of units, or `member` alone.
        deed_kinds: what meets it; empty = it only informs.
        period: how often inside `during`.
        required: how many times.
        is_required: False = may be done.
        is_named: only deeds that name the item count.
        unit_types: only units of these domains; empty = all.
        posts: for members: only holders of these posts.
        by_posts: for units: only deeds led by somebody who holds one of these posts there.
    """

    label: str
    what: str
    during: DateSpan | None
    subjects: tuple[SubjectKind, ...] = (SubjectKind.BRANCH,)
    deed_kinds: tuple[DeedKind, ...] = ()
    period: AskPeriod = AskPeriod.SPAN
    required: int = 1
    is_required: bool = True
    is_named: bool = False
    unit_types: tuple[UnitType, ...] = ()
    posts: tuple[Post, ...] = ()
    by_posts: tuple[Post, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class LocalSpec:
    """How a unit fits an upper item to its place; what is not said stays as above.

    Attributes:
        topic: the local topic.
        planned_on: the day on which the unit means to do it, inside the item's time; binds nobody.
        during: a time inside the upper one; narrower = tightened.
        required: as often or more often.
        is_required: an optional item may be made required, never the other way round.
    """

    topic: str = ""
    planned_on: dt.date | None = None
    during: DateSpan | None = None
    required: int | None = None
    is_required: bool | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class PromptHead:
    """What a prompt says and to whom it goes.

    Attributes:
        title: for readers.
        body: plain text; of a prompt that is passed on: the addition.
        month: the first day of the month it is about.
        audience: an `Audience`.
        unit_types: only units of these domains; empty = all.
    """

    title: str
    body: str
    month: dt.date
    audience: str = Audience.BELOW
    unit_types: tuple[str, ...] = ()
