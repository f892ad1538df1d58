"""Prompts: sent, read, reminded of once, passed on, withdrawn."""

import dataclasses
import datetime as dt

import pytest

from xuezuo.kernel.dates import DateSpan
from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.org.tests import factories
from xuezuo.org.tests.cast import TODAY
from xuezuo.org.tests.factories import UnitSpec
from xuezuo.org.types import PostKind, UnitKind
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.study.asks.errors import AskWithoutEnd
from xuezuo.study.asks.models import Ask
from xuezuo.study.plans import errors
from xuezuo.study.plans.models import Prompt, PromptItem, Receipt
from xuezuo.study.plans.queries.prompts import prompts_before, receipt_counts, receipt_rows, unread_prompts
from xuezuo.study.plans.queries.scope import prompt_get_for
from xuezuo.study.plans.services import prompts, receipts
from xuezuo.study.plans.tests.desk import AT, MONTH, SEMINAR, SURVEY, asked, audit_names, keeper, run_as, sent
from xuezuo.study.plans.types import Audience, PromptState

pytestmark = pytest.mark.django_db


def before(unit):
    return [prompt.title for prompt in prompts_before(unit.pk, TODAY)]


def read(cast, person, prompt):
    return run_as(cast.actor(person), receipts.prompt_read, prompt=prompt, at=AT)


def nested(cast):
    """Put a general branch with a branch of its own under the committee; its secretary is 何书记."""
    with acting_as(SYSTEM):
        units = factories.units(
            UnitSpec("LC03", "林区总支", UnitKind.GENERAL_BRANCH, "LC"),
            UnitSpec("LC0301", "林区一支部", UnitKind.BRANCH, "LC03"),
        )
        leader = factories.member(units["LC0301"], name="何书记")
        factories.post(leader, units["LC03"], PostKind.SECRETARY)
        factories.account("he", of=leader)
    return units["LC03"], units["LC0301"], leader


def test_what_a_sent_prompt_asks_is_asked_until_its_day(cast):
    prompt = sent(cast, SEMINAR, SURVEY)

    assert before(cast.office) == before(cast.community) == ["六月工作提示"]
    assert before(cast.other_branch) == before(cast.committee) == []
    assert asked(cast.office) == [("专题讨论", 1, "LC")]
    ask = Ask.objects.get()
    assert (ask.during.lower, ask.during.upper) == (TODAY, dt.date(2025, 7, 1))
    assert ask.document == prompt.title
    assert audit_names()[-1] == "plans.prompt_sent"


def test_a_request_without_an_end_is_refused_what_informs_need_not_end(cast):
    organizer = keeper(cast, cast.committee)
    prompt = run_as(organizer, prompts.prompt_write, unit_id=cast.committee.pk, head=MONTH, at=AT)
    for during in (None, DateSpan(TODAY)):
        endless = dataclasses.replace(SEMINAR, during=during)
        with pytest.raises(AskWithoutEnd):
            run_as(organizer, prompts.prompt_item_add, prompt=prompt, spec=endless, at=AT)
    told = dataclasses.replace(SURVEY, during=None)
    item = run_as(organizer, prompts.prompt_item_add, prompt=prompt, spec=told, at=AT)
    assert item.until is None
    with pytest.raises(AskWithoutEnd):
        run_as(organizer, prompts.prompt_item_change, item=item, spec=dataclasses.replace(SEMINAR, during=None), at=AT)
    run_as(organizer, prompts.prompt_item_remove, item=item, at=AT)
    assert not PromptItem.objects.exists()


def test_what_ended_before_it_is_sent_is_refused(cast):
    past = dataclasses.replace(SEMINAR, during=DateSpan(TODAY - dt.timedelta(days=9), TODAY))
    with pytest.raises(errors.PromptItemPast):
        sent(cast, past)


def test_only_units_of_the_domain_get_it(cast):
    sent(cast, SEMINAR, head=dataclasses.replace(MONTH, unit_types=("community",)))
    assert (before(cast.community), before(cast.office)) == (["六月工作提示"], [])
    assert Ask.objects.get().unit_types == ["community"]
    with pytest.raises(errors.PromptWithoutAudience):
        sent(cast, SEMINAR, head=dataclasses.replace(MONTH, unit_types=("village",)))


def test_direct_children_are_asked_only_what_nobody_deeper_would_be(cast):
    near = dataclasses.replace(MONTH, audience=Audience.CHILDREN)
    sent(cast, SEMINAR, head=near)
    general, branch, _ = nested(cast)
    assert (before(general), before(branch)) == (["六月工作提示"], [])
    with pytest.raises(errors.PromptReachesFurther):
        sent(cast, SEMINAR, head=near)
    sent(cast, SURVEY, head=near)


def test_a_unit_has_read_when_a_keeper_first_opens_it(cast):
    prompt = sent(cast, SURVEY)
    assert read(cast, cast.zhao, prompt) == []  # a member without a post reads, but not for the branch
    [receipt] = read(cast, cast.li, prompt)
    assert read(cast, cast.wang, prompt) == []
    assert (receipt.unit_id, receipt.read_at, receipt.read_label) == (cast.office.pk, AT, "LC0002")

    rows = [(row.code, row.read_at is not None) for row in receipt_rows(prompt, TODAY)]
    assert rows == [("LC01", True), ("LC02", False)]
    assert receipt_counts(prompt, TODAY) == (1, 2)
    assert unread_prompts(cast.office.pk, TODAY) == []
    assert [one.uid for one in unread_prompts(cast.community.pk, TODAY)] == [prompt.uid]


