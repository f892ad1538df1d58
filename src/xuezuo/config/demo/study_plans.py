"""Plans and prompts of the demonstration: a county's plan taken over two levels down and changed since, two prompts."""

import dataclasses
import datetime as dt

from xuezuo.config.demo.story import unit
from xuezuo.kernel.clock import SHANGHAI
from xuezuo.kernel.dates import ONE_DAY, DateSpan
from xuezuo.kernel.periods import Period, PeriodKind
from xuezuo.platform.access import SYSTEM, Actor, Grant
from xuezuo.rules.vocabulary import DeedKind, SubjectKind
from xuezuo.study.plans.models import Plan, PlanItem, Prompt
from xuezuo.study.plans.queries.prompts import audience
from xuezuo.study.plans.services.items import item_adapt, item_add, item_change, item_drop
from xuezuo.study.plans.services.plans import plan_make, plan_publish, plan_revise
from xuezuo.study.plans.services.prompts import prompt_forward, prompt_item_add, prompt_send, prompt_write
from xuezuo.study.plans.services.receipts import prompt_read
from xuezuo.study.plans.types import ItemSpec, LocalSpec, PlanHead, PromptHead

BRANCHES = (SubjectKind.BRANCH,)
STUDY = (DeedKind.STUDY_SESSION, DeedKind.THEME_DAY)


def plan_and_prompt(today: dt.date) -> None:
    """Publish the plans of the county, of one committee and of one branch; then send this month's prompt."""
    county = _county_plan(today)
    _taken_over(today, "QH05", "机关作风建设")
    _taken_over(today, "QH0501", "窗口服务怎么改进")
    _changed_since(county, today)
    _prompts(today)


def _noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(12), SHANGHAI)


def _items(year: int, month: Period) -> tuple[ItemSpec, ...]:
    whole = DateSpan(dt.date(year, 1, 1), dt.date(year + 1, 1, 1))
    first, last = DateSpan(whole.start, dt.date(year, 4, 1)), DateSpan(dt.date(year, 10, 1), whole.end)
    return (
        ItemSpec("一季度集中学习", "学习党章和支部工作条例，主题党日中安排也算。", first, BRANCHES, STUDY),
        ItemSpec("四季度专题学习", "结合本单位实际确定一个题目。", last, BRANCHES, STUDY),
        ItemSpec("现场教学", "可到县内教学点。", whole, BRANCHES, (DeedKind.TEACHING_VISIT,), is_required=False),
        ItemSpec("组织部门调研", "到部分支部了解组织生活情况，不另要材料。", month.span),
    )


def _county_plan(today: dt.date) -> Plan:
    month = Period.containing(PeriodKind.MONTH, today)
    head = PlanHead(f"青禾县{today.year}年党员教育计划", f"青组发〔{today.year}〕2号")
    made = _made("QH", today, head)
    for spec in _items(today.year, month):
        item_add(actor=SYSTEM, plan=made, spec=spec, at=_noon(today))
    return plan_publish(actor=SYSTEM, plan=made, at=_noon(today))


def _made(code: str, today: dt.date, head: PlanHead) -> Plan:
    return plan_make(actor=SYSTEM, unit_id=unit(code, today).pk, year=today.year, head=head, at=_noon(today))


def _taken_over(today: dt.date, code: str, topic: str) -> None:
    """Adapt the study of the last quarter; the branch asks for more, and leaves the visit out."""
    made = _made(code, today, PlanHead(f"{today.year}年学习计划"))
    local = LocalSpec(topic, today if today.month >= 10 else None, required=2 if len(code) > 4 else None)
    item_adapt(actor=SYSTEM, item=_item(made, "四季度专题学习"), local=local, at=_noon(today))
    if len(code) > 4:
        reason = "今年窗口人手紧，改为在支部看录像"
        item_drop(actor=SYSTEM, item=_item(made, "现场教学"), reason=reason, at=_noon(today))
    plan_publish(actor=SYSTEM, plan=made, at=_noon(today))


def _item(plan: Plan, label: str) -> PlanItem:
    return PlanItem.objects.select_related("plan__unit", "upper").get(plan=plan, label=label)


def _changed_since(plan: Plan, today: dt.date) -> None:
    """Change one item of the county's plan and add one: those below see what changed."""
    draft = plan_revise(actor=SYSTEM, plan=plan, at=_noon(today))
    visit, last = _item(draft, "现场教学"), DateSpan(dt.date(today.year, 12, 1), dt.date(today.year + 1, 1, 1))
    days = DateSpan(visit.during.lower, visit.during.upper)
    kinds = (DeedKind.TEACHING_VISIT,)
    spec = ItemSpec("现场教学", "可到县内教学点，也可请讲解员到支部。", days, BRANCHES, kinds, is_required=False)
    item_change(actor=SYSTEM, item=visit, spec=spec, at=_noon(today))
    review = ItemSpec("年度学习小结", "在党员大会上报告，不另写材料。", last, BRANCHES, (DeedKind.GENERAL_MEETING,))
    item_add(actor=SYSTEM, plan=draft, spec=dataclasses.replace(review), at=_noon(today))
    plan_publish(actor=SYSTEM, plan=draft, at=_noon(today))


def _prompts(today: dt.date) -> None:
    """Send this month's prompt; one committee passes it on; about half of the units have read it."""
    month = Period.containing(PeriodKind.MONTH, today)
    head = PromptHead(f"{today.month}月工作提示", "本月请按时召开会议、如实记录，不要补造材料。", month.start)
    made = prompt_write(actor=SYSTEM, unit_id=unit("QH", today).pk, head=head, at=_noon(today))
    until = DateSpan(today, month.last_day + ONE_DAY)
    for spec in (
        ItemSpec("学习新修订的制度", "可与主题党日一起。", until, BRANCHES, STUDY),
        ItemSpec("下月举办新任书记培训班", "名额另行通知。", None, BRANCHES),
    ):
        prompt_item_add(actor=SYSTEM, prompt=made, spec=spec, at=_noon(today))
    sent = prompt_send(actor=SYSTEM, prompt=made, at=_noon(today))
    office = unit("QH05", today).pk
    addition = "各支部请在20日前完成，遇业务高峰可顺延。"
    child = prompt_forward(actor=SYSTEM, prompt=sent, unit_id=office, addition=addition, at=_noon(today))
    prompt_send(actor=SYSTEM, prompt=child, at=_noon(today))
    _read_by_half(sent, today)


def _read_by_half(prompt: Prompt, today: dt.date) -> None:
    for number, one in enumerate(audience(prompt, today).order_by("code")):
        if number % 2 and one.code != "QH0501":
            keeper = Actor(label=f"{one.code}书记", grants=(Grant("secretary", one.pk),))
            prompt_read(actor=keeper, prompt=prompt, at=_noon(today))
