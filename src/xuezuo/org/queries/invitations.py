"""Whom an actor may print codes for."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Sequence

from xuezuo.kernel.errors import NotFound
from xuezuo.org.models import Affiliation, Closure, Member, Unit
from xuezuo.org.policies import MEMBER_INVITE
from xuezuo.org.queries.access import units_q
from xuezuo.org.queries.members import MemberRow, member_rows, with_day
from xuezuo.org.queries.records import open_invitations
from xuezuo.org.types import AffiliationKind
from xuezuo.platform.access import Actor

MOST = 300  # codes on one print


@dataclasses.dataclass(frozen=True, slots=True)
class Invitee:
    """A member of a unit, and until when an open code is valid."""

    row: MemberRow
    invited_until: dt.datetime | None


def invitees(unit: Unit, *, on: dt.date, at: dt.datetime) -> list[Invitee]:
    """Return the members of a unit and its groups, those without a log-in first."""
    below = Closure.objects.filter(ancestor=unit, depth__lte=1, during__contains=on)
    homes = Affiliation.objects.filter(
        unit_id__in=below.values("descendant_id"), kind=AffiliationKind.FORMAL, during__contains=on
    )
    found = with_day(Member.objects.filter(pk__in=homes.values("member_id")), on)
    members = list(found.order_by("account_id", "pinyin", "number")[:MOST])
    members.sort(key=lambda one: one.account_id is not None)
    until = open_invitations(members, at)
    return [Invitee(row, until.get(row.id)) for row in member_rows(members, on)]


def members_to_invite(actor: Actor, uids: Sequence[uuid.UUID], on: dt.date) -> list[Member]:
    """Return the members with these uids, by pinyin, all of whom the actor may invite.

    Raises:
        NotFound: one of them is not there, or not the actor's.
    """
    homes = Affiliation.objects.filter(
        units_q(actor, MEMBER_INVITE, on), kind=AffiliationKind.FORMAL, during__contains=on
    )
    found = Member.objects.filter(uid__in=uids, pk__in=homes.values("member_id")).order_by("pinyin", "number")
    members = list(found[:MOST])
    if not members or len(members) != len(set(uids)):
        raise NotFound
    return members
