"""From probationary to full, and the end of membership."""

import datetime as dt
from typing import Final

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.dates import add_months
from xuezuo.org.errors.movement import TransferOpen
from xuezuo.org.errors.people import LaterEntries, NotProbationary, ProbationNotOver
from xuezuo.org.events import people as names
from xuezuo.org.models import Affiliation, Member, Post, Stage, Transfer, TransferState
from xuezuo.org.policies import MEMBER_CHANGE
from xuezuo.org.services.people.checks import check_is_member, clean_reason, locked, require_member
from xuezuo.org.services.people.enroll import write_stages
from xuezuo.org.types import MemberStage
from xuezuo.platform import events
from xuezuo.platform.access import Actor, beyond_scope
from xuezuo.platform.audit import services as audit
from xuezuo.platform.db.ranges import date_range

PROBATION_MONTHS: Final = 12  # 党章 art. 7


@audit.use_case("org.member_promote")
def member_promote(*, actor: Actor, member: Member, on: dt.date, document: str, at: dt.datetime) -> Member:
    """Make a probationary member a full one from the civil day `on`.

    Raises:
        NotFound, Forbidden: not the actor's member to change.
        NotProbationary: the member is not probationary that day, or full membership is entered already.
        ProbationNotOver: less than a year after joining.

    Source: 党章 art. 7.
    """
    keeper = require_member(actor, MEMBER_CHANGE, member, civil_date(at))
    reason = clean_reason(document)
    member = locked(member)
    if member.full_on is not None or check_is_member(member, on).stage != MemberStage.PROBATIONARY:
        raise NotProbationary(on=on)
    earliest = add_months(member.joined_on, PROBATION_MONTHS)
    if on < earliest:
        raise ProbationNotOver(earliest=earliest)
    member.full_on = on
    member.save(update_fields=["full_on"])
    write_stages(member, None)
    audit.record(
        names.MEMBER_PROMOTED,
        actor=actor,
        subject=("org.member", member.uid),
        member_uid=member.uid,
        unit_id=keeper,
        after={"on": on.isoformat()},
        reason=reason,
        at=at,
    )
    events.publish_on_commit(names.MembershipChanged(member.pk, (keeper,), on))
    return member


@audit.use_case("org.member_end")
def member_end(*, actor: Actor, member: Member, on: dt.date, reason: str, at: dt.datetime) -> Member:
    """Take a member off the roster from the civil day `on`: affiliations and posts end, the history stays.

    Raises:
        NotFound, Forbidden: not the actor's member to change.
        MemberEnded, DayBeforeJoining: not a member that day.
        TransferOpen: a transfer waits for its receipt.
        LaterEntries: something begins on or after that day.
    """
    keeper = require_member(actor, MEMBER_CHANGE, member, civil_date(at))
    reason = clean_reason(reason)
    member = locked(member)
    check_is_member(member, on)
    with beyond_scope():
        if Transfer.objects.filter(member=member, state=TransferState.SENT).exists():
            raise TransferOpen
        _check_nothing_later(member, on)
        units = _end_all(member, on)
        write_stages(member, on)
    audit.record(
        names.MEMBER_ENDED,
        actor=actor,
        subject=("org.member", member.uid),
        member_uid=member.uid,
        unit_id=keeper,
        after={"on": on.isoformat()},
        reason=reason,
        at=at,
    )
    events.publish_on_commit(names.MembershipChanged(member.pk, units, on))
    return member


def _check_nothing_later(member: Member, on: dt.date) -> None:
    for model, what in ((Affiliation, "组织关系"), (Post, "任职"), (Stage, "党员身份变动")):
        if model.objects.filter(member=member, during__startswith__gte=on).exists():
            raise LaterEntries(on=on, what=what)


def _end_all(member: Member, on: dt.date) -> tuple[int, ...]:
    """End what runs on the day; return the units concerned, ascending."""
    units = set()
    for model in (Affiliation, Post):
        for row in model.objects.filter(member=member, during__contains=on):
            row.during = date_range(row.during.lower, on)
            row.save(update_fields=["during"])
            units.add(row.unit_id)
    return tuple(sorted(units))
