"""Where the count of the paper stands."""

import dataclasses

from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.ballots.models import Poll, Sheet
from xuezuo.review.ballots.queries.results import labels_of, outcome_of, ways_taken
from xuezuo.review.ballots.types import LEAST_OF_A_KIND, Difference, PollMode, TellerSheet, Way
from xuezuo.review.ballots.words import differences, sheet_from_json

TWO = 2


@dataclasses.dataclass(frozen=True, slots=True)
class PaperState:
    """The present round of the count, as the asker may see it.

    Attributes:
        entered: how many tellers have entered their sheet.
        mine: the asker's own sheet.
        adopted: the count both agree on.
        differences: item by item, once both have entered.
        too_few: paper ballots handed out, when they are so few that the box must not be opened; else 0.
    """

    round: int
    entered: int
    mine: TellerSheet | None
    adopted: TellerSheet | None
    differences: tuple[Difference, ...]
    too_few: int = 0


def too_few(poll: Poll) -> int:
    """Return how many paper ballots were handed out beside electronic ones, when whoever counts them knows whose."""
    taken = ways_taken(poll) if poll.mode == PollMode.MIXED else {}
    papers = taken.get(Way.PAPER, 0) if taken.get(Way.ELECTRONIC) else 0
    return papers if papers < LEAST_OF_A_KIND else 0


def paper_state(poll: Poll, member_id: int | None) -> PaperState:
    """Return where the count stands; nobody sees one sheet before there are two."""
    with acting_as(SYSTEM):
        rows = list(Sheet.objects.filter(poll=poll, round=poll.round).order_by("entered_at", "pk"))
    sheets = [sheet_from_json(row.content) for row in rows]
    mine = next((sheet for row, sheet in zip(rows, sheets, strict=True) if row.teller_id == member_id), None)
    differ = differences(sheets[0], sheets[1], labels_of(poll)) if len(sheets) == TWO else []
    stored = outcome_of(poll).paper
    adopted = sheet_from_json(stored) if stored else None
    return PaperState(poll.round, len(sheets), mine, adopted, tuple(differ), too_few(poll))
