"""What must hold before anything is written: rights, states, reasons, whole items."""

import datetime as dt
import uuid

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.ids import new_id
from xuezuo.org.queries.access import require_unit
from xuezuo.platform.access import Actor
from xuezuo.rules.vocabulary import SubjectKind
from xuezuo.study.asks.types import periods_asked
from xuezuo.study.plans.errors import ItemIncomplete, ItemOutsideYear, ReasonMissing, WrongState
from xuezuo.study.plans.models import Plan, Prompt
from xuezuo.study.plans.models.asked import AskedItem
from xuezuo.study.plans.policies import PLAN_EDIT, PROMPT_SEND
from xuezuo.study.plans.queries.items import days_of
from xuezuo.study.plans.types import ItemSpec, PlanState, PromptState

_FIXED = frozenset({"id", "uid", "key", "plan", "prompt", "ask"})


def check_reason(reason: str) -> str:
    """Return the reason without stray blanks; raise `ReasonMissing` when nothing is left."""
    text = " ".join(reason.split())
    if not text:
        raise ReasonMissing
    return text


def lock_plan(actor: Actor, plan: Plan, at: dt.datetime) -> Plan:
    """Return the plan's row as it is now, locked until the transaction ends, if the actor may write it.

    Raises:
        NotFound, Forbidden: the actor may not.
    """
    require_unit(actor, PLAN_EDIT, plan.unit_id, civil_date(at))
    return Plan.objects.select_for_update(of=("self",)).select_related("unit", "revises").get(pk=plan.pk)


def lock_draft(actor: Actor, plan: Plan, at: dt.datetime, deed: str) -> Plan:
    """Do as `lock_plan`, and raise `WrongState` unless it is a draft."""
    plan = lock_plan(actor, plan, at)
    if plan.state != PlanState.DRAFT:
        raise WrongState(state=PlanState(plan.state).label, deed=deed, hint="请先“修订”，在草稿中修改后再发布。")
    return plan


def lock_prompt(actor: Actor, prompt: Prompt, at: dt.datetime) -> Prompt:
    """Return the prompt's row as it is now, locked until the transaction ends, if the actor may send it.

    Raises:
        NotFound, Forbidden: the actor may not.
    """
    require_unit(actor, PROMPT_SEND, prompt.unit_id, civil_date(at))
    return Prompt.objects.select_for_update(of=("self",)).select_related("unit", "parent").get(pk=prompt.pk)


def lock_prompt_draft(actor: Actor, prompt: Prompt, at: dt.datetime, deed: str) -> Prompt:
    """Do as `lock_prompt`, and raise `WrongState` unless it is a draft."""
    prompt = lock_prompt(actor, prompt, at)
    if prompt.state != PromptState.DRAFT:
        hint = "发出的提示不能改动；有误的请撤回后另发。"
        raise WrongState(state=PromptState(prompt.state).label, deed=deed, hint=hint)
    return prompt


def check_item(spec: ItemSpec) -> None:
    """Raise `ItemIncomplete` when an item cannot be asked as it stands."""
    of_members = SubjectKind.MEMBER in spec.subjects
    faults = (
        (not spec.label, "没有写事项。"),
        (not spec.subjects, "没有选对象。"),
        (of_members and len(spec.subjects) > 1, "对象是党员时不能同时选组织，请分成两项。"),
        (bool(spec.posts) and not of_members, "只有对象是党员时才能限定职务。"),
        (bool(spec.by_posts) and of_members, "对象是党员时不能写由谁主讲或主持。"),
        (bool(spec.by_posts) and not spec.deed_kinds, "只作通知的事项不能写由谁主讲或主持。"),
        (spec.required < 1, "次数至少为 1。"),
        (spec.is_named and not spec.deed_kinds, "只作通知的事项不能要求点名记录。"),
        (
            _is_never_due(spec),
            f"要求{spec.period.label}，这段时间里却没有完整的一期，一次也不会要求。请改日期，或选“期内”。",
        ),
    )
    for is_wrong, why in faults:
        if is_wrong:
            raise ItemIncomplete(label=spec.label, why=why)


def _is_never_due(spec: ItemSpec) -> bool:
    is_ended = spec.during is not None and spec.during.end is not None
    return bool(spec.deed_kinds) and is_ended and not periods_asked(spec.period, days_of(spec))


def check_year(spec: ItemSpec, year: int) -> None:
    """Raise `ItemOutsideYear` unless the item lies inside the plan's year; `AskWithoutEnd` without an end."""
    days = days_of(spec)
    if days.start.year != year or (days.last_day or days.start).year != year:
        raise ItemOutsideYear(label=spec.label, year=year)


def new_key() -> str:
    """Return a key for a new item: it stays through all editions."""
    return f"i{new_id().hex[-16:]}"


def save_item(item: AskedItem) -> None:
    """Write a new item, or what may change of one that stands in a draft."""
    changing = [field.name for field in item._meta.concrete_fields if field.name not in _FIXED]  # noqa: SLF001  # CONFIG: Django's public way to the fields
    item.save(update_fields=changing if item.pk else None)


def subject(thing: Plan | Prompt) -> tuple[str, uuid.UUID]:
    """Return how the audit names a plan or a prompt."""
    return ("plans.plan" if isinstance(thing, Plan) else "plans.prompt", thing.uid)


def columns(spec: ItemSpec) -> dict[str, object]:
    """Return what an item says, as its columns hold it, but for the time."""
    return {
        "label": spec.label,
        "what": spec.what,
        "subjects": [one.value for one in spec.subjects],
        "deed_kinds": [one.value for one in spec.deed_kinds],
        "period": spec.period.value,
        "required": spec.required,
        "is_required": spec.is_required,
        "is_named": spec.is_named,
        "unit_types": [one.value for one in spec.unit_types],
        "posts": [one.value for one in spec.posts],
        "by_posts": [one.value for one in spec.by_posts],
    }
