"""Transfers of the formal affiliation 组织关系转接: sent, received, refused, withdrawn.

The sender stays responsible until the receipt: the affiliation changes on the day the receiving unit receives.
Source: 党员教育管理工作条例 art. 25; 组通字〔2006〕45号 (letters are valid for three months at most).
"""

import dataclasses
import datetime as dt
from typing import Final

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.dates import add_months
from xuezuo.kernel.ids import new_id
from xuezuo.kernel.text import squeeze
from xuezuo.org.errors.movement import (
    LetterTooLong,
    NoFormalAffiliation,
    TransferAhead,
    TransferDecided,
    TransferExpired,
    TransferOpen,
    TransferTooEarly,
    TransferToSame,
)
from xuezuo.org.errors.people import LaterEntries
from xuezuo.org.events import people as names
from xuezuo.org.models import Affiliation, Member, Post, Transfer, TransferState, Unit
from xuezuo.org.policies import TRANSFER_RECEIVE, TRANSFER_SEND
from xuezuo.org.queries.access import require_unit
from xuezuo.org.services.people.checks import (
    branch_id,
    check_is_member,
    check_takes_members,
    clean_reason,
    end_range,
    formal_on,
    locked,
)
from xuezuo.org.services.structure.joining import affiliation_put
from xuezuo.org.types import AffiliationKind
from xuezuo.platform import events
from xuezuo.platform.access import Actor, beyond_scope
from xuezuo.platform.audit import services as audit
from xuezuo.platform.db.ranges import date_range

LETTER_MONTHS: Final = 3


@dataclasses.dataclass(frozen=True, slots=True)
class Letter:
    """The introduction letter 介绍信: why, its number, and until when it is valid (last day)."""

    reason: str
    valid_until: dt.date
    document: str = ""


@audit.use_case("org.transfer_send")
def transfer_send(
    *, actor: Actor, member: Member, to_unit: Unit, letter: Letter, on: dt.date, at: dt.datetime
) -> Transfer:
    """Send a member's affiliation to another unit; nothing changes until it is received.

    Raises:
        TransferAhead: the day has not come.
        NotFound, Forbidden: the member's unit is not the actor's.
        NoFormalAffiliation, MemberEnded, DayBeforeJoining: nothing to send that day.
        TransferToSame, UnitTakesNoMembers, UnitNotAlive: not to this unit.
        TransferOpen: one is on its way already.
        LetterTooLong: valid for more than three months, or not on the day itself.
    """
    _check_not_ahead(on, at)
    with beyond_scope():
        member = locked(member)
        formal = formal_on(member, on)
        check_takes_members(to_unit, on)
    if formal is None:
        raise NoFormalAffiliation(on=on)
    require_unit(actor, TRANSFER_SEND, formal.unit_id, civil_date(at))
    check_is_member(member, on)
    if branch_id(formal.unit, on) == branch_id(to_unit, on):
        raise TransferToSame
    latest = add_months(on, LETTER_MONTHS)
    if not on <= letter.valid_until <= latest:
        raise LetterTooLong(latest=latest)
    if Transfer.objects.filter(member=member, state=TransferState.SENT).exists():
        raise TransferOpen
    transfer = Transfer.objects.create(
        uid=new_id(),
        member=member,
        from_unit=formal.unit,
        to_unit=to_unit,
        reason=clean_reason(letter.reason),
        document=squeeze(letter.document)[:100],
        valid_until=letter.valid_until,
        sent_on=on,
        sent_at=at,
    )
    _record(names.TRANSFER_SENT, actor, transfer, transfer.from_unit_id, at)
    return transfer


@audit.use_case("org.transfer_receive")
def transfer_receive(*, actor: Actor, transfer: Transfer, on: dt.date, at: dt.datetime) -> Transfer:
    """Receive a member: from the civil day `on` the member belongs to the receiving unit, posts in the old one end.

    Raises:
        NotFound, Forbidden: the receiving unit is not the actor's.
        TransferAhead: the day has not come.
        TransferDecided, TransferExpired, TransferTooEarly: not (any more) to be received that day.
        MemberEnded, NoFormalAffiliation, LaterEntries, UnitNotAlive: contradicts what is entered.
    """
    require_unit(actor, TRANSFER_RECEIVE, transfer.to_unit_id, civil_date(at))
    _check_not_ahead(on, at)
    with beyond_scope():
        member = locked(transfer.member)
        transfer = _open(transfer)
        former = _formal_to_end(transfer, on)
        check_is_member(member, on)
        check_takes_members(transfer.to_unit, on)
        end_range(former, on)
        _end_posts(member, former.unit, on)
        affiliation_put(member, transfer.to_unit, AffiliationKind.FORMAL, on)
        _decide(transfer, TransferState.RECEIVED, "", on, at)
        for unit_id in (transfer.from_unit_id, transfer.to_unit_id):
            _record(names.TRANSFER_RECEIVED, actor, transfer, unit_id, at)
    units = tuple(sorted({transfer.from_unit_id, transfer.to_unit_id}))
    events.publish_on_commit(names.MembershipChanged(member.pk, units, on))
    return transfer


