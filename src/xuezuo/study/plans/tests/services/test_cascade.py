"""Plans down the tree: taken over, adapted, dropped, changed above; nothing asked twice."""

import dataclasses
import datetime as dt

import pytest

from xuezuo.kernel.dates import DateSpan
from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.rules.vocabulary import Post, SubjectKind
from xuezuo.study.asks.errors import AskWithoutEnd
from xuezuo.study.asks.models import Ask
from xuezuo.study.asks.queries.packs import ask_packs_of
from xuezuo.study.asks.types import AskPeriod
from xuezuo.study.plans import errors
from xuezuo.study.plans.models import Plan, PlanItem
from xuezuo.study.plans.queries.cascade import changes_above, items_of
from xuezuo.study.plans.queries.items import plan_spec
from xuezuo.study.plans.services import items, plans
from xuezuo.study.plans.tests.desk import (
    AT,
    HEAD,
    JUNE,
    SEMINAR,
    SURVEY,
    VISIT,
    YEAR,
    asked,
    audit_names,
    do,
    draft,
    item,
    keeper,
    publish,
    published,
    revise,
    run_as,
)
from xuezuo.study.plans.types import LocalSpec, Take

pytestmark = pytest.mark.django_db


def labels(plan):
    return {(one.label, one.take) for one in items_of(plan)}


def test_a_published_plan_asks_and_one_in_draft_does_not(cast):
    plan = draft(cast, cast.committee, SEMINAR, VISIT, SURVEY)
    assert asked(cast.office) == []

    publish(cast, plan)

    assert asked(cast.office) == [("专题讨论", 1, "LC")]  # what is optional, or only said, is no duty
    assert Ask.objects.get(label="参观学习").is_required is False
    assert item(plan, "组织部门调研").ask is None
    assert audit_names()[-1] == "plans.plan_published"


def test_the_draft_below_holds_what_is_asked_above(cast):
    published(cast, cast.committee, SEMINAR, VISIT, SURVEY)
    below = draft(cast, cast.office)
    assert labels(below) == {("专题讨论", Take.ADOPTED), ("参观学习", Take.ADOPTED), ("组织部门调研", Take.ADOPTED)}


def test_what_is_taken_over_stays_one_ask(cast):
    plan = published(cast, cast.committee, SEMINAR)
    below = draft(cast, cast.office)
    do(cast, items.item_adapt, item(below, "专题讨论"), local=LocalSpec("守纪律", dt.date(YEAR, 6, 20)))
    publish(cast, below)

    assert asked(cast.office) == [("专题讨论", 1, "LC")]
    assert Ask.objects.count() == 1
    assert item(below, "专题讨论").ask == item(plan, "专题讨论").ask
    assert item(below, "专题讨论").topic == "守纪律"


def test_what_is_tightened_stands_in_the_place_of_the_upper_ask(cast):
    plan = published(cast, cast.committee, SEMINAR)
    below = draft(cast, cast.office)
    local = LocalSpec("守纪律", during=DateSpan(dt.date(YEAR, 6, 1), dt.date(YEAR, 6, 21)), required=2)
    do(cast, items.item_adapt, item(below, "专题讨论"), local=local)
    publish(cast, below)

    assert asked(cast.office) == [("专题讨论：守纪律", 2, "LC01")]
    assert asked(cast.community) == [("专题讨论", 1, "LC")]
    assert asked(cast.committee) == [("专题讨论", 1, "LC")]  # the committee's own figures stay whole
    assert item(below, "专题讨论").ask.replaces == [item(plan, "专题讨论").ask_id]


@pytest.mark.parametrize(
    ("local", "why"),
    [
        (LocalSpec(required=1), "2 次"),
        (LocalSpec(is_required=False), "必须做"),
        (LocalSpec(during=DateSpan(dt.date(YEAR, 6, 1), dt.date(YEAR, 7, 5))), "6月"),
    ],
)
def test_less_than_above_is_refused(cast, local, why):
    published(cast, cast.committee, dataclasses.replace(SEMINAR, required=2))
    below = draft(cast, cast.office)
    with pytest.raises(errors.ItemLoosened, match=why):
        do(cast, items.item_adapt, item(below, "专题讨论"), local=local)


