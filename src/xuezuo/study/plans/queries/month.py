"""What a unit's month shows of plans and prompts besides its duties: options, news, and its own words.

Required asks stand among the duties; here is the rest, in two queries.
"""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, Subquery

from xuezuo.kernel.dates import ONE_DAY
from xuezuo.kernel.periods import Period
from xuezuo.org.models import Closure, UnitName
from xuezuo.org.types import UnitRow
from xuezuo.study.plans.models import PlanItem, Prompt
from xuezuo.study.plans.queries.cascade import items_in_force
from xuezuo.study.plans.queries.items import plain_view
from xuezuo.study.plans.queries.prompts import prompts_before
from xuezuo.study.plans.types import KEEPING_KINDS, Audience, PromptState, Take


@dataclasses.dataclass(frozen=True, slots=True)
class MonthLine:
    """One line of the list.

    Attributes:
        is_prompt: a prompt, else an item of a plan.
        label: what.
        unit_name: who says so.
        words: time and number, in words.
        until: the last day, if there is one.
        uid: of the prompt or the plan, for addresses.
        is_open: a prompt that the unit has not read.
        note: `选做`, `本级安排` or `通知`.
    """

    is_prompt: bool
    label: str
    unit_name: str
    words: str
    until: dt.date | None
    uid: uuid.UUID
    is_open: bool
    note: str


@dataclasses.dataclass(frozen=True, slots=True)
class SentPrompt:
    """A prompt as other rooms need it: who sent it, what it is called, which month it is about."""

    unit_id: int
    title: str
    month: dt.date


def month_lines(unit: UnitRow, month: Period, on: dt.date) -> list[MonthLine]:
    """Return the prompts of the month that the unit has before it, then what plans say that is no duty; two queries."""
    if unit.kind not in KEEPING_KINDS:
        return []
    found = prompts_before(unit.id, on).filter(month=month.start)
    columns = "title", "unit_name", "until", "uid", "read_at"
    prompts = [
        MonthLine(True, title, name or "", "", until, uid, read_at is None, "工作提示")
        for title, name, until, uid, read_at in found.values_list(*columns)
    ]
    return prompts + [_line(item, unit) for item in _items(unit, month, on)]


def _items(unit: UnitRow, month: Period, on: dt.date) -> list[PlanItem]:
    here = Closure.objects.filter(descendant_id=unit.id, during__contains=on)
    names = UnitName.objects.filter(unit=OuterRef("plan__unit"), during__contains=on).values("name")
    bound = {"branch": ["branch", "group", "member"]}.get(unit.kind, [unit.kind])
    of_domain = Q(unit_types=[]) | Q(unit_types__contains=[unit.unit_type])
    meant = (Q(subjects__overlap=bound) | Q(deed_kinds=[])) & of_domain
    own_words = Q(plan__unit_id=unit.id, take=Take.ADAPTED) & (~Q(topic="") | Q(planned_on__isnull=False))
    found = items_in_force(here).filter(
        meant, Q(is_required=False) | Q(deed_kinds=[]) | own_words, during__overlap=(month.start, month.end)
    )
    return list(found.select_related("plan").annotate(unit_name=Subquery(names[:1])).order_by("during", "pk"))


def _line(item: PlanItem, unit: UnitRow) -> MonthLine:
    view = plain_view(item)
    day = f"计划 {item.planned_on.month}月{item.planned_on.day}日" if item.planned_on else ""
    words = "，".join(word for word in (view.when, view.times, day) if word)
    is_own = item.plan.unit_id == unit.id and item.take == Take.ADAPTED
    note = "本级安排" if is_own else "选做" if item.deed_kinds else "通知"
    label = f"{item.label}：{item.topic}" if item.topic else item.label
    name: str = getattr(item, "unit_name", "") or ""
    return MonthLine(False, label, name, words, item.during.upper - ONE_DAY, item.plan.uid, False, note)


def prompts_around(above: Collection[int], near: int | None, unit_type: str, year: int) -> list[SentPrompt]:
    """Return the sent prompts of a year that a branch of this domain gets, the oldest first.

    Args:
        above: ids of the units above the branch.
        near: the unit directly above it: only its prompts to direct children reach the branch.
        unit_type: the branch's domain.
        year: of the month that the prompt is about.
    """
    passed_on = Prompt.objects.filter(parent=OuterRef("pk"), state=PromptState.SENT, unit_id__in=above)
    found = Prompt.objects.filter(
        ~Q(Exists(passed_on)),
        Q(audience=Audience.BELOW) | Q(unit_id=near),
        Q(unit_types=[]) | Q(unit_types__contains=[unit_type]),
        state=PromptState.SENT,
        unit_id__in=above,
        month__year=year,
    )
    return [
        SentPrompt(*values) for values in found.order_by("month", "sent_at").values_list("unit_id", "title", "month")
    ]
