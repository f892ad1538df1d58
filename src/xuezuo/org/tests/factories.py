"""Rows of the organization for tests, written in bulk past the services: fast, valid, without audit.

Run inside `acting_as(SYSTEM)` (the fixtures do): row-level security hides members from everybody else.
"""

import dataclasses
import datetime as dt
import itertools
from collections.abc import Iterable, Sequence

from django.contrib.auth.hashers import make_password

from xuezuo.kernel.ids import new_id
from xuezuo.org.models import Affiliation, Edge, Member, Post, Stage, Unit, UnitName
from xuezuo.org.pinyin import reading_of, reading_of_person
from xuezuo.org.services.closure import closure_rebuild
from xuezuo.org.types import AffiliationKind, MemberStage, PostKind, Sex, UnitKind, UnitType
from xuezuo.platform.accounts.models import Account
from xuezuo.platform.db.ranges import date_range

FOUNDED = dt.date(2015, 1, 1)
JOINED = dt.date(2016, 7, 1)
PASSWORD = "long enough 42"
_numbers = itertools.count(1)


@dataclasses.dataclass(frozen=True, slots=True)
class UnitSpec:
    """A unit to make; `parent` is the code of a unit made before or in the same call."""

    code: str
    name: str
    kind: str = UnitKind.BRANCH
    parent: str = ""
    since: dt.date = FOUNDED
    until: dt.date | None = None
    unit_type: str = UnitType.ORGAN
    function: str = ""
    is_temporary: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class MemberSpec:
    """A member to make, with one affiliation and at most one post at the same unit."""

    unit: Unit
    name: str = "某党员"
    number: str = ""
    since: dt.date = JOINED
    until: dt.date | None = None
    kind: str = AffiliationKind.FORMAL
    joined_on: dt.date = JOINED
    full_on: dt.date | None = JOINED + dt.timedelta(days=365)
    born_on: dt.date = dt.date(1980, 5, 1)
    sex: str = Sex.FEMALE
    post: str = ""
    post_since: dt.date | None = None


def units(*specs: UnitSpec) -> dict[str, Unit]:
    """Make units with name, edge and closure; returns them by code, in the order given."""
    made = Unit.objects.bulk_create(
        Unit(
            uid=new_id(),
            code=spec.code,
            kind=spec.kind,
            unit_type=spec.unit_type,
            function=spec.function,
            is_temporary=spec.is_temporary,
            during=date_range(spec.since, spec.until),
        )
        for spec in specs
    )
    by_code = {unit.code: unit for unit in made}
    ids = dict(Unit.objects.values_list("code", "id"))
    UnitName.objects.bulk_create(
        UnitName(
            unit=by_code[spec.code],
            name=spec.name,
            pinyin=reading_of(spec.name).pinyin,
            initials=reading_of(spec.name).initials,
            during=date_range(spec.since, spec.until),
        )
        for spec in specs
    )
    Edge.objects.bulk_create(
        Edge(unit=by_code[spec.code], parent_id=ids[spec.parent], during=date_range(spec.since, spec.until))
        for spec in specs
        if spec.parent
    )
    closure_rebuild(unit.pk for unit in made)
    return by_code


def unit(code: str, name: str = "", **values: object) -> Unit:
    """Make one unit (see `UnitSpec`); the name defaults to one made of the code."""
    return units(UnitSpec(code, name or f"{code}党支部", **values))[code]  # type: ignore[arg-type]  # test sugar


def members(specs: Iterable[MemberSpec]) -> list[Member]:
    """Make members with stages, affiliation and post in five statements, in the order given."""
    specs = list(specs)
    made = Member.objects.bulk_create(_member(spec) for spec in specs)
    Stage.objects.bulk_create(stage for spec, one in zip(specs, made, strict=True) for stage in _stages(spec, one))
    Affiliation.objects.bulk_create(
        Affiliation(member=one, unit=spec.unit, kind=spec.kind, during=date_range(spec.since, spec.until))
        for spec, one in zip(specs, made, strict=True)
    )
    Post.objects.bulk_create(
        Post(
            member=one,
            unit=spec.unit,
            kind=spec.post,
            title=PostKind(spec.post).label,
            during=date_range(spec.post_since or spec.since, spec.until),
        )
        for spec, one in zip(specs, made, strict=True)
        if spec.post
    )
    return made


def member(unit: Unit, **values: object) -> Member:
    """Make one member of `unit` (see `MemberSpec`)."""
    return members([MemberSpec(unit, **values)])[0]  # type: ignore[arg-type]  # test sugar


def affiliation(
    of: Member,
    unit: Unit,
    kind: str = AffiliationKind.FLOATING,
    since: dt.date = JOINED,
    until: dt.date | None = None,
) -> Affiliation:
    """Make a further affiliation of a member."""
    return Affiliation.objects.create(member=of, unit=unit, kind=kind, during=date_range(since, until))


def post(of: Member, unit: Unit, kind: str, since: dt.date = JOINED, until: dt.date | None = None) -> Post:
    """Give a member a post at a unit."""
    label = PostKind(kind).label
    return Post.objects.create(member=of, unit=unit, kind=kind, title=label, during=date_range(since, until))


def account(username: str, *, of: Member | None = None, is_admin: bool = False) -> Account:
    """Make a log-in with the password `PASSWORD` (tests use `client.force_login`), for a member if one is given."""
    made = Account.objects.create(
        username=username,
        password=make_password(PASSWORD),
        is_admin=is_admin,
        created_at=dt.datetime(2024, 1, 1, tzinfo=dt.UTC),
    )
    if of is not None:
        of.account = made
        of.save(update_fields=["account"])
    return made


def _member(spec: MemberSpec) -> Member:
    reading = reading_of_person(spec.name)
    return Member(
        uid=new_id(),
        number=spec.number or f"T{next(_numbers):07d}",
        name=spec.name,
        pinyin=reading.pinyin,
        initials=reading.initials,
        sex=spec.sex,
        nation="汉族",
        born_on=spec.born_on,
        education="大学",
        joined_on=spec.joined_on,
        full_on=spec.full_on,
    )


def _stages(spec: MemberSpec, of: Member) -> Sequence[Stage]:
    stages = []
    if spec.full_on is None or spec.full_on > spec.joined_on:
        during = date_range(spec.joined_on, spec.full_on)
        stages.append(Stage(member=of, stage=MemberStage.PROBATIONARY, during=during))
    if spec.full_on is not None:
        stages.append(Stage(member=of, stage=MemberStage.FULL, during=date_range(spec.full_on)))
    return stages
