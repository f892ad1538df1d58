"""Doors to affiliations, posts and terms by their own key."""

import datetime as dt

from xuezuo.kernel.errors import NotFound
from xuezuo.org.errors.people import MemberUnknown
from xuezuo.org.models import Affiliation, Member, Post, Term
from xuezuo.org.queries.access import require_unit
from xuezuo.org.queries.members import member_by_number
from xuezuo.platform.access import Actor, Capability, beyond_scope


def affiliation_get_for(actor: Actor, pk: int, capability: Capability, on: dt.date) -> Affiliation:
    """Return the affiliation if `actor` may do this to its unit on the civil day `on`.

    Raises:
        NotFound: no such row, or outside what the actor may see.
        Forbidden: seen but not allowed.
    """
    row = Affiliation.objects.filter(pk=pk).select_related("member", "unit").first()
    return _checked(row, actor, capability, on)


def post_get_for(actor: Actor, pk: int, capability: Capability, on: dt.date) -> Post:
    """Return the post if `actor` may do this to its unit on the civil day `on`.

    Raises:
        NotFound: no such row, or outside what the actor may see.
        Forbidden: seen but not allowed.
    """
    row = Post.objects.filter(pk=pk).select_related("member", "unit").first()
    return _checked(row, actor, capability, on)


def term_get_for(actor: Actor, pk: int, capability: Capability, on: dt.date) -> Term:
    """Return the term of office if `actor` may do this to its unit on the civil day `on`.

    Raises:
        NotFound: no such row, or outside what the actor may see.
        Forbidden: seen but not allowed.
    """
    return _checked(Term.objects.filter(pk=pk).select_related("unit").first(), actor, capability, on)


def _checked[M: (Affiliation, Post, Term)](row: M | None, actor: Actor, capability: Capability, on: dt.date) -> M:
    if row is None:
        raise NotFound
    require_unit(actor, capability, row.unit_id, on)
    return row


def member_agreed(number: str, name: str) -> Member:
    """Return the member with this number and this name, wherever the member belongs.

    For the receiving side of a deed: whoever knows both has the person, or the person's papers, in front.

    Raises:
        MemberUnknown: the two do not belong together.
    """
    with beyond_scope():
        member = member_by_number(number, name)
    if member is None:
        raise MemberUnknown
    return member
