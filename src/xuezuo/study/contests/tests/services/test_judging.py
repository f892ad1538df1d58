import datetime as dt

import pytest
from tests.support.audit import trail

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.study.contests.errors import (
    ContestKindWrong,
    ContestNotReady,
    ContestWrongState,
    EntriesUnmarked,
    EntryWithoutJuror,
    JurorUnknown,
    MarksInvalid,
)
from xuezuo.study.contests.models import Assignment, Contest, Marking, Result
from xuezuo.study.contests.queries import works
from xuezuo.study.contests.services.contests import contest_change, contest_open
from xuezuo.study.contests.services.judging import (
    awards_set,
    judging_begin,
    judging_end,
    jury_close,
    mean_of,
)
from xuezuo.study.contests.services.juries import juror_appoint, juror_release
from xuezuo.study.contests.services.marking import entry_mark
from xuezuo.study.contests.services.preparing import criteria_set
from xuezuo.study.contests.tests import desk
from xuezuo.study.contests.types import ContestSpec

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest(cast):
    return desk.judged(cast)


def mark(cast, contest, who, title, *given, note=""):
    actor, number = cast.actor(who), desk.number_of(title)
    pks = contest.criteria.order_by("position").values_list("pk", flat=True)
    marks = dict(zip(pks, given or (5000, 3000), strict=True))
    with acting_as(actor):
        return entry_mark(actor=actor, contest=contest, number=number, marks=marks, note=note, at=desk.LATER)


def close(cast, contest, awards=None) -> Contest:
    wu = cast.actor(cast.wu)
    contest = judging_end(actor=wu, contest=contest, at=desk.LATER)
    awards_set(actor=wu, contest=contest, awards=awards or {}, at=desk.LATER)
    return jury_close(actor=wu, contest=contest, at=desk.LATER)


def test_a_juror_never_gets_a_work_of_the_own_branch(cast, contest):
    with acting_as(SYSTEM):
        rows = Assignment.objects.values_list("juror__member__number", "entry__title")
        assert set(rows) == {
            ("LC0002", "邻里之间"),
            ("LC0007", "护林记"),
            ("HK0001", "护林记"),
            ("HK0001", "邻里之间"),
        }


def test_a_change_is_another_version_and_the_last_one_counts(cast, contest):
    mark(cast, contest, cast.zhou, "护林记")
    mark(cast, contest, cast.zhou, "护林记", 6000, 3950)
    last = mark(cast, contest, cast.zhou, "护林记", 6000, 3950)  # a second touch changes nothing
    assert (last.version, last.total) == (2, 9950)
    mark(cast, contest, cast.sun, "护林记", 5000, 3001)
    mark(cast, contest, cast.li, "邻里之间", 4000, 4000)
    judging_end(actor=cast.actor(cast.wu), contest=contest, at=desk.LATER)
    with acting_as(SYSTEM):
        assert Marking.objects.filter(assignment__entry__title="护林记").count() == 3
        means = dict(Result.objects.values_list("entry__title", "mean"))
    assert means == {"护林记": 8976, "邻里之间": 8000}  # 8975.5 is rounded up


@pytest.mark.parametrize(
    ("totals", "drops", "mean"),
    [([8000, 9000, 9999], True, 9000), ([8000, 9001], True, 8501), ([100, 200, 900], False, 400), ([7], True, 7)],
)
def test_highest_and_lowest_are_dropped_from_three_on(totals, drops, mean):
    assert mean_of(totals, drops=drops) == mean


def test_marks_have_bounds_and_only_jurors_give_them(cast, contest):
    for first, second in ((6001, 0), (-1, 0)):
        with pytest.raises(MarksInvalid):
            mark(cast, contest, cast.zhou, "护林记", first, second)
    zhou = cast.actor(cast.zhou)
    with acting_as(zhou), pytest.raises(MarksInvalid):
        entry_mark(actor=zhou, contest=contest, number=1, marks={}, note="", at=desk.LATER)
    for who in (cast.li, cast.zhao, cast.wu, cast.wang):  # own branch, author, organizer, nobody in particular
        with pytest.raises(NotFound):
            mark(cast, contest, who, "护林记")
    told = trail().filter(name="contests.entry_marked")
    assert {(one.unit_id, str(one.after)) for one in told} <= {(None, "{}")}


def test_no_marks_after_the_judging(cast, contest):
    for who, title in ((cast.zhou, "护林记"), (cast.zhou, "邻里之间")):
        mark(cast, contest, who, title)
    judging_end(actor=cast.actor(cast.wu), contest=contest, at=desk.LATER)
    with pytest.raises(ContestWrongState, match="评审结束后分数不再改变"):
        mark(cast, contest, cast.zhou, "护林记", 1, 1)


def test_a_work_without_marks_holds_the_end_up(cast, contest):
    mark(cast, contest, cast.zhou, "护林记")
    with pytest.raises(EntriesUnmarked, match="1 件"):
        judging_end(actor=cast.actor(cast.wu), contest=contest, at=desk.LATER)