def test_what_is_monthly_is_not_made_shorter(cast):
    half = DateSpan(dt.date(YEAR, 1, 1), dt.date(YEAR, 7, 1))
    published(cast, cast.committee, dataclasses.replace(SEMINAR, during=half, period=AskPeriod.MONTH))
    below = draft(cast, cast.office)
    with pytest.raises(errors.ItemLoosened, match="不能缩短"):
        do(cast, items.item_adapt, item(below, "专题讨论"), local=LocalSpec(during=JUNE))


def test_a_planned_day_lies_inside_the_time(cast):
    published(cast, cast.committee, SEMINAR)
    below = draft(cast, cast.office)
    with pytest.raises(errors.ItemIncomplete, match="计划日期"):
        do(cast, items.item_adapt, item(below, "专题讨论"), local=LocalSpec(planned_on=dt.date(YEAR, 7, 1)))


def test_only_what_is_optional_may_be_dropped_and_with_a_reason(cast):
    published(cast, cast.committee, SEMINAR, VISIT)
    below = draft(cast, cast.office)
    with pytest.raises(errors.ItemRequired):
        do(cast, items.item_drop, item(below, "专题讨论"), reason="太忙")
    with pytest.raises(errors.ReasonMissing):
        do(cast, items.item_drop, item(below, "参观学习"), reason=" ")
    with pytest.raises(errors.ItemNotTaken):
        do(cast, items.item_remove, item(below, "参观学习"))

    dropped = do(cast, items.item_drop, item(below, "参观学习"), reason="路途远，改为看录像")
    publish(cast, below)

    assert (dropped.take, dropped.drop_why) == (Take.DROPPED, "路途远，改为看录像")
    back = do(cast, items.item_adopt, item(revise(cast, below), "参观学习"))
    assert (back.take, back.drop_why) == (Take.ADOPTED, "")


def test_own_items_are_changed_and_removed_upper_ones_are_not(cast):
    published(cast, cast.committee, SEMINAR)
    below = draft(cast, cast.office, VISIT)
    changed = do(cast, items.item_change, item(below, "参观学习"), spec=dataclasses.replace(VISIT, label="看展览"))
    assert changed.label == "看展览"
    with pytest.raises(errors.ItemNotTaken):
        do(cast, items.item_change, item(below, "专题讨论"), spec=SEMINAR)
    with pytest.raises(errors.ItemNotTaken):
        do(cast, items.item_adapt, changed, local=LocalSpec())
    run_as(keeper(cast, cast.office), items.item_remove, item=changed, at=AT)
    assert labels(below) == {("专题讨论", Take.ADOPTED)}


def test_an_unchanged_item_keeps_its_ask_through_editions(cast):
    plan = published(cast, cast.committee, SEMINAR, VISIT)
    former = item(plan, "专题讨论").ask
    second = revise(cast, plan)
    do(cast, items.item_change, item(second, "参观学习"), spec=dataclasses.replace(VISIT, required=2))
    publish(cast, second)

    plan.refresh_from_db()
    assert plan.state == "replaced"
    assert item(second, "专题讨论").ask == former
    assert list(Ask.objects.filter(withdrawn_on=None).order_by("label").values_list("label", "required")) == [
        ("专题讨论", 1),
        ("参观学习", 2),
    ]


