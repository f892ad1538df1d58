"""One small world per test: the cast, the program as the actor, and short ways to do a deed."""

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from tests.support.audit import trail

from xuezuo.org.models import Affiliation, Edge, Member, StructuralChange, Unit
from xuezuo.org.services import structure
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.org.types import Document, NewUnit, SplitPlan
from xuezuo.platform.access import SYSTEM, Actor, acting_as

AT = dt.datetime(2025, 6, 16, 2, tzinfo=dt.UTC)


def by(on: dt.date = TODAY, reference: str = "林党〔2025〕8号") -> Document:
    return Document(on, reference)


class Deeds:
    """The structural deeds of one actor, with a document for the day."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor

    def set_up(self, new: NewUnit, on: dt.date = TODAY) -> Unit:
        return structure.unit_set_up(actor=self.actor, new=new, document=by(on), at=AT)

    def rename(self, unit: Unit, name: str, on: dt.date = TODAY) -> Unit:
        return structure.unit_rename(actor=self.actor, unit=unit, name=name, document=by(on), at=AT)

    def move(self, unit: Unit, parent: Unit, on: dt.date = TODAY) -> Unit:
        return structure.unit_move(actor=self.actor, unit=unit, parent=parent, document=by(on), at=AT)

    def merge(self, units: list[Unit], target: Unit, on: dt.date = TODAY) -> list[Unit]:
        return structure.unit_merge(actor=self.actor, units=units, target=target, document=by(on), at=AT)

    def split(self, unit: Unit, plan: SplitPlan, on: dt.date = TODAY) -> list[Unit]:
        return structure.unit_split(actor=self.actor, unit=unit, plan=plan, document=by(on), at=AT)

    def dissolve(self, unit: Unit, on: dt.date = TODAY) -> Unit:
        return structure.unit_dissolve(actor=self.actor, unit=unit, document=by(on), at=AT)


@pytest.fixture
def deeds(cast: Cast) -> Iterator[Deeds]:
    with acting_as(SYSTEM):
        yield Deeds(SYSTEM)


@pytest.fixture
def as_actor() -> Callable[[Actor], Deeds]:
    return Deeds


def parent_on(unit: Unit, day: dt.date) -> str:
    edge = Edge.objects.filter(unit=unit, during__contains=day).select_related("parent").first()
    return edge.parent.code if edge else ""


def home_on(member: Member, day: dt.date, kind: str = "formal") -> str:
    row = Affiliation.objects.filter(member=member, kind=kind, during__contains=day).select_related("unit").first()
    return row.unit.code if row else ""


def audited(unit: Unit) -> list[str]:
    return list(trail().filter(subject_uid=str(unit.uid)).order_by("id").values_list("name", flat=True))


def changes(unit: Unit) -> list[tuple[str, dt.date, str]]:
    return list(StructuralChange.objects.filter(unit=unit).order_by("on", "id").values_list("kind", "on", "document"))
