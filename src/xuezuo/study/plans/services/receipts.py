"""Receipts: a unit has read a prompt when one of its keepers first opens it. One reminder at most."""

import datetime as dt

from xuezuo.kernel.clock import civil_date
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import record, use_case
from xuezuo.study.plans import events
from xuezuo.study.plans.errors import NobodyToRemind, RemindedAlready, WrongState
from xuezuo.study.plans.models import Prompt, Receipt
from xuezuo.study.plans.queries.prompts import chain_of, reading_units, unread_count
from xuezuo.study.plans.services.checks import lock_prompt, subject
from xuezuo.study.plans.types import PromptState


@use_case("plans.prompt_read")
def prompt_read(*, actor: Actor, prompt: Prompt, at: dt.datetime) -> list[Receipt]:
    """Note that the units for which the actor reads prompts have read this one; what was noted before stays.

    Who opens a prompt that was passed on has read the original with it. Returns what is new: none for people who keep
    no unit of the audience, and on every later opening.
    """
    on, made = civil_date(at), []
    for one in chain_of(prompt):
        if one.state == PromptState.DRAFT:
            continue
        for unit_id in reading_units(actor, one, on):
            values = {"read_at": at, "read_by": actor.account_id, "read_label": actor.label}
            receipt, is_new = Receipt.objects.get_or_create(prompt=one, unit_id=unit_id, defaults=values)
            if is_new:
                made.append(receipt)
                record(events.PROMPT_READ, actor=actor, subject=subject(one), at=at, unit_id=unit_id)
    return made


@use_case("plans.prompt_remind")
def prompt_remind(*, actor: Actor, prompt: Prompt, at: dt.datetime) -> Prompt:
    """Remind those who have not read a prompt, on their home pages; once.

    Raises:
        NotFound, Forbidden: the actor may not send the prompt.
        WrongState: not sent.
        RemindedAlready, NobodyToRemind: there is nothing to remind of.
    """
    prompt = lock_prompt(actor, prompt, at)
    if prompt.state != PromptState.SENT:
        raise WrongState(state=PromptState(prompt.state).label, deed="提醒", hint="只有已发出的提示可以提醒。")
    if prompt.reminded_at is not None:
        raise RemindedAlready(on=civil_date(prompt.reminded_at))
    if not unread_count(prompt, civil_date(at)):
        raise NobodyToRemind
    prompt.reminded_at = at
    prompt.save(update_fields=["reminded_at"])
    record(events.PROMPT_REMINDED, actor=actor, subject=subject(prompt), at=at, unit_id=prompt.unit_id)
    return prompt
