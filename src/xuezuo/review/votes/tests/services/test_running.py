"""A vote from the motion to the result: numbers frozen, arithmetic shown, nothing invalid begins."""

import dataclasses

import pytest

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.kernel.ids import new_id
from xuezuo.life.models import Attendance
from xuezuo.life.types import ActivityKind, AttendanceStatus, State
from xuezuo.org.tests.cast import Cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.votes import services
from xuezuo.review.votes.errors import (
    CountDoesNotAdd,
    MeetingDoesNotFit,
    StoppedMeanwhile,
    VoteCannotBeValid,
    VoteElsewhere,
    VoteNotReady,
    VoteWrongState,
)
from xuezuo.review.votes.models import Elector, Vote
from xuezuo.review.votes.queries import rulings
from xuezuo.review.votes.tests import desk
from xuezuo.review.votes.types import Count, VoteKind, VoteMethod, VoteState, Why

pytestmark = pytest.mark.django_db
SECRET = Count(3, 1, 0, issued=4, returned=4)


def electors(vote: Vote) -> dict[str, tuple[str, bool]]:
    with acting_as(SYSTEM):
        return {one.name: (one.why, one.is_present) for one in Elector.objects.filter(vote=vote)}


def test_a_resolution_shows_its_arithmetic(cast: Cast) -> None:
    vote = desk.stopped(cast, "zhao", count=Count(3, 0, 0))

    assert (vote.state, vote.entitled, vote.present, vote.is_passed) == (VoteState.STOPPED, 4, 3, True)
    assert vote.quorum_lines == [
        "应到会有表决权 4 人，实到 3 人；2×3 ≥ 4，可以表决（支部工作条例第十一条）。",
        "名册上另有 1 人没有表决权或不计入应到会，原因和依据已登记。",
    ]
    assert vote.result_lines == [
        "举手表决：赞成 3 票，不赞成 0 票，弃权 0 票。",
        "赞成 3 票，2×3 > 4，超过应到会有表决权的党员的半数，通过（支部工作条例第十一条）。",
    ]
    assert electors(vote)["钱预备"] == (Why.PROBATIONARY, True)
    assert electors(vote)["赵党员"] == ("", False)


def test_half_of_those_entitled_is_not_enough(cast: Cast) -> None:
    vote = desk.stopped(cast, "zhao", count=Count(2, 0, 1))

    assert vote.is_passed is False
    assert "2×2 ≤ 4，没有超过" in vote.result_lines[1]
    assert "至少要 3 票" in vote.result_lines[1]


def test_without_a_quorum_nothing_begins(cast: Cast) -> None:
    vote = desk.prepared(cast, "wang", "zhao", "wu")

    with pytest.raises(VoteCannotBeValid, match=r"2×1 < 4.*支部工作条例第十一条"):
        desk.run(cast.actor(cast.wang), services.vote_start, vote=vote)
    assert desk.fresh(vote).state == VoteState.PREPARED
    assert electors(vote) == {}


def test_a_conversion_needs_more_than_half_where_a_resolution_needs_half(cast: Cast) -> None:
    plain = desk.started(cast, "wang", "zhao")
    assert plain.state == VoteState.STARTED

    vote = desk.prepared(cast, "wang", "zhao", motion=desk.conversion(cast))
    with pytest.raises(VoteCannotBeValid, match=r"2×2 ≤ 4.*发展党员工作细则第二十条；转正按第三十三条"):
        desk.run(cast.actor(cast.wang), services.vote_start, vote=vote)


