"""Splitting a unit."""

import collections
import datetime as dt

from xuezuo.kernel.dates import DateSpan
from xuezuo.org.errors.structure import SplitMembers, SplitParts
from xuezuo.org.events.structure import UNIT_SET_UP, UNIT_SPLIT
from xuezuo.org.models import Affiliation, Edge, Unit
from xuezuo.org.services.structure.checks import Heir, check_may_end
from xuezuo.org.services.structure.frame import Deed, begin, finish, note
from xuezuo.org.services.structure.handover import (
    affiliations_from,
    children_pass,
    members_pass,
    successors_put,
    transfers_pass,
)
from xuezuo.org.services.structure.recorded import check_nothing_recorded
from xuezuo.org.services.structure.rows import hold, unit_close
from xuezuo.org.services.structure.set_up import unit_make
from xuezuo.org.types import ChangeKind, Document, NewUnit, SplitPlan, UnitKind
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import Fields, use_case
from xuezuo.platform.db.ranges import to_range, to_span


@use_case("org.unit_split")
def unit_split(*, actor: Actor, unit: Unit, plan: SplitPlan, document: Document, at: dt.datetime) -> list[Unit]:
    """End the unit on `document.on` and set up its parts that day, under the same superior and of the same kind.

    Who is listed goes to the named part (also out of a group directly below), everybody else in the unit to the main
    part; units below follow the main part. Posts and terms of the old unit end. Dated successor links lead from it to
    every part, the main one marked.

    Returns:
        The new units in the order of the plan.

    Raises:
        DocumentMissing, BadName, BadCode, CodeTaken: see there.
        UnitNotAlive, UnitEndsLater, UnitFoundedThatDay, LaterChanges: see `check_may_end`.
        SplitParts: fewer than two parts, a code twice, or no main one. SplitMembers: a row of the list is wrong.
        DeedsRemain: something it did on the day or later is recorded.
        NotFound, Forbidden: the actor may not change the unit.
    """
    deed, [unit] = begin(actor, document, at, unit)
    check_may_end(unit, deed.on)
    _check_parts(plan)
    hold([unit.pk])
    check_nothing_recorded([unit], deed.on)
    rows = affiliations_from(unit.pk, deed.on)
    moves = _assigned(unit, plan, deed.on, rows)
    parts = _found(deed, unit, plan)
    main = parts[plan.main]
    for code, leaving in moves.items():
        members_pass(leaving, deed.on, [_heir(parts[code], deed)])
    assigned = {row.pk for leaving in moves.values() for row in leaving}
    members_pass([row for row in rows if row.pk not in assigned], deed.on, [_heir(main, deed)])
    children = children_pass(unit, deed.on, [_heir(main, deed)])
    posts = unit_close(unit, deed.on)
    successors_put(unit, parts.values(), main, deed.on)
    transfers_pass(unit, main, deed)
    after: Fields = {"into": "、".join(parts), "main": main.code, "members": len({row.member_id for row in rows})}
    note(deed, ChangeKind.SPLIT, unit, UNIT_SPLIT, {}, {**after, "children": len(children), "posts_ended": posts})
    made = [part.pk for part in parts.values()]
    finish(deed, ChangeKind.SPLIT, touched=[unit.pk], restood=[unit.pk, *made, *children])
    return list(parts.values())


def _check_parts(plan: SplitPlan) -> None:
    codes = [code for code, _ in plan.parts]
    if len(codes) < 2:
        raise SplitParts(problem="目前不足两个。")
    if len(set(codes)) < len(codes):
        raise SplitParts(problem="有代码重复。")
    if plan.main not in codes:
        raise SplitParts(problem="没有指定其中之一为主要承接组织。")


def _assigned(unit: Unit, plan: SplitPlan, on: dt.date, rows: list[Affiliation]) -> dict[str, list[Affiliation]]:
    """Return the affiliations that go to each listed part.

    Raises:
        SplitMembers: unknown part, a member twice, or one who belongs neither to the unit nor to a group of it.
    """
    codes = {code for code, _ in plan.parts}
    _refuse("分设后没有这个组织代码。", [i for i, (_, code) in enumerate(plan.members, 1) if code not in codes])
    times = collections.Counter(number for number, _ in plan.members)
    _refuse("同一党员列了两次。", [i for i, (number, _) in enumerate(plan.members, 1) if times[number] > 1])
    inside = _by_number(rows)
    grouped = _by_number(_group_rows(unit, on))
    missing = [i for i, (number, _) in enumerate(plan.members, 1) if number not in inside and number not in grouped]
    _refuse("该党员当日不在被分设的组织。", missing)
    moves: dict[str, list[Affiliation]] = {}
    for number, code in plan.members:
        moves.setdefault(code, []).extend(inside.get(number, []))
        if code != plan.main:  # who goes to the main part stays in the group, which follows it
            moves[code].extend(grouped.get(number, []))
    return moves


def _refuse(problem: str, rows: list[int]) -> None:
    if rows:
        raise SplitMembers(rows="、".join(map(str, rows)), problem=problem)


def _by_number(rows: list[Affiliation]) -> dict[str, list[Affiliation]]:
    found: dict[str, list[Affiliation]] = {}
    numbers = dict(Affiliation.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", "member__number"))
    for row in rows:
        found.setdefault(numbers[row.pk], []).append(row)
    return found


def _group_rows(unit: Unit, on: dt.date) -> list[Affiliation]:
    groups = Edge.objects.filter(parent=unit, unit__kind=UnitKind.GROUP, during__contains=on).values("unit")
    rest = to_range(DateSpan(on))
    return list(Affiliation.objects.filter(unit__in=groups, during__overlap=rest))


def _found(deed: Deed, unit: Unit, plan: SplitPlan) -> dict[str, Unit]:
    """Set up the parts, each where the old unit stood from the day on."""
    rest = DateSpan(deed.on)
    edges = Edge.objects.filter(unit=unit, during__overlap=to_range(rest)).order_by("during").select_related("parent")
    stays = ((edge.parent, to_span(edge.during).intersection(rest)) for edge in edges)
    places = [Heir(parent.pk, parent.kind, span) for parent, span in stays if span]
    parts = {}
    for code, name in plan.parts:
        new = NewUnit(code, name, unit.kind, None, unit.unit_type, unit.function, unit.is_temporary)
        part = unit_make(new, deed.on, places)
        note(deed, ChangeKind.SET_UP, part, UNIT_SET_UP, {}, {"code": part.code, "split_from": unit.code})
        parts[code] = part
    return parts


def _heir(part: Unit, deed: Deed) -> Heir:
    return Heir(part.pk, part.kind, DateSpan(deed.on))
