"""Preparing, opening, closing and voiding; who sees a poll."""

import dataclasses
import datetime as dt

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from tests.support.audit import trail

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.org.models import Affiliation
from xuezuo.org.tests import factories
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.ballots import errors
from xuezuo.review.ballots.models import Elector, Item, Poll
from xuezuo.review.ballots.queries import poll_get, poll_get_for, poll_get_to, poll_result
from xuezuo.review.ballots.services import paper_issue, poll_close, poll_open, poll_prepare, poll_void
from xuezuo.review.ballots.tests import desk
from xuezuo.review.ballots.types import Choice, ItemSpec

pytestmark = pytest.mark.django_db
ON = desk.AT.date()


def test_prepared_opened_and_closed(cast):
    poll = desk.with_tellers(cast)
    assert (poll.state, poll.entitled) == ("open", 4)
    desk.count(cast, poll, cast.li, desk.sheet())
    desk.count(cast, poll, cast.zhao, desk.sheet())
    result = poll_close(actor=cast.actor(cast.wang), poll=poll, at=desk.AT)
    assert (result.entitled, result.issued, result.returned, result.valid) == (4, 4, 4, 4)
    assert [one.counts for one in result.items] == [
        {"yes": 3, "no": 1, "abstain": 0},
        {"yes": 2, "no": 2, "abstain": 0},
        {"yes": 1, "no": 3, "abstain": 0},
    ]
    assert poll_result(poll.pk) == result == poll_close(actor=cast.actor(cast.li), poll=poll, at=desk.AT)
    assert [one.name for one in trail().filter(name__startswith="ballots.poll").order_by("id")] == [
        "ballots.poll_prepared",
        "ballots.poll_opened",
        "ballots.poll_closed",
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"title": " "}, "没有名称"),
        ({"items": ()}, "1 到 1000 项"),
        ({"closes_at": desk.AT}, "截止时间"),
        ({"most_yes": 0}, "应选人数"),
        ({"write_ins": -1}, "另选人数"),
        ({"mode": "shouting"}, "没有这种选票"),
        ({"items": (ItemSpec("甲", (Choice("好", "好"),)),)}, "第 1 项有选项的代号"),
        ({"items": (ItemSpec("甲", (Choice("a", "好"), Choice("a", "差"))),)}, "不能重复"),
        ({"items": (ItemSpec("", (Choice("a", "好"),)),)}, "第 1 项没有内容"),
    ],
)
def test_a_ballot_that_nobody_could_fill_in_is_refused(cast, change, said):
    spec = dataclasses.replace(desk.spec(cast.office.pk), **change)
    with pytest.raises(errors.PollBadSpec, match=said):
        poll_prepare(actor=cast.actor(cast.wang), spec=spec, at=desk.AT)


def test_only_those_who_keep_the_unit_run_its_polls(cast):
    spec = desk.spec(cast.office.pk)
    with pytest.raises(Forbidden):
        poll_prepare(actor=cast.actor(cast.zhao), spec=spec, at=desk.AT)
    with pytest.raises(NotFound):
        poll_prepare(actor=cast.actor(cast.zhou), spec=spec, at=desk.AT)
    poll = desk.draft(cast)
    with pytest.raises(NotFound):
        poll_get_to(cast.actor(cast.zhao), poll.uid, ON)
    with pytest.raises(Forbidden):
        poll_get_to(cast.actor(cast.zhao), desk.opened(cast).uid, ON)


def test_the_list_is_frozen_and_right(cast):
    poll, wang = desk.draft(cast), cast.actor(cast.wang)
    for entitled in ([], [cast.li.pk, cast.li.pk], [0]):
        with pytest.raises(errors.EntitledWrong):
            poll_open(actor=wang, poll=poll, entitled=entitled, at=desk.AT)
    poll_open(actor=wang, poll=poll, entitled=[cast.li.pk], at=desk.AT)
    with pytest.raises(errors.PollWrongState):
        poll_open(actor=wang, poll=poll, entitled=[cast.wang.pk], at=desk.AT)


