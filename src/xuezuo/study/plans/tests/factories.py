"""Rows of plans and prompts for tests, past the services: no audit, no asks."""

import datetime as dt

from xuezuo.kernel.ids import new_id
from xuezuo.org.models import Unit
from xuezuo.platform.db.ranges import date_range
from xuezuo.study.plans.models import Plan, PlanItem, Prompt, PromptItem
from xuezuo.study.plans.types import PlanState, PromptState

AT = dt.datetime(2025, 1, 6, 1, tzinfo=dt.UTC)


def plan(unit: Unit, state: str = PlanState.PUBLISHED, year: int = 2025) -> Plan:
    """Make a plan without items."""
    published = None if state == PlanState.DRAFT else AT
    values = {"title": f"{year}年党员教育计划", "made_at": AT, "published_at": published}
    return Plan.objects.create(uid=new_id(), series=new_id(), unit=unit, year=year, state=state, **values)


def plan_item(of: Plan, label: str = "专题讨论", upper: PlanItem | None = None, **said: object) -> PlanItem:
    """Make an item for June that asks branches to study once; with `upper`: taken over as it is."""
    values = {"subjects": ["branch"], "deed_kinds": ["study_session"], "is_required": True} | said
    values |= {"take": "own" if upper is None else "adopted", "upper": upper}
    june = date_range(dt.date(of.year, 6, 1), dt.date(of.year, 7, 1))
    number = of.items.count() + 1
    return PlanItem.objects.create(
        uid=new_id(), plan=of, key=f"i{new_id().hex[-16:]}", number=number, label=label, during=june, **values
    )


def prompt(unit: Unit, state: str = PromptState.SENT, **said: object) -> Prompt:
    """Make a prompt of June with one item that informs."""
    sent = None if state == PromptState.DRAFT else AT
    values = {"title": "六月工作提示", "body": "请做好本月工作。", "month": dt.date(2025, 6, 1), **said}
    made = Prompt.objects.create(uid=new_id(), unit=unit, state=state, made_at=AT, sent_at=sent, **values)
    PromptItem.objects.create(uid=new_id(), prompt=made, key="i1", number=1, label="组织部门调研", subjects=["branch"])
    return made
