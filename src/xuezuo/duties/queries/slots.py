"""From a duty, its periods and a scope to one SQL query over `templates.py`."""

import dataclasses
import datetime as dt
import itertools
from collections.abc import Mapping, Sequence

from django.conf import settings

from xuezuo.duties.queries import templates
from xuezuo.duties.queries.packs import pack_nodes, packs
from xuezuo.duties.queries.relations import deeds_of, participants_of
from xuezuo.kernel.dates import ONE_DAY
from xuezuo.kernel.periods import Period
from xuezuo.rules.types import Duty, Requirement, UnitFacts
from xuezuo.rules.vocabulary import BranchFunction, SubjectKind, Template, UnitKind, UnitType

PARAMETERS = {  # per template and state: which of the duty's parameters become `low` and `high`
    "term_notice_given": ("notice_months", None),
    "committee_formed": ("threshold", None),
    "size_within": ("minimum", "maximum"),
    "sum_per_member": ("lesson_minutes", None),
}
FEW = 50  # so many units are looked up one by one
EVIDENCE = "array_agg(d.uid ORDER BY d.occurred_on, d.uid)"


@dataclasses.dataclass(frozen=True, slots=True)
class SlotQuery:
    """A chain of common table expressions that ends in `slot`, and its parameters.

    Prefix it with `WITH`, follow it by a SELECT from `slot`; `templates.STATE` gives the state of a row.
    """

    ctes: str
    params: Mapping[str, object]


def slot_query(
    duty: Duty,
    periods: Sequence[Period],
    on: dt.date,
    *,
    units: Sequence[int] | None = None,
    with_deeds: bool = False,
) -> SlotQuery | None:
    """Return the query for the slots of `duty` in `periods`, as things stand at the end of the civil day `on`.

    Args:
        duty: from the packs.
        periods: of the duty's own kind; those before the duty was in force are dropped.
        on: deeds after it do not count; a period that has not ended by then is due, not missed.
        units: only subjects in these units; None = every unit. It narrows the base tables.
        with_deeds: also return the uids of the deeds that counted.

    Returns:
        None when the duty binds nobody in these periods.
    """
    requirements = _requirements(duty, periods)
    known = {row.pid for row in requirements}
    kept = [period for period in periods if period.id in known]
    if not kept:
        return None
    params = _params(duty, kept, on, requirements)
    params["units"] = None if units is None else list(units)
    member = SubjectKind.MEMBER in duty.subjects
    subject = templates.MEMBER_SUBJECT if member else templates.UNIT_SUBJECT
    where = "TRUE" if units is None else ("a.unit_id" if member else "u.id") + " = ANY(%(units)s)"
    match = "c.member_id = s.member_id" if member else "c.unit_id = s.unit_id"
    source = "seen" if duty.template is Template.STATE_VALID else "subject"
    parts = (
        templates.PERIOD,
        subject.format(subject_where=where, apart=_apart(requirements)),
        _counted(duty, units, with_deeds=with_deeds),
        templates.SLOT.format(exempt=_exempt(duty, units), match=match, source=source),
    )
    return SlotQuery(",".join(parts), params)


def carrier_kind(duty: Duty) -> UnitKind:
    """Return the kind of unit that carries the duty; duties of members are carried by their branch."""
    kinds: list[UnitKind] = [UnitKind.BRANCH, *UnitKind]
    return next(kind for kind in kinds if duty.binds(kind))


@dataclasses.dataclass(frozen=True, slots=True)
class _Row:
    """What a duty requires in one period of one class of units, everywhere (node 0) or below the unit `node`."""

    pid: str
    unit_class: str
    node: int
    requirement: Requirement


def _requirements(duty: Duty, periods: Sequence[Period]) -> list[_Row]:
    """Return what binds; a version binds a period when it is in force on the period's first day."""
    kind = carrier_kind(duty)
    found = []
    classes = itertools.product(*told_apart(duty))
    for (node, chain), period, (unit_type, function) in itertools.product(
        ((0, ()), *pack_nodes().items()), periods, classes
    ):
        facts = UnitFacts(kind, unit_type, function, settings.PROVINCE, chain)
        requirement = packs().requirement_for(duty.id, facts, period)
        if requirement is not None:
            found.append(_Row(period.id, f"{unit_type or ''}/{function or ''}", node, requirement))
    return found


