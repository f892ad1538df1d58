"""The shape of a pack file: which keys exist, which are needed, what values they take.

Only the shape. What needs to look at two places at once (references, order of versions, layers) is in `building` and
`layers`. Strict: a number in quotes is a fault, not a number.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StrictInt, StrictStr

from xuezuo.kernel.periods import PeriodKind
from xuezuo.rules.vocabulary import (
    BranchFunction,
    DeedKind,
    Direction,
    Evidence,
    Exemption,
    Force,
    Level,
    Post,
    Quantity,
    State,
    SubjectKind,
    Template,
    UnitType,
)

type Text = Annotated[str, Field(min_length=1, max_length=500, pattern=r"\S")]
type PackId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60)]
type DutyId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$", max_length=60)]
type DottedId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z0-9][a-z0-9_]*)+$", max_length=80)]
type Province = Annotated[str, Field(pattern=r"^[1-8][0-9]$")]
type Word[T] = Annotated[T, Field(strict=False)]  # a code from a closed list, written as text in the file


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class ScopeModel(_Model):
    """`scope`."""

    unit_types: list[Word[UnitType]] = []
    functions: list[Word[BranchFunction]] = []
    provinces: list[Province] = []
    units: list[Text] = []


class RegulationModel(_Model):
    """An entry of `regulations`."""

    document: Text
    issued: dt.date
    source: Text
    titled: bool = True


class ClauseModel(_Model):
    """An entry of `clauses`."""

    regulation: PackId
    article: Text | None
    says: Text
    force: Word[Force]
    verified: bool
    evidence: Word[Evidence]
    checked_on: dt.date
    note: str = ""


class VersionModel(_Model):
    """What every dated version has."""

    start: dt.date = Field(alias="from")
    end: dt.date | None = Field(default=None, alias="until")
    clause: DottedId


class ParameterVersionModel(VersionModel):
    """An entry of a parameter's `versions`."""

    value: StrictInt | StrictStr


class DutyVersionModel(VersionModel):
    """An entry of a duty's `versions`."""

    required: int = Field(ge=1, le=10_000)
    quantity: Word[Quantity]
    also: list[DottedId] = []


class ParameterModel(_Model):
    """An entry of `parameters`."""

    label: Text
    meaning: Text
    quantity: Word[Quantity]
    stricter: Word[Direction] | None = None
    versions: list[ParameterVersionModel] = Field(min_length=1)


class DutyModel(_Model):
    """An entry of `duties`."""

    label: Text
    subjects: list[Word[SubjectKind]] = Field(min_length=1)
    template: Word[Template]
    period: Word[PeriodKind]
    deed_kinds: list[Word[DeedKind]] = []
    posts: list[Word[Post]] = []
    by_posts: list[Word[Post]] = []
    state: Word[State] | None = None
    uses: dict[DutyId, DottedId] = {}
    on_time_days: int = Field(default=0, ge=0, le=60)
    exemptions: dict[Word[Exemption], DottedId | None] = {}
    why: Text
    what_counts: Text
    versions: list[DutyVersionModel] = Field(min_length=1)


class ParameterOverrideModel(_Model):
    """An entry of `overrides.parameters`."""

    versions: list[ParameterVersionModel] = Field(min_length=1)


class DutyOverrideModel(_Model):
    """An entry of `overrides.duties`."""

    versions: list[DutyVersionModel] = Field(min_length=1)


class OverridesModel(_Model):
    """`overrides`."""

    parameters: dict[DottedId, ParameterOverrideModel] = {}
    duties: dict[DutyId, DutyOverrideModel] = {}


class PackModel(_Model):
    """A whole pack file."""

    id: PackId
    level: Word[Level]
    scope: ScopeModel = ScopeModel()
    title: Text
    effective: dt.date
    regulations: dict[PackId, RegulationModel] = {}
    clauses: dict[DottedId, ClauseModel] = {}
    parameters: dict[DottedId, ParameterModel] = {}
    duties: dict[DutyId, DutyModel] = {}
    overrides: OverridesModel = OverridesModel()
