"""Research topics: opened, taken up, delivered with a result, accepted by a second person, or stopped."""

import datetime as dt
import uuid
from typing import IO

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.errors import NotFound
from xuezuo.kernel.ids import new_id
from xuezuo.org.queries.access import require_unit
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import Value, use_case
from xuezuo.platform.files import services as storage
from xuezuo.platform.files.models import StoredFile
from xuezuo.platform.files.queries import file_of
from xuezuo.study.training import events as facts
from xuezuo.study.training.errors import DaysDoNotFit, NotOfThisUnit, SecondPersonNeeded, WrongState
from xuezuo.study.training.models import Topic, TopicMember
from xuezuo.study.training.policies import TOPIC_KEEP
from xuezuo.study.training.queries.cases import may_keep_topic, topic_get_for, works_on
from xuezuo.study.training.queries.people import homes_on
from xuezuo.study.training.services.checks import check_reason, check_text, note, put
from xuezuo.study.training.types import TOPIC_FILES, UNDER_WAY, TopicSpec, TopicState

_STEPS = ("result", "delivered_on", "delivered_by", "closed_on", "closed_by", "stop_reason")


@use_case("training.topic_make")
def topic_make(*, actor: Actor, unit_id: int, spec: TopicSpec, at: dt.datetime) -> Topic:
    """Open a topic of the unit.

    Raises:
        NotFound, Forbidden: the actor may not keep topics of the unit.
        TextMissing, DaysDoNotFit, NotOfThisUnit: what is said cannot be.
    """
    require_unit(actor, TOPIC_KEEP, unit_id, civil_date(at))
    return _put(actor, Topic(uid=new_id(), unit_id=unit_id, made_at=at, made_by=actor.account_id), spec, at)


@use_case("training.topic_change")
def topic_change(*, actor: Actor, topic: Topic, spec: TopicSpec, at: dt.datetime) -> Topic:
    """Change a topic that is under way, its people and its days.

    Raises:
        NotFound, Forbidden: the actor may not keep the topic.
        WrongState: delivered or over.
        TextMissing, DaysDoNotFit, NotOfThisUnit: what is said cannot be.
    """
    return _put(actor, _locked(actor, topic, UNDER_WAY, "修改", at), spec, at)


@use_case("training.topic_start")
def topic_start(*, actor: Actor, topic: Topic, at: dt.datetime) -> Topic:
    """Say that work has begun; as keeper or as somebody who works on it.

    Raises:
        NotFound, Forbidden: neither.
        WrongState: begun already.
    """
    topic = _locked(actor, topic, (TopicState.OPENED,), "开始", at, by_workers=True)
    return _move(actor, topic, TopicState.RUNNING, at)


@use_case("training.topic_deliver")
def topic_deliver(*, actor: Actor, topic: Topic, result: str, at: dt.datetime) -> Topic:
    """Deliver the result; as keeper or as somebody who works on it.

    Raises:
        NotFound, Forbidden: neither.
        WrongState: not in progress.
        TextMissing: nothing said of the result.
    """
    topic = _locked(actor, topic, (TopicState.RUNNING,), "提交成果", at, by_workers=True)
    check_text(result, "成果说明")
    topic.result, topic.delivered_on, topic.delivered_by = result.strip(), civil_date(at), actor.account_id
    return _move(actor, topic, TopicState.DELIVERED, at)


@use_case("training.topic_accept")
def topic_accept(*, actor: Actor, topic: Topic, at: dt.datetime) -> Topic:
    """Accept a delivered result, as a keeper who neither works on the topic nor delivered it.

    Raises:
        NotFound, Forbidden: the actor may not keep the topic.
        WrongState: not delivered.
        SecondPersonNeeded: the actor had a part in it.
    """
    topic = _locked(actor, topic, (TopicState.DELIVERED,), "验收", at)
    delivered = actor.account_id is not None and actor.account_id == topic.delivered_by
    if delivered or works_on(actor, topic):
        raise SecondPersonNeeded(deed="验收", who="课题组成员和提交人")
    topic.closed_on, topic.closed_by = civil_date(at), actor.account_id
    return _move(actor, topic, TopicState.ACCEPTED, at)


@use_case("training.topic_return")
def topic_return(*, actor: Actor, topic: Topic, reason: str, at: dt.datetime) -> Topic:
    """Give a delivered result back with a reason; it is in progress again.

    Raises:
        NotFound, Forbidden: the actor may not keep the topic.
        WrongState: not delivered.
        ReasonMissing: no reason given.
    """
    topic = _locked(actor, topic, (TopicState.DELIVERED,), "退回", at)
    why = check_reason(reason)
    topic.delivered_on, topic.delivered_by = None, None
    return _move(actor, topic, TopicState.RUNNING, at, reason=why)


