"""Putting a member's number right."""

import datetime as dt

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.text import squeeze
from xuezuo.org.errors.people import NothingChanged
from xuezuo.org.events import people as names
from xuezuo.org.models import Member
from xuezuo.org.policies import MEMBER_CHANGE
from xuezuo.org.services.people.checks import clean_reason, locked, require_member
from xuezuo.org.services.people.enroll import clean_new_number
from xuezuo.platform.access import Actor, beyond_scope
from xuezuo.platform.audit import services as audit


@audit.use_case("org.member_renumber")
def member_renumber(*, actor: Actor, member: Member, number: str, reason: str, at: dt.datetime) -> Member:
    """Give a member another 党员编号, because the one on record is wrong. Nothing that was recorded is lost.

    The number is also a login name: the former one opens nothing from now on. Two at once for the same number: the
    second is told that it is taken.

    Raises:
        NotFound, Forbidden: not the actor's member to change.
        ReasonMissing, NothingChanged, BadMemberField, NumberTaken: nothing sensible was given.
    """
    keeper = require_member(actor, MEMBER_CHANGE, member, civil_date(at))
    reason = clean_reason(reason)
    member = locked(member)
    if squeeze(number) == member.number:
        raise NothingChanged
    with beyond_scope():
        member.number = clean_new_number(number)
        member.save(update_fields=["number"])
    audit.record(
        names.MEMBER_RENUMBERED,
        actor=actor,
        subject=("org.member", member.uid),
        member_uid=member.uid,
        unit_id=keeper,
        after={"fields": "number"},
        reason=reason,
        at=at,
    )
    return member
