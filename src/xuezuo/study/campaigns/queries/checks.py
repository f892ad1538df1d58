"""Rounds of checking: which units, and how far each is."""

import dataclasses
import datetime as dt

from django.db.models import Count, Q, QuerySet

from xuezuo.kernel.dates import ONE_DAY
from xuezuo.org.models import Unit
from xuezuo.org.queries.access import units_q
from xuezuo.org.queries.tree import below_between, with_names
from xuezuo.platform.access import Actor
from xuezuo.study.campaigns.models import CheckEntry, CheckRound
from xuezuo.study.campaigns.policies import CAMPAIGN_VIEW, CHECK_RECORD
from xuezuo.study.campaigns.queries.single import pack_of


def units_checked(round_: CheckRound) -> QuerySet[Unit]:
    """Return the units that a round is about: of the kinds that its items name, below the campaign's units."""
    run, on = round_.run, round_.opened_on
    wanted = {item["id"] for item in round_.items}
    kinds = {str(kind) for item in pack_of(run).checklist if item.id in wanted for kind in item.subjects}
    parted = {batch.key: batch.unit_ids for batch in run.batches.all() if batch.unit_ids}
    roots = [unit_id for unit_ids in parted.values() for unit_id in unit_ids] or [run.unit_id]
    own = [run.unit_id for batch in pack_of(run).batches if batch.with_own and batch.id in parted]
    meant = Q(pk__in=below_between(roots, on, on + ONE_DAY)) | Q(pk__in=own)
    return Unit.objects.filter(meant, kind__in=kinds or {"branch"})


def units_in_sight(actor: Actor, round_: CheckRound, on: dt.date) -> QuerySet[Unit]:
    """Return the units of a round that the actor may see, by code, with `name`."""
    seen = units_checked(round_).filter(units_q(actor, CAMPAIGN_VIEW, on, "pk"))
    return with_names(seen, round_.opened_on).order_by("code")


def marks_of(round_: CheckRound, unit_ids: list[int]) -> dict[int, tuple[int, int]]:
    """Return by unit how many items are done and how many are not; units without an entry are missing."""
    rows = (
        CheckEntry.objects.filter(round=round_, unit_id__in=unit_ids)
        .values_list("unit_id")
        .annotate(done=Count("pk", filter=Q(state="done")), not_done=Count("pk", filter=Q(state="not_done")))
    )
    return {unit_id: (done, not_done) for unit_id, done, not_done in rows}


@dataclasses.dataclass(frozen=True, slots=True)
class CheckLine:
    """One item at a unit as it stands."""

    id: str
    asks: str
    state: str
    remark: str


def check_lines(round_: CheckRound, unit_id: int) -> list[CheckLine]:
    """Return the items of a round with what was found at the unit."""
    entries = {entry.item: entry for entry in round_.entries.filter(unit_id=unit_id)}
    return [
        CheckLine(
            item["id"],
            item["asks"],
            entries[item["id"]].state if item["id"] in entries else "",
            entries[item["id"]].remark if item["id"] in entries else "",
        )
        for item in round_.items
    ]


def recorded_by(actor: Actor, unit_ids: list[int], on: dt.date) -> set[int]:
    """Return those of the units at which the actor records what is found."""
    if not CHECK_RECORD.is_held_by(actor):
        return set()
    return set(
        Unit.objects.filter(units_q(actor, CHECK_RECORD, on, "pk"), pk__in=unit_ids).values_list("pk", flat=True)
    )