def test_a_provision_that_nobody_verified_only_reminds(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    known = rulings.clause_of("branch.meeting.members.quorum")
    monkeypatch.setattr(rulings, "clause_of", lambda _: dataclasses.replace(known, verified=False))

    vote = desk.started(cast, "wang", "zhao", "wu")

    assert vote.present == 1
    assert "2×1 < 4，没有达到可以表决的人数，至少要到 2 人" in vote.quorum_lines[0]
    assert vote.quorum_lines[1].startswith("提醒：")
    assert "尚未核对原文" in vote.quorum_lines[1]


def test_written_opinions_of_the_absent_count_and_of_those_who_came_do_not(cast: Cast) -> None:
    vote = desk.prepared(cast, "zhao", motion=desk.conversion(cast))
    desk.write(cast, vote, cast.zhao)
    desk.write(cast, vote, cast.wu, "no")  # came after all
    wang = cast.actor(cast.wang)
    vote = desk.run(wang, services.vote_start, vote=vote)
    vote = desk.run(wang, services.vote_stop, vote=vote, count=Count(2, 1, 0, issued=3, returned=3))

    assert (vote.written_yes, vote.written_no, vote.written_abstain) == (1, 0, 0)
    assert vote.is_passed is True
    assert "会前收到未到会党员的书面意见 1 份" in vote.quorum_lines[2]
    assert "连同书面意见赞成 3 票，2×3 > 4" in vote.result_lines[1]


def test_a_ballot_that_handed_out_nothing_is_no_vote(cast: Cast) -> None:
    vote = desk.started(cast, motion=desk.conversion(cast))
    with pytest.raises(CountDoesNotAdd, match="没有发出选票"):
        desk.run(cast.actor(cast.wang), services.vote_stop, vote=vote, count=Count(0, 0, 0))


def test_spoilt_ballots_are_votes_for_nothing(cast: Cast) -> None:
    vote = desk.stopped(cast, motion=desk.conversion(cast), count=Count(2, 1, 0, issued=4, returned=4, invalid=1))

    assert vote.is_passed is False
    assert (
        vote.result_lines[0] == "无记名投票：发出 4 张，收回 4 张，其中无效 1 张；赞成 2 票，不赞成 1 票，弃权 0 票。"
    )


def test_more_ballots_than_were_handed_out_decide_nothing(cast: Cast) -> None:
    vote = desk.stopped(cast, motion=desk.conversion(cast), count=Count(5, 0, 0, issued=4, returned=5))

    assert vote.must_repeat
    assert (vote.is_passed, vote.yes) == (None, None)
    assert "5 > 4，收回的票多于发出的票" in vote.result_lines[1]
    assert "基层组织选举工作条例选举实施一章" in vote.result_lines[1]


@pytest.mark.parametrize(
    ("count", "passed", "words"),
    [
        (Count(2, 0, 0), True, "2×2 > 2，超过全体委员的半数"),
        (Count(0, 0, 2), False, "少数服从多数"),
        (Count(1, 0, 1), None, "请按议事规则或报上级党组织认定"),
    ],
)
def test_a_committee_decides_by_all_its_members_or_by_its_own_rules(
    cast: Cast, count: Count, passed: bool | None, words: str
) -> None:
    kind = ActivityKind.COMMITTEE_MEETING
    vote = desk.stopped(cast, motion=desk.IN_COMMITTEE, kind=kind, count=count)

    assert vote.is_passed is passed
    assert vote.quorum_lines[0].startswith("应到会委员 2 人，实到 2 人；2×2 ≥ 2，可以表决")
    assert words in vote.result_lines[1]


def test_the_lists_stay_as_they_were_at_the_start(cast: Cast) -> None:
    vote = desk.started(cast)
    with acting_as(SYSTEM):
        Attendance.objects.filter(activity=vote.activity).update(status=AttendanceStatus.ABSENT)

    vote = desk.run(cast.actor(cast.wang), services.vote_stop, vote=vote, count=Count(4, 0, 0))

    assert vote.present == 4
    assert electors(vote)["赵党员"] == ("", True)


@pytest.mark.parametrize(
    ("method", "count", "words"),
    [
        (VoteMethod.OPEN, Count(3, 0, 0), "合计 3，实到会有表决权的是 4 人"),
        (VoteMethod.OPEN, Count(5, -1, 0), "不能是负数"),
        (VoteMethod.COUNTED, Count(4, 0, 0, issued=5, returned=4), "实到会有表决权的只有 4 人"),
        (VoteMethod.COUNTED, Count(4, 0, 0, issued=4, returned=4, invalid=1), "有效票是 3 张"),
        (VoteMethod.COUNTED, Count(0, 0, 0, issued=4, returned=2, invalid=3), "有效票是 -1 张"),
    ],
)
def test_numbers_that_do_not_add_up_are_refused(cast: Cast, method: str, count: Count, words: str) -> None:
    motion = dataclasses.replace(desk.conversion(cast), kind=VoteKind.RESOLUTION, method=method)
    vote = desk.started(cast, motion=motion)

    with pytest.raises(CountDoesNotAdd, match=words):
        desk.run(cast.actor(cast.wang), services.vote_stop, vote=vote, count=count)


def test_whoever_stops_second_gets_the_first_result_or_is_told(cast: Cast) -> None:
    vote, li = desk.started(cast), cast.actor(cast.li)
    first = desk.run(cast.actor(cast.wang), services.vote_stop, vote=vote, count=Count(3, 1, 0))

    again = desk.run(li, services.vote_stop, vote=vote, count=Count(3, 1, 0))
    assert (again.pk, again.stopped_by) == (first.pk, cast.account(cast.wang).pk)
    with pytest.raises(StoppedMeanwhile, match="赞成 3、不赞成 1、弃权 0"):
        desk.run(li, services.vote_stop, vote=vote, count=Count(4, 0, 0))


def test_starting_and_preparing_twice_is_once(cast: Cast) -> None:
    wang, activity, uid = cast.actor(cast.wang), desk.meeting(cast), new_id()
    one, two = (
        desk.run(wang, services.vote_prepare, activity=activity, motion=desk.RESOLUTION, uid=uid) for _ in range(2)
    )
    assert one.pk == two.pk
    started = [desk.run(wang, services.vote_start, vote=one).started_at for _ in range(2)]
    assert len(set(started)) == 1
    assert len(electors(one)) == 5


def test_a_meeting_made_void_meanwhile_stops_nothing(cast: Cast) -> None:
    vote = desk.started(cast)
    with acting_as(SYSTEM):
        type(vote.activity).objects.filter(pk=vote.activity_id).update(
            state=State.VOID, voided_at=desk.AT, void_reason="登记错了"
        )
    with pytest.raises(MeetingDoesNotFit, match="作废"):
        desk.run(cast.actor(cast.wang), services.vote_stop, vote=vote, count=Count(4, 0, 0))


def test_an_id_of_another_meeting_is_refused(cast: Cast) -> None:
    vote, other = desk.prepared(cast), desk.meeting(cast)
    with pytest.raises(VoteElsewhere):
        desk.run(cast.actor(cast.wang), services.vote_prepare, activity=other, motion=desk.RESOLUTION, uid=vote.uid)


def test_a_counted_ballot_needs_somebody_to_watch(cast: Cast) -> None:
    motion = dataclasses.replace(desk.conversion(cast), scrutineer_id=None)
    vote = desk.prepared(cast, motion=motion)

    with pytest.raises(VoteNotReady, match="监票人"):
        desk.run(cast.actor(cast.wang), services.vote_start, vote=vote)


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        ({"method": VoteMethod.OPEN}, VoteCannotBeValid, "应当无记名投票.*发展党员工作细则第二十一条"),
        ({"candidate_name": "钱预备、孙同志"}, VoteCannotBeValid, "一次表决写了 2 人.*第二十一、二十五条"),
        ({"candidate_name": " "}, VoteNotReady, "姓名"),
        ({"subject": " "}, VoteNotReady, "议题"),
        ({"counter_id": "li"}, VoteNotReady, "两名党员"),
        ({"scrutineer_id": "qian"}, VoteNotReady, "不能为自己的表决监票"),
    ],
)
def test_what_could_not_be_valid_is_not_even_prepared(
    cast: Cast, change: dict[str, str], error: type[Exception], words: str
) -> None:
    people = {key: getattr(cast, value).pk for key, value in change.items() if key.endswith("_id")}
    motion = dataclasses.replace(desk.conversion(cast), **{**change, **people})

    with pytest.raises(error, match=words):
        desk.prepared(cast, motion=motion)


