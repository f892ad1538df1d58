"""From a duty, its periods and a scope to one SQL query over `templates.py`."""

import dataclasses
import datetime as dt
import itertools
from collections.abc import Callable, Hashable, Mapping, Sequence

from django.conf import settings

from xuezuo.duties.queries import templates
from xuezuo.duties.queries.packs import nodes_of, rules_of
from xuezuo.duties.queries.relations import deeds_of, participants_of
from xuezuo.duties.types import AskDuty
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


type Wanted = Sequence[tuple[Duty, Sequence[Period]]]
type Keys = Mapping[str, tuple[int, Duty, Period]]


@dataclasses.dataclass(frozen=True, slots=True)
class SlotQuery:
    """A chain of common table expressions that ends in `slot`, and its parameters.

    Prefix it with `WITH`, follow it by a SELECT from `slot`; `templates.STATE` gives the state of a row.

    Attributes:
        ctes: SQL.
        params: of the SQL.
        keys: what `pid` of a row stands for: the number of the duty among those asked for, the duty, the period.
    """

    ctes: str
    params: Mapping[str, object]
    keys: Keys


def slot_query(
    duty: Duty,
    periods: Sequence[Period],
    on: dt.date,
    *,
    units: Sequence[int] | None = None,
    with_deeds: bool = False,
) -> SlotQuery | None:
    """Return the query for the slots of one duty; `pid` is the id of the period. See `slots_query`."""
    return slots_query([(duty, periods)], on, units=units, with_deeds=with_deeds)


def slots_query(
    wanted: Wanted, on: dt.date, *, units: Sequence[int] | None = None, with_deeds: bool = False
) -> SlotQuery | None:
    """Return one query for the slots of duties of one shape (see `shape_of`), as things stand at the end of `on`.

    Over many units ask duty by duty: the planner then knows how many rows to expect. Over a few it spends more time
    on the plan than on the rows, and one statement for all is several times cheaper.

    Args:
        wanted: duties from the packs, each with periods of its own kind; those before it was in force are dropped.
        on: deeds after this civil day do not count; a period that has not ended by then is due, not missed.
        units: only subjects in these units; None = every unit. It narrows the base tables.
        with_deeds: also return the uids of the deeds that counted.

    Returns:
        None when the duties bind nobody in these periods.
    """
    asked = _keys(wanted)
    requirements = _requirements(asked)
    known = {row.pid for row in requirements}
    keys = {pid: asked[pid] for pid in asked if pid in known}
    if not keys:
        return None
    params = _params(keys, on, requirements)
    params["units"] = None if units is None else list(units)
    first = next(duty for _, duty, _ in keys.values())
    member = SubjectKind.MEMBER in first.subjects
    subject = templates.MEMBER_SUBJECT if member else templates.UNIT_SUBJECT
    where = "TRUE" if units is None else ("a.unit_id" if member else "u.id") + " = ANY(%(units)s)"
    match = "c.member_id = s.member_id" if member else "c.unit_id = s.unit_id"
    source = "seen" if first.template is Template.STATE_VALID else "subject"
    exempt = _by_duty(keys, lambda duty: _exempt(duty, units)) or "NULL::text"
    parts = (
        templates.PERIOD,
        subject.format(subject_where=where, apart=_apart(requirements)),
        _counted(keys, units, with_deeds=with_deeds),
        templates.SLOT.format(exempt=exempt, match=match, source=source),
    )
    return SlotQuery(",".join(parts), params, keys)


def shape_of(duty: Duty) -> Hashable:
    """Return what duties must have in common to be asked for in one statement."""
    of_members = SubjectKind.MEMBER in duty.subjects
    is_ask = isinstance(duty, AskDuty)  # asks take a look at the tree for each slot; others are spared it
    return duty.template, duty.posts, duty.by_posts, told_apart(duty), of_members and duty.deed_kinds, is_ask


