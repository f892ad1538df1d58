"""Plans: made, revised, published, withdrawn. Publishing turns items into asks."""

import datetime as dt

from django.db import IntegrityError, transaction

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.ids import new_id
from xuezuo.org.models import Unit
from xuezuo.org.queries.access import require_unit
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import Fields, record, use_case
from xuezuo.study.asks.services import asks_withdraw
from xuezuo.study.plans import events
from xuezuo.study.plans.errors import PlanEmpty, PlanExists, PlanKeptByBranch, PlanNotAnswered, WrongState
from xuezuo.study.plans.models import Plan, PlanItem
from xuezuo.study.plans.policies import PLAN_EDIT
from xuezuo.study.plans.queries.cascade import items_of, key_of, present_uppers, upper_items
from xuezuo.study.plans.queries.items import plan_spec
from xuezuo.study.plans.services.checks import check_reason, lock_draft, lock_plan, subject
from xuezuo.study.plans.services.following import refresh
from xuezuo.study.plans.services.publishing import let_follow, own_asks, publish_asks
from xuezuo.study.plans.types import KEEPING_KINDS, PlanHead, PlanState


@use_case("plans.plan_make")
def plan_make(*, actor: Actor, unit_id: int, year: int, head: PlanHead, at: dt.datetime) -> Plan:
    """Make the draft of a unit's plan; what the plans above ask stands in it already, as it is asked.

    Raises:
        NotFound, Forbidden: the actor may not write plans of the unit.
        PlanKeptByBranch: a group.
        PlanExists: the unit has a draft or a published plan of that year.
    """
    require_unit(actor, PLAN_EDIT, unit_id, civil_date(at))
    unit = Unit.objects.get(pk=unit_id)
    if unit.kind not in KEEPING_KINDS:
        raise PlanKeptByBranch
    living = Plan.objects.filter(unit=unit, year=year, state__in=[PlanState.DRAFT, PlanState.PUBLISHED]).first()
    if living is not None:
        raise PlanExists(year=year, state=PlanState(living.state).label)
    values = {"title": head.title, "document": head.document, "made_at": at, "made_by": actor.account_id}
    plan = _create(Plan(uid=new_id(), series=new_id(), unit=unit, year=year, **values))
    refresh(plan, [], civil_date(at))
    _tell(events.PLAN_MADE, actor, plan, at)
    return plan


@use_case("plans.plan_change")
def plan_change(*, actor: Actor, plan: Plan, head: PlanHead, at: dt.datetime) -> Plan:
    """Change what a draft is called and what it rests on.

    Raises:
        NotFound, Forbidden, WrongState: the actor may not, or no draft.
    """
    plan = lock_draft(actor, plan, at, "修改")
    plan.title, plan.document = head.title, head.document
    plan.save(update_fields=["title", "document"])
    _tell(events.PLAN_CHANGED, actor, plan, at)
    return plan


@use_case("plans.plan_refresh")
def plan_refresh(*, actor: Actor, plan: Plan, at: dt.datetime) -> Plan:
    """Fetch what the plans above say now into a draft; own words stay wherever they are not less than asked.

    Raises:
        NotFound, Forbidden, WrongState: the actor may not, or no draft.
    """
    plan = lock_draft(actor, plan, at, "取来上级安排")
    refresh(plan, items_of(plan), civil_date(at))
    _tell(events.PLAN_REFRESHED, actor, plan, at)
    return plan


@use_case("plans.plan_revise")
def plan_revise(*, actor: Actor, plan: Plan, at: dt.datetime) -> Plan:
    """Begin another edition of a published plan: a draft with the same items, brought up to the plans above.

    Raises:
        NotFound, Forbidden: the actor may not.
        WrongState: not published.
        PlanExists: there is a draft already.
    """
    plan = lock_plan(actor, plan, at)
    if plan.state != PlanState.PUBLISHED:
        raise WrongState(state=PlanState(plan.state).label, deed="修订", hint="请修订目前已发布的计划。")
    values = {"title": plan.title, "document": plan.document, "made_at": at, "made_by": actor.account_id}
    edition = Plan(uid=new_id(), series=plan.series, unit=plan.unit, year=plan.year, revises=plan, **values)
    draft = _create(edition)
    items = items_of(plan)
    for item in items:
        item.pk, item.uid, item.plan, item._state.adding = None, new_id(), draft, True  # noqa: SLF001  # CONFIG: Django's way to copy a row
    PlanItem.objects.bulk_create(items)
    refresh(draft, items_of(draft), civil_date(at))
    _tell(events.PLAN_REVISED, actor, draft, at)
    return draft


