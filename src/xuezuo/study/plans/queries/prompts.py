"""Prompts: to whom they go, who has read them, which ones a unit has before it.

A unit sees a prompt once: where a unit between has passed it on, the passed-on one, which holds the original.
"""

import datetime as dt
import uuid
from typing import NamedTuple

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Subquery

from xuezuo.org.models import Closure, Unit, UnitName
from xuezuo.org.queries.tree import with_names
from xuezuo.platform.access import Actor
from xuezuo.study.plans.models import Prompt, PromptItem, Receipt
from xuezuo.study.plans.policies import PROMPT_RECEIVE
from xuezuo.study.plans.queries.scope import prompts_q, reaches
from xuezuo.study.plans.types import KEEPING_KINDS, Audience, PromptState


def audience(prompt: Prompt, on: dt.date) -> QuerySet[Unit]:
    """Return the units that the prompt is for, as the tree stands on the civil day `on`."""
    below = Closure.objects.filter(ancestor_id=prompt.unit_id, depth__gt=0, during__contains=on)
    if prompt.audience == Audience.CHILDREN:
        below = below.filter(depth=1)
    units = Unit.objects.filter(pk__in=below.values("descendant_id"), kind__in=KEEPING_KINDS)
    return units.filter(unit_type__in=prompt.unit_types) if prompt.unit_types else units


def audience_count(prompt: Prompt, on: dt.date) -> int:
    """Return how many units the prompt is for."""
    return audience(prompt, on).count()


def unread_count(prompt: Prompt, on: dt.date) -> int:
    """Return how many units of the audience have not read the prompt."""
    return audience(prompt, on).exclude(pk__in=prompt.receipts.values("unit_id")).count()


def is_sent_to_unit(prompt: Prompt, unit_id: int, on: dt.date) -> bool:
    """Tell whether the unit belongs to the prompt's audience."""
    return audience(prompt, on).filter(pk=unit_id).exists()


def reading_units(actor: Actor, prompt: Prompt, on: dt.date) -> list[int]:
    """Return the units of the audience for which the actor reads prompts by post."""
    nodes = PROMPT_RECEIVE.nodes(actor)
    return sorted(audience(prompt, on).filter(pk__in=nodes).values_list("pk", flat=True)) if nodes else []


def kinds_further_down(unit_id: int, on: dt.date) -> set[str]:
    """Return the kinds of units that stand deeper than directly below; what binds members stands there too."""
    deeper = Closure.objects.filter(ancestor_id=unit_id, depth__gt=1, during__contains=on)
    kinds = set(deeper.exclude(descendant__kind="group").values_list("descendant__kind", flat=True))
    return kinds | {"member", "group"} if kinds else kinds


def chain_of(prompt: Prompt) -> list[Prompt]:
    """Return the prompt and what it passes on, up to the first original, with their units."""
    chain, one = [prompt], prompt
    while one.parent_id is not None:
        one = Prompt.objects.select_related("unit").get(pk=one.parent_id)
        chain.append(one)
    return chain


def receipt_rows(prompt: Prompt, on: dt.date) -> QuerySet[Unit]:
    """Return the units of the audience in the order of the tree, each with `depth`, `read_at` and `read_label`."""
    own = Receipt.objects.filter(prompt=prompt, unit=OuterRef("pk"))
    depth = Closure.objects.filter(ancestor_id=prompt.unit_id, descendant=OuterRef("pk"), during__contains=on)
    units = with_names(audience(prompt, on), on).annotate(
        depth=Subquery(depth.values("depth")[:1]),
        read_at=Subquery(own.values("read_at")[:1]),
        read_label=Subquery(own.values("read_label")[:1]),
    )
    return units.order_by("code")


def receipt_counts(prompt: Prompt, on: dt.date) -> tuple[int, int]:
    """Return how many units of the audience have read the prompt, and how many there are."""
    found = audience(prompt, on).aggregate(
        all=Count("pk"), read=Count("pk", filter=Q(pk__in=prompt.receipts.values("unit_id")))
    )
    return found["read"], found["all"]


def prompts_before(unit_id: int, on: dt.date) -> QuerySet[Prompt]:
    """Return the sent prompts that the unit has before it, with `unit_name`, `until` and `read_at`, the newest first.

    `until` is the earliest last day of what its items ask; an original that was passed on to the unit is left out.
    """
    mine = reaches([unit_id], on)
    passed_on = Prompt.objects.filter(mine, parent=OuterRef("pk"), state=PromptState.SENT)
    names = UnitName.objects.filter(unit=OuterRef("unit"), during__contains=on).values("name")
    asked = PromptItem.objects.filter(prompt=OuterRef("pk")).order_by().values("prompt")
    read = Receipt.objects.filter(prompt=OuterRef("pk"), unit_id=unit_id).values("read_at")
    found = Prompt.objects.filter(mine & ~Q(Exists(passed_on)), state=PromptState.SENT)
    return found.annotate(
        unit_name=Subquery(names[:1]),
        until=Subquery(asked.annotate(first=Min("until")).values("first")),
        read_at=Subquery(read[:1]),
    ).order_by("-month", "-sent_at")


class UnreadPrompt(NamedTuple):
    """A prompt that the unit has not read: what the home page says of it."""

    uid: uuid.UUID
    title: str
    unit_name: str
    is_reminded: bool


def unread_prompts(unit_id: int, on: dt.date) -> list[UnreadPrompt]:
    """Return the prompts of the last two months that the unit has not read, those with a reminder first."""
    since = (on.replace(day=1) - dt.timedelta(days=1)).replace(day=1)
    found = prompts_before(unit_id, on).filter(month__gte=since).exclude(receipts__unit_id=unit_id)
    columns = "uid", "title", "unit_name", "reminded_at"
    rows = [
        UnreadPrompt(uid, title, name or "", at is not None) for uid, title, name, at in found.values_list(*columns)
    ]
    return sorted(rows, key=lambda prompt: not prompt.is_reminded)


def unread_for(actor: Actor, unit_id: int, on: dt.date) -> list[UnreadPrompt]:
    """Return the unit's unread prompts for who reads them by post; none, without a query, for others."""
    return unread_prompts(unit_id, on) if unit_id in PROMPT_RECEIVE.nodes(actor) else []


def prompt_list(actor: Actor, unit_id: int, on: dt.date) -> QuerySet[Prompt]:
    """Return what the unit sent, drafts as far as the actor may see them, with `unit_name`, the newest first."""
    names = UnitName.objects.filter(unit=OuterRef("unit"), during__contains=on).values("name")
    found = Prompt.objects.filter(prompts_q(actor, on), unit_id=unit_id).select_related("parent")
    return found.annotate(unit_name=Subquery(names[:1])).order_by("-month", "-made_at")
