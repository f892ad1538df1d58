"""Reviews of reports: who is in, who votes, who sees what it came to."""

import dataclasses

import pytest

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.org.models import Post
from xuezuo.org.tests import factories as org
from xuezuo.org.tests.cast import TODAY
from xuezuo.org.types import PostKind
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.ballots.models import Elector
from xuezuo.review.ballots.types import ItemResult, PollResult
from xuezuo.review.responsibility import errors
from xuezuo.review.responsibility.models import ReviewEntry
from xuezuo.review.responsibility.queries.access import entry_get_for, shows_result
from xuezuo.review.responsibility.queries.rounds import ballot, counts_of, entries_of
from xuezuo.review.responsibility.services import rounds
from xuezuo.review.responsibility.tests.desk import made_round, run_as

pytestmark = pytest.mark.django_db
GOOD = rounds.EntryWords(grade="good", opinion="工作扎实", questions="流动党员怎么管？")


def entry_of(cast, round_, unit) -> ReviewEntry:
    return next(one for one in entries_of(round_) if one.unit_id == unit.pk)


def test_the_secretaries_directly_below_are_in(cast):
    round_ = made_round(cast)
    assert [(one.unit.code, one.member_id) for one in entries_of(round_)] == [
        ("LC01", cast.wang.pk),
        ("LC02", cast.zheng.pk),
    ]
    with pytest.raises(errors.WrongState):
        made_round(cast)


def test_only_who_keeps_the_round_writes_and_the_person_sees_it_once_told(cast):
    round_, wu, wang = made_round(cast), cast.actor(cast.wu), cast.actor(cast.wang)
    mine, other = entry_of(cast, round_, cast.office), entry_of(cast, round_, cast.community)
    with pytest.raises((Forbidden, NotFound)):
        run_as(wang, rounds.entry_write, entry=mine, words=GOOD)
    run_as(wu, rounds.entry_write, entry=mine, words=GOOD)
    assert not shows_result(wang, entry_get_for(wang, mine.uid, TODAY))
    with pytest.raises(NotFound):
        entry_get_for(wang, other.uid, TODAY)
    with pytest.raises(errors.NotAllGraded):
        run_as(wu, rounds.round_close, round_=round_)
    run_as(wu, rounds.entry_leave_out, entry=other, reason="任职不满三个月")
    run_as(wu, rounds.round_close, round_=round_)
    assert shows_result(wang, entry_get_for(wang, mine.uid, TODAY))
    with pytest.raises(errors.WrongState):
        run_as(wu, rounds.entry_write, entry=mine, words=dataclasses.replace(GOOD, grade="poor"))


def test_the_committees_ballot_is_for_its_members_and_runs_once(cast):
    round_, wu = made_round(cast), cast.actor(cast.wu)
    with pytest.raises(errors.NobodyVotes):
        run_as(wu, rounds.round_ballot, round_=round_, mode="paper")
    with acting_as(SYSTEM):
        org.post(cast.li, cast.committee, PostKind.COMMITTEE_MEMBER)
        assert Post.objects.filter(unit=cast.committee, kind="committee_member").exists()
    poll = run_as(wu, rounds.round_ballot, round_=round_, mode="paper")
    with acting_as(SYSTEM):
        assert list(Elector.objects.filter(poll=poll).values_list("member_id", flat=True)) == [cast.li.pk]
    with pytest.raises(errors.BallotExists):
        run_as(wu, rounds.round_ballot, round_=round_, mode="paper")


def test_the_members_ballot_leaves_the_secretary_out(cast):
    round_, wu = made_round(cast), cast.actor(cast.wu)
    mine = entry_of(cast, round_, cast.office)
    poll = run_as(wu, rounds.entry_ballot, entry=mine, mode="paper")
    with acting_as(SYSTEM):
        voters = set(Elector.objects.filter(poll=poll).values_list("member_id", flat=True))
    assert cast.wang.pk not in voters
    assert {cast.li.pk, cast.zhao.pk, cast.qian.pk, cast.wu.pk} <= voters
    assert poll.unit_id == cast.committee.pk
    run_as(wu, rounds.entry_write, entry=mine, words=GOOD)
    run_as(wu, rounds.entry_leave_out, entry=entry_of(cast, round_, cast.community), reason="病假")
    with pytest.raises(errors.WrongState, match="尚未结束"):
        run_as(wu, rounds.round_close, round_=round_)


@pytest.mark.parametrize(("returned", "shown"), [(9, False), (10, True)])
def test_fewer_than_ten_ballots_are_not_broken_down(cast, returned, shown):
    round_ = made_round(cast)
    item = ItemResult(1, "书记", None, {"good": returned - 1, "fair": 1}, 0)
    result = PollResult(round_.uid, 12, 12, returned, returned, 0, (item,))
    assert bool(ballot("已结束", result, item).counts) is shown


@pytest.mark.parametrize(("people", "shown"), [(9, ()), (10, (("好", 10), ("较好", 0), ("一般", 0), ("差", 0)))])
def test_counts_go_upward_from_ten_on(people, shown):
    assert counts_of([ReviewEntry(grade="good")] * people) == (people, shown)


def test_lines_are_sealed_even_for_other_posts(cast):
    made_round(cast)
    for person, count in ((cast.wang, 1), (cast.wu, 2), (cast.li, 0), (cast.zhou, 0)):
        with acting_as(cast.actor(person)):
            assert ReviewEntry.objects.count() == count
