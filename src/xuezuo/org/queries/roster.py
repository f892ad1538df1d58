"""Imported roster files, as people see them."""

import dataclasses
import datetime as dt
import uuid
from typing import Final

from django.db.models import Q

from xuezuo.kernel.errors import NotFound
from xuezuo.org.models import RosterBatch
from xuezuo.platform.access import Actor


@dataclasses.dataclass(frozen=True, slots=True)
class BatchRow:
    """One applied roster file."""

    uid: uuid.UUID
    file_name: str
    rows: int
    applied_at: dt.datetime
    revoked_at: dt.datetime | None


_FIELDS: Final = ("uid", "file_name", "rows", "applied_at", "revoked_at")  # not the journal: it can be long


def _mine(actor: Actor) -> Q:
    """Own imports; everything for programs and for whoever works for the whole tree."""
    return Q() if actor.is_system or actor.whole_tree else Q(applied_by=actor.account_id)


def batch_list(actor: Actor, limit: int = 50) -> list[BatchRow]:
    """Return the latest imports that the actor may see, newest first."""
    found = RosterBatch.objects.filter(_mine(actor)).order_by("-applied_at", "-pk").values(*_FIELDS)[:limit]
    return [BatchRow(**one) for one in found]


def batch_get_for(actor: Actor, uid: uuid.UUID) -> BatchRow:
    """Return the import.

    Raises:
        NotFound: no such import, or somebody else's.
    """
    one = RosterBatch.objects.filter(_mine(actor), uid=uid).values(*_FIELDS).first()
    if one is None:
        raise NotFound
    return BatchRow(**one)
