"""How every duty stands for one unit: computed from the deeds, with numbers, clause and the deeds that counted."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Hashable, Sequence

from xuezuo.duties.queries import templates
from xuezuo.duties.queries.asks import duties_around
from xuezuo.duties.queries.packs import rules_of
from xuezuo.duties.queries.slots import Wanted, carrier_kind, shape_of, slots_query
from xuezuo.duties.types import DutyState, Status
from xuezuo.kernel.dates import ONE_DAY
from xuezuo.kernel.periods import Period
from xuezuo.org.queries.people import member_labels
from xuezuo.org.queries.tree import UnitLabel, groups_within, unit_labels
from xuezuo.platform.access import beyond_scope
from xuezuo.platform.db.reading import fetch_all
from xuezuo.rules.types import Duty, Requirement, UnitFacts
from xuezuo.rules.vocabulary import Exemption, SubjectKind

EXEMPT_WHY = {item.value: item.label for item in Exemption} | {"lifted": "要求已提前解除"}


def unit_status(unit_id: int, on: dt.date, *, duties: Sequence[Duty] | None = None) -> list[Status]:
    """Return the status of every duty of the unit, its groups and its members for the year of `on` up to `on`.

    Deeds after the civil day `on` do not count. One query per shape of duty, plus two for names. The caller has
    checked that the asker may see the unit; members are visible only as far as row-level security lets them through.

    Args:
        unit_id: the unit; groups directly below it are included.
        on: the civil day whose end is looked at.
        duties: only these; None = all of the packs in force, and what is asked of the unit.

    Returns:
        By duty in the order of the packs, then subject, then period.
    """
    start, end = dt.date(on.year, 1, 1), on + ONE_DAY
    units = [unit_id, *groups_within(unit_id, start, on)]
    wanted = duties_around(units, start, end) if duties is None else duties
    return statuses(units, on, [(duty, duty.periods_between(start, end)) for duty in wanted])


def statuses(units: Sequence[int], on: dt.date, wanted: Wanted) -> list[Status]:
    """Return the status of the given duties and periods for subjects in the given units, as of the end of `on`.

    One query for all duties of a shape. Members whom the asker may not see are left out.
    """
    labels = unit_labels(units, on)
    kinds = {SubjectKind(label.kind) for label in labels.values()} | {SubjectKind.MEMBER}
    bound = [(duty, periods) for duty, periods in wanted if kinds.intersection(duty.subjects)]
    found = _rows(bound, units, on)
    member_names = member_labels({row.member_id for row in found if row.member_id})
    return [
        _status(row, labels[row.unit_id], member_names.get(row.member_id or 0))
        for row in found
        if row.member_id is None or row.member_id in member_names
    ]


@dataclasses.dataclass(frozen=True, slots=True)
class _Row:
    """A slot with its state, as SQL gives it; `number` is the place of the duty among those asked for."""

    number: int
    duty: Duty
    period: Period
    unit_id: int
    member_id: int | None
    required: int
    done: int
    deeds: list[uuid.UUID] | None
    state: str
    why: str


def _rows(wanted: Wanted, units: Sequence[int], on: dt.date) -> list[_Row]:
    """Return the slots as the duties are given, then by unit, member and period."""
    shapes: dict[Hashable, list[int]] = {}
    for number, (duty, _) in enumerate(wanted):
        shapes.setdefault(shape_of(duty), []).append(number)
    rows = [row for numbers in shapes.values() for row in _rows_of_shape(wanted, numbers, units, on)]
    return sorted(rows, key=lambda row: (row.number, row.unit_id, row.member_id or 0, row.period.start))


@beyond_scope()  # a member's hours count wherever they were spent; whose rows are shown is decided by the caller
def _rows_of_shape(wanted: Wanted, numbers: Sequence[int], units: Sequence[int], on: dt.date) -> list[_Row]:
    query = slots_query([wanted[number] for number in numbers], on, units=units, with_deeds=True)
    if query is None:
        return []
    sql = f"""WITH {query.ctes}
SELECT pid, unit_id, member_id, required, done, deeds, {templates.STATE} AS state, COALESCE(exempt, partly, '')
  FROM slot"""
    found = []
    for pid, *values in fetch_all(sql, query.params):
        place, duty, period = query.keys[pid]
        found.append(_Row(numbers[place], duty, period, *values))
    return found


def _status(row: _Row, unit: UnitLabel, member: tuple[str, str] | None) -> Status:
    duty, period = row.duty, row.period
    requirement = requirement_of(duty, period)
    return Status(
        duty=duty.id,
        label=duty.label,
        subject=unit.code if member is None else member[0],
        subject_name=unit.name if member is None else member[1],
        unit_id=row.unit_id,
        unit_uid=unit.uid,
        period=period.id,
        ends=period.end,
        state=row.state,
        required=row.required,
        done=row.done,
        quantity=requirement.quantity.value,
        force=requirement.force.value,
        clause=requirement.clause.citation,
        why=EXEMPT_WHY.get(row.why, "") if row.state == DutyState.EXEMPT else "",
        deeds=tuple(dict.fromkeys(row.deeds or ())),
    )


def requirement_of(duty: Duty, period: Period) -> Requirement:
    """Return what the widest pack requires in the period, for its clause and force.

    Raises:
        UnknownDuty: when the duty is not in force then.
    """
    rules = rules_of(duty)
    scope = rules.layers_of(duty.id)[0].pack.scope
    facts = UnitFacts(
        kind=carrier_kind(duty),
        unit_type=next(iter((*duty.unit_types, *scope.unit_types)), None),
        function=next(iter(scope.functions), None),
        province=next(iter(scope.provinces), ""),
        chain=scope.units[:1],
    )
    found = rules.requirement_for(duty.id, facts, period)
    if found is None:
        raise LookupError(f"{duty.id} is not in force in {period}")
    return found
