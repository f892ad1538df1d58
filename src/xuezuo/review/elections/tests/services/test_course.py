"""A term change from the request to the posts: every step, every refusal on the way."""

import datetime as dt

import pytest
from tests.support.audit import trail

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.org.models import Post, Term
from xuezuo.org.tests import factories
from xuezuo.org.types import PostKind
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.platform.db.ranges import date_range
from xuezuo.review.ballots.services import paper_count, paper_issue, poll_close
from xuezuo.review.ballots.types import ItemCount, TellerSheet
from xuezuo.review.elections import errors
from xuezuo.review.elections.models import Candidate, Elector, Step
from xuezuo.review.elections.services import asking, candidates, elections, electors, reporting, rounds, settling
from xuezuo.review.elections.services.candidates import Proposal
from xuezuo.review.elections.tests.desk import AT, desk
from xuezuo.review.elections.types import Approval, Claim, Plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(cast):
    return desk(cast)


def posts(unit):
    with acting_as(SYSTEM):
        running = Post.objects.filter(unit=unit, during__endswith=None).order_by("pk")
        return {(row.member.name, row.kind, row.title) for row in running.select_related("member")}


def test_from_the_request_to_the_posts(stage, cast):
    with acting_as(SYSTEM):
        Term.objects.create(
            unit=cast.office, ordinal=4, during=date_range(dt.date(2022, 6, 1)), due_on=dt.date(2025, 6, 1)
        )
    election = stage.confirmed()
    assert election.state == "done"
    assert posts(cast.office) == {
        ("丁一", "secretary", "书记"),
        ("卫国", "committee_member", "组织委员"),
        ("王二", "committee_member", "委员"),
    }
    with acting_as(SYSTEM):
        first, second = Term.objects.filter(unit=cast.office).order_by("ordinal")
        assert (first.during.upper, second.during.lower) == (dt.date(2025, 6, 13), dt.date(2025, 6, 13))
        assert (second.ordinal, second.due_on, second.document) == (5, dt.date(2028, 6, 13), "林党发〔2025〕8号")
        former = Post.objects.get(member=cast.wang, unit=cast.office)
        assert former.during.upper == dt.date(2025, 6, 13)
        kinds = list(Step.objects.filter(election=election).order_by("pk").values_list("kind", flat=True))
    assert kinds == [
        "requested", "approved", "proposed", "agreed", "frozen", "watchers", "round", "elected", "watchers", "round",
        "reported", "confirmed",
    ]  # fmt: skip
    names = set(trail().values_list("name", flat=True))
    assert {"elections.result_confirmed", "org.committee_replaced", "org.term_begun", "org.post_ended"} <= names


def test_taken_back_with_a_reason_and_confirmed_anew(stage, cast):
    before = posts(cast.office)
    election = stage.confirmed()
    with pytest.raises(errors.ElectionReasonNeeded):
        reporting.result_correct(actor=stage.wu, election=election, reason="", at=AT)
    election = reporting.result_correct(actor=stage.wu, election=election, reason="就任日期登记有误", at=AT)
    assert (election.state, posts(cast.office)) == ("reported", before)
    with acting_as(SYSTEM):
        assert not Term.objects.filter(unit=cast.office).exists()
    approval = Approval(stage.paper(16, "林党发〔2025〕9号"), dt.date(2025, 6, 15))
    assert reporting.result_confirm(actor=stage.wu, election=election, approval=approval, at=AT).state == "done"


def test_a_later_change_keeps_a_correction_away(stage, cast):
    election = stage.confirmed()
    with acting_as(SYSTEM):
        Post.objects.filter(unit=cast.office, kind=PostKind.SECRETARY, during__endswith=None).update(
            during=date_range(dt.date(2025, 6, 13), dt.date(2025, 6, 15))
        )
    with pytest.raises(Exception, match="不能整体撤销"):
        reporting.result_correct(actor=stage.wu, election=election, reason="就任日期登记有误", at=AT)


