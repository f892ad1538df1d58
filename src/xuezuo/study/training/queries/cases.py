"""Cases and research topics: doors and lists."""

import datetime as dt
import uuid

from django.db.models import OuterRef, Q, QuerySet, Subquery

from xuezuo.kernel.errors import NotFound
from xuezuo.org.models import UnitName
from xuezuo.org.queries.access import any_units_q, units_q
from xuezuo.platform.access import Actor
from xuezuo.study.training.models import Case, Topic, TopicMember
from xuezuo.study.training.policies import CASE_KEEP, READ, TOPIC_KEEP, VIEW
from xuezuo.study.training.queries.kept import at_unit, kept_q, require_kept
from xuezuo.study.training.queries.people import people_named
from xuezuo.study.training.types import UNDER_WAY, CaseState, Person


def cases_q(actor: Actor, on: dt.date) -> Q:
    """Return the condition on cases: published ones like everything a unit keeps, the others for its keepers."""
    if actor.is_system:
        return Q()
    return Q(state=CaseState.PUBLISHED) & kept_q(actor, CASE_KEEP, on) | units_q(actor, CASE_KEEP, on)


def case_list(actor: Actor, kind: str, words: str, on: dt.date) -> QuerySet[Case]:
    """Return the cases that the actor may see, newest first, with `unit_name`; `words` in text, source or tags."""
    names = UnitName.objects.filter(unit=OuterRef("unit"), during__contains=on).values("name")
    found = Case.objects.filter(cases_q(actor, on))
    if kind:
        found = found.filter(kind=kind)
    for word in words.split()[:5]:
        found = found.filter(
            Q(title__icontains=word) | Q(text__icontains=word) | Q(source__icontains=word) | Q(tags__contains=[word])
        )
    return found.annotate(unit_name=Subquery(names[:1])).order_by("-made_at", "-pk")


def case_get_for(actor: Actor, uid: uuid.UUID, on: dt.date, *, to_keep: bool = False) -> Case:
    """Return the case if the actor may see, or keep, it.

    Raises:
        NotFound, Forbidden: see `require_kept`.
    """
    seen = Case.objects.filter(cases_q(actor, on))
    found = Case.objects.select_related("unit").filter(uid=uid).first()
    if found is None or not (to_keep or seen.filter(pk=found.pk).exists()):
        raise NotFound
    if to_keep:
        require_kept(actor, CASE_KEEP, found, seen, on)
    return found


def may_keep_case(actor: Actor, case: Case, on: dt.date) -> bool:
    """Tell whether the actor keeps the case."""
    return bool(at_unit(actor, CASE_KEEP, case, on))


def topics_q(actor: Actor, on: dt.date) -> Q:
    """Return the condition on topics: of own units and those below, and the ones that the member works on."""
    if actor.is_system:
        return Q()
    found = any_units_q(actor, [READ, VIEW, TOPIC_KEEP], on)
    if actor.member_id is None:
        return found
    mine = TopicMember.objects.filter(member_id=actor.member_id)
    return found | Q(owner_id=actor.member_id) | Q(pk__in=mine.values("topic_id"))


def topic_list(actor: Actor, on: dt.date, *, only_overdue: bool = False) -> QuerySet[Topic]:
    """Return the topics that the actor may see, those under way first, then by due day, with `unit_name`."""
    names = UnitName.objects.filter(unit=OuterRef("unit"), during__contains=on).values("name")
    found = Topic.objects.filter(topics_q(actor, on))
    if only_overdue:
        found = found.filter(state__in=UNDER_WAY, due_on__lt=on)
    return found.annotate(unit_name=Subquery(names[:1])).order_by("closed_on", "due_on", "pk")


def topic_get_for(actor: Actor, uid: uuid.UUID, on: dt.date, *, to_keep: bool = False) -> Topic:
    """Return the topic if the actor may see it, or (`to_keep`) carry it on.

    Raises:
        NotFound, Forbidden: see `require_kept`.
    """
    seen = Topic.objects.filter(topics_q(actor, on))
    found = Topic.objects.select_related("unit").filter(uid=uid).first()
    if found is None or not (to_keep or seen.filter(pk=found.pk).exists()):
        raise NotFound
    if to_keep:
        require_kept(actor, TOPIC_KEEP, found, seen, on)
    return found


def works_on(actor: Actor, topic: Topic) -> bool:
    """Tell whether the actor answers for the topic or works on it."""
    me = actor.member_id
    return me is not None and (me == topic.owner_id or topic.people.filter(member_id=me).exists())


def topic_get_to_carry(actor: Actor, uid: uuid.UUID, on: dt.date) -> Topic:
    """Return the topic if the actor works on it or keeps it.

    Raises:
        NotFound, Forbidden: neither.
    """
    topic = topic_get_for(actor, uid, on)
    return topic if works_on(actor, topic) else topic_get_for(actor, uid, on, to_keep=True)


def may_keep_topic(actor: Actor, topic: Topic, on: dt.date) -> bool:
    """Tell whether the actor keeps the topic."""
    return bool(at_unit(actor, TOPIC_KEEP, topic, on))


def topic_people(topic: Topic, on: dt.date) -> tuple[Person | None, list[Person]]:
    """Return who answers for the topic and who works on it."""
    ids = list(topic.people.order_by("pk").values_list("member_id", flat=True))
    people = people_named([topic.owner_id, *ids], on)
    return people.get(topic.owner_id), [people[pk] for pk in ids if pk in people]
