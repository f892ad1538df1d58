"""Prompts: written, sent, passed on, withdrawn. Items that ask for deeds become asks on sending."""

import dataclasses
import datetime as dt
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import Max

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.dates import ONE_DAY, DateSpan
from xuezuo.kernel.ids import new_id
from xuezuo.org.queries.access import require_unit
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import record, use_case
from xuezuo.rules.vocabulary import UnitType
from xuezuo.study.asks.errors import AskWithoutEnd
from xuezuo.study.asks.models import Ask
from xuezuo.study.asks.services import asks_make, asks_withdraw
from xuezuo.study.asks.types import AskOrigin, AskSource
from xuezuo.study.plans import events
from xuezuo.study.plans.errors import (
    PlanEmpty,
    PromptItemPast,
    PromptReachesFurther,
    PromptWithoutAudience,
    WrongState,
)
from xuezuo.study.plans.models import Prompt, PromptItem
from xuezuo.study.plans.policies import PROMPT_SEND
from xuezuo.study.plans.queries.items import spec_of
from xuezuo.study.plans.queries.prompts import audience_count, is_sent_to_unit, kinds_further_down
from xuezuo.study.plans.services.checks import (
    check_item,
    check_reason,
    columns,
    lock_prompt,
    lock_prompt_draft,
    new_key,
    save_item,
    subject,
)
from xuezuo.study.plans.services.publishing import ask_spec
from xuezuo.study.plans.types import Audience, ItemSpec, PromptHead, PromptState

FROM_ABOVE: Final = "转发的提示已由上级撤回："


@use_case("plans.prompt_write")
def prompt_write(*, actor: Actor, unit_id: int, head: PromptHead, at: dt.datetime) -> Prompt:
    """Begin the draft of a prompt of the unit.

    Raises:
        NotFound, Forbidden: the actor may not send prompts of the unit.
    """
    require_unit(actor, PROMPT_SEND, unit_id, civil_date(at))
    prompt = Prompt(uid=new_id(), unit_id=unit_id, made_at=at, made_by=actor.account_id)
    _write(prompt, head)
    _tell(events.PROMPT_WRITTEN, actor, prompt, at)
    return prompt


@use_case("plans.prompt_change")
def prompt_change(*, actor: Actor, prompt: Prompt, head: PromptHead, at: dt.datetime) -> Prompt:
    """Change title, text and audience of a draft.

    Raises:
        NotFound, Forbidden, WrongState: the actor may not, or no draft.
    """
    prompt = lock_prompt_draft(actor, prompt, at, "修改")
    _write(prompt, head)
    _tell(events.PROMPT_CHANGED, actor, prompt, at)
    return prompt


@use_case("plans.prompt_item_add")
def prompt_item_add(*, actor: Actor, prompt: Prompt, spec: ItemSpec, at: dt.datetime) -> PromptItem:
    """Add an item to a draft; `spec.during` counts with its last day alone.

    Raises:
        NotFound, Forbidden, WrongState: the actor may not, or no draft.
        AskWithoutEnd: it asks for something and does not say until when.
        ItemIncomplete: it cannot be asked as it stands.
    """
    prompt = lock_prompt_draft(actor, prompt, at, "增加事项")
    last: int = prompt.items.aggregate(last=Max("number"))["last"] or 0
    item = PromptItem(uid=new_id(), prompt=prompt, key=new_key(), number=last + 1)
    _write_item(item, spec)
    _tell(events.PROMPT_CHANGED, actor, prompt, at)
    return item


@use_case("plans.prompt_item_change")
def prompt_item_change(*, actor: Actor, item: PromptItem, spec: ItemSpec, at: dt.datetime) -> PromptItem:
    """Change an item of a draft.

    Raises:
        NotFound, Forbidden, WrongState, AskWithoutEnd, ItemIncomplete: as `prompt_item_add`.
    """
    prompt = lock_prompt_draft(actor, item.prompt, at, "修改事项")
    _write_item(item, spec)
    _tell(events.PROMPT_CHANGED, actor, prompt, at)
    return item


