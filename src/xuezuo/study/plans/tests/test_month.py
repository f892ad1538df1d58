"""What a unit's month shows of plans and prompts."""

import datetime as dt

import pytest

from xuezuo.kernel.periods import Period
from xuezuo.org.queries.tree import unit_row
from xuezuo.org.tests.cast import TODAY
from xuezuo.study.plans.queries.month import month_lines
from xuezuo.study.plans.services import items
from xuezuo.study.plans.services.receipts import prompt_read
from xuezuo.study.plans.tests.desk import (
    AT,
    SEMINAR,
    SURVEY,
    VISIT,
    do,
    draft,
    item,
    publish,
    published,
    run_as,
    sent,
)
from xuezuo.study.plans.types import LocalSpec

pytestmark = pytest.mark.django_db
JUNE = Period.parse("2025-06")


def shown(unit, month=JUNE):
    return [(one.label, one.note, one.is_open) for one in month_lines(unit_row(unit.pk, TODAY), month, TODAY)]


def test_options_news_and_prompts_stand_beside_the_duties(cast):
    published(cast, cast.committee, SEMINAR, VISIT, SURVEY)
    prompt = sent(cast, SEMINAR)
    rest = [("参观学习", "选做", False), ("组织部门调研", "通知", False)]
    assert shown(cast.office) == [("六月工作提示", "工作提示", True), *rest]
    assert shown(cast.office, Period.parse("2025-05")) == shown(cast.first_group) == []

    run_as(cast.actor(cast.wang), prompt_read, prompt=prompt, at=AT)
    assert shown(cast.office) == [("六月工作提示", "工作提示", False), *rest]


def test_what_the_branch_dropped_is_gone_and_its_own_words_are_shown(cast):
    published(cast, cast.committee, SEMINAR, VISIT)
    plan = draft(cast, cast.office)
    do(cast, items.item_drop, item(plan, "参观学习"), reason="路途远")
    do(cast, items.item_adapt, item(plan, "专题讨论"), local=LocalSpec("守纪律", dt.date(2025, 6, 20)))
    publish(cast, plan)

    assert shown(cast.office) == [("专题讨论：守纪律", "本级安排", False)]
    assert shown(cast.community) == [("参观学习", "选做", False)]


def test_two_queries_whatever_there_is(cast, django_assert_num_queries):
    published(cast, cast.committee, SEMINAR, VISIT, SURVEY)
    sent(cast, SEMINAR)
    unit = unit_row(cast.office.pk, TODAY)
    with django_assert_num_queries(2):
        month_lines(unit, JUNE, TODAY)
