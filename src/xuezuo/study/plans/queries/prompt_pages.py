"""What the page of one prompt shows."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Sequence

from xuezuo.kernel.errors import NotFound
from xuezuo.org.queries.tree import unit_labels
from xuezuo.org.types import UnitRow
from xuezuo.platform.access import Actor
from xuezuo.study.plans.models import Prompt, PromptItem
from xuezuo.study.plans.policies import PROMPT_SEND
from xuezuo.study.plans.queries.items import kinds_words, spec_of, times_words, whom_words
from xuezuo.study.plans.queries.plans import may_see_receipts, may_send
from xuezuo.study.plans.queries.prompts import audience, chain_of, receipt_counts
from xuezuo.study.plans.queries.scope import prompt_get_for, units_keeping
from xuezuo.study.plans.types import PromptState


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """An item of a prompt in words."""

    item: PromptItem
    times: str
    kinds: str
    whom: str


@dataclasses.dataclass(frozen=True, slots=True)
class Part:
    """What one unit said: the original, or the addition of who passed it on."""

    prompt: Prompt
    unit_name: str
    lines: Sequence[Line]


@dataclasses.dataclass(frozen=True, slots=True)
class PromptPage:
    """A prompt as its readers and its sender see it.

    Attributes:
        prompt: the one that was opened.
        parts: the addition first, then what was passed on.
        may_send: the actor writes and sends it.
        counts: for those who may know: how many units have read it, out of how many.
        may_forward: units of the actor that may pass it on.
    """

    prompt: Prompt
    parts: Sequence[Part]
    may_send: bool
    counts: tuple[int, int] | None
    may_forward: Sequence[UnitRow]


def prompt_page(actor: Actor, prompt: Prompt, on: dt.date) -> PromptPage:
    """Return a prompt with what it passes on, and what the actor may do with it."""
    chain = chain_of(prompt)
    names = unit_labels({one.unit_id for one in chain}, on)
    lines: dict[int, list[Line]] = {}
    for item in PromptItem.objects.filter(prompt__in=chain).order_by("number"):
        lines.setdefault(item.prompt_id, []).append(_line(item))
    is_sent = prompt.state == PromptState.SENT
    may_know = prompt.state != PromptState.DRAFT and may_see_receipts(actor, prompt.unit_id, on)
    return PromptPage(
        prompt,
        [Part(one, names[one.unit_id].name, lines.get(one.pk, [])) for one in chain],
        may_send(actor, prompt.unit_id, on),
        receipt_counts(prompt, on) if may_know else None,
        forwarders(actor, prompt, on) if is_sent else [],
    )


def forwarders(actor: Actor, prompt: Prompt, on: dt.date) -> list[UnitRow]:
    """Return the actor's units that got the prompt and have units below them to pass it on to."""
    units = [unit for unit in units_keeping(actor, PROMPT_SEND, on) if unit.kind != "branch"]
    got = set(audience(prompt, on).filter(pk__in=[unit.id for unit in units]).values_list("pk", flat=True))
    return [unit for unit in units if unit.id in got]


def senders(actor: Actor, on: dt.date) -> list[UnitRow]:
    """Return the actor's units that may send prompts: those with units below them."""
    return [unit for unit in units_keeping(actor, PROMPT_SEND, on) if unit.kind != "branch"]


def prompt_item_get_for(actor: Actor, uid: uuid.UUID, on: dt.date) -> PromptItem:
    """Return the item if the actor may write its prompt.

    Raises:
        NotFound, Forbidden: as `prompt_get_for`.
    """
    item = PromptItem.objects.select_related("prompt").filter(uid=uid).first()
    if item is None:
        raise NotFound
    prompt_get_for(actor, item.prompt.uid, on, to_send=True)
    return item


def _line(item: PromptItem) -> Line:
    spec = spec_of(item, None)
    return Line(item, times_words(spec), kinds_words(spec), whom_words(spec))
