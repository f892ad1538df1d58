"""Votes above the branches: committees, members' meetings of general branches, congresses of delegates."""

import pytest

from xuezuo.kernel.errors import NotFound
from xuezuo.life.tests import factories as life
from xuezuo.life.types import ActivityKind, State
from xuezuo.org.models import Unit
from xuezuo.org.tests import factories as org
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.org.types import UnitKind, UnitType
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.votes import services
from xuezuo.review.votes.errors import MeetingDoesNotFit, VoteCannotBeValid, VoteNotReady
from xuezuo.review.votes.models import Elector
from xuezuo.review.votes.queries.access import meeting_get_for
from xuezuo.review.votes.queries.arithmetic import BY_ANALOGY
from xuezuo.review.votes.tests import desk
from xuezuo.review.votes.types import Count, Motion, VoteKind, VoteState, Why

pytestmark = pytest.mark.django_db
GENERAL = ActivityKind.GENERAL_MEETING


def make_village(unit: Unit) -> None:
    with acting_as(SYSTEM):
        Unit.objects.filter(pk=unit.pk).update(unit_type=UnitType.VILLAGE)


def people(vote) -> dict[str, str]:
    with acting_as(SYSTEM):
        return dict(Elector.objects.filter(vote=vote).values_list("name", "why"))


def test_of_a_committee_its_members_by_dated_posts_vote(cast: Cast) -> None:
    vote = desk.voted_above(cast, Count(3, 0, 0), "zheng")

    assert people(vote) == {"吴组织": "", "王书记": "", "李委员": "", "郑书记": ""}
    assert (vote.entitled, vote.present, vote.is_passed) == (4, 3, True)
    assert vote.quorum_lines[:2] == [
        "应到会委员 4 人，实到 3 人；2×3 ≥ 4，可以表决（参照支部工作条例第十二条）。",
        BY_ANALOGY,
    ]
    assert "2×3 > 4，超过全体委员的半数，通过（本级组织的通过票数没有条文，按最严的理解计算）" in vote.result_lines[1]


def test_what_is_reckoned_by_analogy_reminds_and_does_not_stop(cast: Cast) -> None:
    vote = desk.voted_above(cast, Count(1, 0, 0), "wang", "li", "zheng")

    assert vote.state == VoteState.STOPPED
    assert "2×1 < 4，没有达到可以表决的人数，至少要到 2 人（参照支部工作条例第十二条）" in vote.quorum_lines[0]
    assert vote.is_passed is None  # one in favour, none against: no article says what that is


def test_of_a_village_the_regulation_of_branches_binds(cast: Cast) -> None:
    make_village(cast.committee)

    with pytest.raises(VoteCannotBeValid, match=r"2×1 < 4.*第十二条，村和社区党委、党总支按第三十四条"):
        desk.voted_above(cast, Count(1, 0, 0), "wang", "li", "zheng")


def test_a_members_meeting_above_gathers_everybody_below(cast: Cast) -> None:
    make_village(cast.committee)
    vote = desk.voted_above(cast, Count(4, 1, 0), "zheng", motion=desk.RESOLUTION, kind=GENERAL)

    assert people(vote)["孙督导"] == ""
    assert people(vote)["钱预备"] == Why.PROBATIONARY
    assert (vote.entitled, vote.present) == (6, 5)
    assert "2×4 > 6，超过应到会有表决权的党员的半数，通过（支部工作条例第十一条，村和社区" in vote.result_lines[1]