def test_a_name_with_a_joining_word_in_it_is_one_name(cast: Cast) -> None:
    assert desk.prepared(cast, motion=dataclasses.replace(desk.conversion(cast), candidate_name="李和平"))


@pytest.mark.parametrize("kind", [ActivityKind.THEME_DAY, ActivityKind.COMMITTEE_MEETING, ActivityKind.LECTURE])
def test_only_the_right_meeting_votes(cast: Cast, kind: str) -> None:
    with pytest.raises(MeetingDoesNotFit, match="支部党员大会表决"):
        desk.prepared(cast, kind=kind)


def test_a_void_meeting_votes_on_nothing(cast: Cast) -> None:
    activity = desk.meeting(cast)
    activity.state = State.VOID
    with pytest.raises(MeetingDoesNotFit, match="作废"):
        desk.run(cast.actor(cast.wang), services.vote_prepare, activity=activity, motion=desk.RESOLUTION)


@pytest.mark.parametrize(("who", "error"), [("zhao", Forbidden), ("sun", Forbidden), ("zheng", NotFound)])
def test_who_does_not_keep_the_votes_runs_none(cast: Cast, who: str, error: type[Exception]) -> None:
    actor, activity = cast.actor(getattr(cast, who)), desk.meeting(cast)
    with pytest.raises(error):
        desk.run(actor, services.vote_prepare, activity=activity, motion=desk.RESOLUTION)
    vote = desk.started(cast)
    with pytest.raises(error):
        desk.run(actor, services.vote_stop, vote=vote, count=Count(4, 0, 0))


def test_a_stopped_vote_does_not_start_and_a_prepared_one_does_not_stop(cast: Cast) -> None:
    wang = cast.actor(cast.wang)
    with pytest.raises(VoteWrongState, match="已表决"):
        desk.run(wang, services.vote_start, vote=desk.stopped(cast))
    with pytest.raises(VoteWrongState, match="请先开始表决"):
        desk.run(wang, services.vote_stop, vote=desk.prepared(cast), count=SECRET)
