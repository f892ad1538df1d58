"""Commendations from nomination to record; pledges and exemplary posts."""

import datetime as dt

import pytest

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.life.tests import factories as life
from xuezuo.org.tests import factories as org
from xuezuo.org.tests.cast import TODAY
from xuezuo.org.types import PostKind
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.commendations import errors
from xuezuo.review.commendations.models import Ground, Nomination, Objection, PublicNotice
from xuezuo.review.commendations.policies import SCHEME_VIEW
from xuezuo.review.commendations.queries.access import nomination_get_for, units_keeping
from xuezuo.review.commendations.queries.pages import records
from xuezuo.review.commendations.services import nominations, notices
from xuezuo.review.commendations.services import records as small
from xuezuo.review.commendations.tests.desk import AT, LATER, nominated, proposed, run_as, scheme, shortlisted
from xuezuo.review.commendations.types import NominationSpec

pytestmark = pytest.mark.django_db


@pytest.fixture
def keepers(cast):
    """Three people who keep the committee's schemes."""
    with acting_as(SYSTEM):
        org.post(cast.li, cast.committee, PostKind.COMMITTEE_MEMBER)
        org.post(cast.zheng, cast.committee, PostKind.DEPUTY)
    return cast.actor(cast.wu), cast.actor(cast.li), cast.actor(cast.zheng)


def public(cast, keepers, of):
    proposed(cast, of)
    run_as(keepers[1], notices.notice_review, scheme=of, note="不涉密")
    return run_as(keepers[2], notices.notice_approve, scheme=of, ends_on=None)


def test_a_nomination_links_the_units_own_activities_only(cast):
    with acting_as(SYSTEM):
        mine, other = (life.activity(unit, dt.date(2025, 5, 6)) for unit in (cast.office, cast.community))
    spec = NominationSpec(cast.zhao.pk, "坚持送学上门。", (mine.pk, other.pk))
    of = scheme(cast)
    run_as(cast.actor(cast.wang), nominations.nominate, scheme=of, unit_id=cast.office.pk, spec=spec)
    with acting_as(SYSTEM):
        assert list(Ground.objects.values_list("activity_id", flat=True)) == [mine.pk]
    with pytest.raises(errors.NominationWrong, match="已经推荐"):
        nominated(cast, of)


def test_who_does_not_belong_or_is_too_late_is_refused(cast):
    of = scheme(cast)
    with pytest.raises(errors.NominationWrong, match="不属于"):
        nominated(cast, of, "zheng")
    spec = NominationSpec(cast.zhao.pk, "事迹")
    late = AT + dt.timedelta(days=30)
    with pytest.raises(errors.NominationWrong, match="截止"):
        run_as(cast.actor(cast.wang), nominations.nominate, late, scheme=of, unit_id=cast.office.pk, spec=spec)


def test_steps_go_level_by_level_and_returns_say_why(cast):
    one, wu = nominated(cast, scheme(cast)), cast.actor(cast.wu)
    assert one.at_unit_id == cast.committee.pk
    with pytest.raises(NotFound):
        run_as(cast.actor(cast.wang), nominations.nomination_step, nomination=one, passed=True, why="")
    with pytest.raises(errors.ReasonMissing):
        run_as(wu, nominations.nomination_step, nomination=one, passed=False, why=" ")
    assert run_as(wu, nominations.nomination_step, nomination=one, passed=True, why="").state == "shortlisted"


def test_who_reads_a_nomination(cast):
    one = nominated(cast, scheme(cast))
    for person in (cast.wang, cast.wu, cast.zhao):
        with acting_as(cast.actor(person)):
            assert nomination_get_for(cast.actor(person), one.uid, TODAY)
    for person in (cast.qian, cast.zheng, cast.zhou):
        with acting_as(cast.actor(person)), pytest.raises(NotFound):
            nomination_get_for(cast.actor(person), one.uid, TODAY)


def test_a_name_is_public_only_with_consent_and_by_three_people(cast, keepers):
    of = scheme(cast)
    one = shortlisted(cast, of)
    shortlisted(cast, of, "qian")
    with pytest.raises(Forbidden):
        run_as(cast.actor(cast.wang), nominations.nomination_consent, nomination=one, agrees=True)
    run_as(cast.actor(cast.zhao), nominations.nomination_consent, nomination=one, agrees=True)
    with pytest.raises(errors.PrivateWords):
        run_as(keepers[0], notices.notice_propose, scheme=of, intro="联系电话 138 0000 0000")
    proposed(cast, of)
    with pytest.raises(errors.SecondPerson):
        run_as(keepers[0], notices.notice_review, scheme=of, note="不涉密")
    with pytest.raises(errors.WrongState):
        run_as(keepers[2], notices.notice_approve, scheme=of, ends_on=None)
    run_as(keepers[1], notices.notice_review, scheme=of, note="不涉密")
    with pytest.raises(errors.SecondPerson):
        run_as(keepers[1], notices.notice_approve, scheme=of, ends_on=None)
    with pytest.raises(errors.SecondPerson):
        run_as(keepers[0], notices.notice_approve, scheme=of, ends_on=None)  # nor who proposed it
    notice = run_as(keepers[2], notices.notice_approve, scheme=of, ends_on=None)
    assert notice.lines == ["赵党员（机关支部）", "机关支部党员 1 名（本人未同意公开姓名）"]
    assert notice.ends_on == dt.date(2025, 6, 20)  # Monday to Friday


