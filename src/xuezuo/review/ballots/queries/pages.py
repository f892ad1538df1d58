"""What the pages of polls show."""

import dataclasses
import datetime as dt

from django.db.models import OuterRef, Q, QuerySet, Subquery

from xuezuo.kernel.clock import civil_date
from xuezuo.org.models import Member, UnitName
from xuezuo.org.queries.people import committee_posts, roster_affiliations
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.review.ballots.models import Ballot, Elector, Item, Poll, Receipt, Teller
from xuezuo.review.ballots.queries.access import grades_members, is_teller, may_run, polls_q
from xuezuo.review.ballots.queries.paper import PaperState, paper_state
from xuezuo.review.ballots.queries.results import elector_of, items_of, poll_result, ways_taken
from xuezuo.review.ballots.types import LEAST_TO_BREAK_DOWN, RUNNING, PollResult, PollState, Way
from xuezuo.review.ballots.words import choices_from_json

GROUP = 4  # signs of a receipt between hyphens


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """One item of the result: label, and how often each choice was marked, in the order of the ballot."""

    label: str
    counts: tuple[tuple[str, int], ...]
    abstained: int


@dataclasses.dataclass(frozen=True, slots=True)
class PollPage:
    """A poll's page as one person sees it."""

    unit_name: str
    items: tuple[Item, ...]
    elector: Elector | None
    may_run: bool
    may_vote: bool
    is_late: bool
    may_count: bool
    result: PollResult | None
    rows: tuple[Row, ...]
    is_published: bool


def poll_list(actor: Actor, on: dt.date) -> QuerySet[Poll]:
    """Return the polls that the actor may see, running ones first, then the newest, with `unit_name`."""
    names = UnitName.objects.filter(unit=OuterRef("unit"), during__contains=on).values("name")
    found = Poll.objects.filter(polls_q(actor, on)).annotate(
        unit_name=Subquery(names[:1]), is_over=~Q(state__in=RUNNING)
    )
    return found.order_by("is_over", "-made_at", "-id")


def unit_name(poll: Poll, on: dt.date) -> str:
    """Return what the poll's unit is called on `on`."""
    with acting_as(SYSTEM):
        names = UnitName.objects.filter(unit=poll.unit_id, during__contains=on)
        return names.values_list("name", flat=True).first() or ""


@dataclasses.dataclass(frozen=True, slots=True)
class VotePage:
    """The ballot for one of the entitled."""

    unit_name: str
    items: tuple[Item, ...]
    elector: Elector


def vote_page(actor: Actor, poll: Poll, at: dt.datetime) -> VotePage | None:
    """Return the ballot, or None when the actor, who was let in by the door, cannot vote electronically now."""
    elector = elector_of(poll, actor.member_id)
    if elector is None or not may_vote(poll, elector, at):
        return None
    return VotePage(unit_name(poll, civil_date(at)), tuple(items_of(poll)), elector)


def may_vote(poll: Poll, elector: Elector | None, at: dt.datetime) -> bool:
    """Tell whether an electronic ballot can be had, or gone on with: after the planned end one that was begun."""
    is_late = poll.closes_at is not None and at >= poll.closes_at
    ways = {Way.ELECTRONIC} if is_late else {Way.ELECTRONIC, ""}
    return poll.state == PollState.OPEN and poll.is_electronic and elector is not None and elector.way in ways


def poll_page(actor: Actor, poll: Poll, at: dt.datetime) -> PollPage:
    """Return what the actor, who was let in by the door, sees of the poll."""
    on, is_late = civil_date(at), poll.closes_at is not None and at >= poll.closes_at
    items, result, elector = items_of(poll), poll_result(poll.pk), elector_of(poll, actor.member_id)
    is_open, runs = poll.state == PollState.OPEN, may_run(actor, poll, on)
    is_open_book = runs or not grades_members(poll)
    return PollPage(
        unit_name=unit_name(poll, on),
        items=tuple(items),
        elector=elector,
        may_run=runs,
        may_vote=may_vote(poll, elector, at),
        is_late=is_late,
        may_count=is_open and poll.has_paper and is_teller(actor, poll),
        result=result,
        rows=_rows(items, result) if is_open_book and _may_break_down(poll, result) else (),
        is_published=is_open_book and is_published(poll),
    )