@use_case("plans.plan_publish")
def plan_publish(*, actor: Actor, plan: Plan, at: dt.datetime) -> Plan:
    """Publish a draft: from now on its items are asked of the unit and everything below it.

    What an edition before asked in just the same way stays the same ask; the rest of it is withdrawn.

    Raises:
        NotFound, Forbidden, WrongState: the actor may not, or no draft.
        PlanEmpty: no items.
        PlanNotAnswered: it does not say what the plans above say now.
    """
    plan = lock_draft(actor, plan, at, "发布")
    items = items_of(plan)
    if not items:
        raise PlanEmpty(deed="发布")
    _check_against_above(plan, items, civil_date(at))
    before = Plan.objects.filter(series=plan.series, state=PlanState.PUBLISHED).first()
    if before is not None:
        before.state = PlanState.REPLACED
        before.save(update_fields=["state"])
    plan.state, plan.published_at, plan.published_by = PlanState.PUBLISHED, at, actor.account_id
    plan.save(update_fields=["state", "published_at", "published_by"])
    publish_asks(plan, items, by=actor.account_id, at=at)
    if before is not None:
        let_follow(before, items)
    _tell(events.PLAN_PUBLISHED, actor, plan, at)
    return plan


@use_case("plans.plan_withdraw")
def plan_withdraw(*, actor: Actor, plan: Plan, reason: str, at: dt.datetime) -> Plan:
    """Withdraw a published plan; what it asked binds no more from today.

    Raises:
        NotFound, Forbidden: the actor may not.
        WrongState: not published.
        ReasonMissing: no reason.
    """
    plan = lock_plan(actor, plan, at)
    why = check_reason(reason)
    if plan.state != PlanState.PUBLISHED:
        raise WrongState(state=PlanState(plan.state).label, deed="撤回", hint="草稿可以直接删除。")
    plan.state, plan.withdrawn_at, plan.withdrawn_why = PlanState.WITHDRAWN, at, why
    plan.save(update_fields=["state", "withdrawn_at", "withdrawn_why"])
    asks_withdraw(list(own_asks(plan)), on=civil_date(at), why=why)
    _tell(events.PLAN_WITHDRAWN, actor, plan, at, why)
    return plan


@use_case("plans.plan_discard")
def plan_discard(*, actor: Actor, plan: Plan, at: dt.datetime) -> None:
    """Delete a draft; nobody else has seen it.

    Raises:
        NotFound, Forbidden, WrongState: the actor may not, or no draft.
    """
    plan = lock_draft(actor, plan, at, "删除")
    _tell(events.PLAN_DISCARDED, actor, plan, at)
    plan.items.all().delete()
    plan.delete()


def _create(plan: Plan) -> Plan:
    try:
        with transaction.atomic():
            plan.save(force_insert=True)
    except IntegrityError as error:  # somebody else was faster
        raise PlanExists(year=plan.year, state=PlanState.DRAFT.label) from error
    return plan


def _check_against_above(plan: Plan, items: list[PlanItem], on: dt.date) -> None:
    taken = {key_of(item.upper) for item in items if item.upper}
    missing = [item.label for item in upper_items(plan.unit, plan.year, on) if key_of(item) not in taken]
    present = present_uppers(items)
    stale = [item.label for item in items if item.upper and _is_stale(item.upper, present.get(key_of(item.upper)))]
    if missing or stale:
        raise PlanNotAnswered(labels="”“".join(missing + stale))


def _is_stale(seen: PlanItem, now: PlanItem | None) -> bool:
    return now is None or plan_spec(now) != plan_spec(seen)


def _tell(name: str, actor: Actor, plan: Plan, at: dt.datetime, reason: str = "") -> None:
    after: Fields = {"title": plan.title, "year": plan.year, "state": plan.state}
    record(name, actor=actor, subject=subject(plan), at=at, unit_id=plan.unit_id, after=after, reason=reason)
