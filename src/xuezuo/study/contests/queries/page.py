"""What a contest's page shows to the asker: one read for each part that is theirs."""

import dataclasses
import datetime as dt

from xuezuo.platform.access import Actor
from xuezuo.study.contests.models import Contest, Criterion, Entry
from xuezuo.study.contests.queries import access, lists, works
from xuezuo.study.contests.queries.board import Board, board_of
from xuezuo.study.contests.types import ContestState


@dataclasses.dataclass(frozen=True, slots=True)
class ContestPage:
    """The parts of the page; empty = not for the asker, or not now.

    Attributes:
        may_run, may_host: posts at the contest's unit.
        is_juror: the asker judges.
        may_enter: a work can be handed in by the asker now.
        is_past_deadline: works no longer come in.
        entries: how many works are in; for those who run it, None otherwise.
    """

    unit_name: str
    may_run: bool
    may_host: bool
    is_juror: bool
    may_enter: bool
    is_past_deadline: bool
    entries: int | None
    criteria: list[Criterion]
    mine: list[Entry]
    board: Board | None
    awarded: list[works.AwardedWork]


def contest_page(actor: Actor, contest: Contest, on: dt.date, at: dt.datetime) -> ContestPage:
    """Return what the asker sees of the contest; its door was passed by the caller."""
    may_run = access.may_run(actor, contest, on)
    is_past = contest.entries_until is not None and at >= contest.entries_until
    if not contest.is_written:
        board = board_of(contest) if contest.state != ContestState.DRAFT else None
        return ContestPage(
            lists.unit_name(contest, on), may_run, access.may_host(actor, contest, on),
            is_juror=False, may_enter=False, is_past_deadline=False, entries=None, criteria=[], mine=[], board=board,
            awarded=[],
        )  # fmt: skip
    mine = list(works.my_entries(actor, contest))
    is_open = contest.state == ContestState.OPEN and not is_past
    return ContestPage(
        lists.unit_name(contest, on), may_run, may_host=False, is_juror=access.is_juror(actor, contest),
        may_enter=is_open and _may_enter(actor, contest, on),
        is_past_deadline=is_past, entries=lists.entries_count(contest) if may_run else None,
        criteria=lists.criteria_of(contest), mine=mine, board=None, awarded=works.awarded_works(contest),
    )  # fmt: skip


def _may_enter(actor: Actor, contest: Contest, on: dt.date) -> bool:
    is_for = actor.member_id is not None and access.is_for(contest, actor.member_id, on)
    return is_for and not works.has_entered(actor, contest)
