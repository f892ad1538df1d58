"""The page of candidates."""

import dataclasses
import datetime as dt

from xuezuo.kernel.errors import NotFound
from xuezuo.org.types import UnitKind
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.elections.models import Candidate, Election
from xuezuo.review.elections.queries.electorate import electorate_of
from xuezuo.review.elections.queries.formulas import candidates_wanted
from xuezuo.review.elections.queries.naming import candidate_choices
from xuezuo.review.elections.types import BY_COMMITTEE, Body, ElectionState
from xuezuo.review.elections.words import strokes_of

CHANGING = (ElectionState.PREPARING, ElectionState.REQUESTED, ElectionState.APPROVED)
ORDERING = (*CHANGING, ElectionState.PROPOSED, ElectionState.AGREED)


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """A candidate with the strokes of the surname; `is_tied` = the next or last one has as many."""

    one: Candidate
    strokes: int | None
    is_tied: bool


@dataclasses.dataclass(frozen=True, slots=True)
class CandidatePage:
    """Who is proposed or stands, and how many are needed; `eligible` = number and name of who else may be proposed."""

    rows: list[Row]
    wanted: int
    may_change: bool
    may_order: bool
    eligible: list[tuple[str, str]]

    @property
    def choices(self) -> list[tuple[int, str]]:
        """Everybody in order, by id."""
        return [(row.one.pk, row.one.member.name) for row in self.rows]


def candidate_page(election: Election, on: dt.date) -> CandidatePage:
    """Return who is proposed or stands in the meeting's election, and who may be on `on`; the asker runs it."""
    body = Body.COMMITTEE if election.kind in BY_COMMITTEE else Body.MEETING
    people = candidate_choices(election, body)
    counts = [strokes_of(one.member.name[:1]) for one in people]
    return CandidatePage(
        [Row(one, count, counts.count(count) > 1) for one, count in zip(people, counts, strict=True)],
        candidates_wanted(election),
        election.state in CHANGING,
        election.state in ORDERING,
        _eligible(election, body, on, {one.member_id for one in people}),
    )


def _eligible(election: Election, body: str, on: dt.date, named: set[int]) -> list[tuple[str, str]]:
    """Suggest those who may be elected, by pinyin; above the branches the list would be too long to choose from."""
    is_short = election.unit.kind == UnitKind.BRANCH or body == Body.COMMITTEE
    if not is_short or election.state not in (*CHANGING, ElectionState.MEETING):
        return []
    rows = electorate_of(election, body, election.held_on or on)
    return [(row.number, row.name) for row in rows if not row.why and row.member_id not in named]


def candidate_get(election: Election, pk: int) -> Candidate:
    """Return a candidate of the election.

    Raises:
        NotFound: there is none.
    """
    with acting_as(SYSTEM):
        rows = Candidate.objects.select_related("election__unit", "member")
        candidate = rows.filter(election=election, pk=pk).first()
    if candidate is None:
        raise NotFound
    return candidate
