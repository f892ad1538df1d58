"""Floating and transferred members, appeals, receipts."""

import datetime as dt

import pytest

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.org.tests import factories as org
from xuezuo.org.types import AffiliationKind
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.evaluation import errors, services
from xuezuo.review.evaluation.models import HomeReport, Subject
from xuezuo.review.evaluation.queries.appeals import appeal_page
from xuezuo.review.evaluation.queries.counting import raw_counts
from xuezuo.review.evaluation.queries.received import home_report_get
from xuezuo.review.evaluation.tests import desk
from xuezuo.review.evaluation.tests.desk import AT, DAY
from xuezuo.review.evaluation.types import AppealState, VerdictLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def floating(cast):
    """赵 of the office branch lives with the community branch; 孙 is registered at the office as a resident only."""
    with acting_as(SYSTEM):
        org.affiliation(cast.zhao, cast.community)
        org.affiliation(cast.sun, cast.office, AffiliationKind.RESIDENCE)


def ways(cast):
    return {"keeper": cast.zheng, "tellers": (cast.zheng, cast.sun)}


def test_a_floating_member_is_evaluated_where_he_lives_and_counted_once_at_home(cast, floating) -> None:
    round_ = desk.start(cast)
    office, community = desk.part_of(round_, cast.office), desk.part_of(round_, cast.community)
    assert cast.zhao.pk not in {line.member_id for line in desk.lines_of(office)}
    assert {line.member_id for line in desk.lines_of(community)} == {cast.zheng.pk, cast.sun.pk, cast.zhao.pk}
    desk.finished(cast, community, **ways(cast))
    services.round_close(actor=cast.actor(cast.wu), round_=round_, at=AT + dt.timedelta(days=90))
    raw = raw_counts(cast.committee.pk, 2025, today=None)
    assert raw.children[cast.community.pk].evaluated == 2
    assert raw.children[cast.office.pk].evaluated == 1
    assert raw.total.evaluated == 3
    assert raw_counts(cast.community.pk, 2025, today=None).guests == 1


def test_the_home_branch_receives_the_result_once(cast, floating) -> None:
    community = desk.told(cast, desk.part_of(desk.start(cast), cast.community), **ways(cast))
    line = desk.line_of(community, cast.zhao)
    with pytest.raises(NotFound):
        home_report_get(cast.actor(cast.zheng), line.uid, DAY)
    report = home_report_get(cast.actor(cast.wang), line.uid, DAY)
    first = services.home_receive(actor=cast.actor(cast.wang), report=report, at=AT)
    later = services.home_receive(actor=cast.actor(cast.wang), report=report, at=AT + dt.timedelta(days=1))
    assert first.received_at == later.received_at == AT
    with pytest.raises((Forbidden, NotFound)):
        services.home_receive(actor=cast.actor(cast.zheng), report=report, at=AT)
    made = VerdictLine(line.pk, "excellent", "更正", "群众公认")
    services.verdict_correct(actor=cast.actor(cast.zheng), subject=line, line=made, why="登记有误", at=AT)
    with acting_as(SYSTEM):
        again = HomeReport.objects.get()
    assert (again.version, again.received_at) == (2, None)


def test_where_the_place_takes_no_part_the_home_evaluates(cast, floating) -> None:
    office = desk.part_of(desk.start(cast, cast.office, cast.wang), cast.office)
    assert cast.zhao.pk in {line.member_id for line in desk.lines_of(office)}
    community = desk.part_of(desk.start(cast, cast.community, cast.zheng), cast.community)
    assert cast.zhao.pk not in {line.member_id for line in desk.lines_of(community)}


def test_who_is_transferred_in_mid_round_is_evaluated_in_one_place(cast) -> None:
    round_ = desk.start(cast)
    office, community = desk.part_of(round_, cast.office), desk.part_of(round_, cast.community)
    zheng = cast.actor(cast.zheng)
    with pytest.raises(errors.NotOfTheBranch):
        services.subject_take(actor=zheng, part=community, member=cast.zhao, at=AT)
    with acting_as(SYSTEM):
        org.affiliation(cast.zhao, cast.community)
    line = services.subject_take(actor=zheng, part=community, member=cast.zhao, at=AT)
    assert services.subject_take(actor=zheng, part=community, member=cast.zhao, at=AT) == line
    assert cast.zhao.pk not in {one.member_id for one in desk.lines_of(office)}
    with acting_as(SYSTEM):
        assert Subject.objects.filter(member=cast.zhao, left_at__isnull=True).count() == 1


def test_nobody_is_taken_from_where_the_ballot_has_begun(cast) -> None:
    round_ = desk.start(cast)
    office, community = desk.part_of(round_, cast.office), desk.part_of(round_, cast.community)
    desk.counted(cast, office)
    with acting_as(SYSTEM):
        org.affiliation(cast.zhao, cast.community)
    with pytest.raises(errors.TakenElsewhere, match="机关支部"):
        services.subject_take(actor=cast.actor(cast.zheng), part=community, member=cast.zhao, at=AT)
    line = desk.line_of(office, cast.zhao)
    with pytest.raises(errors.WrongStep):
        services.subject_leave(actor=cast.actor(cast.wang), subject=line, reason="转走", at=AT)


