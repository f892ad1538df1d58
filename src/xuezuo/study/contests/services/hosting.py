"""What the host presses. The log only grows; each press names the last call that its screen showed."""

import datetime as dt

from xuezuo.kernel.errors import NotFound
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import use_case
from xuezuo.study.contests import events
from xuezuo.study.contests.errors import CallRefused, ScreenBehind
from xuezuo.study.contests.models import Call, Card, Contest, Round, Team
from xuezuo.study.contests.policies import CONTEST_HOST
from xuezuo.study.contests.queries.board import Board, board_of
from xuezuo.study.contests.services.checks import check_state, check_written, lock_to, tell
from xuezuo.study.contests.types import CallKind, ContestState, Press, RoundKind


@use_case("contests.call_make")
def call_make(*, actor: Actor, contest: Contest, press: Press, at: dt.datetime) -> Call:
    """Add a call to the log: show a card, reveal its answer, mark a team, or undo the last one.

    The contest's row is locked: of two presses that saw the same screen the second is refused, so that a double touch
    or a second host never marks twice.

    Raises:
        NotFound, Forbidden: the actor may not host, or round, card or team are not of this contest.
        ContestKindWrong, ContestWrongState: another kind; not going on. Closed is final.
        ScreenBehind: somebody pressed meanwhile.
        CallRefused: the press makes no sense now.
    """
    contest = lock_to(actor, CONTEST_HOST, contest, at)
    check_written(contest, written=False)
    check_state(contest, (ContestState.OPEN,), "继续主持", "比赛结束后成绩不再改变。")
    board = board_of(contest)
    if press.seen != board.last:
        raise ScreenBehind
    call = {
        CallKind.SHOW: _show,
        CallKind.REVEAL: _reveal,
        CallKind.MARK: _mark,
        CallKind.UNDO: _undo,
    }[CallKind(press.kind)](contest, board, press)
    call.contest, call.number, call.kind = contest, board.last + 1, press.kind
    call.called_at, call.called_by = at, actor.account_id
    call.save(force_insert=True)
    tell(events.CALL_MADE, actor, contest, at, number=call.number, call=press.kind)
    return call


def _show(contest: Contest, board: Board, press: Press) -> Call:
    found = Round.objects.filter(contest=contest, pk=press.round_id or 0).first()
    card = Card.objects.filter(contest=contest, pk=press.card_id or 0).first()
    if found is None or card is None:
        raise NotFound
    if card.pk in board.used:
        raise CallRefused(why="这张题卡已经用过。请换一张。")
    if card.round_id not in (None, found.pk):
        raise CallRefused(why="这张题卡属于另一轮。请换一张，或换一轮。")
    return Call(round=found, card=card)


def _reveal(_contest: Contest, board: Board, _press: Press) -> Call:
    if board.card is None or board.is_revealed:
        raise CallRefused(why="现在没有可以公布的答案。请先出题。")
    return Call(round=board.round, card=board.card)


def _mark(contest: Contest, board: Board, press: Press) -> Call:
    team = Team.objects.filter(contest=contest, pk=press.team_id or 0).first()
    if team is None:
        raise NotFound
    if board.card is None or board.round is None:
        raise CallRefused(why="还没有出题。请先出题。")
    if any(one.out for one in board.standings if one.team.pk == team.pk):
        raise CallRefused(why="这支队伍已被取消资格。")
    if team.pk in board.marked:
        raise CallRefused(why="这支队伍在这道题上已经记过分。如有差错，请先撤销。")
    marks = _worth(board.round, press)
    return Call(round=board.round, card=board.card, team=team, is_right=press.is_right, marks=marks)


def _worth(played: Round, press: Press) -> int:
    """Return what the answer is worth: the stake either way in a risk round, the round's marks otherwise."""
    if played.kind == RoundKind.RISK and played.levels:
        if press.stake not in played.levels:
            raise CallRefused(why="请先选择这支队伍的分值档。")
        return press.stake if press.is_right else -press.stake
    return played.marks_right if press.is_right else -played.marks_wrong


def _undo(_contest: Contest, board: Board, _press: Press) -> Call:
    last = board.undoable
    if last is None:
        raise CallRefused(why="没有可以撤销的操作。")
    return Call(round=last.round, card=last.card, team=last.team, marks=-last.marks, undoes=last)