def test_the_unit_does_not_answer_itself(stage, cast):
    election = stage.begin()
    asking.election_request(actor=stage.wang, election=election, paper=stage.paper(1), at=AT)
    with pytest.raises(errors.NotFromAbove):
        asking.request_answer(actor=stage.wang, election=election, paper=stage.paper(2), agrees=True, at=AT)
    with pytest.raises(Forbidden):
        asking.request_answer(actor=cast.actor(cast.li), election=election, paper=stage.paper(2), agrees=True, at=AT)
    with pytest.raises(NotFound):
        asking.request_answer(actor=cast.actor(cast.zheng), election=election, paper=stage.paper(2), agrees=True, at=AT)


def test_whoever_asked_does_not_answer(stage, cast):
    with acting_as(SYSTEM):
        factories.post(cast.wu, cast.office, PostKind.COMMITTEE_MEMBER)
    election = stage.begin()
    asking.election_request(actor=cast.actor(cast.wu), election=election, paper=stage.paper(1), at=AT)
    with pytest.raises(errors.SamePerson):
        asking.request_answer(actor=stage.wu, election=election, paper=stage.paper(2), agrees=True, at=AT)


def test_days_follow_one_another(stage):
    election = stage.begin()
    with pytest.raises(errors.DayWrong, match="还没有到"):
        asking.election_request(actor=stage.wang, election=election, paper=stage.paper(17), at=AT)
    asking.election_request(actor=stage.wang, election=election, paper=stage.paper(3), at=AT)
    with pytest.raises(errors.DayWrong, match="不能更早"):
        asking.request_answer(actor=stage.wu, election=election, paper=stage.paper(2), agrees=True, at=AT)


def test_sent_back_and_asked_again(stage):
    election = stage.begin()
    asking.election_request(actor=stage.wang, election=election, paper=stage.paper(1), at=AT)
    election = asking.request_answer(actor=stage.wu, election=election, paper=stage.paper(2), agrees=False, at=AT)
    assert election.state == "preparing"
    elections.election_change(actor=stage.wang, election=election, title="换届", seats=5, at=AT)
    election = asking.election_request(actor=stage.wang, election=election, paper=stage.paper(3), at=AT)
    assert (election.state, election.seats) == ("requested", 5)


def test_too_few_candidates_stop_the_list_with_the_article(stage):
    stage.approved()
    stage.propose(*stage.people[:3])
    with pytest.raises(errors.ElectionStopped, match=r"至少 4 名.*委员会一章"):
        asking.list_submit(actor=stage.wang, election=stage.election, paper=stage.paper(4), at=AT)


def test_candidates_stand_by_surname_strokes(stage):
    stage.approved()
    stage.propose(*reversed(stage.people))
    with acting_as(SYSTEM):
        rows = Candidate.objects.filter(election=stage.election).order_by("position")
        assert [one.member.name for one in rows] == ["丁一", "卫国", "王二", "冯远", "史明"]
        ids = [one.pk for one in rows]
    candidates.candidates_order(actor=stage.wang, election=stage.election, ids=ids[::-1], at=AT)
    with acting_as(SYSTEM):
        assert Candidate.objects.filter(election=stage.election).order_by("position")[0].member.name == "史明"


@pytest.mark.parametrize("who", ["qian", "zheng"])
def test_who_cannot_be_elected_is_not_proposed(stage, cast, who):
    stage.approved()
    proposal = Proposal(getattr(cast, who).pk)
    with pytest.raises(errors.CandidateWrong):
        candidates.candidate_propose(actor=stage.wang, election=stage.election, proposal=proposal, at=AT)


def test_the_list_of_electors_says_why_somebody_is_left_out(stage, cast):
    stage.agreed()
    claims = [Claim(cast.zhao.pk, "watch", "林纪〔2025〕2号")]
    electors.electors_freeze(
        actor=stage.wang, election=stage.election, paper=stage.paper(10), claims=claims, meeting=None, at=AT
    )
    with acting_as(SYSTEM):
        why = dict(Elector.objects.filter(election=stage.election).exclude(why="").values_list("member__name", "why"))
    assert why == {"赵党员": "watch", "钱预备": "probationary"}
    assert len(stage.entitled()) == 8


