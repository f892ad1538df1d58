"""Who holds which post, from when to when."""

import dataclasses
import datetime as dt
from typing import Final

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.text import squeeze
from xuezuo.org.errors.posts import (
    NeedsSuperior,
    NotOfThisUnit,
    PostDoesNotFit,
    PostHeld,
    PostOccupied,
    PostOver,
    ProbationaryHoldsNoPost,
)
from xuezuo.org.events import people as names
from xuezuo.org.models import Affiliation, Closure, Member, Post, Unit
from xuezuo.org.policies import POST_CHANGE
from xuezuo.org.queries.access import require_unit, unit_decision
from xuezuo.org.services.people.checks import (
    branch_id,
    check_alive,
    check_is_member,
    clean_reason,
    life_text,
    locked,
)
from xuezuo.org.services.structure.joining import stay_in
from xuezuo.org.types import COMMITTEE_POSTS, AffiliationKind, MemberStage, PostKind, Role, UnitKind
from xuezuo.platform import events
from xuezuo.platform.access import Actor, Grant, beyond_scope
from xuezuo.platform.audit import services as audit
from xuezuo.platform.db.ranges import date_range, to_range, to_span

GIVEN_FROM_ABOVE: Final = frozenset(
    {PostKind.SECRETARY, PostKind.DEPUTY, PostKind.FIRST_SECRETARY, PostKind.ORGANIZER, PostKind.INSPECTOR}
)
_OWN_PEOPLE: Final = frozenset({*COMMITTEE_POSTS, PostKind.GROUP_LEADER})
_IN_BRANCH: Final = frozenset({PostKind.SECRETARY, PostKind.DEPUTY, PostKind.COMMITTEE_MEMBER})
_ABOVE_BRANCH: Final = _IN_BRANCH | {PostKind.ORGANIZER, PostKind.INSPECTOR}
POSTS_OF_KIND: Final = {
    UnitKind.COMMITTEE: _ABOVE_BRANCH,
    UnitKind.GENERAL_BRANCH: _ABOVE_BRANCH,
    UnitKind.BRANCH: _IN_BRANCH | {PostKind.FIRST_SECRETARY},
    UnitKind.GROUP: frozenset({PostKind.GROUP_LEADER}),
}


@dataclasses.dataclass(frozen=True, slots=True)
class Appointment:
    """A post to be given: its kind, its wording (empty = that of the kind), and the document it rests on."""

    kind: str
    document: str
    title: str = ""


@audit.use_case("org.post_appoint")
def post_appoint(
    *, actor: Actor, member: Member, unit: Unit, appointment: Appointment, on: dt.date, at: dt.datetime
) -> Post:
    """Enter that a member holds a post at `unit` from the civil day `on`.

    Posts in a branch or group go to its members; a post at a committee or general branch to members anywhere.

    Raises:
        NotFound, Forbidden: the unit is not the actor's to change.
        NeedsSuperior: secretaries, organizers and inspectors are entered by the unit above.
        PostDoesNotFit, UnitNotAlive: no such post there.
        NotOfThisUnit, ProbationaryHoldsNoPost, MemberEnded, DayBeforeJoining: not this member.
        PostOccupied, PostHeld: taken.

    Source: 党章 art. 7 (probationary members), 8 (leaders belong to a branch).
    """
    kind = PostKind(appointment.kind)
    require_unit(actor, POST_CHANGE, unit.pk, civil_date(at))
    _require_rank(actor, kind, unit.pk, civil_date(at))
    check_alive(unit, on)
    if kind not in POSTS_OF_KIND[UnitKind(unit.kind)]:
        raise PostDoesNotFit(kind=UnitKind(unit.kind).label, post=kind.label)
    document = clean_reason(appointment.document)
    title = squeeze(appointment.title)[:40] or kind.label
    with beyond_scope():
        member = locked(member)
        _check_person(member, unit, kind, on)
        _check_free(member, unit, kind, title, on)
        post = Post.objects.create(member=member, unit=unit, kind=kind, title=title, during=to_range(stay_in(unit, on)))
    _record(names.POST_APPOINTED, actor, post, on, document, at)
    return post