def test_those_below_see_what_changed_above_and_what_they_took_over_follows(cast):
    plan = published(cast, cast.committee, SEMINAR, VISIT)
    below = published(cast, cast.office)
    second = revise(cast, plan)
    do(cast, items.item_change, item(second, "专题讨论"), spec=dataclasses.replace(SEMINAR, required=2))
    run_as(keeper(cast, cast.committee), items.item_remove, item=item(second, "参观学习"), at=AT)
    run_as(keeper(cast, cast.committee), items.item_add, plan=second, spec=SURVEY, at=AT)
    publish(cast, second)

    changes = {one.label: one for one in changes_above(below, items_of(below), AT.date())}
    assert {label: one.kind for label, one in changes.items()} == {
        "专题讨论": "changed",
        "参观学习": "gone",
        "组织部门调研": "new",
    }
    assert changes["专题讨论"].fields == (("次数", "1 次", "2 次"),)
    assert asked(cast.office) == [("专题讨论", 2, "LC")]  # asked anew without anybody below doing anything
    assert item(below, "专题讨论").ask == item(second, "专题讨论").ask

    followed = publish(cast, revise(cast, below))
    assert labels(followed) == {("专题讨论", Take.ADOPTED), ("组织部门调研", Take.ADOPTED)}
    assert changes_above(followed, items_of(followed), AT.date()) == []


def test_a_tighter_ask_follows_as_long_as_it_asks_no_less(cast):
    plan = published(cast, cast.committee, SEMINAR)
    below = draft(cast, cast.office)
    do(cast, items.item_adapt, item(below, "专题讨论"), local=LocalSpec(required=3))
    publish(cast, below)
    second = revise(cast, plan)
    do(cast, items.item_change, item(second, "专题讨论"), spec=dataclasses.replace(SEMINAR, required=2))
    publish(cast, second)
    assert asked(cast.office) == [("专题讨论", 3, "LC01")]

    third = revise(cast, second)
    do(cast, items.item_change, item(third, "专题讨论"), spec=dataclasses.replace(SEMINAR, required=4))
    publish(cast, third)
    assert asked(cast.office) == [("专题讨论", 3, "LC01"), ("专题讨论", 4, "LC")]  # nobody is bound less than above

    publish(cast, revise(cast, below))
    assert asked(cast.office) == [("专题讨论", 4, "LC")]


def test_a_draft_that_does_not_say_what_is_asked_above_is_not_published(cast):
    below = draft(cast, cast.office, VISIT)
    published(cast, cast.committee, SEMINAR)
    with pytest.raises(errors.PlanNotAnswered, match="专题讨论"):
        publish(cast, below)
    run_as(keeper(cast, cast.office), plans.plan_refresh, plan=below, at=AT)
    publish(cast, below)
    assert asked(cast.office) == [("专题讨论", 1, "LC")]


def test_a_plan_withdrawn_asks_no_more(cast):
    plan = published(cast, cast.committee, SEMINAR)
    below = published(cast, cast.office)
    with pytest.raises(errors.ReasonMissing):
        run_as(keeper(cast, cast.committee), plans.plan_withdraw, plan=plan, reason="", at=AT)
    run_as(keeper(cast, cast.committee), plans.plan_withdraw, plan=plan, reason="改为专项安排", at=AT)

    [ask] = Ask.objects.all()
    assert (ask.withdrawn_on, ask.withdrawn_why) == (dt.date(YEAR, 6, 16), "改为专项安排")
    assert [one.kind for one in changes_above(below, items_of(below), AT.date())] == ["gone"]


def test_an_item_always_ends_and_lies_inside_the_year(cast):
    plan = draft(cast, cast.committee)
    for during, error in (
        (DateSpan(dt.date(YEAR, 6, 1)), AskWithoutEnd),
        (None, AskWithoutEnd),
        (DateSpan(dt.date(YEAR, 12, 1), dt.date(YEAR + 1, 1, 2)), errors.ItemOutsideYear),
    ):
        with pytest.raises(error):
            run_as(
                keeper(cast, cast.committee),
                items.item_add,
                plan=plan,
                spec=dataclasses.replace(SEMINAR, during=during),
                at=AT,
            )
    assert not PlanItem.objects.exists()


