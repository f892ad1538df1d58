"""The shape of a campaign pack: which keys exist, which are needed, what values they take.

Strict like rule packs (`xuezuo.rules.schema`); what needs two places at once is in `exchange.validating`.
"""

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from xuezuo.rules.schema import DutyId, PackId, Text, Word
from xuezuo.rules.vocabulary import DeedKind, Force, Post, SubjectKind, Template, UnitType
from xuezuo.study.asks.types import AskPeriod

type Label = Annotated[str, Field(min_length=1, max_length=60, pattern=r"\S")]
type LongText = Annotated[str, Field(min_length=1, max_length=4000, pattern=r"\S")]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=True)


class TextModel(_Model):
    """An entry of `texts`."""

    title: Label
    text: LongText


class BatchModel(_Model):
    """An entry of `batches`; `with_own` = where units are parted, the unit that starts it belongs to this batch."""

    id: DutyId
    label: Label
    who: Text
    with_own: bool = False


class PhaseModel(_Model):
    """An entry of `phases`: either days counted from the batch's first day, or civil days."""

    id: DutyId
    label: Label
    says: LongText
    after_days: int | None = Field(default=None, ge=0, le=3650)
    days: int | None = Field(default=None, ge=1, le=3650)
    start: dt.date | None = Field(default=None, alias="from")
    last: dt.date | None = None


class ActionModel(_Model):
    """An entry of `actions`."""

    id: DutyId
    label: Label
    why: Text
    what_counts: Text
    phase: DutyId | None = None
    subjects: list[Word[SubjectKind]] = Field(min_length=1)
    unit_types: list[Word[UnitType]] = []
    posts: list[Word[Post]] = []
    by_posts: list[Word[Post]] = []
    template: Word[Template] = Template.EVENT_COUNT
    deed_kinds: list[Word[DeedKind]] = Field(min_length=1)
    named: bool = False
    period: Word[AskPeriod] = AskPeriod.SPAN
    required: int = Field(default=1, ge=1, le=1000)
    force: Word[Force] = Force.GENERAL
    optional: bool = False


class ReadingModel(_Model):
    """An entry of `study_list`."""

    title: Text
    source: str = ""
    published_on: dt.date | None = Field(default=None, alias="date")
    note: str = ""


class CheckModel(_Model):
    """An entry of `checklist`."""

    id: DutyId
    asks: Text
    subjects: list[Word[SubjectKind]] = [SubjectKind.BRANCH]


class CampaignModel(_Model):
    """A whole campaign pack."""

    format: Literal["campaign"]
    id: PackId
    title: Label
    summary: LongText
    texts: list[TextModel] = []
    batches: list[BatchModel] = Field(min_length=1, max_length=4)
    phases: list[PhaseModel] = Field(min_length=1, max_length=12)
    actions: list[ActionModel] = Field(min_length=1, max_length=60)
    study_list: list[ReadingModel] = []
    standards: dict[Word[UnitType], list[Text]] = {}
    checklist: list[CheckModel] = []
