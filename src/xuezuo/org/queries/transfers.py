"""Transfers as both sides see them."""

import dataclasses
import datetime as dt
import uuid

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.org.models import Transfer, TransferState, Unit, UnitName
from xuezuo.org.policies import TRANSFER_RECEIVE, TRANSFER_SEND, UNIT_VIEW
from xuezuo.org.queries.access import units_q
from xuezuo.org.queries.member_page import about
from xuezuo.org.queries.rights import held_at
from xuezuo.platform.access import Actor


@dataclasses.dataclass(frozen=True, slots=True)
class TransferPage:
    """A transfer with what the asker may do with it: "send" (withdraw), "receive" (receive, refuse)."""

    transfer: Transfer
    about: str
    from_name: str
    to_name: str
    state_label: str
    may: frozenset[str]
    is_expired: bool

    @property
    def is_open(self) -> bool:
        """It waits for its receipt."""
        return self.transfer.state == TransferState.SENT


def transfer_list(actor: Actor, direction: str, on: dt.date) -> QuerySet[Transfer]:
    """Return the transfers that reach (`in`) or leave (`out`) the actor's units, those that wait first."""
    if direction == "out":
        where = Q(from_unit_id__in=_units(units_q(actor, TRANSFER_SEND, on, "id")))
    else:
        where = Q(to_unit_id__in=_units(units_q(actor, TRANSFER_RECEIVE, on, "id")))
    found = _named(Transfer.objects.filter(where))
    return found.order_by(F("decided_at").desc(nulls_first=True), "-sent_at", "-id")


def transfer_get_for(actor: Actor, uid: uuid.UUID, on: dt.date, side: str = "") -> TransferPage:
    """Return the transfer if one of its sides is the actor's; `side` ("send", "receive") asks for that one.

    Raises:
        NotFound: no such transfer, or neither side is within what the actor may see.
        Forbidden: seen, but transfers are not the actor's business.
    """
    transfer = _named(Transfer.objects.filter(uid=uid)).first()
    if transfer is None:
        raise NotFound
    may = held_at(actor, transfer.from_unit_id, on, (TRANSFER_SEND, UNIT_VIEW)) & {"send", "view"}
    may |= held_at(actor, transfer.to_unit_id, on, (TRANSFER_RECEIVE, UNIT_VIEW)) & {"receive", "view"}
    if not may:
        raise NotFound
    if may == {"view"} or (side and side not in may):
        raise Forbidden(reason="组织关系转接由支部书记和组织部门办理：转出支部可以撤回，转入支部接收或退回。")
    return TransferPage(
        transfer=transfer,
        about=about(transfer.member),
        from_name=str(getattr(transfer, "from_name", "")),
        to_name=str(getattr(transfer, "to_name", "")),
        state_label=str(TransferState(transfer.state).label),
        may=may,
        is_expired=transfer.state == TransferState.SENT and on > transfer.valid_until,
    )


def transfers_waiting(actor: Actor, on: dt.date) -> int:
    """Return how many transfers wait for a receipt by the actor's units."""
    return transfer_list(actor, "in", on).filter(state=TransferState.SENT).count()


def _units(where: Q) -> QuerySet[Unit, int]:
    return Unit.objects.filter(where).values_list("pk", flat=True)


def _named(transfers: QuerySet[Transfer]) -> QuerySet[Transfer]:
    def name(column: str) -> Subquery:
        return Subquery(UnitName.objects.filter(unit=OuterRef(column)).order_by("-during").values("name")[:1])

    return transfers.select_related("member", "from_unit", "to_unit").annotate(
        from_name=name("from_unit_id"), to_name=name("to_unit_id")
    )
