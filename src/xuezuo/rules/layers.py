"""How packs lie on top of each other: national < sector < province < unit; the narrower may be stricter, not looser.

"Looser" is only a fault where the wider text is mandatory and verified. What is general or a convention may be
changed freely by those nearer to the work. Two packs of one level must not both speak about one unit and one duty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations

from xuezuo.kernel.dates import DateSpan
from xuezuo.rules.findings import Place
from xuezuo.rules.references import Wider
from xuezuo.rules.source import Source
from xuezuo.rules.types import Clause, DutyVersion, Pack, Parameter, ParameterVersion, Value
from xuezuo.rules.vocabulary import Direction, Force


def is_looser_duty(wider: DutyVersion, narrower: DutyVersion) -> bool:
    """Tell whether `narrower` would loosen what `wider` makes mandatory."""
    return _is_weaker(wider.clause, narrower.clause) or (
        _is_mandatory(wider.clause) and (narrower.quantity is not wider.quantity or narrower.required < wider.required)
    )


def is_looser_parameter(wider: ParameterVersion, narrower: ParameterVersion, stricter: Direction | None) -> bool:
    """Tell whether `narrower` would loosen what `wider` makes mandatory; incomparable values must be equal."""
    return _is_weaker(wider.clause, narrower.clause) or (
        _is_mandatory(wider.clause) and not _is_as_strict(wider.value, narrower.value, stricter)
    )


def _is_mandatory(clause: Clause) -> bool:
    return clause.effective_force is Force.MANDATORY


def _is_weaker(wider: Clause, narrower: Clause) -> bool:
    return _is_mandatory(wider) and not _is_mandatory(narrower)


def _is_as_strict(wider: Value, narrower: Value, stricter: Direction | None) -> bool:
    if isinstance(wider, int) and isinstance(narrower, int) and stricter:
        return narrower >= wider if stricter is Direction.HIGHER else narrower <= wider
    return narrower == wider


def check_overrides(source: Source, pack: Pack, wider: Wider) -> None:
    """Note overrides that loosen the definition they change, on any day on which both are in force."""
    for duty_override in pack.duty_overrides:
        if duty := wider.duties.get(duty_override.duty_id):
            place: Place = ("overrides", "duties", duty.id, "versions")
            _check(source, place, duty.versions, duty_override.versions, is_looser_duty)
    for override in pack.parameter_overrides:
        if parameter := wider.parameters.get(override.parameter_id):
            place = ("overrides", "parameters", parameter.id, "versions")
            _check(source, place, parameter.versions, override.versions, _looser_in(parameter))


def _looser_in(parameter: Parameter) -> Callable[[ParameterVersion, ParameterVersion], bool]:
    return lambda wider, narrower: is_looser_parameter(wider, narrower, parameter.stricter)


def _check[V: (DutyVersion, ParameterVersion)](
    source: Source, place: Place, wider: Sequence[V], narrower: Sequence[V], is_looser: Callable[[V, V], bool]
) -> None:
    for index, version in enumerate(narrower):
        days = DateSpan(version.start, version.end)
        against = [old for old in wider if days.overlaps(DateSpan(old.start, old.end)) and is_looser(old, version)]
        if against:
            source.add((*place, index), "looser", f"低于{against[0].clause.citation}的要求（必须做到）。")


def check_together(sources: Mapping[str, Source], packs: Iterable[Pack]) -> None:
    """Note ids used twice and packs of one level that speak about the same units and the same thing.

    Args:
        sources: where to note faults, by the pack's file as text.
        packs: all packs, wide to narrow.
    """
    seen: dict[tuple[str, str], Pack] = {}
    packs = tuple(packs)
    for pack in packs:
        for kind, key in _defined(pack):
            other = seen.setdefault((kind, key), pack)
            if other is not pack:
                place = ("id",) if kind == "id" else (kind, key)
                message = f"“{key}”已在 {other.path.name} 中使用。"
                sources[str(pack.path)].add(place, "duplicate_id", message)
    for one, other in combinations(packs, 2):
        if one.level is other.level and one.scope.overlaps(other.scope):
            for kind, key in sorted(_overridden(one) & _overridden(other)):
                message = f"与 {one.path.name} 级别相同、范围重叠，都改动了“{key}”。"
                sources[str(other.path)].add(("overrides", kind, key), "overlap", message)


def _defined(pack: Pack) -> Iterable[tuple[str, str]]:
    yield "id", pack.id
    for kind, items in (
        ("regulations", pack.regulations),
        ("clauses", pack.clauses),
        ("parameters", pack.parameters),
        ("duties", pack.duties),
    ):
        yield from ((kind, item.id) for item in items)


def _overridden(pack: Pack) -> set[tuple[str, str]]:
    duties = {("duties", override.duty_id) for override in pack.duty_overrides}
    return duties | {("parameters", override.parameter_id) for override in pack.parameter_overrides}
