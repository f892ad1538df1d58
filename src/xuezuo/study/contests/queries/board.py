"""The standing of a knowledge contest, read from the log of calls: one query for teams, one for the log."""

import dataclasses
from collections.abc import Mapping, Sequence

from xuezuo.study.contests.models import Call, Card, Contest, Round, Team
from xuezuo.study.contests.queries.rulings import teams_out
from xuezuo.study.contests.types import CallKind, ContestState, RoundKind


@dataclasses.dataclass(frozen=True, slots=True)
class Standing:
    """A team and its marks. `place` is shared by teams that are equal; `extra` counts only between them.

    `out` says why the team is disqualified; it has no place then. Empty = it takes part.
    """

    team: Team
    total: int
    extra: int
    place: int
    is_tied: bool
    out: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class LogLine:
    """A call as people read it."""

    call: Call
    words: str
    is_undone: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Board:
    """What the hall and the host see.

    Attributes:
        last: number of the last call, 0 before the first.
        round, card: what is being asked; None before the first question.
        is_revealed: the answer may be shown.
        marked: ids of the teams that were judged on this card.
        standings: by table.
        log: the newest first.
        used: ids of cards that were shown.
        undoable: the call that an undo would take back.
    """

    last: int
    round: Round | None
    card: Card | None
    is_revealed: bool
    marked: dict[int, int]
    standings: tuple[Standing, ...]
    log: tuple[LogLine, ...]
    used: frozenset[int]
    undoable: Call | None
    is_closed: bool

    @property
    def by_place(self) -> list[Standing]:
        """The teams, the leading ones first, equal ones by table."""
        return sorted(self.standings, key=lambda one: (one.out != "", one.place, one.team.position))

    @property
    def has_ties(self) -> bool:
        """Two teams share a place."""
        return any(one.is_tied for one in self.standings)


def board_of(contest: Contest) -> Board:
    """Return the standing of the contest now."""
    calls = list(contest.calls.select_related("round", "card", "team", "undoes").order_by("number"))
    undone = {call.undoes_id for call in calls if call.undoes_id is not None}
    valid = [call for call in calls if call.kind != CallKind.UNDO and call.pk not in undone]
    shown = next((call for call in reversed(valid) if call.kind == CallKind.SHOW), None)
    since = [call for call in valid if shown is not None and call.number > shown.number]
    return Board(
        last=calls[-1].number if calls else 0,
        round=shown.round if shown else None,
        card=shown.card if shown else None,
        is_revealed=any(call.kind == CallKind.REVEAL for call in since),
        marked={call.team_id: call.marks for call in since if call.team_id is not None},
        standings=_standings(list(contest.teams.order_by("position")), valid, teams_out(contest)),
        log=tuple(LogLine(call, words_of(call), call.pk in undone) for call in reversed(calls)),
        used=frozenset(call.card_id for call in valid if call.kind == CallKind.SHOW and call.card_id is not None),
        undoable=valid[-1] if valid else None,
        is_closed=contest.state == ContestState.CLOSED,
    )


def _standings(teams: Sequence[Team], valid: Sequence[Call], out: Mapping[int, str]) -> tuple[Standing, ...]:
    """Add up; a team's place is one more than the number of teams before it that take part."""
    sums = {team.pk: [0, 0] for team in teams}
    for call in valid:
        if call.kind == CallKind.MARK and call.team_id is not None:
            is_extra = call.round is not None and call.round.kind == RoundKind.TIE_BREAK
            sums[call.team_id][is_extra] += call.marks
    keys = {team.pk: tuple(sums[team.pk]) for team in teams}
    rivals = [key for pk, key in keys.items() if pk not in out]
    return tuple(
        Standing(team, key[0], key[1], 0, is_tied=False, out=out[team.pk])
        if team.pk in out
        else Standing(team, key[0], key[1], 1 + sum(other > key for other in rivals), rivals.count(key) > 1)
        for team, key in ((team, keys[team.pk]) for team in teams)
    )


def words_of(call: Call) -> str:
    """Say what a call was."""
    if call.kind == CallKind.UNDO:
        return f"撤销第 {call.undoes.number} 步" if call.undoes else "撤销"
    if call.kind == CallKind.MARK and call.team:
        return f"{call.team.name}{'答对' if call.is_right else '答错'}，{call.marks:+d} 分"
    number = f" {call.card.number} 号题" if call.card else ""
    return f"{call.round.title}：出示{number}" if call.kind == CallKind.SHOW and call.round else f"公布答案{number}"


def cards_left(contest: Contest, board: Board) -> list[Card]:
    """Return the cards that were not shown yet, those of a round with their round."""
    return list(contest.cards.exclude(pk__in=board.used).select_related("round").order_by("number"))