def test_a_released_juror_no_longer_counts(cast, contest):
    wu = cast.actor(cast.wu)
    mark(cast, contest, cast.zhou, "护林记", 0, 0)
    mark(cast, contest, cast.sun, "护林记", 6000, 4000)
    mark(cast, contest, cast.li, "邻里之间")
    row = next(one for one in works.jury_of(contest, desk.LATER.date()) if one.name == "周外人")
    assert (row.works, row.marked) == (2, 1)
    juror_release(actor=wu, contest=contest, uid=row.uid, at=desk.LATER)
    with pytest.raises(NotFound):
        juror_release(actor=wu, contest=contest, uid=row.uid, at=desk.LATER)
    with pytest.raises(NotFound):
        mark(cast, contest, cast.zhou, "邻里之间")
    judging_end(actor=wu, contest=contest, at=desk.LATER)
    with acting_as(SYSTEM):
        assert Result.objects.get(entry__title="护林记").mean == 10000


def test_a_juror_appointed_later_gets_the_works_at_once(cast, contest):
    juror_appoint(actor=cast.actor(cast.wu), contest=contest, number="LC0005", at=desk.LATER)
    with acting_as(cast.actor(cast.zheng)):
        found = works.works_to_judge(cast.actor(cast.zheng), contest)
    assert [one.title for one in found] == ["护林记"]


def test_awards_by_number_then_names_where_they_agreed(cast, contest):
    for title in ("护林记", "邻里之间"):
        mark(cast, contest, cast.zhou, title)
    forest, street = desk.number_of("护林记"), desk.number_of("邻里之间")
    with pytest.raises(ContestWrongState):
        awards_set(actor=cast.actor(cast.wu), contest=contest, awards={forest: "first"}, at=desk.LATER)
    closed = close(cast, contest, {forest: "first", street: "second"})
    with acting_as(cast.actor(cast.qian)):
        shown = [(one.number, one.award, one.title, one.credit) for one in works.awarded_works(closed)]
    assert shown == [(forest, "一等奖", "", ""), (street, "二等奖", "邻里之间", "郑书记（社区支部）")]
    with acting_as(cast.actor(cast.wu)):
        assert works.winners(closed) == {forest: "赵党员", street: "郑书记"}
    with pytest.raises(NotFound):
        works.public_entry(closed, forest)
    with pytest.raises(ContestWrongState):
        jury_close(actor=cast.actor(cast.wu), contest=closed, at=desk.LATER)


def test_authors_see_their_own_result_only_at_the_end(cast, contest):
    for title in ("护林记", "邻里之间"):
        mark(cast, contest, cast.zhou, title)
    judging_end(actor=cast.actor(cast.wu), contest=contest, at=desk.LATER)
    with acting_as(cast.actor(cast.zhao)):
        assert not Result.objects.exists()
    contest.refresh_from_db()
    awards_set(actor=cast.actor(cast.wu), contest=contest, awards={}, at=desk.LATER)
    jury_close(actor=cast.actor(cast.wu), contest=contest, at=desk.LATER)
    with acting_as(cast.actor(cast.zhao)):
        entry = works.my_entries(cast.actor(cast.zhao), contest).get()
        assert works.my_result(works.entry_get_for(cast.actor(cast.zhao), entry.uid)).mean == 8000
        assert Result.objects.count() == 1


def test_what_has_to_be_there_before_judging(cast):
    contest, wu = desk.essay(cast), cast.actor(cast.wu)

    def begin(at=desk.LATER):
        return judging_begin(actor=wu, contest=contest, at=at)

    with pytest.raises(ContestNotReady, match="还没有截止"):
        begin(desk.AT)
    with pytest.raises(ContestNotReady, match="还没有作品"):
        begin()
    desk.enter(cast, contest, cast.zhao, "护林记")
    with pytest.raises(ContestNotReady, match="先聘请评委"):
        begin()
    juror_appoint(actor=wu, contest=contest, number="LC0002", at=desk.AT)
    with pytest.raises(EntryWithoutJuror, match="1 件"):
        begin()
    with acting_as(SYSTEM):
        assert not Assignment.objects.exists()
    with pytest.raises(JurorUnknown):
        juror_appoint(actor=wu, contest=contest, number="没有", at=desk.AT)
    with acting_as(cast.actor(cast.wang)), pytest.raises(Forbidden):
        juror_appoint(actor=cast.actor(cast.wang), contest=contest, number="LC0002", at=desk.AT)
    with pytest.raises(ContestKindWrong):
        juror_appoint(actor=wu, contest=desk.knowledge(cast), number="LC0002", at=desk.AT)


def test_what_the_jury_marks_stands_from_the_opening(cast):
    contest, wu = desk.draft(cast, "essay"), cast.actor(cast.wu)
    with pytest.raises(ContestNotReady, match="评分项目"):
        contest_open(actor=wu, contest=contest, at=desk.AT)
    criteria_set(actor=wu, contest=contest, criteria=[("文采", 10000)], at=desk.AT)
    contest_open(actor=wu, contest=contest, at=desk.AT)
    with pytest.raises(ContestWrongState):
        criteria_set(actor=wu, contest=contest, criteria=[("主题", 10000)], at=desk.AT)
    sooner = ContestSpec("学党章", entries_until=desk.UNTIL - dt.timedelta(days=1), drops_extremes=True)
    with pytest.raises(ContestNotReady, match="只能推后"):
        contest_change(actor=wu, contest=contest, spec=sooner, at=desk.AT)
    later = ContestSpec("学党章", entries_until=desk.UNTIL + dt.timedelta(days=1), drops_extremes=True)
    assert not contest_change(actor=wu, contest=contest, spec=later, at=desk.AT).drops_extremes
    with pytest.raises(ContestNotReady):
        contest_change(actor=wu, contest=contest, spec=ContestSpec("学党章"), at=desk.AT)
