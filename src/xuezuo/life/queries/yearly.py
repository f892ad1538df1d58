"""What a unit means to study together in a year, and what of it was held."""

import dataclasses
import datetime as dt
import uuid
from typing import Final

from xuezuo.kernel.errors import NotFound
from xuezuo.life.models import Activity, YearTopic, YearTopicMaterial
from xuezuo.life.policies import ACTIVITY_RECORD
from xuezuo.life.types import ActivityKind, State
from xuezuo.org.queries.access import require_living_unit
from xuezuo.platform.access import Actor
from xuezuo.study.library.models import Material
from xuezuo.study.library.queries import materials_by_uid

PLANNED_KINDS: Final = (
    ActivityKind.THEORY_GROUP,
    ActivityKind.SPECIAL_STUDY,
    ActivityKind.STUDY_SESSION,
    ActivityKind.LECTURE,
)
_HELD: Final = (State.HELD, State.CONFIRMED)


@dataclasses.dataclass(frozen=True, slots=True)
class YearPlan:
    """The topics of a year by month; `unplanned` sessions were held without a topic.

    `materials` are those that the asker may read, by the topic's id.
    """

    year: int
    topics: tuple[YearTopic, ...]
    unplanned: int
    materials: dict[int, list[Material]]

    @property
    def lines(self) -> list[tuple[YearTopic, list[Material]]]:
        """Each topic with its materials."""
        return [(topic, self.materials.get(topic.pk, [])) for topic in self.topics]

    @property
    def planned(self) -> int:
        """Topics that were not dropped."""
        return sum(1 for topic in self.topics if topic.dropped_at is None)

    @property
    def held(self) -> int:
        """Topics whose session was held."""
        return sum(1 for topic in self.topics if topic.activity and topic.activity.state in _HELD)


def year_plan(actor: Actor, unit_id: int, year: int, on: dt.date) -> YearPlan:
    """Return the unit's plan of the year; the unit came through its door."""
    topics = YearTopic.objects.filter(unit_id=unit_id, year=year).select_related("activity__unit")
    found = tuple(topics.order_by("month", "kind", "pk"))
    links = YearTopicMaterial.objects.filter(topic__in=found).values_list("topic_id", "material__uid")
    uids = {uid for _, uid in links}
    readable = {one.uid: one for one in materials_by_uid(actor, list(uids), on)} if uids else {}
    materials: dict[int, list[Material]] = {}
    for key, uid in links:
        if uid in readable:
            materials.setdefault(key, []).append(readable[uid])
    held = Activity.objects.filter(unit_id=unit_id, occurred_on__year=year, kind__in=PLANNED_KINDS, state__in=_HELD)
    return YearPlan(year, found, held.filter(year_topic=None).count(), materials)


def materials_of(actor: Actor, topic: YearTopic, on: dt.date) -> list[Material]:
    """Return the materials of a topic that the actor may read on the civil day."""
    uids = list(topic.materials.values_list("material__uid", flat=True))
    return list(materials_by_uid(actor, uids, on)) if uids else []


def topic_get_for(actor: Actor, uid: uuid.UUID, on: dt.date) -> YearTopic:
    """Return the topic if the actor records for its unit.

    Raises:
        NotFound, Forbidden: see `unit_get_for`.
    """
    topic = YearTopic.objects.select_related("unit", "activity__unit").filter(uid=uid).first()
    if topic is None:
        raise NotFound
    require_living_unit(actor, ACTIVITY_RECORD, topic.unit, on)
    return topic