def _may_break_down(poll: Poll, result: PollResult | None) -> bool:
    return result is not None and (result.may_be_broken_down or not grades_members(poll))


def _rows(items: list[Item], result: PollResult | None) -> tuple[Row, ...]:
    if result is None:
        return ()
    words = {item.position: choices_from_json(item.choices) for item in items}
    return tuple(
        Row(
            one.label,
            tuple((choice.label, one.counts.get(choice.code, 0)) for choice in words[one.position]),
            one.abstained,
        )
        for one in result.items
    )


def is_published(poll: Poll) -> bool:
    """Tell whether ballots are published one by one: enough of them, and in a mixed poll enough paper beside them."""
    result = poll_result(poll.pk) if poll.is_electronic else None
    if result is None:
        return False
    with acting_as(SYSTEM):
        count = Ballot.objects.filter(poll=poll).count()
    beside = result.returned - count
    return count >= LEAST_TO_BREAK_DOWN and (beside == 0 or beside >= LEAST_TO_BREAK_DOWN)


def receipts_of(poll: Poll) -> QuerySet[Receipt]:
    """Return the published receipts as they were written: sorted, whatever the database's collation; as the system."""
    return Receipt.objects.filter(poll=poll).order_by("pk")


@dataclasses.dataclass(frozen=True, slots=True)
class Voter:
    """Somebody on the frozen list, for those who hand out paper."""

    member_id: int
    name: str
    number: str
    way: str


@dataclasses.dataclass(frozen=True, slots=True)
class RunPage:
    """What those who run the poll see of its course: who took a ballot, never which one came back."""

    voters: tuple[Voter, ...]
    ways: dict[str, int]
    tellers: tuple[Voter, ...]
    paper: PaperState

    @property
    def left(self) -> int:
        """How many have taken no ballot."""
        return len(self.voters) - sum(self.ways.values())


def run_page(poll: Poll) -> RunPage:
    """Return the course of the poll, for whoever runs it."""
    with acting_as(SYSTEM):
        lines = Elector.objects.filter(poll=poll).select_related("member").order_by("member__pinyin", "member__number")
        voters = tuple(_voter(line.member, line.way) for line in lines)
        counting = Teller.objects.filter(poll=poll).select_related("member").order_by("member__pinyin")
        tellers = tuple(_voter(line.member) for line in counting)
    return RunPage(voters, ways_taken(poll), tellers, paper_state(poll, None))


def _voter(member: Member, way: str = "") -> Voter:
    return Voter(member.pk, member.name, member.number, way)


def possible_tellers(poll: Poll, on: dt.date) -> list[Voter]:
    """Return who may be appointed to count: people of the unit and of the list, but nobody the poll is about."""
    with acting_as(SYSTEM):
        near = set(roster_affiliations(poll.unit_id, on).values_list("member_id", flat=True))
        near |= set(committee_posts(poll.unit_id, on).values_list("member_id", flat=True))
        near |= set(Elector.objects.filter(poll=poll).values_list("member_id", flat=True))
        near -= set(Item.objects.filter(poll=poll, member__isnull=False).values_list("member_id", flat=True))
        found = Member.objects.filter(pk__in=near).order_by("pinyin", "number")
        return [_voter(member) for member in found]


def receipt_form(code: str) -> str:
    """Write a receipt that somebody typed as it is published: capitals, groups of four."""
    signs = "".join(sign for sign in code.upper() if sign.isalnum())
    return "-".join(signs[n : n + GROUP] for n in range(0, len(signs), GROUP))
