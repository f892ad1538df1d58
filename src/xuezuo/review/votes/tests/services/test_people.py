"""Who is left out of V and on what it rests; what absent members said in writing; nobody votes for another."""

import dataclasses
import datetime as dt

import pytest

from xuezuo.org.tests.cast import Cast
from xuezuo.platform.access import SYSTEM, Actor, acting_as, beyond_scope
from xuezuo.review.votes import services
from xuezuo.review.votes.errors import (
    ExclusionRefused,
    NotEntitledToVote,
    OpinionRefused,
    ProxyRefused,
    VoteNotReady,
    VoteWrongState,
)
from xuezuo.review.votes.models import Elector, Exclusion, Opinion
from xuezuo.review.votes.tests import desk
from xuezuo.review.votes.types import Count, VoteKind, Why

pytestmark = pytest.mark.django_db
PAPERS = {"consent": "林党组复〔2025〕8号", "is_approved": True}


def opinions_seen(actor: Actor) -> int:
    with acting_as(actor):
        return Opinion.objects.count()


def test_who_is_left_out_lowers_v_and_is_frozen_with_the_reason(cast: Cast) -> None:
    vote, wang = desk.prepared(cast, "zhao"), cast.actor(cast.wang)
    desk.leave_out(cast, vote, cast.zhao)

    vote = desk.run(wang, services.vote_start, vote=vote)

    assert (vote.entitled, vote.present) == (3, 3)
    with acting_as(SYSTEM):
        row = Elector.objects.get(vote=vote, member=cast.zhao)
    assert (row.why, row.document) == (Why.WATCH, "林党〔2025〕3号")
    assert "另有 2 人没有表决权或不计入应到会" in vote.quorum_lines[1]
    assert "察看" not in "".join(vote.quorum_lines)


def test_stated_again_replaces_and_removed_is_gone(cast: Cast) -> None:
    vote, wang = desk.prepared(cast), cast.actor(cast.wang)
    desk.leave_out(cast, vote, cast.zhao)
    desk.leave_out(cast, vote, cast.zhao, Why.DETAINED, document="留置决定")
    with acting_as(SYSTEM):
        assert list(Exclusion.objects.values_list("why", "document")) == [(Why.DETAINED, "留置决定")]

    for _ in range(2):
        desk.run(wang, services.exclusion_remove, vote=vote, member_id=cast.zhao.pk)
    assert desk.run(wang, services.vote_start, vote=vote).entitled == 4


def test_the_six_kinds_are_refused_where_no_province_allows_them(cast: Cast) -> None:
    vote = desk.prepared(cast, motion=desk.conversion(cast))

    with pytest.raises(ExclusionRefused, match="全国性规定没有允许"):
        desk.leave_out(cast, vote, cast.zhao, Why.ABROAD, **PAPERS)


def test_in_guizhou_the_six_kinds_need_consent_and_approval(cast: Cast, settings) -> None:  # type: ignore[no-untyped-def]  # a fixture
    settings.PROVINCE = "52"
    vote = desk.prepared(cast, "zhao", motion=desk.conversion(cast))
    for papers, words in (
        ({**PAPERS, "consent": " "}, "上级党组织同意的文号.*贵州省发展党员工作规程"),
        ({**PAPERS, "is_approved": False}, "支部大会通过"),
    ):
        with pytest.raises(ExclusionRefused, match=words):
            desk.leave_out(cast, vote, cast.zhao, Why.ABROAD, **papers)

    stated = desk.leave_out(cast, vote, cast.zhao, Why.ABROAD, **PAPERS)
    assert (stated.consent, stated.is_approved) == ("林党组复〔2025〕8号", True)
    with pytest.raises(ExclusionRefused, match="只在接收预备党员和转正"):
        desk.leave_out(cast, desk.prepared(cast), cast.zhao, Why.ABROAD, **PAPERS)
    with pytest.raises(VoteNotReady, match="先撤销"):
        desk.run(cast.actor(cast.wang), services.vote_change, vote=vote, motion=desk.RESOLUTION)


@pytest.mark.parametrize(
    ("why", "document", "words"), [(Why.WATCH, " ", "要有依据"), (Why.PROBATIONARY, "名册", "由系统按名册确定")]
)
def test_a_reason_needs_a_paper_and_to_be_one_that_people_state(
    cast: Cast, why: str, document: str, words: str
) -> None:
    with pytest.raises(ExclusionRefused, match=words):
        desk.leave_out(cast, desk.prepared(cast), cast.zhao, why, document=document)


@pytest.mark.parametrize("who", ["qian", "zheng"])
def test_who_has_no_vote_is_not_left_out(cast: Cast, who: str) -> None:
    with pytest.raises(NotEntitledToVote):
        desk.leave_out(cast, desk.prepared(cast), getattr(cast, who))


def test_what_was_written_is_read_by_that_member_alone(cast: Cast) -> None:
    vote = desk.prepared(cast, "zhao", motion=desk.conversion(cast))
    desk.write(cast, vote, cast.zhao, "no")

    assert opinions_seen(cast.actor(cast.zhao)) == 1
    for other in (cast.wang, cast.li, cast.wu, cast.zheng):
        assert opinions_seen(cast.actor(other)) == 0
    with acting_as(cast.actor(cast.wang)), beyond_scope():
        assert Opinion.objects.count() == 0


