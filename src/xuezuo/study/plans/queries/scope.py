"""Who may see a plan or a prompt: those at or below its unit, and those whose reach covers it."""

import datetime as dt
import uuid
from collections.abc import Collection

from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.org.models import Closure
from xuezuo.org.queries.access import unit_decision, units_q
from xuezuo.org.queries.tree import branches_above, rows_by_id
from xuezuo.org.types import UnitRow
from xuezuo.platform.access import Actor, Capability
from xuezuo.study.plans.models import Plan, Prompt
from xuezuo.study.plans.policies import PLAN_EDIT, PLAN_VIEW, PROMPT_SEND, RECEIPTS_VIEW
from xuezuo.study.plans.types import KEEPING_KINDS, Audience, PlanState, PromptState


def own_nodes(actor: Actor, capability: Capability, on: dt.date) -> list[int]:
    """Return the units where the actor holds the capability by post or belonging; groups with their branch."""
    nodes = capability.nodes(actor)
    return sorted({*nodes, *branches_above(nodes, on)})


def units_keeping(actor: Actor, capability: Capability, on: dt.date) -> list[UnitRow]:
    """Return the actor's own units that keep plans and get prompts, by code: where the capability is held by post."""
    return [row for row in rows_by_id(own_nodes(actor, capability, on), on) if row.kind in KEEPING_KINDS]


def plans_q(actor: Actor, on: dt.date) -> Q:
    """Return the condition on plans that the actor may read: published at, above or below the own units; own drafts."""
    if actor.is_system:
        return Q()
    above = Closure.objects.filter(descendant_id__in=PLAN_VIEW.nodes(actor), during__contains=on)
    read = Q(unit_id__in=above.values("ancestor_id")) | units_q(actor, PLAN_VIEW, on)
    return (read & ~Q(state=PlanState.DRAFT)) | units_q(actor, PLAN_EDIT, on)


def plan_get_for(actor: Actor, uid: uuid.UUID, on: dt.date, *, to_edit: bool = False) -> Plan:
    """Return the plan if the actor may read it, or write it.

    Raises:
        NotFound: no such plan, or not for the actor.
        Forbidden: the actor sees the unit or the plan but may not do this.
    """
    plan = Plan.objects.select_related("unit", "revises").filter(uid=uid).first()
    if plan is None:
        raise NotFound
    decision = unit_decision(actor, PLAN_EDIT, plan.unit_id, on)
    seen = bool(decision) or Plan.objects.filter(plans_q(actor, on), pk=plan.pk).exists()
    if decision or (seen and not to_edit):
        return plan
    if seen or unit_decision(actor, PLAN_VIEW, plan.unit_id, on):
        raise Forbidden(reason=decision.reason)
    raise NotFound


def reaches(unit_ids: Collection[int], on: dt.date) -> Q:
    """Return the condition on prompts whose audience holds one of these units on `on`, whatever their state."""
    below = Closure.objects.filter(
        ancestor_id=OuterRef("unit_id"), descendant_id__in=unit_ids, depth__gt=0, during__contains=on
    )
    typed = below.filter(_is_any_of("descendant__unit_type", "unit_types"))
    near = Q(audience=Audience.BELOW) | Q(Exists(below.filter(depth=1)))
    return Q(Exists(below)) & near & (Q(unit_types=[]) | Q(Exists(typed)))


def _is_any_of(column: str, outer_list: str) -> Func:
    """Return the condition `column = ANY (list of the outer query)`, for which Django has no lookup."""
    chosen = Func(OuterRef(outer_list), function="ANY")
    return Func(F(column), chosen, template="%(expressions)s", arg_joiner=" = ", output_field=BooleanField())


def prompts_q(actor: Actor, on: dt.date) -> Q:
    """Return the condition on prompts that the actor may read: sent to, at or below the own units; own drafts."""
    if actor.is_system:
        return Q()
    read = reaches(own_nodes(actor, PLAN_VIEW, on), on) | units_q(actor, PLAN_VIEW, on)
    return (read & ~Q(state=PromptState.DRAFT)) | units_q(actor, PROMPT_SEND, on)


def prompt_get_for(actor: Actor, uid: uuid.UUID, on: dt.date, *, to_send: bool = False) -> Prompt:
    """Return the prompt if the actor may read it, or write and send it.

    Raises:
        NotFound: no such prompt, or not for the actor.
        Forbidden: the actor sees the unit or the prompt but may not do this.
    """
    prompt = Prompt.objects.select_related("unit", "parent__unit").filter(uid=uid).first()
    if prompt is None:
        raise NotFound
    decision = unit_decision(actor, PROMPT_SEND, prompt.unit_id, on)
    seen = bool(decision) or Prompt.objects.filter(prompts_q(actor, on), pk=prompt.pk).exists()
    if decision or (seen and not to_send):
        return prompt
    if seen or unit_decision(actor, PLAN_VIEW, prompt.unit_id, on):
        raise Forbidden(reason=decision.reason)
    raise NotFound


def receipts_get_for(actor: Actor, uid: uuid.UUID, on: dt.date) -> Prompt:
    """Return the prompt if the actor may know who has read it.

    Raises:
        NotFound, Forbidden: as `prompt_get_for`; the units it went to may not.
    """
    prompt = prompt_get_for(actor, uid, on)
    decision = unit_decision(actor, RECEIPTS_VIEW, prompt.unit_id, on)
    if not decision:
        raise Forbidden(reason=decision.reason)
    return prompt