@use_case("plans.prompt_item_remove")
def prompt_item_remove(*, actor: Actor, item: PromptItem, at: dt.datetime) -> Prompt:
    """Take an item out of a draft.

    Raises:
        NotFound, Forbidden, WrongState: the actor may not, or no draft.
    """
    prompt = lock_prompt_draft(actor, item.prompt, at, "删除事项")
    item.delete()
    _tell(events.PROMPT_CHANGED, actor, prompt, at)
    return prompt


@use_case("plans.prompt_send")
def prompt_send(*, actor: Actor, prompt: Prompt, at: dt.datetime) -> Prompt:
    """Send a draft: those it is for see it, and what it asks is asked from today to each item's last day.

    Raises:
        NotFound, Forbidden, WrongState: the actor may not, or no draft.
        PlanEmpty: neither text nor items.
        PromptWithoutAudience: nobody stands below.
        PromptItemPast, PromptReachesFurther: an item cannot be asked so.
    """
    prompt = lock_prompt_draft(actor, prompt, at, "发出")
    if prompt.parent is not None and prompt.parent.state != PromptState.SENT:
        raise WrongState(state="转发草稿", deed="发出", hint="转发的提示已由上级撤回，请删除这份草稿。")
    items, on = list(prompt.items.order_by("number")), civil_date(at)
    if not items and not prompt.body and prompt.parent is None:
        raise PlanEmpty(deed="发出")
    if not audience_count(prompt, on):
        raise PromptWithoutAudience
    _check_reach(prompt, items, on)
    asks = _make_asks(prompt, items, actor.account_id, at)
    for item in items:
        item.ask = asks.get(item.key)
    PromptItem.objects.bulk_update(items, ["ask"])
    prompt.state, prompt.sent_at, prompt.sent_by = PromptState.SENT, at, actor.account_id
    prompt.save(update_fields=["state", "sent_at", "sent_by"])
    _tell(events.PROMPT_SENT, actor, prompt, at)
    return prompt


@use_case("plans.prompt_withdraw")
def prompt_withdraw(*, actor: Actor, prompt: Prompt, reason: str, at: dt.datetime) -> Prompt:
    """Withdraw a sent prompt; it stays to be read with the reason, and what it asked binds no more from today.

    Whatever it was passed on as is withdrawn with it, at every level.

    Raises:
        NotFound, Forbidden: the actor may not.
        WrongState: not sent.
        ReasonMissing: no reason.
    """
    prompt = lock_prompt(actor, prompt, at)
    why = check_reason(reason)
    if prompt.state != PromptState.SENT:
        raise WrongState(state=PromptState(prompt.state).label, deed="撤回", hint="草稿可以直接删除。")
    asks = list(Ask.objects.filter(source=AskSource.PROMPT, source_uid=prompt.uid, withdrawn_on=None))
    level = [prompt]
    while level:
        for one in level:
            one.state, one.withdrawn_at, one.withdrawn_why = PromptState.WITHDRAWN, at, why
            one.save(update_fields=["state", "withdrawn_at", "withdrawn_why"])
            _tell(events.PROMPT_WITHDRAWN, actor, one, at, why)
        level = list(Prompt.objects.select_for_update().filter(parent__in=level, state=PromptState.SENT))
        asks += Ask.objects.filter(source_uid__in=[one.uid for one in level], withdrawn_on=None)
        why = f"{FROM_ABOVE}{why}"[:200] if not why.startswith(FROM_ABOVE) else why
    asks_withdraw(asks, on=civil_date(at), why=check_reason(reason))
    return prompt


@use_case("plans.prompt_discard")
def prompt_discard(*, actor: Actor, prompt: Prompt, at: dt.datetime) -> None:
    """Delete a draft.

    Raises:
        NotFound, Forbidden, WrongState: the actor may not, or no draft.
    """
    prompt = lock_prompt_draft(actor, prompt, at, "删除")
    _tell(events.PROMPT_DISCARDED, actor, prompt, at)
    prompt.items.all().delete()
    prompt.delete()