def test_one_plan_a_year_and_drafts_are_changed_only(cast):
    plan = draft(cast, cast.committee, SEMINAR)
    organizer = keeper(cast, cast.committee)
    with pytest.raises(errors.PlanExists):
        draft(cast, cast.committee)
    with pytest.raises(errors.WrongState):
        run_as(organizer, plans.plan_revise, plan=plan, at=AT)
    publish(cast, plan)
    with pytest.raises(errors.PlanExists):
        draft(cast, cast.committee)
    with pytest.raises(errors.WrongState):
        do(cast, items.item_change, item(plan, "专题讨论"), spec=VISIT)
    revise(cast, plan)
    with pytest.raises(errors.PlanExists):
        revise(cast, plan)


def test_an_empty_plan_is_not_published_and_a_draft_can_go(cast):
    plan = draft(cast, cast.committee)
    with pytest.raises(errors.PlanEmpty):
        publish(cast, plan)
    run_as(keeper(cast, cast.committee), plans.plan_discard, plan=plan, at=AT)
    assert not Plan.objects.exists()


def test_groups_keep_no_plan_and_others_do_not_write(cast):
    with pytest.raises(errors.PlanKeptByBranch):
        run_as(cast.actor(cast.wang), plans.plan_make, unit_id=cast.first_group.pk, year=YEAR, head=HEAD, at=AT)
    plan = draft(cast, cast.office)
    for person, error in ((cast.li, Forbidden), (cast.wu, Forbidden), (cast.zheng, NotFound)):
        with pytest.raises(error):
            run_as(cast.actor(person), plans.plan_publish, plan=plan, at=AT)


def test_a_named_ask_that_is_reworded_knows_what_named_it(cast):
    named = dataclasses.replace(SEMINAR, is_named=True)
    plan = published(cast, cast.committee, named)
    first = Ask.objects.get()
    below = draft(cast, cast.office)
    do(cast, items.item_adapt, item(below, "专题讨论"), local=LocalSpec(required=2))
    publish(cast, below)
    tight = Ask.objects.get(unit=cast.office)
    for words in ("讨论一次，联系实际。", "讨论一次，联系岗位。"):
        plan = revise(cast, plan)
        do(cast, items.item_change, item(plan, "专题讨论"), spec=dataclasses.replace(named, what=words))
        publish(cast, plan)

    last = Ask.objects.get(unit=cast.committee, withdrawn_on=None)
    assert last.pk != first.pk
    assert last.continues[-1] == first.pk
    [found] = ask_packs_of([last.pk])
    assert {f"ask:{last.pk}", f"ask:{first.pk}", f"ask:{tight.pk}"} <= set(found.pack.duties[0].deed_kinds)
    [here] = ask_packs_of([tight.pk])
    assert here.pack.duties[0].deed_kinds == (f"ask:{tight.pk}",)


def test_an_item_may_say_who_leads(cast):
    led = dataclasses.replace(SEMINAR, by_posts=(Post.SECRETARY,))
    plan = published(cast, cast.committee, led)
    ask = Ask.objects.get()
    assert (ask.template, ask.by_posts) == ("event_by_role", ["secretary"])
    assert plan_spec(item(plan, "专题讨论")).by_posts == (Post.SECRETARY,)
    below = draft(cast, cast.office)
    for wrong in ({"subjects": (SubjectKind.MEMBER,)}, {"deed_kinds": ()}):
        spec = dataclasses.replace(led, **wrong)
        with pytest.raises(errors.ItemIncomplete, match="主讲或主持"):
            run_as(keeper(cast, cast.office), items.item_add, plan=below, spec=spec, at=AT)


def test_what_would_never_fall_due_is_refused(cast):
    plan = draft(cast, cast.committee)
    for period in (AskPeriod.QUARTER, AskPeriod.YEAR):
        spec = dataclasses.replace(SEMINAR, period=period)  # asked in June alone
        with pytest.raises(errors.ItemIncomplete, match="一次也不会要求"):
            run_as(keeper(cast, cast.committee), items.item_add, plan=plan, spec=spec, at=AT)
    run_as(
        keeper(cast, cast.committee),
        items.item_add,
        plan=plan,
        spec=dataclasses.replace(SEMINAR, period=AskPeriod.MONTH),
        at=AT,
    )
