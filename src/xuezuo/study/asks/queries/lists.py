"""Asks that a deed of a unit may name."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Collection, Iterable

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Q

from xuezuo.kernel.dates import ONE_DAY
from xuezuo.org.queries.tree import above_between
from xuezuo.org.types import UnitRow
from xuezuo.rules.vocabulary import SubjectKind
from xuezuo.study.asks.models import Ask
from xuezuo.study.asks.queries.packs import facts_of, replaced_by
from xuezuo.study.asks.types import AskFacts


@dataclasses.dataclass(frozen=True, slots=True)
class Doer:
    """The unit that does something, as far as asks tell units apart."""

    unit_id: int
    kind: str
    unit_type: str

    @classmethod
    def of(cls, unit: UnitRow) -> "Doer":
        """Return the doer of a unit's row."""
        return cls(unit.id, unit.kind, unit.unit_type or "")


def asks_open(unit: Doer, on: dt.date) -> list[AskFacts]:
    """Return what is asked of the unit or its members on the civil day `on`, what is required first, by end.

    One query. Asks of units at or above the unit that day count; withdrawn ones, and those tightened by another one
    of them, do not.
    """
    above = above_between([unit.unit_id], on, on + ONE_DAY)
    asks = Ask.objects.filter(
        Q(withdrawn_on=None) | Q(withdrawn_on__gt=on),
        Q(only=[]) | Q(only__overlap=ArraySubquery(above)) | Q(with_own=True, unit_id=unit.unit_id),
        Q(unit_types=[]) | Q(unit_types__contains=[unit.unit_type]),
        during__contains=on,
        subjects__overlap=[unit.kind, SubjectKind.MEMBER.value],
        unit__in=above,
    )
    found = list(asks.order_by("-is_required", "during__endswith", "pk"))
    replaced = replaced_by(found)
    return [facts_of(ask) for ask in found if ask.pk not in replaced]


def fitting(asks: Iterable[AskFacts], kinds: Collection[str]) -> list[AskFacts]:
    """Return the asks that something of one of these kinds can meet."""
    return [ask for ask in asks if set(ask.kinds) & set(kinds)]


def asks_named(uids: Collection[uuid.UUID]) -> dict[uuid.UUID, AskFacts]:
    """Return asks by uid; unknown ones are missing. One query, none for none."""
    found = Ask.objects.filter(uid__in=uids) if uids else []
    return {ask.uid: facts_of(ask) for ask in found}
