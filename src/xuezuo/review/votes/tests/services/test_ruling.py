"""Where no provision says what a count comes to, somebody rules, and that is what is recorded."""

import dataclasses
import datetime as dt

import pytest

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.platform.audit.models import Entry
from xuezuo.review.votes import services
from xuezuo.review.votes.errors import RulingRefused, VoteWrongState
from xuezuo.review.votes.models import Vote, VoteRevision, VoteRuling
from xuezuo.review.votes.tests import desk
from xuezuo.review.votes.types import Count, Judgement, RuledBy

pytestmark = pytest.mark.django_db
PASSED = Judgement(True, RuledBy.BODY, TODAY, "党委会议事规则第八条", "赞成超过到会委员的半数。")


def rule(cast: Cast, vote: Vote, who: str = "wu", **change: object) -> Vote:
    said = dataclasses.replace(PASSED, **change)
    return desk.run(cast.actor(getattr(cast, who)), services.vote_rule, vote=vote, judgement=said)


def test_a_ruling_stands_in_the_result_with_article_and_reason(cast: Cast) -> None:
    vote = desk.half_in_favour(cast)
    assert (vote.is_passed, vote.is_open_to_ruling) == (None, True)

    vote = rule(cast, vote)

    assert (vote.is_passed, vote.version) == (True, 2)
    assert vote.result_lines[-1] == (
        "认定：通过。2025-06-16 本组织按议事规则认定，依据：党委会议事规则第八条；理由：赞成超过到会委员的半数。"
    )
    with acting_as(SYSTEM):
        assert VoteRuling.objects.get(vote=vote).article == "党委会议事规则第八条"
        entry = Entry.objects.get(name="votes.result_ruled")
    assert entry.reason == "赞成超过到会委员的半数。"


def test_another_ruling_replaces_the_first_and_keeps_it(cast: Cast) -> None:
    vote = rule(cast, desk.half_in_favour(cast))

    vote = rule(cast, vote, is_passed=False, by=RuledBy.SUPERIOR, article="县委复〔2025〕3号")

    assert vote.is_passed is False
    assert [line for line in vote.result_lines if line.startswith("认定")] == [vote.result_lines[-1]]
    with acting_as(SYSTEM):
        assert list(VoteRuling.objects.order_by("version").values_list("is_passed", flat=True)) == [True, False]
        former = VoteRevision.objects.get(vote=vote, version=2).fields
    assert former["result_lines"][-1].startswith("认定：通过")


def test_a_corrected_count_asks_for_a_new_ruling(cast: Cast) -> None:
    vote = rule(cast, desk.half_in_favour(cast))

    vote = desk.run(cast.actor(cast.wu), services.vote_correct, vote=vote, count=Count(2, 0, 2), reason="清点有误")

    assert (vote.is_passed, vote.is_open_to_ruling) == (None, True)
    assert rule(cast, vote).is_passed is True


def test_what_the_numbers_decide_is_not_ruled_on(cast: Cast) -> None:
    with pytest.raises(VoteWrongState, match="票数已经得出结果"):
        rule(cast, desk.voted_above(cast, Count(3, 1, 0)))
    started = desk.started(cast)
    with pytest.raises(VoteWrongState, match="请先登记表决结果"):
        rule(cast, started, "wang")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"article": " "}, "依据"),
        ({"reason": ""}, "理由"),
        ({"by": "nobody"}, "由谁认定"),
        ({"on": TODAY - dt.timedelta(days=1)}, "不能更早"),
        ({"on": TODAY + dt.timedelta(days=1)}, "还没有到"),
    ],
)
def test_a_ruling_says_on_what_it_rests(cast: Cast, change: dict[str, object], words: str) -> None:
    vote = desk.half_in_favour(cast)
    with pytest.raises(RulingRefused, match=words):
        rule(cast, vote, **change)
    assert desk.fresh(vote).is_passed is None


def test_a_branch_is_ruled_on_by_its_secretary_or_from_above(cast: Cast) -> None:
    vote = desk.stopped(cast, motion=desk.IN_COMMITTEE, kind="committee_meeting", count=Count(1, 0, 1))
    assert vote.is_open_to_ruling
    with pytest.raises(Forbidden):
        rule(cast, vote, "li")
    with pytest.raises(NotFound):
        rule(cast, vote, "zheng")

    assert rule(cast, vote, "wu", by=RuledBy.SUPERIOR, article="林党复〔2025〕3号").is_passed is True
    assert rule(cast, vote, "wang", is_passed=False).is_passed is False