@audit.use_case("org.transfer_refuse")
def transfer_refuse(*, actor: Actor, transfer: Transfer, reason: str, on: dt.date, at: dt.datetime) -> Transfer:
    """Send a transfer back with a reason; the member stays with the sender.

    Raises:
        NotFound, Forbidden: the receiving unit is not the actor's.
        ReasonMissing, TransferDecided: no reason, or nothing to refuse.
    """
    require_unit(actor, TRANSFER_RECEIVE, transfer.to_unit_id, civil_date(at))
    note = clean_reason(reason)
    with beyond_scope():
        transfer = _open(transfer)
        _decide(transfer, TransferState.REFUSED, note, on, at)
        _record(names.TRANSFER_REFUSED, actor, transfer, transfer.from_unit_id, at)
    return transfer


@audit.use_case("org.transfer_withdraw")
def transfer_withdraw(*, actor: Actor, transfer: Transfer, reason: str, on: dt.date, at: dt.datetime) -> Transfer:
    """Take a transfer back that nobody has received.

    Raises:
        NotFound, Forbidden: the sending unit is not the actor's.
        ReasonMissing, TransferDecided: no reason, or nothing to withdraw.
    """
    require_unit(actor, TRANSFER_SEND, transfer.from_unit_id, civil_date(at))
    note = clean_reason(reason)
    transfer = _open(transfer)
    _decide(transfer, TransferState.WITHDRAWN, note, on, at)
    _record(names.TRANSFER_WITHDRAWN, actor, transfer, transfer.from_unit_id, at)
    return transfer


def _check_not_ahead(on: dt.date, at: dt.datetime) -> None:
    if on > civil_date(at):
        raise TransferAhead(on=on)


def _open(transfer: Transfer) -> Transfer:
    found = Transfer.objects.select_for_update(of=("self",)).select_related("member", "from_unit", "to_unit")
    stored = found.get(pk=transfer.pk)
    if stored.state != TransferState.SENT:
        raise TransferDecided(state=TransferState(stored.state).label)
    return stored


def _formal_to_end(transfer: Transfer, on: dt.date) -> Affiliation:
    former = formal_on(transfer.member, on)
    if former is None:
        raise NoFormalAffiliation(on=on)
    if on > transfer.valid_until:
        raise TransferExpired(until=transfer.valid_until)
    if on < transfer.sent_on or on <= former.during.lower:
        raise TransferTooEarly(since=former.during.lower, sent=transfer.sent_on)
    if former.during.upper is not None:
        raise LaterEntries(on=on, what="组织关系")
    return former


def _end_posts(member: Member, unit: Unit, on: dt.date) -> None:
    """End the posts in the old branch and its groups: whoever leaves the branch cannot lead it."""
    home = branch_id(unit, on)
    for post in Post.objects.filter(member=member, during__contains=on).select_related("unit"):
        if branch_id(post.unit, on) == home and post.during.lower < on:
            post.during = date_range(post.during.lower, on)
            post.save(update_fields=["during"])


def _decide(transfer: Transfer, state: str, note: str, on: dt.date, at: dt.datetime) -> None:
    transfer.state, transfer.decision_note = state, note
    transfer.decided_on, transfer.decided_at = on, at
    transfer.save(update_fields=["state", "decision_note", "decided_on", "decided_at"])


def _record(name: str, actor: Actor, transfer: Transfer, unit_id: int, at: dt.datetime) -> None:
    audit.record(
        name,
        actor=actor,
        subject=("org.transfer", transfer.uid),
        member_uid=transfer.member.uid,
        unit_id=unit_id,
        after={"from_unit_id": transfer.from_unit_id, "to_unit_id": transfer.to_unit_id, "state": transfer.state},
        reason=transfer.decision_note or transfer.reason,
        at=at,
    )