def test_a_later_paper_replaces_the_earlier_and_a_returned_one_counts_not(cast: Cast) -> None:
    vote, wang = desk.prepared(cast, "zhao", motion=desk.conversion(cast)), cast.actor(cast.wang)
    desk.write(cast, vote, cast.zhao, "no")
    desk.write(cast, vote, cast.zhao, "yes")
    desk.write(cast, vote, cast.wu, "abstain")
    for _ in range(2):
        desk.run(wang, services.opinion_return, vote=vote, member_id=cast.wu.pk)

    vote = desk.run(wang, services.vote_start, vote=vote)
    assert (vote.written_yes, vote.written_no, vote.written_abstain) == (1, 0, 0)


@pytest.mark.parametrize(
    ("kind", "received_at", "words"),
    [
        (VoteKind.RESOLUTION, desk.BEFORE, "党员大会决议没有这样的规定.*第二十一条"),
        (VoteKind.CONVERSION, desk.AT - dt.timedelta(minutes=1), "不是在会议开始之前交来的"),
        (VoteKind.CONVERSION, desk.AT + dt.timedelta(days=1), "还没有到"),
    ],
)
def test_a_paper_that_came_late_or_for_something_else_does_not_count(
    cast: Cast, kind: str, received_at: dt.datetime, words: str
) -> None:
    motion = dataclasses.replace(desk.conversion(cast), kind=kind)
    vote = desk.prepared(cast, "zhao", motion=motion)

    with pytest.raises(OpinionRefused, match=words):
        desk.write(cast, vote, cast.zhao, received_at=received_at)


def test_on_the_day_itself_the_hour_of_the_meeting_decides(cast: Cast) -> None:
    vote = desk.prepared(cast, "zhao", motion=desk.conversion(cast))
    with acting_as(SYSTEM):
        vote.activity.starts_at = dt.time(15)  # AT is 17:00 in Shanghai
        vote.activity.save(update_fields=["starts_at"])
    desk.write(cast, vote, cast.zhao, received_at=dt.datetime(2025, 6, 16, 6, 59, tzinfo=dt.UTC))
    with pytest.raises(OpinionRefused, match="会议开始之前"):
        desk.write(cast, vote, cast.zhao, received_at=dt.datetime(2025, 6, 16, 7, tzinfo=dt.UTC))


@pytest.mark.parametrize("kind", [VoteKind.RESOLUTION, VoteKind.CONVERSION])
def test_nobody_votes_for_another(cast: Cast, kind: str) -> None:
    vote = desk.prepared(cast, "zhao", motion=dataclasses.replace(desk.conversion(cast), kind=kind))

    with pytest.raises(ProxyRefused, match="不能委托他人代为投票（基层组织选举工作条例选举实施一章）"):
        desk.write(cast, vote, cast.zhao, by_proxy=True)


def test_who_has_no_vote_has_none_in_writing(cast: Cast) -> None:
    vote = desk.prepared(cast, motion=desk.conversion(cast))
    with pytest.raises(NotEntitledToVote):
        desk.write(cast, vote, cast.qian)
    desk.leave_out(cast, vote, cast.zhao)
    with pytest.raises(NotEntitledToVote):
        desk.write(cast, vote, cast.zhao)


def test_another_subject_needs_other_papers(cast: Cast) -> None:
    vote, wang = desk.prepared(cast, "zhao", motion=desk.conversion(cast)), cast.actor(cast.wang)
    desk.write(cast, vote, cast.zhao)

    other = dataclasses.replace(desk.conversion(cast), candidate_name="孙同志")
    with pytest.raises(VoteNotReady, match="先退回书面意见"):
        desk.run(wang, services.vote_change, vote=vote, motion=other)
    same = dataclasses.replace(desk.conversion(cast), counter_id=cast.wu.pk)
    assert desk.run(wang, services.vote_change, vote=vote, motion=same).counter_id == cast.wu.pk


def test_after_the_start_nothing_of_the_lists_changes(cast: Cast) -> None:
    vote, wang = desk.started(cast, motion=desk.conversion(cast)), cast.actor(cast.wang)
    for deed in (
        lambda: desk.leave_out(cast, vote, cast.zhao),
        lambda: desk.write(cast, vote, cast.zhao),
        lambda: desk.run(wang, services.exclusion_remove, vote=vote, member_id=cast.zhao.pk),
        lambda: desk.run(wang, services.opinion_return, vote=vote, member_id=cast.zhao.pk),
        lambda: desk.run(wang, services.vote_change, vote=vote, motion=desk.RESOLUTION),
    ):
        with pytest.raises(VoteWrongState, match="表决中"):
            deed()


def test_the_denominator_of_the_book_is_reached_with_papers(cast: Cast) -> None:
    """Three of four entitled vote yes, one of them in writing: without the paper it would not be enough."""
    vote, wang = desk.prepared(cast, "zhao", motion=desk.conversion(cast)), cast.actor(cast.wang)
    desk.write(cast, vote, cast.zhao, "abstain")
    vote = desk.run(wang, services.vote_start, vote=vote)
    vote = desk.run(wang, services.vote_stop, vote=vote, count=Count(2, 0, 1, issued=3, returned=3))

    assert vote.is_passed is False
    assert "2×2 ≤ 4" in vote.result_lines[1]
