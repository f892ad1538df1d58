"""Rounds of reviews and their lines, with what the ballots came to; counts for those further above."""

import dataclasses
import datetime as dt
from collections.abc import Sequence

from xuezuo.org.queries.people import committee_posts
from xuezuo.org.queries.tree import rows_by_id
from xuezuo.org.types import UnitKind
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.review.ballots.queries import poll_result
from xuezuo.review.ballots.types import LEAST_TO_BREAK_DOWN, REPORT_GRADES, ItemResult, PollResult, PollState
from xuezuo.review.responsibility.models import Report, ReviewEntry, ReviewRound
from xuezuo.review.responsibility.types import Grade, ReportKind, ReportState

HANDED_IN = (ReportState.HANDED_IN, ReportState.ACCEPTED)
_WORDS = {choice.code: choice.label for choice in REPORT_GRADES}


@dataclasses.dataclass(frozen=True, slots=True)
class Ballot:
    """What a ballot says about one person.

    Attributes:
        state: of the poll, in words; empty = there is none.
        returned, entitled: ballots; None while it runs.
        counts: by grade in words; empty = it runs, or too few came back to be broken down.
        is_small: fewer than ten came back.
    """

    state: str = ""
    returned: int | None = None
    entitled: int | None = None
    counts: tuple[tuple[str, int], ...] = ()
    is_small: bool = False


@dataclasses.dataclass(frozen=True, slots=True)
class EntryView:
    """One line of a round for its page: names on the day of the review, and both ballots."""

    entry: ReviewEntry
    unit_name: str
    committee: Ballot
    members: Ballot


def entries_of(round_: ReviewRound) -> list[ReviewEntry]:
    """Return the lines in the order of reporting; those left out last. The caller has let the asker in."""
    with acting_as(SYSTEM):
        entries = ReviewEntry.objects.select_related("unit", "member", "poll").filter(round=round_)
        return list(entries.order_by("left_out_why", "number"))


def entry_views(round_: ReviewRound, entries: Sequence[ReviewEntry]) -> list[EntryView]:
    """Return lines with what the ballots came to."""
    names = {row.id: row.name for row in rows_by_id([entry.unit_id for entry in entries], round_.held_on)}
    result = poll_result(round_.poll_id) if round_.poll_id else None
    return [
        EntryView(entry, names.get(entry.unit_id, ""), _committee(round_, result, entry), _members(entry))
        for entry in entries
    ]


def _committee(round_: ReviewRound, result: PollResult | None, entry: ReviewEntry) -> Ballot:
    if round_.poll is None:
        return Ballot()
    items = result.items if result else ()
    mine = next((item for item in items if item.member_id == entry.member_id), None)
    return ballot(round_.poll.get_state_display(), result, mine)


def _members(entry: ReviewEntry) -> Ballot:
    if entry.poll is None:
        return Ballot()
    result = poll_result(entry.poll.pk)
    return ballot(entry.poll.get_state_display(), result, result.items[0] if result else None)


def ballot(state: str, result: PollResult | None, item: ItemResult | None) -> Ballot:
    """Return what a poll says of one person; not broken down below ten ballots."""
    if result is None or item is None:
        return Ballot(state)
    if not result.may_be_broken_down:
        return Ballot(state, result.returned, result.entitled, is_small=True)
    counts = tuple((word, item.counts.get(code, 0)) for code, word in _WORDS.items())
    return Ballot(state, result.returned, result.entitled, (*counts, ("未评", item.abstained)))


def yearly_report_of(entry: ReviewEntry) -> Report | None:
    """Return the yearly report that the review is about, as the superior has it; the caller has let the asker in."""
    with acting_as(SYSTEM):
        found = Report.objects.filter(
            unit_id=entry.unit_id, kind=ReportKind.YEAR, start__year=entry.round.year, state__in=HANDED_IN
        )
        return found.filter(superior_id=entry.round.unit_id).first()


def without_members_ballot(views: Sequence[EntryView]) -> int:
    """Return how many secretaries of branches nobody of the own branch has been asked about.

    Source: branch.secretary.report (支部工作条例 art. 27: reports to the members' meeting too, and is evaluated).
    """
    here = [view.entry for view in views if view.entry.unit.kind == UnitKind.BRANCH and not view.entry.left_out_why]
    return sum(entry.poll is None or entry.poll.state == PollState.VOID for entry in here)


def counts_of(entries: Sequence[ReviewEntry]) -> tuple[int, tuple[tuple[str, int], ...]]:
    """Return how many were reviewed and, from ten on, how many have each grade: what goes upward, nobody named."""
    graded = [entry.grade for entry in entries if entry.grade]
    if len(graded) < LEAST_TO_BREAK_DOWN:
        return len(graded), ()
    return len(graded), tuple((str(grade.label), graded.count(grade.value)) for grade in Grade)


def committee_ids(unit_id: int, on: dt.date) -> list[int]:
    """Return the members of the unit's committee on the day, each once."""
    return sorted(set(committee_posts(unit_id, on).values_list("member_id", flat=True)))
