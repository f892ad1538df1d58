"""The doors: who sees a list, a report, a round of reviews, one secretary's line in it."""

import datetime as dt
import uuid

from django.db.models import Q

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.org.models import Closure
from xuezuo.org.queries.access import require_unit, unit_decision, units_q
from xuezuo.org.queries.tree import branches_above, rows_by_id
from xuezuo.org.types import UnitRow
from xuezuo.platform.access import SYSTEM, Actor, Capability, acting_as
from xuezuo.review.responsibility.models import DutyItem, DutyList, Report, ReviewEntry, ReviewRound
from xuezuo.review.responsibility.policies import (
    LIST_EDIT,
    LIST_VIEW,
    REPORT_RECEIVE,
    REPORT_VIEW,
    REPORT_WRITE,
    REVIEW_KEEP,
)
from xuezuo.review.responsibility.types import KEEPING_KINDS, ListState, ReportState, RoundState


def own_nodes(actor: Actor, capability: Capability, on: dt.date) -> list[int]:
    """Return the units where the actor holds the capability by post or belonging; groups with their branch."""
    nodes = capability.nodes(actor)
    return sorted({*nodes, *branches_above(nodes, on)})


def units_keeping(actor: Actor, capability: Capability, on: dt.date) -> list[UnitRow]:
    """Return the actor's own units that keep lists and reports, by code."""
    return [row for row in rows_by_id(own_nodes(actor, capability, on), on) if row.kind in KEEPING_KINDS]


def may(actor: Actor, capability: Capability, unit_id: int | None, on: dt.date) -> bool:
    """Tell whether the actor may do this at the unit; no at no unit."""
    return unit_id is not None and bool(unit_decision(actor, capability, unit_id, on))


def lists_q(actor: Actor, on: dt.date) -> Q:
    """Return the condition on lists that the actor may read: adopted at, above or below the own units; own drafts."""
    if actor.is_system:
        return Q()
    above = Closure.objects.filter(descendant_id__in=LIST_VIEW.nodes(actor), during__contains=on)
    read = Q(unit_id__in=above.values("ancestor_id")) | units_q(actor, LIST_VIEW, on)
    return (read & ~Q(state=ListState.DRAFT)) | units_q(actor, LIST_EDIT, on)


def list_get_for(actor: Actor, uid: uuid.UUID, on: dt.date, *, to_edit: bool = False) -> DutyList:
    """Return the list if the actor may read it, or write it.

    Raises:
        NotFound: no such list, or not for the actor.
        Forbidden: the actor sees it but may not do this.
    """
    found = DutyList.objects.select_related("unit").filter(lists_q(actor, on), uid=uid).first()
    if found is None:
        raise NotFound
    if to_edit:
        require_unit(actor, LIST_EDIT, found.unit_id, on)
    return found


def item_get_for(actor: Actor, uid: uuid.UUID, on: dt.date) -> DutyItem:
    """Return the duty if the actor may write its list; raises as `list_get_for`."""
    item = DutyItem.objects.select_related("duty_list__unit").filter(uid=uid).first()
    if item is None:
        raise NotFound
    list_get_for(actor, item.duty_list.uid, on, to_edit=True)
    return item


def reports_q(actor: Actor, on: dt.date) -> Q:
    """Return the condition on reports that the actor may read.

    Posts of the unit read every one, posts above those that were handed in; the person who reports reads the own; a
    unit's members the yearly one that was given to their meeting.
    """
    if actor.is_system:
        return Q()
    handed = ~Q(state=ReportState.DRAFT)
    mine = Q(member_id=actor.member_id) if actor.member_id is not None else Q(pk__in=())
    heard = Q(unit_id__in=own_nodes(actor, LIST_VIEW, on), heard_on__isnull=False) & handed
    above = (units_q(actor, REPORT_VIEW, on) | Q(superior_id__in=REPORT_VIEW.nodes(actor))) & handed
    return units_q(actor, REPORT_WRITE, on) | above | mine | heard


def report_get_for(actor: Actor, uid: uuid.UUID, on: dt.date, capability: Capability = REPORT_VIEW) -> Report:
    """Return the report if the actor may read it, write it (`REPORT_WRITE`) or receive it (`REPORT_RECEIVE`).

    Raises:
        NotFound: no such report, or not for the actor.
        Forbidden: the actor sees it but may not do this.
    """
    condition = reports_q(actor, on)
    with acting_as(SYSTEM):
        report = Report.objects.select_related("unit", "member").filter(condition, uid=uid).first()
    if report is None:
        raise NotFound
    place = {REPORT_WRITE: report.unit_id, REPORT_RECEIVE: report.superior_id}.get(capability)
    if capability is not REPORT_VIEW and not may(actor, capability, place, on):
        raise Forbidden(reason=f"您在这个组织没有“{capability.label}”的权限。请联系本组织书记或上级组织部门。")
    return report


def round_get_for(actor: Actor, uid: uuid.UUID, on: dt.date) -> ReviewRound:
    """Return the round if the actor keeps it.

    Raises:
        NotFound, Forbidden: nobody else opens it.
    """
    round_ = ReviewRound.objects.select_related("unit", "poll").filter(uid=uid).first()
    if round_ is None:
        raise NotFound
    require_unit(actor, REVIEW_KEEP, round_.unit_id, on)
    return round_


def entry_get_for(actor: Actor, uid: uuid.UUID, on: dt.date, *, to_keep: bool = False) -> ReviewEntry:
    """Return one secretary's line if the actor keeps the round or is the person.

    Raises:
        NotFound: anybody else's.
        Forbidden: the person may not write the own line.
    """
    with acting_as(SYSTEM):
        related = ReviewEntry.objects.select_related("round__unit", "unit", "member", "poll")
        entry = related.filter(uid=uid).first()
    if entry is None:
        raise NotFound
    if may(actor, REVIEW_KEEP, entry.round.unit_id, on) or actor.is_system:
        return entry
    if actor.member_id != entry.member_id:
        raise NotFound
    if to_keep:
        raise Forbidden(reason="述职评议由组织评议的上级党组织记录，您只能查看自己的结果。")
    return entry


def shows_result(actor: Actor, entry: ReviewEntry) -> bool:
    """Tell whether the asker, let in by `entry_get_for`, sees what it came to: the person once it was told."""
    return entry.round.state == RoundState.CLOSED or actor.member_id != entry.member_id