def told_apart(duty: Duty) -> tuple[tuple[UnitType | None, ...], tuple[BranchFunction | None, ...]]:
    """Return the unit types and functions that packs speaking about the duty name, each after None = any other."""
    scopes = packs().scopes_of(duty.id)
    unit_types = dict.fromkeys(one for scope in scopes for one in scope.unit_types)
    functions = dict.fromkeys(one for scope in scopes for one in scope.functions)
    return (None, *unit_types), (None, *functions)


def _apart(requirements: Sequence[_Row]) -> str:
    """Return the condition that chooses a unit's requirement among those of its period."""
    conditions = []
    if any(row.unit_class != "/" for row in requirements):
        conditions.append(templates.BY_CLASS)
    if any(row.node for row in requirements):
        conditions.append(templates.DEEPEST_NODE)
    return " AND ".join(conditions) or "TRUE"


def _params(duty: Duty, periods: Sequence[Period], on: dt.date, requirements: Sequence[_Row]) -> dict[str, object]:
    low, high = PARAMETERS.get(duty.state or duty.template, (None, None))
    unit_types, functions = told_apart(duty)
    return {
        "unit_types": [one.value for one in unit_types if one],
        "functions": [one.value for one in functions if one],
        "pids": [period.id for period in periods],
        "starts": [period.start for period in periods],
        "ends": [period.end for period in periods],
        "on_time_until": [duty.on_time_until(period) for period in periods],
        "req_pids": [row.pid for row in requirements],
        "req_classes": [row.unit_class for row in requirements],
        "req_nodes": [row.node for row in requirements],
        "req_required": [row.requirement.required for row in requirements],
        "req_low": [_number(row.requirement, low) for row in requirements],
        "req_high": [_number(row.requirement, high) for row in requirements],
        "subject_kinds": [subject.value for subject in duty.subjects],
        "deed_kinds": [str(kind) for kind in duty.deed_kinds],
        "posts": [post.value for post in duty.posts],
        "by_posts": [post.value for post in duty.by_posts],
        "from": min(period.start for period in periods),
        "until": min(max(period.end for period in periods), on + ONE_DAY),
        "on": on,
    }


def _number(requirement: Requirement, name: str | None) -> int:
    return 0 if name is None else int(requirement.parameter(name).value)


def _counted(duty: Duty, units: Sequence[int] | None, *, with_deeds: bool) -> str:
    """Return the template's text with the base tables narrowed to the days, and to the units where it is allowed."""
    if duty.template is Template.STATE_VALID:
        state = str(duty.state)
        seen = (
            templates.SEEN_WITH_HEADS.format(many=many_of(units)) if state in templates.NEED_HEADS else templates.SEEN
        )
        return templates.STATE_VALID.format(seen=seen, state=templates.STATES[state])
    scoped = units is not None
    days = "b.occurred_on >= %(from)s AND b.occurred_on < %(until)s"
    deeds, people = days, days
    if scoped and duty.template is Template.EVENT_COUNT:
        deeds += " AND b.unit_id = ANY(%(units)s)"
    if scoped and duty.template in {Template.SUM_PER_MEMBER, Template.EXISTS_PER_MEMBER}:
        people += " AND t.member_id IN (SELECT member_id FROM subject)"
        deeds += " AND b.id IN (SELECT {base} FROM took)"
    text = {
        Template.EVENT_COUNT: templates.EVENT_COUNT,
        Template.EVENT_BY_ROLE: templates.EVENT_BY_ROLE,
        Template.SUM_PER_MEMBER: templates.SUM_PER_MEMBER,
        Template.EXISTS_PER_MEMBER: templates.EXISTS_PER_MEMBER,
    }[duty.template]
    return text.format(
        deed=deeds_of(duty.deed_kinds, deeds),
        participation=participants_of(duty.deed_kinds, people),
        evidence=EVIDENCE if with_deeds else "NULL::uuid[]",
    )


def many_of(units: Sequence[int] | None) -> str:
    """Return what makes the planner join by hash when many units are looked at."""
    return "" if units is not None and len(units) <= FEW else " + 0"


def _exempt(duty: Duty, units: Sequence[int] | None) -> str:
    cases = " ".join(
        f"WHEN {templates.EXEMPTIONS[rule.when.value].format(many=many_of(units))} THEN '{rule.when.value}'"
        for rule in duty.exemptions
        if rule.when.value in templates.EXEMPTIONS
    )
    return f"CASE {cases} END" if cases else "NULL::text"
