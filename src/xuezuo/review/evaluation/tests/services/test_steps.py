"""The steps of a branch in their order: each works, each refuses what comes too early."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.life.types import ActivityKind
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.evaluation import errors, services
from xuezuo.review.evaluation.models import SelfReview, Subject, Verdict
from xuezuo.review.evaluation.queries.branch import committee_report_of
from xuezuo.review.evaluation.queries.standing import standings
from xuezuo.review.evaluation.services.deciding import excellent_of
from xuezuo.review.evaluation.tests import desk
from xuezuo.review.evaluation.tests.desk import AT, DAY
from xuezuo.review.evaluation.types import HandedIn, Step, VerdictLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def part(cast):
    return desk.part_of(desk.start(cast), cast.office)


def test_a_round_lists_every_branch_and_who_gets_no_grade(cast, part) -> None:
    there = {line.member_id: line.is_graded for line in desk.lines_of(part)}
    graded = {cast.wang.pk: True, cast.li.pk: True, cast.zhao.pk: True, cast.wu.pk: True}
    assert there == graded | {cast.qian.pk: False}
    assert {line.member_id for line in desk.lines_of(desk.part_of(part.round, cast.community))} == {
        cast.zheng.pk,
        cast.sun.pk,
    }


def test_a_branch_evaluates_once_a_year(cast, part) -> None:
    with pytest.raises(errors.NobodyToEvaluate):
        desk.start(cast, cast.office, cast.wang)
    services.round_void(actor=cast.actor(cast.wu), round_=part.round, reason="日期有误", at=AT)
    assert desk.start(cast, cast.office, cast.wang).unit == cast.office


def test_only_who_organizes_starts(cast) -> None:
    with pytest.raises(Forbidden):
        desk.start(cast, cast.office, cast.zhao)
    with pytest.raises(NotFound):
        desk.start(cast, cast.office, cast.zhou)


@pytest.mark.parametrize(
    "wrong",
    [
        {"year": 2020},
        {"title": " "},
        {"ends_on": DAY - dt.timedelta(days=1)},
        {"as_of": DAY + dt.timedelta(days=1)},
        {"appeal_days": 0},
    ],
)
def test_a_round_that_cannot_be(cast, wrong) -> None:
    with pytest.raises(errors.RoundUnfit):
        desk.start(cast, **wrong)


def test_two_places_cannot_grade_the_same_member(cast, part) -> None:
    elsewhere, line = desk.part_of(part.round, cast.community), desk.line_of(part, cast.zhao)
    twice = Subject(uid=part.uid, part=elsewhere, year=2025, member=cast.zhao, home=line.home, is_graded=True)
    with acting_as(SYSTEM), pytest.raises(IntegrityError), transaction.atomic():
        twice.save(force_insert=True)


def test_the_own_words_are_private_until_handed_in(cast, part) -> None:
    mine = desk.line_of(part, cast.zhao)
    services.self_save(actor=cast.actor(cast.zhao), subject=mine, text="初稿", hand_in=False, at=AT)
    for who, seen in ((cast.zhao, 1), (cast.wang, 0), (cast.wu, 0)):
        with acting_as(cast.actor(who)):
            assert SelfReview.objects.count() == seen
    with pytest.raises(NotFound):
        services.self_save(actor=cast.actor(cast.li), subject=mine, text="x", hand_in=False, at=AT)
    with pytest.raises(errors.SelfReviewEmpty):
        services.self_save(actor=cast.actor(cast.zhao), subject=mine, text=" ", hand_in=True, at=AT)
    services.self_save(actor=cast.actor(cast.zhao), subject=mine, text="终稿", hand_in=True, at=AT)
    assert desk.line_of(part, cast.zhao).handed_in == HandedIn.PHONE
    with pytest.raises(errors.SelfReviewClosed):
        services.self_save(actor=cast.actor(cast.zhao), subject=mine, text="再改", hand_in=True, at=AT)


def test_rows_about_persons_are_sealed(cast, part) -> None:
    desk.told(cast, part)
    for who in (cast.wang, cast.wu, cast.sun, cast.zhou):
        with acting_as(cast.actor(who)):
            own = [cast.wang.pk, cast.wu.pk, cast.sun.pk]
            assert set(Subject.objects.values_list("member_id", flat=True)) <= {who.pk}
            assert Verdict.objects.count() == (1 if who.pk in own[:2] else 0)


def test_mutual_evaluation_waits_for_every_self_review(cast, part) -> None:
    wang = cast.actor(cast.wang)
    with pytest.raises(errors.SelfReviewsMissing):
        services.peers_record(actor=wang, part=part, held_on=DAY, way="meeting", at=AT)
    zhao = desk.line_of(part, cast.zhao)
    with pytest.raises(errors.ExcuseMissing):
        services.papers_record(actor=wang, part=part, how={zhao.pk: ("excused", " ")}, at=AT)
    how = {line.pk: ("paper", "") for line in desk.lines_of(part)} | {zhao.pk: ("excused", "长期患病")}
    assert services.papers_record(actor=wang, part=part, how=how, at=AT) == 5
    assert services.papers_record(actor=wang, part=part, how=how, at=AT) == 0
    part = services.peers_record(actor=wang, part=part, held_on=DAY, way="groups", at=AT)
    assert part.step == Step.BALLOT
    with pytest.raises(errors.DayUnfit):
        services.peers_record(actor=wang, part=part, held_on=DAY + dt.timedelta(days=1), way="groups", at=AT)


def test_the_ballot_has_a_line_for_everybody_graded_and_a_vote_for_everybody(cast, part) -> None:
    with pytest.raises(errors.WrongStep):
        services.ballot_start(actor=cast.actor(cast.wang), part=part, mode="paper", closes_at=None, at=AT)
    part = desk.counted(cast, part)
    assert part.poll.entitled == 5
    assert set(standings(part)) == {cast.wang.pk, cast.li.pk, cast.zhao.pk, cast.wu.pk}
    assert all(one.leaders == ("qualified",) and one.counts is None for one in standings(part).values())
    assert part.step == Step.OPINION


def test_one_ballot_at_a_time(cast, part) -> None:
    part = desk.peers(cast, part)
    part = services.ballot_start(actor=cast.actor(cast.wang), part=part, mode="paper", closes_at=None, at=AT)
    with pytest.raises(errors.BallotUnderWay):
        services.ballot_start(actor=cast.actor(cast.wang), part=part, mode="paper", closes_at=None, at=AT)


def test_a_grade_that_departs_needs_a_reason(cast, part) -> None:
    part = desk.counted(cast, part)
    said = {"actor": cast.actor(cast.wang), "part": part, "body": "committee", "decided_on": DAY, "at": AT}
    zhao = desk.line_of(part, cast.zhao)
    with pytest.raises(errors.VerdictUnfit, match="还没有写任何人"):
        services.verdicts_record(lines=[], **said)
    with pytest.raises(errors.VerdictUnfit, match="请写明理由"):
        services.verdicts_record(lines=[VerdictLine(zhao.pk, "excellent", "")], **said)
    with pytest.raises(errors.VerdictUnfit, match="没有选等次"):
        services.verdicts_record(lines=[VerdictLine(zhao.pk, "", "")], **said)
    qian = desk.line_of(part, cast.qian)
    with pytest.raises(errors.VerdictUnfit, match="预备党员"):
        services.verdicts_record(lines=[VerdictLine(qian.pk, "qualified", "")], **said)
    services.verdicts_record(lines=[VerdictLine(zhao.pk, "excellent", "", "抗洪表现突出")], **said)
    assert desk.verdict_of(zhao).grade == "excellent"


def test_more_than_a_third_excellent_reminds_and_never_refuses(cast, part) -> None:
    part = desk.decided(cast, part, grade="excellent")
    outcome = excellent_of(part)
    assert (outcome.counted, outcome.most, outcome.holds) == (4, 1, False)
    assert services.results_tell(actor=cast.actor(cast.wang), part=part, at=AT).step == Step.FEEDBACK


def test_everybody_gets_an_opinion_before_any_is_given_back(cast, part) -> None:
    part = desk.counted(cast, part)
    wang = cast.actor(cast.wang)
    with pytest.raises(errors.VerdictsMissing):
        services.results_tell(actor=wang, part=part, at=AT)
    lines = desk.verdict_lines(part)[:2]
    services.verdicts_record(actor=wang, part=part, lines=lines, body="committee", decided_on=DAY, at=AT)
    with pytest.raises(errors.VerdictsMissing):
        services.results_tell(actor=wang, part=part, at=AT)


def test_the_result_is_corrected_by_a_version_and_read_anew(cast, part) -> None:
    part = desk.told(cast, part)
    zhao = desk.line_of(part, cast.zhao)
    first = desk.verdict_of(zhao)
    services.result_read(actor=cast.actor(cast.zhao), verdict=first, way="phone", at=AT)
    line = VerdictLine(zhao.pk, "excellent", "更正", "群众公认")
    with pytest.raises(errors.CorrectionEmpty):
        services.verdict_correct(actor=cast.actor(cast.wang), subject=zhao, line=line, why=" ", at=AT)
    made = services.verdict_correct(actor=cast.actor(cast.wang), subject=zhao, line=line, why="登记有误", at=AT)
    assert (made.version, made.read_at, desk.verdict_of(zhao).grade) == (2, None, "excellent")
    with acting_as(SYSTEM):
        assert Verdict.objects.get(pk=first.pk).grade == "qualified"


def test_the_meeting_meets_the_duty_and_finishes_the_branch(cast, part) -> None:
    part = desk.told(cast, part)
    wang = cast.actor(cast.wang)
    other = desk.meeting(part, kind=ActivityKind.GENERAL_MEETING)
    with pytest.raises(errors.MeetingUnfit):
        services.part_finish(actor=wang, part=part, activity_uid=other.uid, at=AT)
    held = desk.meeting(part, kind=ActivityKind.ORG_LIFE_MEETING, parts=(ActivityKind.APPRAISAL_MEETING,))
    part = services.part_finish(actor=wang, part=part, activity_uid=held.uid, at=AT)
    assert (part.step, part.activity) == (Step.FINISHED, held)
    with pytest.raises(errors.WrongStep):
        services.part_finish(actor=wang, part=part, activity_uid=held.uid, at=AT)


def test_the_committee_reports_of_itself_and_everybody_on_the_list_reads_it(cast, part) -> None:
    wang = cast.actor(cast.wang)
    with pytest.raises(errors.CommitteeReportEmpty):
        services.committee_report(actor=wang, part=part, text="  ", heard_on=None, at=AT)
    with pytest.raises(errors.DayUnfit):
        services.committee_report(actor=wang, part=part, text="做了", heard_on=DAY + dt.timedelta(days=1), at=AT)
    with pytest.raises(Forbidden):
        services.committee_report(actor=cast.actor(cast.zhao), part=part, text="做了", heard_on=None, at=AT)
    services.committee_report(actor=wang, part=part, text="一年来开会不少。", heard_on=None, at=AT)
    services.committee_report(actor=cast.actor(cast.li), part=part, text="一年来做了三件事。", heard_on=DAY, at=AT)
    report = committee_report_of(part)
    assert report is not None
    assert (report.text, report.heard_on) == ("一年来做了三件事。", DAY)

    done = desk.finished(cast, part)
    with pytest.raises(errors.WrongStep):
        services.committee_report(actor=wang, part=done, text="再改", heard_on=DAY, at=AT)


def test_closing_waits_for_the_branches_or_the_last_day(cast, part) -> None:
    wu = cast.actor(cast.wu)
    with pytest.raises(errors.StillOpen):
        services.round_close(actor=wu, round_=part.round, at=AT)
    late = AT + dt.timedelta(days=40)
    assert services.round_close(actor=wu, round_=part.round, at=late).state == "closed"
    with pytest.raises(errors.RoundNotRunning):
        services.round_void(actor=wu, round_=part.round, reason="x", at=late)


def test_a_branch_that_holds_one_alone_closes_it_by_finishing(cast) -> None:
    part = desk.part_of(desk.start(cast, cast.office, cast.wang), cast.office)
    desk.finished(cast, part)
    assert desk.fresh(part).round.state == "closed"


def test_only_the_branch_itself_sees_and_does(cast, part) -> None:
    for who in (cast.wu, cast.zhao, cast.sun):
        with pytest.raises(Forbidden):
            desk.on_paper(cast, part, who)
    with pytest.raises(NotFound):
        desk.on_paper(cast, part, cast.zhou)