def test_of_a_general_branch_its_branches_members_meet(cast: Cast) -> None:
    with acting_as(SYSTEM):
        units = org.units(
            org.UnitSpec("LC03", "林业站总支", UnitKind.GENERAL_BRANCH, "LC"),
            org.UnitSpec("LC0301", "站一支部", UnitKind.BRANCH, "LC03"),
            org.UnitSpec("LC0302", "站二支部", UnitKind.BRANCH, "LC03"),
        )
        lead = org.member(units["LC0301"], name="高书记", number="LC0301")
        org.member(units["LC0302"], name="马党员", number="LC0302")
        org.post(lead, units["LC03"], "secretary")
        meeting = life.activity(units["LC03"], TODAY, kind=GENERAL, state=State.HELD)
        org.account("gao", of=lead)
    gao = cast.actor(lead)

    vote = desk.run(gao, services.vote_prepare, activity=meeting, motion=desk.RESOLUTION)
    vote = desk.run(gao, services.vote_start, vote=vote)

    assert people(vote) == {"高书记": "", "马党员": ""}
    assert meeting.expected_count == 2


def test_members_below_open_the_meeting_they_are_expected_at(cast: Cast) -> None:
    draft = desk.above(cast, kind=GENERAL, state=State.DRAFT)
    meeting = desk.above(cast, kind=GENERAL, state=State.CALLED)
    sitting = desk.above(cast)

    for who in ("zhao", "qian"):
        actor = cast.actor(getattr(cast, who))
        with acting_as(actor):
            assert meeting_get_for(actor, meeting.uid, TODAY).pk == meeting.pk
            for closed in (draft, sitting):
                with pytest.raises(NotFound):
                    meeting_get_for(actor, closed.uid, TODAY)
    outsider = cast.actor(cast.zhou)
    with acting_as(outsider), pytest.raises(NotFound):
        meeting_get_for(outsider, meeting.uid, TODAY)


def test_above_the_branches_nobody_is_admitted(cast: Cast) -> None:
    activity = desk.above(cast, kind=GENERAL)
    with pytest.raises(MeetingDoesNotFit, match="请用“党委审批接收、转正”，一人一项"):
        desk.run(cast.actor(cast.wu), services.vote_prepare, activity=activity, motion=desk.conversion(cast))


def test_nobody_present_decides_nothing(cast: Cast) -> None:
    with pytest.raises(VoteNotReady, match="没有人到会"):
        desk.voted_above(cast, Count(0, 0, 0), "wu", "wang", "li", "zheng")


def approval(**said) -> Motion:
    return Motion(**{"kind": VoteKind.APPROVAL, "subject": "批准陈申请为预备党员", "candidate_name": "陈申请", **said})


def test_a_committee_approves_one_person_at_a_time(cast: Cast) -> None:
    meeting, wu = desk.above(cast), cast.actor(cast.wu)
    with pytest.raises(VoteCannotBeValid, match=r"写了 2 人（发展党员工作细则第二十一、二十五条）.*逐个表决"):
        desk.run(wu, services.vote_prepare, activity=meeting, motion=approval(candidate_name="陈申请、林申请"))
    with pytest.raises(VoteNotReady, match="请填写表决对象"):
        desk.run(wu, services.vote_prepare, activity=meeting, motion=approval(candidate_name=" "))

    vote = desk.voted_above(cast, Count(3, 1, 0), motion=approval())

    assert (vote.candidate_name, vote.entitled, vote.is_passed) == ("陈申请", 4, True)
    assert "应到会委员 4 人，实到 4 人；2×4 ≥ 4" in vote.quorum_lines[0]
    assert vote.written == 0


def test_only_a_committee_approves(cast: Cast) -> None:
    with acting_as(SYSTEM):
        Unit.objects.filter(pk=cast.committee.pk).update(kind=UnitKind.GENERAL_BRANCH)
    with pytest.raises(MeetingDoesNotFit, match=r"党总支只审议.*发展党员工作细则第二十三条"):
        desk.voted_above(cast, Count(4, 0, 0), motion=approval())
    activity = desk.meeting(cast, kind=ActivityKind.COMMITTEE_MEETING)
    with pytest.raises(MeetingDoesNotFit, match="由党委审批"):
        desk.run(cast.actor(cast.wang), services.vote_prepare, activity=activity, motion=approval())