def test_objections_are_sealed_and_answered_by_another(cast, keepers):
    of = scheme(cast)
    one = shortlisted(cast, of)
    public(cast, keepers, of)
    objection = run_as(cast.actor(cast.qian), notices.objection_make, scheme=of, text="事迹有出入")
    with acting_as(cast.actor(cast.wang)):
        assert not Objection.objects.exists()
    with pytest.raises(errors.NoticeRunning, match="公示到"):
        run_as(keepers[0], nominations.nomination_decide, nomination=one, awarded=True, document="决定")
    with pytest.raises(errors.NoticeRunning, match="异议"):
        run_as(keepers[0], nominations.nomination_decide, LATER, nomination=one, awarded=True, document="决定")
    mine = run_as(keepers[0], notices.objection_make, scheme=of, text="代收的异议")
    with pytest.raises(errors.SecondPerson):
        run_as(keepers[0], notices.objection_answer, objection=mine, answer="属实")
    for each in (objection, mine):
        run_as(keepers[1], notices.objection_answer, objection=each, answer="经核实，属实的已更正")
    done = run_as(
        keepers[0], nominations.nomination_decide, LATER, nomination=one, awarded=True, document="林党〔2025〕8号"
    )
    assert (done.state, done.scheme_id) == ("awarded", of.pk)


def test_no_more_than_the_places_and_a_revocation_stays_readable(cast, keepers):
    of = scheme(cast)
    first, second = shortlisted(cast, of), shortlisted(cast, of, "qian")
    public(cast, keepers, of)
    said = {"document": "决定", "awarded": True}
    run_as(keepers[0], nominations.nomination_decide, LATER, nomination=first, **said)
    with pytest.raises(errors.TooManyAwards):
        run_as(keepers[0], nominations.nomination_decide, LATER, nomination=second, **said)
    run_as(keepers[0], nominations.nomination_decide, LATER, nomination=second, document="决定", awarded=False)
    of.refresh_from_db()
    assert of.state == "decided"
    run_as(keepers[0], nominations.award_revoke, LATER, nomination=first, reason="事迹不实")
    qian = cast.actor(cast.qian)
    with acting_as(qian):
        unit = units_keeping(qian, SCHEME_VIEW, TODAY)[0]
        shown = records(qian, unit, TODAY)
    assert [(one.state, one.why) for one in shown.awards] == [("revoked", "事迹不实")]
    assert PublicNotice.objects.count() == 1


def test_a_pledge_is_stated_by_the_member_and_confirmed_by_the_branch(cast):
    zhao, li = cast.actor(cast.zhao), cast.actor(cast.li)
    pledge = run_as(zhao, small.pledge_make, text="每月走访一户", until=TODAY)
    assert pledge.unit_id == cast.office.pk
    with pytest.raises(errors.WrongState):
        run_as(li, small.pledge_confirm, pledge=pledge)
    with pytest.raises(Forbidden):
        run_as(li, small.pledge_state, pledge=pledge, is_kept=True, stated="走访了")
    run_as(zhao, small.pledge_state, pledge=pledge, is_kept=True, stated="走访六户")
    run_as(li, small.pledge_confirm, pledge=pledge)
    with pytest.raises(errors.WrongState):
        run_as(zhao, small.pledge_state, pledge=pledge, is_kept=False, stated="更正")
    with acting_as(cast.actor(cast.zheng)), pytest.raises(NotFound):
        small.pledge_confirm(actor=cast.actor(cast.zheng), pledge=pledge, at=AT)


def test_exemplary_posts_are_dated(cast):
    said = {"unit_id": cast.office.pk, "member_id": cast.zhao.pk, "words": ("服务岗", ""), "since": TODAY}
    post = run_as(cast.actor(cast.wang), small.post_set, **said)
    with pytest.raises(errors.DayWrong):
        run_as(cast.actor(cast.wang), small.post_end, post=post, on=TODAY - dt.timedelta(days=1))
    run_as(cast.actor(cast.wang), small.post_end, post=post, on=TODAY)
    with pytest.raises(errors.NominationWrong):
        run_as(cast.actor(cast.wang), small.post_set, **said | {"member_id": cast.zheng.pk})


def test_rows_are_hidden_from_other_branches(cast):
    nominated(cast, scheme(cast))
    for person, count in ((cast.wang, 1), (cast.zhao, 1), (cast.zheng, 0), (cast.zhou, 0)):
        with acting_as(cast.actor(person)):
            assert Nomination.objects.count() == count
