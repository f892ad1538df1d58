"""The plan of a year: topics of the theory study group, of special study and of lectures; sessions planned from it."""

import dataclasses
import datetime as dt
import uuid

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.ids import new_id
from xuezuo.kernel.text import squeeze
from xuezuo.life import events as facts
from xuezuo.life.errors import ChangedMeanwhile, KindDoesNotFit, TextMissing, TopicWrongState
from xuezuo.life.models import Activity, YearTopic, YearTopicMaterial
from xuezuo.life.policies import ACTIVITY_RECORD
from xuezuo.life.queries.yearly import PLANNED_KINDS, materials_of, topic_get_for
from xuezuo.life.services.checks import check_reason
from xuezuo.life.services.planning import activity_plan
from xuezuo.life.types import KINDS_OF_UNIT, ActivityKind, Gathering, State
from xuezuo.org.queries.access import require_unit
from xuezuo.org.queries.tree import unit_row
from xuezuo.org.types import UnitKind
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import record, use_case
from xuezuo.study.library.queries import materials_by_uid


@dataclasses.dataclass(frozen=True, slots=True)
class Topic:
    """A topic as somebody writes it: kind, year, month, title, lead speakers, uids of materials of the library."""

    kind: str
    year: int
    month: int
    title: str
    speakers: str = ""
    materials: tuple[uuid.UUID, ...] = ()


@use_case("life.topic_add")
def topic_add(*, actor: Actor, unit_id: int, topic: Topic, at: dt.datetime) -> YearTopic:
    """Put a topic into the unit's plan of a year.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit.
        KindDoesNotFit: this unit holds no such sessions.
        TextMissing: no title.
    """
    require_unit(actor, ACTIVITY_RECORD, unit_id, civil_date(at))
    made = YearTopic(uid=new_id(), unit_id=unit_id)
    _put(made, topic, at)
    made.save(force_insert=True)
    found = materials_by_uid(actor, topic.materials, civil_date(at))
    YearTopicMaterial.objects.bulk_create(YearTopicMaterial(topic=made, material=one) for one in found)
    _note(facts.TOPIC_ADDED, actor, made, at)
    return made


@use_case("life.topic_change")
def topic_change(
    *, actor: Actor, topic: YearTopic, said: Topic, at: dt.datetime, base: dt.datetime | None = None
) -> YearTopic:
    """Change a topic that was not studied yet; a session planned from it keeps what it says.

    Materials that the actor may not read stay with the topic. `base` is when the topic had been changed last as it was
    opened for editing.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit.
        TopicWrongState: dropped, or its session was held.
        ChangedMeanwhile: somebody changed it since `base`.
        KindDoesNotFit, TextMissing: see `topic_add`.
    """
    topic_get_for(actor, topic.uid, civil_date(at))
    topic = YearTopic.objects.select_for_update(of=("self",)).select_related("activity").get(pk=topic.pk)
    _check_open(topic)
    if base is not None and base != topic.changed_at:
        raise ChangedMeanwhile(what="这个专题")
    _put(topic, said, at)
    topic.save(update_fields=["kind", "month", "title", "speakers", "changed_at"])
    kept = {one.pk for one in materials_of(actor, topic, civil_date(at))}
    wanted = {one.pk for one in materials_by_uid(actor, said.materials, civil_date(at))}
    YearTopicMaterial.objects.filter(topic=topic, material_id__in=kept - wanted).delete()
    YearTopicMaterial.objects.bulk_create(YearTopicMaterial(topic=topic, material_id=key) for key in wanted - kept)
    _note(facts.TOPIC_CHANGED, actor, topic, at)
    return topic


@use_case("life.topic_drop")
def topic_drop(*, actor: Actor, topic: YearTopic, reason: str, at: dt.datetime) -> YearTopic:
    """Take a topic out of the plan, with a reason; it stays readable.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit.
        ReasonMissing: no reason.
        TopicWrongState: dropped already, or its session was held.
    """
    topic = topic_get_for(actor, topic.uid, civil_date(at))
    why = check_reason(reason)
    _check_open(topic)
    topic.dropped_at, topic.drop_reason = at, why
    topic.save(update_fields=["dropped_at", "drop_reason"])
    _note(facts.TOPIC_DROPPED, actor, topic, at, why)
    return topic


def topic_plan(*, actor: Actor, topic: YearTopic, on: dt.date, at: dt.datetime) -> Activity:
    """Plan the session of a topic on the civil day, as a draft; the session is audited as any planned meeting.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit.
        TopicWrongState: dropped, or a session stands for it already.
        UnitNotAliveThen, KindDoesNotFit: see `activity_plan`.
    """
    topic = topic_get_for(actor, topic.uid, civil_date(at))
    if topic.dropped_at is not None or (topic.activity is not None and topic.activity.state != State.VOID):
        raise TopicWrongState(why="已经取消，或者已经安排了会议。")
    gathering = Gathering(kind=topic.kind, occurred_on=on, topic=topic.title, lecturer_note=topic.speakers[:80])
    topic.activity = activity_plan(actor=actor, unit_id=topic.unit_id, gathering=gathering, at=at)
    topic.save(update_fields=["activity"])
    return topic.activity


def _check_open(topic: YearTopic) -> None:
    held = topic.activity is not None and topic.activity.state in (State.HELD, State.CONFIRMED)
    if topic.dropped_at is not None or held:
        raise TopicWrongState(why="已经取消，或者已经学习过。")


def _put(topic: YearTopic, said: Topic, at: dt.datetime) -> None:
    unit_kind = unit_row(topic.unit_id, civil_date(at)).kind
    if said.kind not in PLANNED_KINDS or ActivityKind(said.kind) not in KINDS_OF_UNIT[unit_kind]:
        kind = ActivityKind(said.kind).label
        raise KindDoesNotFit(kind=kind, unit_kind=UnitKind(unit_kind).label, hint="")
    title = squeeze(said.title)[:200]
    if not title:
        raise TextMissing(what="专题")
    topic.kind, topic.year, topic.month = said.kind, said.year, said.month
    topic.title, topic.speakers, topic.changed_at = title, squeeze(said.speakers)[:120], at


def _note(name: str, actor: Actor, topic: YearTopic, at: dt.datetime, reason: str = "") -> None:
    after: dict[str, str | int | bool | None] = {"kind": str(topic.kind), "year": topic.year, "month": topic.month}
    subject = ("life.year_topic", topic.uid)
    record(name, actor=actor, subject=subject, at=at, unit_id=topic.unit_id, after=after, reason=reason)
