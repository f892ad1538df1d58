"""What waits for a person, on the start page."""

import dataclasses
import datetime as dt

from xuezuo.org.queries.access import units_q
from xuezuo.org.queries.tree import to_row, unit_labels, units_on
from xuezuo.org.types import UnitKind, UnitRow
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.review.evaluation.models import HomeReport, Part
from xuezuo.review.evaluation.policies import APPEAL_DECIDE, COUNTS_VIEW, PART_KEEP, ROUND_START
from xuezuo.review.evaluation.queries.appeals import branch_appeals, superior_appeals
from xuezuo.review.evaluation.queries.mine import MyLine, kept_parts, my_lines
from xuezuo.review.evaluation.types import AppealState

MOST_UNITS = 500


@dataclasses.dataclass(frozen=True, slots=True)
class HomePage:
    """The start page of a person.

    Attributes:
        lines: the own years.
        parts: of branches that the person keeps, with their names.
        appeals: how many wait for the person's answer.
        reports: how many results of floating members wait for a receipt.
        counted: the unit whose counts the person may open first; None = none.
    """

    lines: list[MyLine]
    parts: list[tuple[Part, str]]
    appeals: int
    reports: int
    counted: UnitRow | None
    may_start: bool


def home_page(actor: Actor, on: dt.date) -> HomePage:
    """Return what waits for the person."""
    parts = kept_parts(actor, on)
    names = unit_labels({part.unit_id for part in parts}, on)
    return HomePage(
        lines=my_lines(actor, on),
        parts=[(part, names[part.unit_id].name) for part in parts],
        appeals=_waiting(actor, on),
        reports=sum(report.received_at is None for report in home_reports(actor, on)),
        counted=_first(actor, on),
        may_start=ROUND_START.is_held_by(actor),
    )


def _waiting(actor: Actor, on: dt.date) -> int:
    number = 0
    if PART_KEEP.is_held_by(actor):
        number += sum(one.state == AppealState.MADE for one in branch_appeals(actor, on))
    if APPEAL_DECIDE.is_held_by(actor):
        number += sum(one.state == AppealState.ANSWERED for one in superior_appeals(actor, on))
    return number


def _first(actor: Actor, on: dt.date) -> UnitRow | None:
    nodes = COUNTS_VIEW.nodes(actor)
    found = units_on(on).filter(pk__in=nodes).order_by("code").first() if nodes else None
    return to_row(found) if found is not None else None


def units_to_start(actor: Actor, on: dt.date) -> list[UnitRow]:
    """Return the units for which the actor may start a round, by code; groups hold none."""
    units = units_on(on).filter(units_q(actor, ROUND_START, on, "pk")).exclude(kind=UnitKind.GROUP)
    return [to_row(unit) for unit in units.order_by("code")[:MOST_UNITS]]


def home_reports(actor: Actor, on: dt.date) -> list[HomeReport]:
    """Return the results of members of the actor's branches who were evaluated elsewhere, those that wait first."""
    if not PART_KEEP.is_held_by(actor):
        return []
    condition = units_q(actor, PART_KEEP, on, "subject__home_id")
    with acting_as(SYSTEM):
        rows = HomeReport.objects.filter(condition).select_related(
            "subject__member", "subject__home", "subject__part__unit", "subject__part__round", "subject__part__poll"
        )
        return list(rows.order_by("-sent_at")[:200])