def test_somebody_leaves_the_list_with_a_reason(cast) -> None:
    office = desk.part_of(desk.start(cast), cast.office)
    line = desk.line_of(office, cast.zhao)
    with pytest.raises(errors.ReasonMissing):
        services.subject_leave(actor=cast.actor(cast.wang), subject=line, reason=" ", at=AT)
    services.subject_leave(actor=cast.actor(cast.wang), subject=line, reason="去世", at=AT)
    with pytest.raises(errors.SubjectUnknown):
        services.subject_leave(actor=cast.actor(cast.wang), subject=line, reason="去世", at=AT)


@pytest.fixture
def verdict(cast):
    office = desk.told(cast, desk.part_of(desk.start(cast), cast.office))
    return desk.verdict_of(desk.line_of(office, cast.zhao))


def test_an_appeal_is_answered_by_the_branch_and_by_another_person_above(cast, verdict) -> None:
    zhao, wang, wu = cast.actor(cast.zhao), cast.actor(cast.wang), cast.actor(cast.wu)
    with pytest.raises(errors.AppealWordsMissing):
        services.appeal_make(actor=zhao, verdict=verdict, text=" ", at=AT)
    with pytest.raises(NotFound):
        services.appeal_make(actor=cast.actor(cast.li), verdict=verdict, text="x", at=AT)
    appeal = services.appeal_make(actor=zhao, verdict=verdict, text="请复核", at=AT)
    with pytest.raises(errors.AppealUnfit):
        services.appeal_make(actor=zhao, verdict=verdict, text="再来", at=AT)
    with pytest.raises(errors.AppealUnfit, match="支部还没有答复"):
        services.appeal_decide(actor=wu, appeal=appeal, answer="x", revise=False, at=AT)
    appeal = services.appeal_answer(actor=wang, appeal=appeal, answer="已复核", at=AT)
    with pytest.raises(Forbidden):
        services.appeal_decide(actor=wang, appeal=appeal, answer="x", revise=False, at=AT)
    with pytest.raises(NotFound):
        services.appeal_decide(actor=cast.actor(cast.zhou), appeal=appeal, answer="x", revise=False, at=AT)
    appeal = services.appeal_decide(actor=wu, appeal=appeal, answer="请重新评定", revise=True, at=AT)
    assert appeal.state == AppealState.REVISE


def test_who_answered_for_the_branch_does_not_decide_above(cast, verdict) -> None:
    with acting_as(SYSTEM):
        org.post(cast.wang, cast.committee, "secretary")
    appeal = services.appeal_make(actor=cast.actor(cast.zhao), verdict=verdict, text="请复核", at=AT)
    appeal = services.appeal_answer(actor=cast.actor(cast.wang), appeal=appeal, answer="已复核", at=AT)
    with pytest.raises(errors.SecondPersonNeeded):
        services.appeal_decide(actor=cast.actor(cast.wang), appeal=appeal, answer="x", revise=False, at=AT)


def test_nobody_answers_the_own_appeal_or_corrects_the_own_grade(cast, verdict) -> None:
    part = verdict.subject.part
    mine = desk.verdict_of(desk.line_of(part, cast.wang))
    wang, li = cast.actor(cast.wang), cast.actor(cast.li)
    appeal = services.appeal_make(actor=wang, verdict=mine, text="请复核", at=AT)
    with pytest.raises(errors.OwnAppeal):
        services.appeal_answer(actor=wang, appeal=appeal, answer="同意我自己", at=AT)
    line = VerdictLine(mine.subject_id, "excellent", "优秀")
    with pytest.raises(errors.OwnAppeal):
        services.verdict_correct(actor=wang, subject=mine.subject, line=line, why="登记有误", at=AT)
    page = appeal_page(wang, appeal.uid, DAY)
    assert (page.is_own, page.is_waiting) == (True, False)
    assert appeal_page(li, appeal.uid, DAY).is_waiting
    appeal = services.appeal_answer(actor=li, appeal=appeal, answer="已复核", at=AT)
    with acting_as(SYSTEM):
        org.post(cast.wang, cast.committee, "secretary")
    with pytest.raises(errors.OwnAppeal):
        services.appeal_decide(actor=cast.actor(cast.wang), appeal=appeal, answer="x", revise=True, at=AT)


def test_the_last_day_for_an_appeal_is_included(cast, verdict) -> None:
    last = AT + dt.timedelta(days=10)
    with pytest.raises(errors.AppealUnfit, match="2025-06-26"):
        services.appeal_make(actor=cast.actor(cast.zhao), verdict=verdict, text="x", at=last + dt.timedelta(days=1))
    assert services.appeal_make(actor=cast.actor(cast.zhao), verdict=verdict, text="x", at=last)