def test_a_draft_is_for_those_who_run_it_and_an_open_poll_for_its_list(cast):
    draft, poll = desk.draft(cast), desk.opened(cast)
    assert poll_get_for(cast.actor(cast.wang), draft.uid, ON) == draft
    for person in (cast.zhao, cast.sun):
        with pytest.raises(NotFound):
            poll_get_for(cast.actor(person), draft.uid, ON)
        assert poll_get_for(cast.actor(person), poll.uid, ON) == poll
    for person in (cast.qian, cast.zheng, cast.zhou):
        with pytest.raises(NotFound):
            poll_get_for(cast.actor(person), poll.uid, ON)


def test_who_voted_and_was_moved_sees_the_result(cast):
    poll = desk.with_tellers(cast)
    desk.count(cast, poll, cast.li, desk.sheet())
    desk.count(cast, poll, cast.zhao, desk.sheet())
    result = poll_close(actor=cast.actor(cast.wang), poll=poll, at=desk.AT)
    with acting_as(SYSTEM):
        moved = dt.date(2025, 6, 17)
        Affiliation.objects.filter(member=cast.zhao).update(during=DateRange(dt.date(2020, 1, 1), moved))
        factories.affiliation(cast.zhao, cast.other_branch, since=moved)
    later = cast.actor(cast.zhao, dt.date(2025, 6, 18))
    assert cast.office.pk not in {grant.unit_id for grant in later.grants}
    with acting_as(later):
        found = poll_get_for(later, poll.uid, dt.date(2025, 6, 18))
    assert poll_result(found.pk) == result


def test_void_with_a_reason_and_closed_is_final(cast):
    poll, wang = desk.opened(cast), cast.actor(cast.wang)
    with pytest.raises(errors.ReasonNeeded):
        poll_void(actor=wang, poll=poll, reason=" ", at=desk.AT)
    assert poll_void(actor=wang, poll=poll, reason="名单有误", at=desk.AT).state == "void"
    assert poll_result(poll.pk) is None
    with pytest.raises(errors.PollWrongState):
        poll_close(actor=wang, poll=poll, at=desk.AT)
    empty = desk.opened(cast)
    poll_close(actor=wang, poll=empty, at=desk.AT)
    with pytest.raises(errors.PollWrongState):
        poll_void(actor=wang, poll=empty, reason="后悔", at=desk.AT)


def test_more_ballots_back_than_handed_out_make_the_poll_void(cast):
    """election.ballot.valid_total."""
    poll, wang = desk.with_tellers(cast), cast.actor(cast.wang)
    for who in (cast.li, cast.zhao):
        desk.count(cast, poll, who, desk.sheet(returned=5))
    result = poll_close(actor=wang, poll=poll, at=desk.AT)
    assert result.is_void
    assert result.items == ()
    assert poll_get(poll.uid).state == "void"
    assert poll_result(poll.pk) is None
    assert poll_close(actor=wang, poll=poll, at=desk.AT) == result


def test_the_database_hides_polls_and_lists(cast):
    poll = desk.opened(cast, voters=("li", "zhao"))
    with acting_as(cast.actor(cast.zhou)):
        assert not Poll.objects.exists()
        assert not Item.objects.exists()
    with acting_as(cast.actor(cast.zhao)):
        assert Item.objects.filter(poll=poll).count() == 3
        assert list(Elector.objects.values_list("member_id", flat=True)) == [cast.zhao.pk]
    with acting_as(cast.actor(cast.wang)):
        assert Poll.objects.exists()
        assert not Elector.objects.exists()


def test_late_paper_is_refused(cast):
    poll = desk.opened(cast, closes_at=desk.AT + dt.timedelta(hours=1))
    late = desk.AT + dt.timedelta(hours=1)
    with pytest.raises(errors.VotingOver, match="2025-06-16 11:00"):
        paper_issue(actor=cast.actor(cast.wang), poll=poll, member_ids=[cast.li.pk], at=late)
