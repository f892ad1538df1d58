"""Short words for tests of plans and prompts: who acts, what is asked."""

import dataclasses
import datetime as dt
from collections.abc import Callable

from tests.support.audit import trail

from xuezuo.kernel.dates import DateSpan
from xuezuo.org.models import Unit
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.platform.access import Actor, acting_as
from xuezuo.rules.vocabulary import DeedKind
from xuezuo.study.asks.queries.packs import ask_packs_around
from xuezuo.study.plans.models import Plan, PlanItem, Prompt
from xuezuo.study.plans.services import items, plans, prompts
from xuezuo.study.plans.types import ItemSpec, PlanHead, PromptHead

YEAR = TODAY.year
AT = dt.datetime.combine(TODAY, dt.time(4), dt.UTC)
HEAD = PlanHead(f"{YEAR}年党员教育计划", "关于做好年度党员教育的通知")
JUNE = DateSpan(dt.date(YEAR, 6, 1), dt.date(YEAR, 7, 1))
SEMINAR = ItemSpec("专题讨论", "围绕主题讨论一次。", JUNE, deed_kinds=(DeedKind.STUDY_SESSION,))
VISIT = dataclasses.replace(SEMINAR, label="参观学习", deed_kinds=(DeedKind.TEACHING_VISIT,), is_required=False)
SURVEY = ItemSpec("组织部门调研", "六月到部分支部调研。", JUNE)
MONTH = PromptHead("六月工作提示", "本月请做好以下工作。", dt.date(YEAR, 6, 1))


def run_as[R](actor: Actor, deed: Callable[..., R], **values: object) -> R:
    """Call a service as somebody, the way a request does."""
    with acting_as(actor):
        return deed(actor=actor, **values)


def keeper(cast: Cast, unit) -> Actor:
    """Who writes the plans of a unit of the cast."""
    people = {cast.committee.pk: cast.wu, cast.office.pk: cast.wang, cast.community.pk: cast.zheng}
    return cast.actor(people[unit.pk])


def draft(cast: Cast, unit, *specs: ItemSpec) -> Plan:
    """Make the draft of a unit's plan with own items."""
    actor = keeper(cast, unit)
    made = run_as(actor, plans.plan_make, unit_id=unit.pk, year=YEAR, head=HEAD, at=AT)
    for spec in specs:
        run_as(actor, items.item_add, plan=made, spec=spec, at=AT)
    return made


def published(cast: Cast, unit, *specs: ItemSpec) -> Plan:
    """Make and publish a unit's plan."""
    return publish(cast, draft(cast, unit, *specs))


def publish(cast: Cast, plan: Plan) -> Plan:
    return run_as(keeper(cast, plan.unit), plans.plan_publish, plan=plan, at=AT)


def revise(cast: Cast, plan: Plan) -> Plan:
    return run_as(keeper(cast, plan.unit), plans.plan_revise, plan=plan, at=AT)


def item(plan: Plan, label: str) -> PlanItem:
    """Return the item of an edition by its label."""
    return PlanItem.objects.select_related("plan__unit", "upper", "ask").get(plan=plan, label=label)


def do(cast: Cast, deed: Callable[..., object], one: PlanItem, **values: object) -> PlanItem:
    """Do something to an item as who keeps its plan, and return it as it is now."""
    run_as(keeper(cast, one.plan.unit), deed, item=one, at=AT, **values)
    return PlanItem.objects.select_related("plan__unit", "upper", "ask").get(pk=one.pk)


def asked(unit) -> list[tuple[str, int, str]]:
    """Return what the unit is asked from today to June's end: label, how often, code of the unit that asks."""
    codes = dict(Unit.objects.values_list("pk", "code"))
    found = ask_packs_around([unit.pk], TODAY, JUNE.end)
    return [(one.facts.label, one.pack.duties[0].versions[0].required, codes[one.facts.unit_id]) for one in found]


def sent(cast: Cast, *specs: ItemSpec, head: PromptHead = MONTH, unit=None) -> Prompt:
    """Write and send a prompt of the committee."""
    unit = unit or cast.committee
    actor = keeper(cast, unit)
    made = run_as(actor, prompts.prompt_write, unit_id=unit.pk, head=head, at=AT)
    for spec in specs:
        run_as(actor, prompts.prompt_item_add, prompt=made, spec=spec, at=AT)
    return run_as(actor, prompts.prompt_send, prompt=made, at=AT)


def audit_names() -> list[str]:
    """Return the names of the audit entries, oldest first."""
    return list(trail().order_by("pk").values_list("name", flat=True))