@use_case("training.topic_stop")
def topic_stop(*, actor: Actor, topic: Topic, reason: str, at: dt.datetime) -> Topic:
    """Stop a topic for a reason.

    Raises:
        NotFound, Forbidden: the actor may not keep the topic.
        WrongState: over already.
        ReasonMissing: no reason given.
    """
    topic = _locked(actor, topic, (*UNDER_WAY, TopicState.DELIVERED), "终止", at)
    topic.stop_reason, topic.closed_on, topic.closed_by = check_reason(reason), civil_date(at), actor.account_id
    return _move(actor, topic, TopicState.STOPPED, at, reason=topic.stop_reason)


@use_case("training.topic_file_attach")
def topic_file_attach(*, actor: Actor, topic: Topic, name: str, content: IO[bytes], at: dt.datetime) -> StoredFile:
    """Attach a file to a topic under way or delivered; as keeper or as somebody who works on it.

    Raises:
        NotFound, Forbidden: neither.
        WrongState: over.
        FileTooLarge, FileTypeRefused: the file may not be kept.
    """
    topic = _locked(actor, topic, (*UNDER_WAY, TopicState.DELIVERED), "上传附件", at, by_workers=True)
    owner = storage.Owner(TOPIC_FILES, topic.uid, topic.unit_id)
    stored = storage.file_store(owner=owner, name=name, content=content, at=at)
    note(facts.FILE_ATTACHED, actor, ("training.topic", topic.uid), topic.unit_id, at, file=str(stored.uid))
    return stored


@use_case("training.topic_file_remove")
def topic_file_remove(*, actor: Actor, topic: Topic, file: uuid.UUID, at: dt.datetime) -> StoredFile:
    """Remove a file of a topic under way or delivered; its name stays in the trail of the topic's files.

    Raises:
        NotFound, Forbidden: neither keeper nor at work on it, or no such file there.
        WrongState: over.
    """
    topic = _locked(actor, topic, (*UNDER_WAY, TopicState.DELIVERED), "移除附件", at, by_workers=True)
    stored = storage.file_remove(stored=file_of(TOPIC_FILES, topic.uid, file), at=at)
    note(facts.FILE_REMOVED, actor, ("training.topic", topic.uid), topic.unit_id, at, file=str(stored.uid))
    return stored


def _put(actor: Actor, topic: Topic, spec: TopicSpec, at: dt.datetime) -> Topic:
    if spec.due_on < spec.starts_on:
        raise DaysDoNotFit(what="完成期限早于开始日期")
    people = tuple(pk for pk in dict.fromkeys(spec.member_ids) if pk != spec.owner_id)
    if len(homes_on([spec.owner_id, *people], civil_date(at))) != len(people) + 1:
        raise NotOfThisUnit(what="负责人和成员须是在册党员")
    topic.title, topic.aims, topic.owner_id = check_text(spec.title, "题目"), spec.aims.strip(), spec.owner_id
    topic.starts_on, topic.due_on = spec.starts_on, spec.due_on
    put(topic, "title", "aims", "owner_id", "starts_on", "due_on")
    topic.people.exclude(member_id__in=people).delete()
    there = set(topic.people.values_list("member_id", flat=True))
    TopicMember.objects.bulk_create(TopicMember(topic=topic, member_id=pk) for pk in people if pk not in there)
    due, subject = spec.due_on.isoformat(), ("training.topic", topic.uid)
    note(facts.TOPIC_SET, actor, subject, topic.unit_id, at, due_on=due, people=len(people) + 1)
    return topic


def _locked(  # CONFIG: the check of every step
    actor: Actor, topic: Topic, allowed: tuple[TopicState, ...], deed: str, at: dt.datetime, *, by_workers: bool = False
) -> Topic:
    on = civil_date(at)
    topic_get_for(actor, topic.uid, on, to_keep=not (by_workers and works_on(actor, topic)))
    locked = Topic.objects.select_for_update(of=("self",)).select_related("unit").get(pk=topic.pk)
    if by_workers and not (works_on(actor, locked) or may_keep_topic(actor, locked, on)):
        raise NotFound
    if locked.state not in allowed:
        raise WrongState(state=TopicState(locked.state).label, deed=deed, hint="")
    return locked


def _move(actor: Actor, topic: Topic, state: TopicState, at: dt.datetime, **more: Value) -> Topic:
    before, topic.state = topic.state, state
    topic.save(update_fields=["state", *_STEPS])
    subject, told = ("training.topic", topic.uid), {"state_before": str(before), "state": str(state)}
    note(facts.TOPIC_MOVED, actor, subject, topic.unit_id, at, **told, **more)
    return topic
