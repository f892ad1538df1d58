"""Affiliations beside the formal one, and the group inside the own branch."""

import datetime as dt

from xuezuo.kernel.clock import civil_date
from xuezuo.org.errors.movement import NoFormalAffiliation, TransferOpen
from xuezuo.org.errors.people import (
    AffiliationOver,
    AffiliationRunning,
    FormalIsTransferred,
    LaterEntries,
    NotInSameBranch,
)
from xuezuo.org.events import people as names
from xuezuo.org.models import Affiliation, Member, Transfer, TransferState, Unit
from xuezuo.org.policies import MEMBER_CHANGE
from xuezuo.org.queries.access import require_unit
from xuezuo.org.services.people.checks import (
    branch_id,
    check_is_member,
    check_takes_members,
    clean_reason,
    end_range,
    formal_on,
    life_text,
    locked,
    require_member,
)
from xuezuo.org.services.structure.joining import affiliation_put
from xuezuo.org.types import AffiliationKind
from xuezuo.platform import events
from xuezuo.platform.access import Actor, beyond_scope
from xuezuo.platform.audit import services as audit
from xuezuo.platform.db.ranges import date_range, to_span


@audit.use_case("org.affiliation_add")
def affiliation_add(
    *, actor: Actor, member: Member, unit: Unit, kind: str, on: dt.date, reason: str, at: dt.datetime
) -> Affiliation:
    """Let a member belong to one more unit (floating, residence, temporary) from the civil day `on`.

    The unit that receives the member enters it; the member's own unit need not be the actor's.

    Raises:
        NotFound, Forbidden: the unit is not the actor's to change.
        FormalIsTransferred: formal affiliations are transferred.
        UnitNotAlive, UnitTakesNoMembers, MemberEnded, DayBeforeJoining: not possible that day.
        AffiliationRunning: there already, or entered for a later day.
    """
    require_unit(actor, MEMBER_CHANGE, unit.pk, civil_date(at))
    reason = clean_reason(reason)
    if kind == AffiliationKind.FORMAL:
        raise FormalIsTransferred
    check_takes_members(unit, on)
    with beyond_scope():
        member = locked(member)
        check_is_member(member, on)
        same = Affiliation.objects.filter(member=member, unit=unit, kind=kind, during__overlap=date_range(on))
        if same.exists():
            raise AffiliationRunning(kind=AffiliationKind(kind).label)
        made = affiliation_put(member, unit, kind, on)
    _record(names.AFFILIATION_ADDED, actor, made, on, reason, at=at)
    return made


@audit.use_case("org.affiliation_end")
def affiliation_end(
    *, actor: Actor, affiliation: Affiliation, on: dt.date, reason: str, at: dt.datetime
) -> Affiliation:
    """End a floating, residence or temporary affiliation; its last day is the day before `on`.

    Raises:
        NotFound, Forbidden: the unit is not the actor's to change.
        FormalIsTransferred: formal affiliations are transferred.
        AffiliationOver: it does not run on the day before.
    """
    require_unit(actor, MEMBER_CHANGE, affiliation.unit_id, civil_date(at))
    reason = clean_reason(reason)
    if affiliation.kind == AffiliationKind.FORMAL:
        raise FormalIsTransferred
    locked(affiliation.member)
    life = to_span(affiliation.during)
    if life.end is not None or on <= life.start:
        raise AffiliationOver(on=on, life=life_text(life))
    end_range(affiliation, on)
    _record(names.AFFILIATION_ENDED, actor, affiliation, on, reason, at=at)
    return affiliation


@audit.use_case("org.member_regroup")
def member_regroup(*, actor: Actor, member: Member, unit: Unit, on: dt.date, at: dt.datetime) -> Affiliation:
    """Move the formal affiliation inside one branch: to a group, to another, or to the branch itself.

    Raises:
        NotFound, Forbidden: not the actor's member to change.
        NoFormalAffiliation: nothing to move that day.
        NotInSameBranch: the unit is another branch's.
        TransferOpen, LaterEntries, AffiliationRunning: contradicts what is entered.
    """
    require_member(actor, MEMBER_CHANGE, member, civil_date(at))
    check_takes_members(unit, on)
    member = locked(member)
    now = formal_on(member, on)
    if now is None:
        raise NoFormalAffiliation(on=on)
    if now.unit_id == unit.pk:
        raise AffiliationRunning(kind=AffiliationKind.FORMAL.label)
    if branch_id(unit, on) != branch_id(now.unit, on):
        raise NotInSameBranch
    if Transfer.objects.filter(member=member, state=TransferState.SENT).exists():
        raise TransferOpen
    if now.during.upper is not None or now.during.lower >= on:
        raise LaterEntries(on=on, what="组织关系")
    former = end_range(now, on)
    made = affiliation_put(member, unit, AffiliationKind.FORMAL, on)
    _record(names.MEMBER_REGROUPED, actor, made, on, "", at=at, former=former.unit_id)
    return made


def _record(  # CONFIG private: the parts of one entry
    name: str, actor: Actor, row: Affiliation, on: dt.date, reason: str, *, at: dt.datetime, former: int | None = None
) -> None:
    audit.record(
        name,
        actor=actor,
        subject=("org.member", row.member.uid),
        member_uid=row.member.uid,
        unit_id=row.unit_id,
        before={"unit_id": former} if former else {},
        after={"kind": row.kind, "unit_id": row.unit_id, "on": on.isoformat()},
        reason=reason,
        at=at,
    )
    units = tuple(sorted({row.unit_id, former or row.unit_id}))
    events.publish_on_commit(names.MembershipChanged(row.member_id, units, on))
