"""One vote with all that this asker may see of it; what somebody wrote is in nobody's page but as a number."""

import dataclasses
import datetime as dt
import uuid

from xuezuo.org.queries.access import held_at
from xuezuo.org.queries.people import member_labels
from xuezuo.org.queries.tree import unit_row
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.review.votes.models import Elector, Opinion, Vote, VoteRevision
from xuezuo.review.votes.policies import VOTE_CORRECT, VOTE_RULE, VOTE_RUN, VOTE_VIEW
from xuezuo.review.votes.queries.arithmetic import BY_ANALOGY, beyond_reach, quorum_of, quorum_words, stops
from xuezuo.review.votes.queries.electorate import entitled_of, present_of
from xuezuo.review.votes.queries.footing import footing_of_vote, is_congress
from xuezuo.review.votes.queries.readiness import PRESENCE, not_ready, unwatched
from xuezuo.review.votes.types import ElectorRow, VoteState, Why


@dataclasses.dataclass(frozen=True, slots=True)
class Rights:
    """What the asker may do here: read the list of people, run the vote, correct it, record a ruling on it."""

    look: bool
    run: bool
    correct: bool
    rule: bool


@dataclasses.dataclass(frozen=True, slots=True)
class ListRow:
    """Somebody on the frozen list; `paper` is for those who run the vote."""

    name: str
    why: str
    paper: str
    is_present: bool
    has_written: bool


@dataclasses.dataclass(frozen=True, slots=True)
class LeftOut:
    """Somebody left out of V before the start, with the papers."""

    uid: uuid.UUID
    name: str
    why: str
    paper: str


@dataclasses.dataclass(frozen=True, slots=True)
class HandedIn:
    """That somebody handed in an opinion in writing, and when; never what it says."""

    uid: uuid.UUID
    name: str
    received_at: dt.datetime