def carrier_kind(duty: Duty) -> UnitKind:
    """Return the kind of unit that carries the duty; duties of members are carried by their branch."""
    kinds: list[UnitKind] = [UnitKind.BRANCH, *UnitKind]
    return next(kind for kind in kinds if duty.binds(kind))


def _keys(wanted: Wanted) -> Keys:
    """Return a name for each duty and period; that of the period when there is one duty."""
    return {
        period.id if len(wanted) == 1 else f"{number}/{period.id}": (number, duty, period)
        for number, (duty, periods) in enumerate(wanted)
        for period in periods
    }


@dataclasses.dataclass(frozen=True, slots=True)
class _Row:
    """What a duty requires in one period of one class of units, everywhere (node 0) or below the unit `node`.

    `kind` is the kind of unit when duties that bind different kinds are asked for together, else empty.
    """

    pid: str
    unit_class: str
    kind: str
    node: int
    duty: Duty
    requirement: Requirement


def _requirements(keys: Keys) -> list[_Row]:
    """Return what binds; a version binds a period when it is in force on the period's first day."""
    is_mixed = len({duty.subjects for _, duty, _ in keys.values()}) > 1
    found = []
    nodes = nodes_of([duty for _, duty, _ in keys.values()])
    for (pid, (_, duty, period)), places in zip(keys.items(), nodes, strict=True):
        carrier = carrier_kind(duty)
        kinds = [subject.value for subject in duty.subjects] if is_mixed else [""]
        for (node, chain), unit_type, function in itertools.product(places.items(), *told_apart(duty)):
            facts = UnitFacts(carrier, unit_type, function, settings.PROVINCE, chain)
            requirement = rules_of(duty).requirement_for(duty.id, facts, period)
            if requirement is not None:
                unit_class = f"{unit_type or ''}/{function or ''}"
                found += [_Row(pid, unit_class, kind, node, duty, requirement) for kind in kinds]
    return found


def told_apart(duty: Duty) -> tuple[tuple[UnitType | None, ...], tuple[BranchFunction | None, ...]]:
    """Return the unit types and functions that the duty and packs about it name, each after None = any other."""
    scopes = rules_of(duty).scopes_of(duty.id)
    unit_types = dict.fromkeys((*duty.unit_types, *(one for scope in scopes for one in scope.unit_types)))
    functions = dict.fromkeys(one for scope in scopes for one in scope.functions)
    return (None, *unit_types), (None, *functions)


def _apart(requirements: Sequence[_Row]) -> str:
    """Return the condition that chooses a unit's requirement among those of its period."""
    conditions = []
    if any(row.unit_class != "/" for row in requirements):
        conditions.append(templates.BY_CLASS)
    if any(row.kind for row in requirements):
        conditions.append(templates.BY_KIND)
    if any(row.node for row in requirements):
        conditions.append(templates.DEEPEST_NODE)
    return " AND ".join(conditions) or "TRUE"


def _params(keys: Keys, on: dt.date, requirements: Sequence[_Row]) -> dict[str, object]:
    duties = list({number: duty for number, duty, _ in keys.values()}.values())
    periods = [period for _, _, period in keys.values()]
    unit_types, functions = told_apart(duties[0])
    return {
        "unit_types": [one.value for one in unit_types if one],
        "functions": [one.value for one in functions if one],
        "pids": list(keys),
        "duties": [number for number, _, _ in keys.values()],
        "starts": [period.start for period in periods],
        "ends": [period.end for period in periods],
        "untils": [_until(duty, period) for _, duty, period in keys.values()],
        "on_time_until": [duty.on_time_until(period) for _, duty, period in keys.values()],
        "counting": [f"{{{','.join(map(str, duty.deed_kinds))}}}" for _, duty, _ in keys.values()],
        "req_pids": [row.pid for row in requirements],
        "req_classes": [row.unit_class for row in requirements],
        "req_kinds": [row.kind for row in requirements],
        "req_nodes": [row.node for row in requirements],
        "req_itself": [isinstance(row.duty, AskDuty) and row.node in row.duty.facts.itself for row in requirements],
        "req_required": [row.requirement.required for row in requirements],
        "req_low": [_number(row, 0) for row in requirements],
        "req_high": [_number(row, 1) for row in requirements],
        "subject_kinds": sorted({subject.value for duty in duties for subject in duty.subjects}),
        "deed_kinds": sorted({str(kind) for duty in duties for kind in duty.deed_kinds}),
        "posts": [post.value for post in duties[0].posts],
        "by_posts": [post.value for post in duties[0].by_posts],
        "from": min(period.start for period in periods),
        "until": min(max(period.end for period in periods), on + ONE_DAY),
        "on": on,
    }