def test_one_reminder_at_most_and_only_while_somebody_has_not_read(cast):
    prompt = sent(cast, SURVEY)
    organizer = keeper(cast, cast.committee)
    read(cast, cast.wang, prompt)
    run_as(organizer, receipts.prompt_remind, prompt=prompt, at=AT)
    assert [one.is_reminded for one in unread_prompts(cast.community.pk, TODAY)] == [True]
    with pytest.raises(errors.RemindedAlready):
        run_as(organizer, receipts.prompt_remind, prompt=prompt, at=AT)

    other = sent(cast, SURVEY)
    read(cast, cast.wang, other)
    read(cast, cast.zheng, other)
    with pytest.raises(errors.NobodyToRemind):
        run_as(organizer, receipts.prompt_remind, prompt=other, at=AT)


def test_passed_on_with_an_addition_without_retyping(cast):
    general, branch, leader = nested(cast)
    prompt = sent(cast, SEMINAR)
    he = cast.actor(leader)
    child = run_as(he, prompts.prompt_forward, prompt=prompt, unit_id=general.pk, addition="请于20日前完成。", at=AT)
    with pytest.raises(errors.WrongState):
        run_as(he, prompts.prompt_forward, prompt=prompt, unit_id=general.pk, addition="", at=AT)
    assert before(branch) == ["六月工作提示"]  # a draft hides nothing
    child = run_as(he, prompts.prompt_send, prompt=child, at=AT)

    assert before(branch) == ["转发：六月工作提示"]
    assert before(general) == before(cast.office) == ["六月工作提示"]
    assert asked(branch) == [("专题讨论", 1, "LC")]  # not asked twice

    with acting_as(SYSTEM):
        reader = factories.member(branch, name="林书记")
        factories.post(reader, branch, PostKind.SECRETARY)
        factories.account("lin", of=reader)
    assert {one.prompt_id for one in read(cast, reader, child)} == {prompt.pk, child.pk}


def test_only_who_got_it_passes_it_on(cast):
    prompt = sent(cast, SURVEY, head=dataclasses.replace(MONTH, unit_types=("community",)))
    general, _, leader = nested(cast)
    with pytest.raises(errors.WrongState):
        run_as(cast.actor(leader), prompts.prompt_forward, prompt=prompt, unit_id=general.pk, addition="", at=AT)


def test_withdrawn_with_a_reason_it_binds_no_more(cast):
    prompt = sent(cast, SEMINAR)
    organizer = keeper(cast, cast.committee)
    with pytest.raises(errors.ReasonMissing):
        run_as(organizer, prompts.prompt_withdraw, prompt=prompt, reason=" ", at=AT)
    run_as(organizer, prompts.prompt_withdraw, prompt=prompt, reason="日期有误，另发", at=AT)
    assert asked(cast.office) == []
    assert before(cast.office) == []
    assert prompt_get_for(cast.actor(cast.wang), prompt.uid, TODAY).withdrawn_why == "日期有误，另发"
    for deed, more in ((prompts.prompt_withdraw, {"reason": "再撤"}), (prompts.prompt_send, {})):
        with pytest.raises(errors.WrongState):
            run_as(organizer, deed, prompt=prompt, at=AT, **more)


def test_drafts_are_for_those_who_write_them(cast):
    organizer = keeper(cast, cast.committee)
    prompt = run_as(organizer, prompts.prompt_write, unit_id=cast.committee.pk, head=MONTH, at=AT)
    with pytest.raises(NotFound):
        prompt_get_for(cast.actor(cast.wang), prompt.uid, TODAY)
    with pytest.raises(Forbidden):
        prompt_get_for(cast.actor(cast.sun), prompt.uid, TODAY)
    with pytest.raises(NotFound):
        run_as(cast.actor(cast.wang), prompts.prompt_send, prompt=prompt, at=AT)
    empty = dataclasses.replace(MONTH, body="")
    run_as(organizer, prompts.prompt_change, prompt=prompt, head=empty, at=AT)
    with pytest.raises(errors.PlanEmpty):
        run_as(organizer, prompts.prompt_send, prompt=prompt, at=AT)
    run_as(organizer, prompts.prompt_discard, prompt=prompt, at=AT)
    assert not Prompt.objects.filter(state=PromptState.DRAFT).exists()
    assert not Receipt.objects.exists()


def test_what_was_passed_on_is_withdrawn_with_it(cast):
    general, branch, leader = nested(cast)
    prompt, he = sent(cast, SURVEY), cast.actor(leader)
    child = run_as(he, prompts.prompt_forward, prompt=prompt, unit_id=general.pk, addition="另外讨论一次。", at=AT)
    run_as(he, prompts.prompt_item_add, prompt=child, spec=SEMINAR, at=AT)
    run_as(he, prompts.prompt_send, prompt=child, at=AT)
    assert asked(branch) == [("专题讨论", 1, "LC03")]

    run_as(keeper(cast, cast.committee), prompts.prompt_withdraw, prompt=prompt, reason="日期有误", at=AT)
    assert asked(branch) == before(branch) == []
    child = prompt_get_for(he, child.uid, TODAY)
    assert (child.state, child.withdrawn_why) == (PromptState.WITHDRAWN, "转发的提示已由上级撤回：日期有误")
    assert audit_names()[-2:] == ["plans.prompt_withdrawn"] * 2


def test_a_draft_of_what_was_withdrawn_is_not_sent(cast):
    general, _, leader = nested(cast)
    prompt, he = sent(cast, SURVEY), cast.actor(leader)
    child = run_as(he, prompts.prompt_forward, prompt=prompt, unit_id=general.pk, addition="请照办。", at=AT)
    run_as(keeper(cast, cast.committee), prompts.prompt_withdraw, prompt=prompt, reason="日期有误", at=AT)
    with pytest.raises(errors.WrongState, match="删除这份草稿"):
        run_as(he, prompts.prompt_send, prompt=child, at=AT)