@dataclasses.dataclass(frozen=True, slots=True)
class Outlook:
    """How the numbers stand before the start.

    Attributes:
        words: the sentence about the quorum.
        hint: what to do where something is missing; which rule is only followed by analogy.
        without_vote: who has no vote by law.
    """

    words: str
    hint: str
    may_start: bool
    without_vote: tuple[ElectorRow, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class VotePage:
    """What the page of a vote shows; lists that the asker may not see are empty.

    Attributes:
        outlook: only for who runs a vote that has not started.
        people: the frozen list, for posts that look at the unit.
        mine: what the asker handed in in writing, for that member alone; empty for everybody else.
        opens_ballot: whether the ballot of the app is for the asker, to vote or to look at.
        is_ruled: whether the result rests on a ruling, not on the numbers alone.
        meeting: what the meeting is called at this unit.
        drift: how many of V the attendance shows now, where that is no longer what the vote was held with.
    """

    unit_name: str
    rights: Rights
    outlook: Outlook | None
    left_out: tuple[LeftOut, ...]
    handed_in: tuple[HandedIn, ...]
    people: tuple[ListRow, ...]
    revisions: tuple[VoteRevision, ...]
    watchers: str
    follower: uuid.UUID | None
    follows: uuid.UUID | None
    mine: str
    opens_ballot: bool
    drift: int | None
    is_ruled: bool
    meeting: str


def rights_of(actor: Actor, vote: Vote, on: dt.date) -> Rights:
    """Return what the actor may do with the vote on `on`; one read for the capabilities."""
    held = held_at(actor, (VOTE_VIEW, VOTE_RUN, VOTE_CORRECT, VOTE_RULE), vote.unit, on)
    return Rights(VOTE_VIEW in held, VOTE_RUN in held, VOTE_CORRECT in held, VOTE_RULE in held)


def vote_page(actor: Actor, vote: Vote, on: dt.date) -> VotePage:
    """Return what `actor` may see of the vote, which came through its door."""
    rights = rights_of(actor, vote, on)
    is_open = vote.state == VoteState.PREPARED and rights.run
    people = _people(vote) if rights.look else ()
    return VotePage(
        unit_name=unit_row(vote.unit_id, vote.activity.occurred_on).name,
        rights=rights,
        outlook=_outlook(vote, on) if is_open else None,
        left_out=_left_out(vote) if is_open else (),
        handed_in=_handed_in(vote) if is_open and vote.is_one_by_one else (),
        people=tuple(_row(one, with_paper=rights.run) for one in people),
        revisions=tuple(vote.revisions.order_by("-version")) if rights.look else (),
        watchers=_watchers(vote),
        follower=Vote.objects.filter(follows=vote).values_list("uid", flat=True).first(),
        follows=Vote.objects.filter(pk=vote.follows_id or 0).values_list("uid", flat=True).first(),
        mine=_mine(actor, vote),
        opens_ballot=vote.poll_uid is not None and (rights.look or _has_ballot(actor, vote)),
        drift=_drift(vote, people),
        is_ruled=vote.rulings.filter(version=vote.version).exists(),
        meeting="党代表大会" if is_congress(vote) else vote.activity.get_kind_display(),
    )


def _people(vote: Vote) -> tuple[Elector, ...]:
    """The list is sealed; whoever looks at it came through the door, and `_row` keeps back what is not for all."""
    with acting_as(SYSTEM):
        return tuple(Elector.objects.filter(vote=vote).order_by("pk"))


def _mine(actor: Actor, vote: Vote) -> str:
    """Read under the asker's own scope: the rows are sealed for everybody else."""
    paper = Opinion.objects.filter(vote=vote, member_id=actor.member_id or 0).first() if vote.is_one_by_one else None
    return str(paper.get_stand_display()) if paper else ""


def _has_ballot(actor: Actor, vote: Vote) -> bool:
    return Elector.objects.filter(vote=vote, member_id=actor.member_id or 0, why="", is_present=True).exists()


def _outlook(vote: Vote, on: dt.date) -> Outlook:
    with acting_as(SYSTEM):  # sealed; the outlook is for who runs the vote
        stated = dict(vote.exclusions.values_list("member_id", "why"))
    electorate = entitled_of(vote.unit_id, vote.activity.occurred_on, vote.activity.kind, stated)
    by_law = tuple(row for row in electorate.left_out if row.member_id not in stated)
    missing = not_ready(vote.activity, on) or unwatched(vote)
    if missing:
        return Outlook(f"应到会有表决权 {len(electorate.entitled)} 人。", missing, may_start=False, without_vote=by_law)
    present, footing = present_of(vote.activity) & set(electorate.entitled), footing_of_vote(vote)
    outcome = quorum_of(vote.kind, entitled=len(electorate.entitled), present=len(present))
    may_start = outcome.counted > 0 and not stops(outcome, footing)
    hint = beyond_reach(vote, outcome) if outcome.holds else PRESENCE.get(vote.activity.state, "")
    hint += "" if footing.binds else BY_ANALOGY
    return Outlook(quorum_words(vote.kind, outcome, footing), hint, may_start, by_law)


def _left_out(vote: Vote) -> tuple[LeftOut, ...]:
    with acting_as(SYSTEM):  # sealed; the reasons are for who runs the vote
        rows = list(vote.exclusions.select_related("member").order_by("stated_at", "pk"))
    return tuple(
        LeftOut(one.member.uid, one.member.name, one.get_why_display(), _paper(one.document, one.consent))
        for one in rows
    )


def _paper(document: str, consent: str) -> str:
    return f"{document}；上级同意：{consent}；已经支部大会通过" if consent else document


def _handed_in(vote: Vote) -> tuple[HandedIn, ...]:
    with acting_as(SYSTEM):  # the rows are sealed; who handed in leaves here, never what it says
        rows = list(Opinion.objects.filter(vote=vote).select_related("member").order_by("received_at", "pk"))
    return tuple(HandedIn(one.member.uid, one.member.name, one.received_at) for one in rows)


def _row(one: Elector, *, with_paper: bool) -> ListRow:
    is_stated = one.why and not with_paper and one.document
    why = "不计入应到会" if is_stated else (Why(one.why).label if one.why else "")
    paper = _paper(one.document, one.consent) if with_paper else ""
    return ListRow(one.name, str(why), paper, one.is_present, one.has_written)


def _watchers(vote: Vote) -> str:
    ids = [pk for pk in (vote.scrutineer_id, vote.counter_id) if pk]
    labels = member_labels(ids) if ids else {}
    names = [(word, labels[pk][1]) for word, pk in _posts(vote) if pk in labels]
    return "，".join(f"{word} {name}" for word, name in names)


def _posts(vote: Vote) -> tuple[tuple[str, int | None], ...]:
    return (("监票人", vote.scrutineer_id), ("计票人", vote.counter_id))


def _drift(vote: Vote, people: tuple[Elector, ...]) -> int | None:
    """The attendance was corrected after the start: say so, the vote keeps its own list."""
    if not people or vote.state not in (VoteState.STARTED, VoteState.STOPPED):
        return None
    now = len(present_of(vote.activity) & {one.member_id for one in people if not one.why})
    return now if now != vote.present else None