@pytest.mark.parametrize(
    ("who", "why", "document"), [("zhao", "watch", ""), ("zhao", "probationary", "x"), ("zhou", "watch", "x")]
)
def test_a_claim_needs_a_decision_and_somebody_on_the_roster(stage, cast, who, why, document):
    stage.agreed()
    claims = [Claim(getattr(cast, who).pk, why, document)]
    with pytest.raises(errors.ElectorsWrong):
        electors.electors_freeze(
            actor=stage.wang, election=stage.election, paper=stage.paper(10), claims=claims, meeting=None, at=AT
        )


def test_four_fifths_must_be_present_before_the_ballot(stage):
    stage.frozen()
    stage.attend()
    stage.watch()
    stage.attend(but=2)  # 7 of 9
    with pytest.raises(errors.ElectionStopped, match=r"至少 8 人.*5×7 < 4×9"):
        stage.open()
    stage.attend(but=1)
    assert stage.open().present == 8


def test_a_candidate_does_not_watch_the_count(stage, cast):
    stage.frozen()
    stage.attend()
    with pytest.raises(errors.ElectionStopped, match="不是候选人"):
        electors.watchers_confirm(
            actor=stage.wang,
            election=stage.election,
            scrutineers=[stage.people[0].pk],
            tellers=[cast.zhao.pk, cast.li.pk],
            at=AT,
        )


def test_exactly_half_is_not_elected_and_a_tie_is_voted_again(stage):
    stage.ready(standing=5)
    stage.attend(but=1)
    one = stage.enter(stage.open(), 8, 6, 5, 5, 0)  # 8 present: 5 needed; the last seat is tied
    assert (len(one.result["elected"]), len(one.result["tied"]), one.result["seats_for_tied"]) == (2, 2, 1)
    again = stage.open()
    assert (again.kind, again.seats, len(again.standing)) == ("runoff", 1, 2)
    assert stage.enter(again, 5, 3).result["elected"] == [again.standing[0]]
    assert stage.fresh().state == "elected"


def test_missing_seats_need_another_election_or_consent(stage):
    stage.ready()
    one = stage.enter(stage.open(), 9, 8, 4, 4)  # 9 present: 5 needed
    assert one.result["missing"] == 1
    with pytest.raises(errors.ElectionStopped, match="2×4 ≤ 9"):
        settling.seats_reduce(actor=stage.wang, election=stage.election, consenting=4, note="", at=AT)
    election = settling.seats_reduce(actor=stage.wang, election=stage.election, consenting=5, note="举手", at=AT)
    assert (election.state, election.seats, election.consent["seats"]) == ("elected", 2, 3)


def test_a_further_ballot_for_a_missing_seat(stage):
    stage.ready()
    stage.enter(stage.open(), 9, 8, 4, 4)
    further = stage.open()
    assert (further.kind, further.seats, len(further.standing)) == ("further", 1, 2)
    stage.enter(further, 6, 3)
    assert stage.fresh().state == "elected"


def test_more_ballots_than_handed_out_make_it_void_and_it_is_held_again(stage):
    stage.ready()
    one = stage.enter(stage.open(), 9, 8, 7, 2, issued=9, returned=10)
    assert one.state == "void"
    again = stage.open()
    assert (again.kind, again.seats, again.standing) == ("first", 3, one.standing)


@pytest.mark.parametrize(
    ("yes", "said", "words"),
    [
        ((9, 9, 9, 9), {}, "合计 36 票，有效票 9 张每张最多选 3 人"),
        ((10, 1, 1, 1), {"issued": 10}, "发出 10 张，实到会有选举权的只有 9 人"),
        ((1, 1, 1, 1), {"invalid": 10}, "无效票不能多于收回的票"),
        ((9, 9, 9, 0), {"write_ins": [("赵党员", 1)]}, "合计 28 票"),
        ((0, 0, 0, 0), {"issued": 0}, "没有发出选票"),
    ],
)
def test_numbers_that_cannot_be(stage, yes, said, words):
    stage.ready()
    with pytest.raises(errors.CountWrong, match=words):
        stage.enter(stage.open(), *yes, **said)