def _until(duty: Duty, period: Period) -> dt.date:
    """Return the first day whose deeds do not count for the period: its end, or the day on which an ask was lifted."""
    lifted = duty.facts.lifted_on if isinstance(duty, AskDuty) else None
    return period.end if lifted is None else min(period.end, max(period.start, lifted))


def _number(row: _Row, place: int) -> int:
    name = PARAMETERS.get(row.duty.state or row.duty.template, (None, None))[place]
    return 0 if name is None else int(row.requirement.parameter(name).value)


def _counted(keys: Keys, units: Sequence[int] | None, *, with_deeds: bool) -> str:
    """Return the template's text with the base tables narrowed to the days, and to the units where it is allowed."""
    duties = {number: duty for number, duty, _ in keys.values()}.values()
    template = next(iter(duties)).template
    if template is Template.STATE_VALID:
        with_heads = any(duty.state in templates.NEED_HEADS for duty in duties)
        seen = templates.SEEN_WITH_HEADS.format(many=many_of(units)) if with_heads else templates.SEEN
        return templates.STATE_VALID.format(
            seen=seen, state=_by_duty(keys, lambda duty: templates.STATES[str(duty.state)])
        )
    scoped = units is not None
    days = "b.occurred_on >= %(from)s AND b.occurred_on < %(until)s"
    deeds, people = days, days
    if scoped and template is Template.EVENT_COUNT:
        deeds += " AND b.unit_id = ANY(%(units)s)"
    if scoped and template in {Template.SUM_PER_MEMBER, Template.EXISTS_PER_MEMBER}:
        people += " AND t.member_id IN (SELECT member_id FROM subject)"
        deeds += " AND b.id IN (SELECT {base} FROM took)"
    kinds = {kind for duty in duties for kind in duty.deed_kinds}
    return templates.COUNTED[template].format(
        deed=deeds_of(kinds, deeds),
        participation=participants_of(kinds, people),
        evidence=EVIDENCE if with_deeds else "NULL::uuid[]",
        counts="TRUE" if len(duties) == 1 else templates.COUNTS_FOR_DUTY,
    )


def _by_duty(keys: Keys, text_of: Callable[[Duty], str]) -> str:
    """Return the SQL expression of each duty of the slot `s`; the expression itself where all duties have the same."""
    numbers: dict[str, list[str]] = {}
    for number, duty in {number: duty for number, duty, _ in keys.values()}.items():
        numbers.setdefault(text_of(duty), []).append(str(number))
    if len(numbers) == 1:
        return next(iter(numbers))
    cases = (f"WHEN s.duty IN ({','.join(some)}) THEN {text}" for text, some in numbers.items() if text)
    return f"CASE {' '.join(cases)} END"


def many_of(units: Sequence[int] | None) -> str:
    """Return what makes the planner join by hash when many units are looked at."""
    return "" if units is not None and len(units) <= FEW else " + 0"


def _exempt(duty: Duty, units: Sequence[int] | None) -> str:
    """Return the reason that frees a slot from the duty, as far as it takes a look; empty when there is none."""
    cases = " ".join(
        f"WHEN {templates.EXEMPTIONS[rule.when.value].format(many=many_of(units))} THEN '{rule.when.value}'"
        for rule in duty.exemptions
        if rule.when.value in templates.EXEMPTIONS
    )
    return f"CASE {cases} END" if cases else ""