@use_case("plans.prompt_forward")
def prompt_forward(*, actor: Actor, prompt: Prompt, unit_id: int, addition: str, at: dt.datetime) -> Prompt:
    """Begin to pass a prompt on to those below the unit, with an addition; its own words need no retyping.

    Raises:
        NotFound, Forbidden: the actor may not send prompts of the unit, or the prompt was not for it.
        WrongState: withdrawn meanwhile, or passed on already.
    """
    require_unit(actor, PROMPT_SEND, unit_id, civil_date(at))
    if prompt.state != PromptState.SENT or not is_sent_to_unit(prompt, unit_id, civil_date(at)):
        raise WrongState(
            state=PromptState(prompt.state).label, deed="转发", hint="只能转发发给本组织、没有撤回的提示。"
        )
    child = Prompt(uid=new_id(), unit_id=unit_id, parent=prompt, made_at=at, made_by=actor.account_id)
    try:
        with transaction.atomic():
            _write(child, PromptHead(f"转发：{prompt.title}"[:100], addition, prompt.month))
    except IntegrityError as error:
        hint = "请在原来的转发上继续。"
        raise WrongState(state="已转发或已有转发草稿", deed="再次转发", hint=hint) from error
    _tell(events.PROMPT_FORWARDED, actor, child, at)
    return child


def _write(prompt: Prompt, head: PromptHead) -> None:
    prompt.title, prompt.body, prompt.month = head.title, head.body, head.month.replace(day=1)
    prompt.audience, prompt.unit_types = head.audience, list(head.unit_types)
    head_columns = ["title", "body", "month", "audience", "unit_types"]
    prompt.save(update_fields=head_columns if prompt.pk else None)


def _write_item(item: PromptItem, spec: ItemSpec) -> None:
    if spec.deed_kinds and (spec.during is None or spec.during.end is None):
        raise AskWithoutEnd(label=spec.label)
    check_item(spec)
    for name, value in columns(spec).items():
        setattr(item, name, value)
    item.until = spec.during.last_day if spec.during else None
    save_item(item)


def _check_reach(prompt: Prompt, items: list[PromptItem], on: dt.date) -> None:
    if prompt.audience != Audience.CHILDREN:
        return
    deeper = kinds_further_down(prompt.unit_id, on)
    for item in items:
        if item.deed_kinds and deeper & set(item.subjects):
            raise PromptReachesFurther(label=item.label)


def _make_asks(prompt: Prompt, items: list[PromptItem], by: int | None, at: dt.datetime) -> dict[str, Ask]:
    on, specs = civil_date(at), []
    for item in items:
        if not item.deed_kinds or item.until is None:
            continue
        if item.until < on:
            raise PromptItemPast(label=item.label, until=item.until)
        spec = spec_of(item, DateSpan(on, item.until + ONE_DAY))
        spec = dataclasses.replace(spec, unit_types=tuple(spec.unit_types or _types(prompt)))
        specs.append(ask_spec(item.key, item.label, f"工作提示《{prompt.title}》的要求。", spec))
    origin = AskOrigin(prompt.unit_id, AskSource.PROMPT, prompt.uid, prompt.title, on)
    return {ask.key: ask for ask in asks_make(origin, specs, by=by, at=at)}


def _types(prompt: Prompt) -> list[UnitType]:
    return [UnitType(one) for one in prompt.unit_types]


def _tell(name: str, actor: Actor, prompt: Prompt, at: dt.datetime, reason: str = "") -> None:
    after = {"title": prompt.title, "month": prompt.month.isoformat()[:7], "state": prompt.state}
    record(name, actor=actor, subject=subject(prompt), at=at, unit_id=prompt.unit_id, after=after, reason=reason)
