"""What every structural deed begins and ends with."""

import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import connection

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.ids import new_id
from xuezuo.kernel.text import squeeze
from xuezuo.org.errors.structure import DocumentMissing
from xuezuo.org.events.structure import TreeChanged
from xuezuo.org.models import StructuralChange, Unit
from xuezuo.org.policies import UNIT_CHANGE
from xuezuo.org.queries.access import require_living_unit
from xuezuo.org.services.closure import closure_rebuild
from xuezuo.org.services.structure.checks import check_acyclic
from xuezuo.org.types import ChangeKind, Document
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import Fields, record
from xuezuo.platform.events import publish_on_commit

_STRUCTURE_LOCK = 0x5855_455A  # any number, the same in every process


@dataclasses.dataclass(frozen=True, slots=True)
class Deed:
    """Who changes the tree, from which day, by which document, and when it was entered."""

    actor: Actor
    document: Document
    at: dt.datetime

    @property
    def on(self) -> dt.date:
        """The first day on which the tree is different."""
        return self.document.on


def lock_structure() -> None:
    """Let structural deeds and roster imports run one after the other, until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_STRUCTURE_LOCK])


def begin(actor: Actor, document: Document, at: dt.datetime, *units: Unit) -> tuple[Deed, list[Unit]]:
    """Take the structure lock, read the units anew and check that the actor may change each.

    Returns:
        The deed, and the units as they stand now, in the order given.

    Raises:
        DocumentMissing: no reference was given.
        NotFound, Forbidden: see `require_living_unit`; the actor's posts of today count, whatever day the deed is for.
    """
    reference = squeeze(document.reference)
    if not 0 < len(reference) <= 200:
        raise DocumentMissing
    lock_structure()
    fresh = Unit.objects.in_bulk([unit.pk for unit in units])
    for unit in fresh.values():
        require_living_unit(actor, UNIT_CHANGE, unit, civil_date(at))
    return Deed(actor, Document(document.on, reference), at), [fresh[unit.pk] for unit in units]


def note(
    deed: Deed,
    kind: ChangeKind,
    unit: Unit,
    audit_name: str,
    before: Fields,
    after: Fields,
) -> None:
    """Write the structural change of one unit and its audit entry."""
    changed = {key: value for key, value in after.items() if value is not None}
    StructuralChange.objects.create(
        uid=new_id(),
        unit=unit,
        kind=kind,
        on=deed.on,
        document=deed.document.reference,
        detail={"before": dict(before), "after": changed},
        recorded_at=deed.at,
    )
    record(
        audit_name,
        actor=deed.actor,
        subject=("org.unit", unit.uid),
        at=deed.at,
        unit_id=unit.pk,
        before=before,
        after={**after, "on": deed.on.isoformat()},
        reason=deed.document.reference,
    )


def finish(deed: Deed, kind: ChangeKind, *, touched: Iterable[int], restood: Sequence[int] = ()) -> None:
    """Check the changed tree, bring the closure in line, and tell the rooms above after commit.

    Args:
        deed: the deed.
        kind: what was done.
        touched: units the deed was about.
        restood: units whose life or parent changed.

    Raises:
        CycleInTree: a unit would stand above itself on some day.
    """
    if restood:
        check_acyclic(restood)
        closure_rebuild(restood)
    publish_on_commit(TreeChanged(kind, tuple(sorted({*touched, *restood})), deed.on))
