"""Papers of meetings are made by others (`sheets`); that somebody took one out is noted here."""

import datetime as dt
import uuid

from xuezuo.life import events as facts
from xuezuo.life.models import Activity
from xuezuo.life.services.planning import audit
from xuezuo.org.models import Unit
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import record, use_case


@use_case("life.paper_read")
def paper_read(*, actor: Actor, activity: Activity, paper: str, at: dt.datetime) -> uuid.UUID:
    """Note that the actor, who came through the meeting's door, took out a paper of it; returns the meeting's uid."""
    audit(facts.PAPER_READ, actor, activity, at, paper=paper)
    return activity.uid


@use_case("life.book_read")
def book_read(*, actor: Actor, unit: Unit, count: int, at: dt.datetime) -> int:
    """Note that the actor, who came through the unit's door, took out its minutes book of `count` meetings."""
    record(
        facts.BOOK_READ, actor=actor, subject=("org.unit", unit.uid), at=at, unit_id=unit.pk, after={"meetings": count}
    )
    return count
