import pytest
from tests.support.audit import trail

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.platform.access import acting_as
from xuezuo.study.contests.errors import (
    AuthorUnknown,
    CallRefused,
    CardInUse,
    CardNumberTaken,
    ContestKindWrong,
    ContestNotReady,
    ContestWrongState,
    ReasonNeeded,
    ScreenBehind,
)
from xuezuo.study.contests.models import Call
from xuezuo.study.contests.queries.board import board_of, cards_left
from xuezuo.study.contests.services.contests import contest_open, contest_void, knowledge_close
from xuezuo.study.contests.services.preparing import card_add, part_remove, round_add, team_add
from xuezuo.study.contests.tests import desk
from xuezuo.study.contests.types import CardText, RoundSpec

pytestmark = pytest.mark.django_db


@pytest.fixture
def contest(cast):
    return desk.knowledge(cast)


@pytest.fixture
def table(cast, contest):
    return desk.Table(contest, cast.actor(cast.wu))


def totals(contest) -> dict[str, tuple[int, int, int]]:
    return {one.team.name: (one.total, one.extra, one.place) for one in board_of(contest).standings}


def test_right_wrong_and_stakes_add_up(contest, table):
    table.show(0, 1)
    table.mark(0)
    table.show(1, 2)
    table.mark(1, is_right=False)
    table.show(2, 3)
    table.mark(0, is_right=False, stake=30)
    table.mark(1, stake=20)
    assert totals(contest) == {"机关队": (-20, 0, 2), "社区队": (10, 0, 1)}
    assert trail().filter(name="contests.call_made").count() == 7


def test_undo_is_a_further_entry_and_takes_back_step_by_step(contest, table):
    table.show(0, 1)
    marked = table.mark(0)
    undo = table.press("undo")
    assert (undo.undoes_id, undo.marks, undo.number) == (marked.pk, -10, 3)
    assert totals(contest)["机关队"] == (0, 0, 1)
    table.mark(1)  # the card is still shown: another team may be judged
    table.press("undo")
    table.press("undo")
    board = board_of(contest)
    assert board.card is None
    assert {card.number for card in cards_left(contest, board)} == set(range(1, 7))
    with pytest.raises(CallRefused):
        table.press("undo")
    assert Call.objects.filter(contest=contest).count() == 6


def test_a_press_that_saw_an_older_screen_is_refused(table):
    table.show(0, 1)
    table.mark(0)
    with pytest.raises(ScreenBehind):
        table.mark(1, seen=1)
    with pytest.raises(ScreenBehind):
        table.press("undo", seen=1)


def test_what_makes_no_sense(table):
    with pytest.raises(CallRefused):
        table.mark(0)
    with pytest.raises(CallRefused):
        table.press("reveal")
    table.show(2, 1)
    with pytest.raises(CallRefused, match="分值档"):
        table.mark(0, stake=15)
    table.mark(0, stake=10)
    with pytest.raises(CallRefused, match="已经记过分"):
        table.mark(0, stake=10)
    table.press("reveal")
    with pytest.raises(CallRefused):
        table.press("reveal")
    with pytest.raises(CallRefused, match="已经用过"):
        table.show(0, 1)


def test_rounds_cards_and_teams_of_another_contest_are_unknown(cast, table):
    other = desk.Table(desk.knowledge(cast), cast.actor(cast.wu))
    with pytest.raises(NotFound):
        table.press("show", round_id=table.rounds[0].pk, card_id=other.cards[0].pk)
    table.show(0, 1)
    with pytest.raises(NotFound):
        table.press("mark", team_id=other.teams[0].pk, is_right=True)


def test_a_card_of_one_round_stays_there(cast, contest, table):
    text = CardText(20, "只用于抢答", "甲")
    card = card_add(actor=table.actor, contest=contest, text=text, round_id=table.rounds[1].pk, at=desk.AT)
    with pytest.raises(CallRefused, match="另一轮"):
        table.press("show", round_id=table.rounds[0].pk, card_id=card.pk)


def test_a_tie_break_only_parts_equal_teams(contest, table):
    table.show(0, 1)
    table.mark(0)
    table.mark(1)
    assert board_of(contest).has_ties
    spec = RoundSpec("tie_break", "加赛题", 10, 0)
    table.rounds.append(round_add(actor=table.actor, contest=contest, spec=spec, at=desk.AT))
    table.show(3, 2)
    table.mark(1)
    assert totals(contest) == {"机关队": (10, 0, 2), "社区队": (10, 10, 1)}
    assert not board_of(contest).has_ties


def test_equal_teams_share_their_place_and_closed_is_final(cast, contest, table):
    table.show(0, 1)
    closed = knowledge_close(actor=table.actor, contest=contest, at=desk.AT)
    assert {one.place for one in board_of(closed).standings} == {1}
    for press in (lambda: table.mark(0), lambda: table.press("undo")):
        with pytest.raises(ContestWrongState):
            press()
    with pytest.raises(ContestWrongState):
        contest_void(actor=table.actor, contest=contest, reason="重来", at=desk.AT)


def test_who_may_host(cast, contest, table):
    for who in (cast.wang, cast.li, cast.sun, cast.zhao):
        table.actor = cast.actor(who)
        with acting_as(table.actor), pytest.raises(Forbidden):
            table.show(0, 1)
    for actor in (cast.actor(cast.zhou), cast.admin):
        table.actor = actor
        with acting_as(actor), pytest.raises(NotFound):
            table.show(0, 1)


def test_nothing_opens_before_it_is_ready(cast):
    contest, wu = desk.draft(cast, "knowledge"), cast.actor(cast.wu)
    with pytest.raises(ContestNotReady, match="至少要有两支队伍；请先设置轮次；请先录入"):
        contest_open(actor=wu, contest=contest, at=desk.AT)
    with pytest.raises(ReasonNeeded):
        contest_void(actor=wu, contest=contest, reason=" ", at=desk.AT)
    contest_void(actor=wu, contest=contest, reason="改期", at=desk.AT)
    assert trail().get(name="contests.contest_voided").reason == "改期"


def test_what_was_used_stays(contest, table):
    wu = table.actor
    table.show(0, 1)
    with pytest.raises(CardInUse):
        part_remove(actor=wu, contest=contest, kind="card", pk=table.cards[0].pk, at=desk.AT)
    with pytest.raises(CardInUse):
        part_remove(actor=wu, contest=contest, kind="round", pk=table.rounds[0].pk, at=desk.AT)
    part_remove(actor=wu, contest=contest, kind="card", pk=table.cards[1].pk, at=desk.AT)
    with pytest.raises(ContestWrongState):
        part_remove(actor=wu, contest=contest, kind="team", pk=table.teams[0].pk, at=desk.AT)
    with pytest.raises(CardNumberTaken):
        card_add(actor=wu, contest=contest, text=CardText(3, "又一题", "甲"), round_id=None, at=desk.AT)


def test_teams_are_of_the_audience(cast):
    contest, wu = desk.draft(cast, "knowledge"), cast.actor(cast.wu)
    with pytest.raises(AuthorUnknown):
        team_add(actor=wu, contest=contest, name="外队", numbers=["HK0001"], unit_id=None, at=desk.AT)
    team = team_add(actor=wu, contest=contest, name="机关队", numbers=["LC0001"], unit_id=None, at=desk.AT)
    part_remove(actor=wu, contest=contest, kind="team", pk=team.pk, at=desk.AT)
    assert not contest.teams.exists()
    with pytest.raises(ContestKindWrong):
        round_add(actor=wu, contest=desk.draft(cast, "essay"), spec=RoundSpec("buzz", "抢答"), at=desk.AT)