def test_somebody_written_in_is_elected_when_it_is_clear_who(stage, cast):
    stage.ready()
    one = stage.open()
    with pytest.raises(errors.CountWrong, match="写明"):
        stage.enter(one, 9, 8, 1, 1, write_ins=[("孙督导", 6)])
    with pytest.raises(errors.CountWrong, match="正式组织关系"):
        stage.enter(one, 9, 8, 1, 1, write_ins=[("孙督导", 6)], numbers={"孙督导": "LC0007"})
    stage.enter(one, 9, 8, 1, 1, write_ins=[("李委员", 6)])
    assert {one.member_id for one in stage.winners()} == {stage.people[0].pk, stage.people[1].pk, cast.li.pk}


def test_ballots_of_this_system_are_taken_over(stage, cast):
    stage.ready()
    one = stage.open("paper")
    wang = stage.wang
    with pytest.raises(errors.PollGoing):
        rounds.round_adopt(actor=wang, one=one, numbers={}, at=AT)
    paper_issue(actor=wang, poll=one.poll, member_ids=stage.entitled(), at=AT)
    items = tuple(ItemCount(n, {"yes": yes, "no": 9 - yes}) for n, yes in enumerate((9, 8, 7, 2), start=1))
    for teller in (cast.zhao, cast.li):
        paper_count(actor=cast.actor(teller), poll=one.poll, sheet=TellerSheet(9, 0, items), at=AT)
    poll_close(actor=wang, poll=one.poll, at=AT)
    assert rounds.round_adopt(actor=wang, one=one, numbers={}, at=AT).state == "counted"
    assert stage.fresh().state == "elected"


def test_a_ballot_that_nobody_took_is_void_and_held_again_as_it_was(stage):
    stage.ready()
    one = stage.open("paper")
    poll_close(actor=stage.wang, poll=one.poll, at=AT)

    assert rounds.round_adopt(actor=stage.wang, one=one, numbers={}, at=AT).state == "void"

    again = stage.open("paper")
    assert (again.kind, again.seats, again.standing) == ("first", one.seats, one.standing)


def test_officers_come_from_the_elected(stage, cast):
    stage.elected()
    with pytest.raises(errors.CandidateWrong):
        candidates.officers_nominate(
            actor=stage.wang, election=stage.election, secretary=cast.wang.pk, deputies=[], at=AT
        )
    with pytest.raises(errors.ElectionStopped, match="没有选举书记"):
        reporting.result_report(actor=stage.wang, election=stage.election, paper=stage.paper(11), titles={}, at=AT)


def test_one_election_of_a_kind_at_a_time_and_void_with_a_reason(stage):
    stage.ready()
    one = stage.open("paper")
    with pytest.raises(errors.ElectionRunning):
        stage.begin()
    with pytest.raises(errors.ElectionReasonNeeded):
        elections.election_void(actor=stage.wang, election=stage.election, reason="", at=AT)
    elections.election_void(actor=stage.wang, election=stage.election, reason="会场停电，改期举行", at=AT)
    with acting_as(SYSTEM):
        one.refresh_from_db()
        assert (one.state, one.poll.state) == ("void", "void")
    stage.begin()


@pytest.mark.parametrize("said", [{"seats": 0}, {"kind": "delegates"}, {"title": " "}])
def test_plans_that_cannot_be(stage, said):
    with pytest.raises(errors.ElectionBadPlan):
        stage.begin(**said)


def test_an_election_held_before_is_entered_with_the_same_checks(stage):
    election = stage.begin(is_past=True)
    asking.election_request(actor=stage.wang, election=election, paper=stage.paper(1), at=AT)
    election = asking.request_answer(actor=stage.wang, election=election, paper=stage.paper(2), agrees=True, at=AT)
    stage.propose(*stage.people[:4])
    asking.list_submit(actor=stage.wang, election=election, paper=stage.paper(4), at=AT)
    assert asking.list_answer(actor=stage.wang, election=election, paper=stage.paper(5), agrees=True, at=AT)


def test_other_units_do_not_begin_here(stage, cast):
    plan = Plan("term_change", "换届", 3)
    with pytest.raises(NotFound):
        elections.election_begin(actor=cast.actor(cast.zheng), unit=cast.office, plan=plan, at=AT)