@audit.use_case("org.post_end")
def post_end(*, actor: Actor, post: Post, on: dt.date, reason: str, at: dt.datetime) -> Post:
    """Enter that a post ended; its last day is the day before `on`.

    Raises:
        NotFound, Forbidden: the unit is not the actor's to change.
        NeedsSuperior: secretaries, organizers and inspectors are entered by the unit above.
        PostOver: it has ended, or began on that day or later.
    """
    require_unit(actor, POST_CHANGE, post.unit_id, civil_date(at))
    _require_rank(actor, PostKind(post.kind), post.unit_id, civil_date(at))
    reason = clean_reason(reason)
    with beyond_scope():
        locked(post.member)
        post = Post.objects.select_related("member", "unit").get(pk=post.pk)
        life = to_span(post.during)
        if life.end is not None or on <= life.start:
            raise PostOver(on=on, life=life_text(life))
        post.during = date_range(life.start, on)
        post.save(update_fields=["during"])
    _record(names.POST_ENDED, actor, post, on, reason, at)
    return post


def may_give(actor: Actor, kind: PostKind, unit_id: int, on: dt.date) -> bool:
    """Tell whether `actor`, who may change posts at the unit, stands high enough for this kind of post."""
    if kind not in GIVEN_FROM_ABOVE or actor.is_system or Grant(Role.ORGANIZER, unit_id) in actor.grants:
        return True
    above = Closure.objects.filter(descendant_id=unit_id, depth__gt=0, during__contains=on)
    return above.filter(ancestor_id__in=POST_CHANGE.nodes(actor)).exists()


def may_give_here(actor: Actor, unit: Unit, on: dt.date) -> list[str]:
    """Return the kinds of posts that `actor` may enter at the unit, for the form's list; empty without the right."""
    if not unit_decision(actor, POST_CHANGE, unit.pk, on):
        return []
    is_above = may_give(actor, PostKind.SECRETARY, unit.pk, on)
    there = POSTS_OF_KIND[UnitKind(unit.kind)]
    return [kind for kind in PostKind if kind in there and (is_above or kind not in GIVEN_FROM_ABOVE)]


def _require_rank(actor: Actor, kind: PostKind, unit_id: int, on: dt.date) -> None:
    if not may_give(actor, kind, unit_id, on):
        raise NeedsSuperior(post=kind.label)


def _check_person(member: Member, unit: Unit, kind: PostKind, on: dt.date) -> None:
    stage = check_is_member(member, on)
    if kind in _OWN_PEOPLE and stage.stage != MemberStage.FULL:
        raise ProbationaryHoldsNoPost
    if kind not in _OWN_PEOPLE or unit.kind not in {UnitKind.BRANCH, UnitKind.GROUP}:
        return
    kinds = (AffiliationKind.FORMAL, AffiliationKind.FLOATING)
    homes = Affiliation.objects.filter(member=member, kind__in=kinds, during__contains=on).select_related("unit")
    if branch_id(unit, on) not in {branch_id(home.unit, on) for home in homes}:
        raise NotOfThisUnit


def _check_free(member: Member, unit: Unit, kind: PostKind, title: str, on: dt.date) -> None:
    running = Post.objects.filter(unit=unit, during__overlap=date_range(on))
    if kind == PostKind.SECRETARY and running.filter(kind=kind).exclude(member=member).exists():
        raise PostOccupied(on=on, post=kind.label)
    if running.filter(member=member, title=title).exists():
        raise PostHeld(on=on)


def _record(name: str, actor: Actor, post: Post, on: dt.date, reason: str, at: dt.datetime) -> None:
    audit.record(
        name,
        actor=actor,
        subject=("org.post", str(post.pk)),
        member_uid=post.member.uid,
        unit_id=post.unit_id,
        after={"kind": post.kind, "title": post.title, "on": on.isoformat()},
        reason=reason,
        at=at,
    )
    events.publish_on_commit(names.MembershipChanged(post.member_id, (post.unit_id,), on))
