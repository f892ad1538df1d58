"""A new committee from one day: old posts end, new ones begin, a term begins; and the way back."""

import dataclasses
import datetime as dt

from xuezuo.kernel.clock import civil_date
from xuezuo.org.errors.posts import CommitteeBegan, CommitteeChanged
from xuezuo.org.events import people as names
from xuezuo.org.models import Member, Post, Term, Unit
from xuezuo.org.policies import POST_CHANGE
from xuezuo.org.queries.access import require_unit
from xuezuo.org.queries.tree import span_of
from xuezuo.org.services.people.checks import clean_reason
from xuezuo.org.services.people.posts import Appointment, post_appoint, post_end
from xuezuo.org.services.people.terms import term_begin
from xuezuo.org.types import COMMITTEE_POSTS
from xuezuo.platform import events
from xuezuo.platform.access import Actor, beyond_scope
from xuezuo.platform.audit import services as audit
from xuezuo.platform.db.ranges import date_range


@dataclasses.dataclass(frozen=True, slots=True)
class Seat:
    """Who takes which post of the committee; an empty title is that of the kind."""

    member_id: int
    kind: str
    title: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class NewCommittee:
    """What an election changes in the posts of a unit.

    Attributes:
        on: first day in office.
        document: the approval it rests on.
        seats: who takes which post.
        replaces: kinds of posts whose holders make way; none of a by-election, all three of a term change.
        begins_term: a new term of office begins that day; its length is `years`, or follows the rule.
    """

    on: dt.date
    document: str
    seats: tuple[Seat, ...]
    replaces: tuple[str, ...] = COMMITTEE_POSTS
    begins_term: bool = True
    years: int | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Written:
    """What was written, for the way back: ids of posts begun and ended, of the terms begun and ended."""

    begun: tuple[int, ...]
    ended: tuple[int, ...]
    term: int | None = None
    former_term: int | None = None


@audit.use_case("org.committee_replace")
def committee_replace(*, actor: Actor, unit: Unit, plan: NewCommittee, at: dt.datetime) -> Written:
    """Write a new committee in one transaction: whoever makes way, whoever begins, and the term.

    Raises:
        NotFound, Forbidden, NeedsSuperior: the unit is not the actor's to change.
        CommitteeBegan: a post that would make way began on that day or later.
        TermRunning, TermLengthUnknown: see `term_begin`.
        NotOfThisUnit, ProbationaryHoldsNoPost, PostOccupied, PostHeld: see `post_appoint`.
    """
    require_unit(actor, POST_CHANGE, unit.pk, civil_date(at))
    document = clean_reason(plan.document)
    leaving = _leaving(unit, plan)
    for post in leaving:
        post_end(actor=actor, post=post, on=plan.on, reason=document, at=at)
    former = Term.objects.filter(unit=unit, during__endswith=None).first() if plan.begins_term else None
    term = None
    if plan.begins_term:
        term = term_begin(actor=actor, unit=unit, on=plan.on, document=document, at=at, years=plan.years)
    with beyond_scope():
        people = Member.objects.in_bulk([seat.member_id for seat in plan.seats])
    begun = [
        post_appoint(
            actor=actor,
            member=people[seat.member_id],
            unit=unit,
            appointment=Appointment(seat.kind, document, seat.title),
            on=plan.on,
            at=at,
        )
        for seat in plan.seats
    ]
    written = Written(
        tuple(post.pk for post in begun),
        tuple(post.pk for post in leaving),
        term.pk if term else None,
        former.pk if former else None,
    )
    _record(names.COMMITTEE_REPLACED, actor, unit, written, document, at)
    return written


def _leaving(unit: Unit, plan: NewCommittee) -> list[Post]:
    running = Post.objects.filter(unit=unit, kind__in=plan.replaces, during__overlap=date_range(plan.on))
    posts = list(running.select_related("member", "unit").order_by("pk"))
    late = [post for post in posts if post.during.lower >= plan.on or post.during.upper is not None]
    if late:
        raise CommitteeBegan(count=len(late), on=plan.on)
    return posts


@audit.use_case("org.committee_restore")
def committee_restore(*, actor: Actor, unit: Unit, written: Written, reason: str, at: dt.datetime) -> Unit:
    """Take back what `committee_replace` wrote, as if it had not been: a correction, with its reason.

    Raises:
        NotFound, Forbidden: the unit is not the actor's to change.
        ReasonMissing: no reason.
        CommitteeChanged: a post or the term has been changed since.
    """
    require_unit(actor, POST_CHANGE, unit.pk, civil_date(at))
    reason = clean_reason(reason)
    with beyond_scope():
        begun = list(Post.objects.select_for_update().filter(pk__in=written.begun).order_by("pk"))
        ended = list(Post.objects.select_for_update().filter(pk__in=written.ended).order_by("pk"))
        _check_unchanged(unit, written, begun, ended)
        people = sorted({post.member_id for post in (*begun, *ended)})
        Post.objects.filter(pk__in=written.begun).delete()
        for post in ended:
            post.during = date_range(post.during.lower, span_of(unit).end)
            post.save(update_fields=["during"])
        _restore_term(unit, written)
    _record(names.COMMITTEE_RESTORED, actor, unit, written, reason, at)
    for member_id in people:
        events.publish_on_commit(names.MembershipChanged(member_id, (unit.pk,), civil_date(at)))
    return unit


def _check_unchanged(unit: Unit, written: Written, begun: list[Post], ended: list[Post]) -> None:
    life_end = span_of(unit).end
    still = all(post.during.upper == life_end for post in begun) and len(begun) == len(written.begun)
    started = {post.during.lower for post in begun}
    there = len(ended) == len(written.ended) and all(post.during.upper in started for post in ended)
    if not (still and there and _is_last(unit, written)):
        raise CommitteeChanged


def _is_last(unit: Unit, written: Written) -> bool:
    """Whether no term follows the one that was begun, and nobody has reminded of its end or moved it."""
    if written.term is None:
        return True
    last = Term.objects.filter(unit=unit).order_by("-during").first()
    return last is not None and last.pk == written.term and last.notice_on is None and last.during.upper is None


def _restore_term(unit: Unit, written: Written) -> None:
    if written.term is None:
        return
    Term.objects.filter(pk=written.term).delete()
    former = Term.objects.filter(pk=written.former_term or 0).first()
    if former is not None:
        former.during = date_range(former.during.lower, span_of(unit).end)
        former.save(update_fields=["during"])
    events.publish_on_commit(names.TermChanged(unit.pk, span_of(unit).start))


def _record(name: str, actor: Actor, unit: Unit, written: Written, reason: str, at: dt.datetime) -> None:
    audit.record(
        name,
        actor=actor,
        subject=("org.unit", unit.uid),
        unit_id=unit.pk,
        after={"begun": len(written.begun), "ended": len(written.ended), "is_new_term": written.term is not None},
        reason=reason,
        at=at,
    )
