"""Lists: elections that somebody may see, terms that end, congresses."""

import dataclasses
import datetime as dt
import uuid

from django.db.models import OuterRef, QuerySet, Subquery

from xuezuo.kernel.dates import add_months
from xuezuo.org.models import Term, Unit, UnitName
from xuezuo.org.queries.access import units_q
from xuezuo.org.queries.tree import subtree_ids, to_row, units_on
from xuezuo.org.types import UnitKind, UnitRow
from xuezuo.platform.access import SYSTEM, Actor, Capability, acting_as
from xuezuo.review.elections.models import Congress, Election, TermNotice, TermShift
from xuezuo.review.elections.policies import CONGRESS_RUN, ELECTIONS_OVERSEE, ELECTIONS_RUN, ELECTIONS_VIEW
from xuezuo.review.elections.queries.access import ELECTING_KINDS, elections_q, oversees
from xuezuo.review.elections.queries.formulas import parameter_of
from xuezuo.review.elections.types import CongressState

SOON, LATER = 6, 12  # months
WITHIN = {"overdue": "已届满", "6": "6 个月内届满", "12": "12 个月内届满", "all": "全部"}
MOST = 300
FIRST = 8  # terms named on the page of a month; the others are counted


def election_list(actor: Actor, on: dt.date) -> QuerySet[Election]:
    """Return the elections that the actor may see, the newest first, with `unit_name`."""
    found = Election.objects.filter(elections_q(actor, on)).annotate(unit_name=_name("unit", on))
    return found.order_by("-made_at", "-pk")


def _name(field: str, on: dt.date) -> Subquery:
    names = UnitName.objects.filter(unit=OuterRef(field), during__contains=on).values("name")
    return Subquery(names[:1])


def unit_name(unit_id: int, on: dt.date) -> str:
    """Return what the unit is called on `on`, or was called last."""
    with acting_as(SYSTEM):
        names = UnitName.objects.filter(unit=unit_id).order_by("-during")
        return (
            names.filter(during__contains=on).values_list("name", flat=True).first()
            or names.values_list("name", flat=True).first()
            or ""
        )


def parent_name(unit: Unit, on: dt.date) -> str:
    """Return the unit above, as letters address it; empty at the top of the tree."""
    with acting_as(SYSTEM):
        row = units_on(on).filter(pk=unit.pk).first()
        parent = to_row(row).parent_id if row else None
    return unit_name(parent, on) if parent else ""


def units_to(actor: Actor, capability: Capability, on: dt.date) -> list[UnitRow]:
    """Return the units that hold elections at which the actor may do this, by code."""
    found = units_on(on).filter(units_q(actor, capability, on, "pk"), kind__in=ELECTING_KINDS)
    return [to_row(unit) for unit in found.order_by("code")[:MOST]]


def running_units(actor: Actor, on: dt.date) -> list[UnitRow]:
    """Return the units whose elections the actor runs."""
    return units_to(actor, ELECTIONS_RUN, on)


def congress_units(actor: Actor, on: dt.date) -> list[UnitRow]:
    """Return the units whose congresses the actor prepares; branches hold none."""
    if not CONGRESS_RUN.is_held_by(actor):
        return []
    return [one for one in units_to(actor, CONGRESS_RUN, on) if one.kind != UnitKind.BRANCH]


@dataclasses.dataclass(frozen=True, slots=True)
class TermRow:
    """A running term as the list shows it.

    Attributes:
        notice_by: by which day the unit above generally reminds; None where no pack says so.
        shift: the last approval of another day.
        may_answer: the asker stands above the unit.
    """

    unit_uid: uuid.UUID
    unit_name: str
    ordinal: int
    began_on: dt.date
    due_on: dt.date
    notice_on: dt.date | None
    notice_by: dt.date | None
    shift: TermShift | None
    may_answer: bool
    on: dt.date

    @property
    def is_overdue(self) -> bool:
        """The term has ended, and no successor is written."""
        return self.due_on < self.on

    def wants(self, month: tuple[dt.date, dt.date]) -> bool:
        """It has ended or ends this month, or it is time to remind."""
        return self.is_overdue or self.lacks_notice or month[0] <= self.due_on <= month[1]

    @property
    def lacks_notice(self) -> bool:
        """It is time to remind, and nobody has."""
        return self.notice_on is None and self.notice_by is not None and self.notice_by <= self.on


def term_list(actor: Actor, within: str, on: dt.date) -> QuerySet[Term]:
    """Return the running terms of units that the actor looks at, the first to end first, with `unit_name`."""
    found = Term.objects.filter(units_q(actor, ELECTIONS_VIEW, on), during__endswith=None, during__startswith__lte=on)
    if within == "overdue":
        found = found.filter(due_on__lt=on)
    elif within != "all":
        found = found.filter(due_on__lt=add_months(on, SOON if within == str(SOON) else LATER))
    return found.select_related("unit").annotate(unit_name=_name("unit", on)).order_by("due_on", "unit__code")


