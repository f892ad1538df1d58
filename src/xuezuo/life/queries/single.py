"""The doors of what hangs on activities, of talks and of batches."""

import datetime as dt
import uuid

from xuezuo.kernel.errors import NotFound
from xuezuo.life.models import AgendaItem, DeedBatch, HeartTalk, Resolution
from xuezuo.life.policies import ACTIVITY_RECORD, TALK_RECORD
from xuezuo.life.queries.access import require_activity
from xuezuo.org.queries.access import require_living_unit
from xuezuo.platform.access import Actor, Capability


def item_get_for(actor: Actor, uid: uuid.UUID, on: dt.date) -> AgendaItem:
    """Return the point of an agenda if the actor may record for its meeting.

    Raises:
        NotFound, Forbidden: see `activity_get_for`.
    """
    item = AgendaItem.objects.select_related("activity__unit").filter(uid=uid).first()
    if item is None:
        raise NotFound
    require_activity(actor, ACTIVITY_RECORD, item.activity, on)
    return item


def resolution_get_for(
    actor: Actor, uid: uuid.UUID, on: dt.date, capability: Capability = ACTIVITY_RECORD
) -> Resolution:
    """Return the resolution if the actor may do this to its activity.

    Raises:
        NotFound, Forbidden: see `activity_get_for`.
    """
    resolution = Resolution.objects.select_related("activity__unit", "item").filter(uid=uid).first()
    if resolution is None:
        raise NotFound
    require_activity(actor, capability, resolution.activity, on)
    return resolution


def talk_get_for(actor: Actor, uid: uuid.UUID, on: dt.date) -> HeartTalk:
    """Return the talk if the actor keeps the talks of its unit.

    Raises:
        NotFound, Forbidden: see `unit_get_for`.
    """
    talk = HeartTalk.objects.select_related("unit").filter(uid=uid).first()
    if talk is None:
        raise NotFound
    require_living_unit(actor, TALK_RECORD, talk.unit, on)
    return talk


def batch_get_for(actor: Actor, uid: uuid.UUID) -> DeedBatch:
    """Return an import that the actor applied.

    Raises:
        NotFound: no such import, or somebody else's.
    """
    batch = DeedBatch.objects.filter(uid=uid).first()
    if batch is None or (batch.applied_by != actor.account_id and not actor.is_system):
        raise NotFound
    return batch