def term_rows(actor: Actor, terms: list[Term], on: dt.date) -> list[TermRow]:
    """Return what the list says about these terms."""
    shifts: dict[int, TermShift] = {}
    for shift in TermShift.objects.filter(term__in=terms).order_by("pk"):
        shifts[shift.term_id] = shift
    return [_row(term, shifts.get(term.pk), on, may_answer=oversees(actor, term.unit, on)) for term in terms]


def _row(term: Term, shift: TermShift | None, on: dt.date, *, may_answer: bool) -> TermRow:
    months = parameter_of(term.unit, "term.notice_months", on)
    return TermRow(
        term.unit.uid,
        str(getattr(term, "unit_name", "") or ""),
        term.ordinal,
        term.during.lower,
        term.due_on,
        term.notice_on,
        add_months(term.due_on, -months) if isinstance(months, int) else None,
        shift,
        may_answer,
        on,
    )


@dataclasses.dataclass(frozen=True, slots=True)
class TermPage:
    """The running term of a unit with its notices and shifts."""

    term: Term | None
    notices: list[TermNotice]
    shifts: list[TermShift]


def term_page(unit: Unit) -> TermPage:
    """Return the running term with what the unit above said about its end; the asker has passed a door."""
    with acting_as(SYSTEM):
        term = Term.objects.select_related("unit").filter(unit=unit, during__endswith=None).first()
        if term is None:
            return TermPage(None, [], [])
        notices = list(TermNotice.objects.filter(term=term).order_by("sent_on", "pk"))
        return TermPage(term, notices, list(TermShift.objects.filter(term=term).order_by("pk")))


def shift_months(former: dt.date, due_on: dt.date, unit: Unit) -> tuple[int, int | None]:
    """Return by how many months (begun ones count) another day shifts a term, and how many a pack allows."""
    first, last = sorted((former, due_on))
    months = next(count for count in range(1200) if add_months(first, count) >= last)
    most = parameter_of(unit, "term.shift_months", due_on)
    return months, most if isinstance(most, int) else None


def shift_months_allowed(unit: Unit, on: dt.date) -> int | None:
    """Return by how many months a pack allows a term to be shifted; None where it says nothing."""
    most = parameter_of(unit, "term.shift_months", on)
    return most if isinstance(most, int) else None


@dataclasses.dataclass(frozen=True, slots=True)
class TermsToMind:
    """What the unit above has to see to in its part of the tree: counts, and the first of each.

    Attributes:
        overdue: terms that have ended without a successor.
        unreminded: it is time to remind, and nobody has.
        ending: ends in the month looked at.
        rows: the most urgent of them, the first to end first.
    """

    overdue: int
    unreminded: int
    ending: int
    rows: tuple[TermRow, ...]


def terms_to_mind(actor: Actor, unit: UnitRow, month: tuple[dt.date, dt.date], on: dt.date) -> TermsToMind | None:
    """Return which terms below the unit end or are to be reminded of; None where there are none, or not the actor's.

    Args:
        actor: who looks; only terms whose end this actor answers for from above.
        unit: the unit above; below a branch no terms are kept.
        month: first and last day of the month looked at.
        on: the civil day whose end is looked at.

    Source: branch.term.reminder (支部工作条例 art. 21): a general rule, so it reminds and nothing more.
    """
    if unit.kind not in (UnitKind.COMMITTEE, UnitKind.GENERAL_BRANCH):
        return None
    if not actor.is_system and not ELECTIONS_OVERSEE.nodes(actor):
        return None
    running = Term.objects.filter(units_q(actor, ELECTIONS_OVERSEE, on), during__endswith=None)
    below = running.filter(unit_id__in=subtree_ids(unit.id, on), during__startswith__lte=on).exclude(unit_id=unit.id)
    soon = below.filter(due_on__lte=add_months(max(on, month[1]), SOON)).order_by("due_on", "unit__code")
    terms = list(soon.select_related("unit").annotate(unit_name=_name("unit", on))[:MOST])
    rows = [row for row in (_row(term, None, on, may_answer=True) for term in terms) if row.wants(month)]
    if not rows:
        return None
    return TermsToMind(
        sum(row.is_overdue for row in rows),
        sum(row.lacks_notice and not row.is_overdue for row in rows),
        sum(month[0] <= row.due_on <= month[1] for row in rows),
        tuple(rows[:FIRST]),
    )


def congress_list(actor: Actor, on: dt.date) -> QuerySet[Congress]:
    """Return the congresses of units that the actor looks at, the newest first, with `unit_name`."""
    found = Congress.objects.filter(units_q(actor, ELECTIONS_VIEW, on)).annotate(unit_name=_name("unit", on))
    return found.order_by("-planned_on", "-pk")


def congresses_for(unit_ids: list[int]) -> list[Congress]:
    """Return the congresses that are prepared, for which one of these units elects delegates, or which it holds."""
    with acting_as(SYSTEM):
        going = Congress.objects.filter(state=CongressState.OPEN)
        own = going.filter(unit_id__in=unit_ids) | going.filter(quotas__unit_id__in=unit_ids)
        return list(own.distinct().order_by("planned_on"))
