"""All loaded packs, and the answers they give for a unit on a day.

Walking from wide to narrow, a narrower version replaces a wider one, except where it would loosen what is mandatory:
then the wider one stays. The loader refuses what it can see; the walk keeps what only shows for a certain unit.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence

from xuezuo.kernel.periods import Period
from xuezuo.rules.errors import UnknownDuty, UnknownParameter
from xuezuo.rules.layers import is_looser_duty, is_looser_parameter
from xuezuo.rules.types import (
    Clause,
    Duty,
    DutyVersion,
    Pack,
    Parameter,
    ParameterValue,
    ParameterVersion,
    Requirement,
    Scope,
    UnitFacts,
)
from xuezuo.rules.vocabulary import Template, UnitKind

_NATIONWIDE = UnitFacts(UnitKind.BRANCH)  # reaches only packs without a scope


@dataclasses.dataclass(frozen=True, slots=True)
class Layer[V: (DutyVersion, ParameterVersion)]:
    """What one pack says about one duty or parameter, on all days."""

    pack: Pack
    versions: tuple[V, ...]

    def on(self, day: dt.date) -> V | None:
        """Return the version in force on the civil date `day`, None when there is none."""
        for version in self.versions:
            if version.start <= day and (version.end is None or day < version.end):
                return version
        return None


type DutyLayer = Layer[DutyVersion]
type ParameterLayer = Layer[ParameterVersion]


@dataclasses.dataclass(frozen=True, slots=True)
class PackSet:
    """An immutable set of sound packs, ordered wide to narrow. Make it with `loader.load_packs`."""

    packs: tuple[Pack, ...]
    _duties: Mapping[str, Duty] = dataclasses.field(repr=False, compare=False)
    _parameters: Mapping[str, Parameter] = dataclasses.field(repr=False, compare=False)
    _clauses: Mapping[str, Clause] = dataclasses.field(repr=False, compare=False)
    _duty_layers: Mapping[str, tuple[DutyLayer, ...]] = dataclasses.field(repr=False, compare=False)
    _parameter_layers: Mapping[str, tuple[ParameterLayer, ...]] = dataclasses.field(repr=False, compare=False)

    @classmethod
    def of(cls, packs: Iterable[Pack]) -> PackSet:
        """Put sound packs together."""
        ordered = tuple(sorted(packs, key=lambda pack: (pack.level.rank, pack.id)))
        duties = {duty.id: duty for pack in ordered for duty in pack.duties}
        parameters = {parameter.id: parameter for pack in ordered for parameter in pack.parameters}
        return cls(
            ordered,
            duties,
            parameters,
            {clause.id: clause for pack in ordered for clause in pack.clauses},
            {key: _duty_layers(ordered, duty) for key, duty in duties.items()},
            {key: _parameter_layers(ordered, parameter) for key, parameter in parameters.items()},
        )

    @property
    def duties(self) -> tuple[Duty, ...]:
        """Every duty of every pack, in the order of the packs."""
        return tuple(self._duties.values())

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """Every parameter of every pack, in the order of the packs."""
        return tuple(self._parameters.values())

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Every clause of every pack, in the order of the packs."""
        return tuple(self._clauses.values())

    def duty(self, duty_id: str) -> Duty:
        """Return a duty.

        Raises:
            UnknownDuty: when no pack defines it.
        """
        if duty_id not in self._duties:
            raise UnknownDuty(duty_id=duty_id)
        return self._duties[duty_id]

    def clause(self, clause_id: str) -> Clause:
        """Return a clause by its rule id.

        Raises:
            KeyError: when no pack cites it; clause ids named in code are checked by a test.
        """
        return self._clauses[clause_id]

    def clause_for(self, clause_id: str, facts: UnitFacts, on: dt.date) -> Clause | None:
        """Return a clause if a pack that binds the unit on the civil date `on` states it and its document is issued."""
        found = (clause for pack in self.packs_for(facts, on) for clause in pack.clauses if clause.id == clause_id)
        return next((clause for clause in found if clause.regulation.issued <= on), None)

    def packs_for(self, facts: UnitFacts, on: dt.date) -> tuple[Pack, ...]:
        """Return the packs that bind the unit on the civil date `on`, wide to narrow."""
        found = [pack for pack in self.packs if pack.effective <= on and pack.scope.covers(facts)]
        return tuple(sorted(found, key=lambda pack: (pack.level.rank, pack.scope.nearness(facts))))

    def duties_for(self, facts: UnitFacts, on: dt.date) -> tuple[Duty, ...]:
        """Return the duties that bind a unit of this kind on the civil date `on`, in the order of the packs."""
        return tuple(duty for duty in self._duties.values() if self.requirement_on(duty.id, facts, on))

    def requirement_on(self, duty_id: str, facts: UnitFacts, on: dt.date) -> Requirement | None:
        """Return what the duty requires of the unit on the civil date `on`; None when it does not bind it.

        Raises:
            UnknownDuty: when no pack defines the duty.
        """
        chosen = self._binding(duty_id, facts, on)
        if chosen is None:
            return None
        pack, version = chosen
        duty = self._duties[duty_id]
        return Requirement(
            duty=duty,
            required=version.required,
            quantity=version.quantity,
            force=version.clause.effective_force,
            clause=version.clause,
            pack_id=pack.id,
            level=pack.level,
            parameters=tuple((use.name, self.parameter_on(use.parameter_id, on, facts)) for use in duty.uses),
        )

    def requirement_for(self, duty_id: str, facts: UnitFacts, period: Period) -> Requirement | None:
        """Return what the duty requires of the unit in `period`; None when it does not bind it.

        A state is judged by the rules of the period's last day. Whatever is counted over the period is judged by the
        rules of its first day, and only when they hold to its last: nobody is bound by a rule that came in half-way.

        Raises:
            UnknownDuty: when no pack defines the duty.
        """
        if self.duty(duty_id).template is Template.STATE_VALID:
            return self.requirement_on(duty_id, facts, period.last_day)
        if self._binding(duty_id, facts, period.last_day) is None:
            return None
        return self.requirement_on(duty_id, facts, period.start)

    def _binding(self, duty_id: str, facts: UnitFacts, on: dt.date) -> tuple[Pack, DutyVersion] | None:
        duty = self.duty(duty_id)
        if not duty.binds(facts.kind) or (duty.unit_types and facts.unit_type not in duty.unit_types):
            return None
        return _chosen(_covering(self.layers_of(duty_id), facts), on, is_looser_duty)

    def parameter_on(self, parameter_id: str, on: dt.date, facts: UnitFacts | None = None) -> ParameterValue:
        """Return the value of a parameter on the civil date `on`, for a unit or (without facts) nation-wide.

        Raises:
            UnknownParameter: when no pack states it for that day.
        """
        parameter = self._parameters.get(parameter_id)
        layers = _covering(self.parameter_layers_of(parameter_id), facts or _NATIONWIDE)
        chosen = None
        if parameter:
            chosen = _chosen(layers, on, lambda wide, narrow: is_looser_parameter(wide, narrow, parameter.stricter))
        if parameter is None or chosen is None:
            raise UnknownParameter(parameter_id=parameter_id, day=on)
        pack, version = chosen
        force = version.clause.effective_force
        return ParameterValue(
            parameter_id, version.value, parameter.quantity, force, version.clause, pack.id, pack.level
        )

    def layers_of(self, duty_id: str) -> tuple[DutyLayer, ...]:
        """Return what each pack says about a duty, wide to narrow (the defining pack first), for set-based engines.

        Raises:
            UnknownDuty: when no pack defines the duty.
        """
        return self._duty_layers[self.duty(duty_id).id]

    def parameter_layers_of(self, parameter_id: str) -> tuple[ParameterLayer, ...]:
        """Return what each pack says about a parameter, wide to narrow; empty when no pack states it."""
        return self._parameter_layers.get(parameter_id, ())

    def scopes_of(self, duty_id: str) -> tuple[Scope, ...]:
        """Return the scopes (other than "everywhere") of all packs that speak about a duty or about its parameters.

        Units that none of them tells apart owe the same: a set-based engine resolves one requirement for them all.

        Raises:
            UnknownDuty: when no pack defines the duty.
        """
        layers = [layer.pack.scope for layer in self.layers_of(duty_id)]
        for use in self.duty(duty_id).uses:
            layers += [layer.pack.scope for layer in self.parameter_layers_of(use.parameter_id)]
        return tuple(dict.fromkeys(scope for scope in layers if scope != Scope()))


def _duty_layers(packs: Sequence[Pack], duty: Duty) -> tuple[DutyLayer, ...]:
    found: list[DutyLayer] = []
    for pack in packs:
        if pack.id == duty.pack_id:
            found.append(Layer(pack, duty.versions))
        found += [Layer(pack, item.versions) for item in pack.duty_overrides if item.duty_id == duty.id]
    return tuple(found)


def _parameter_layers(packs: Sequence[Pack], parameter: Parameter) -> tuple[ParameterLayer, ...]:
    found: list[ParameterLayer] = []
    for pack in packs:
        if pack.id == parameter.pack_id:
            found.append(Layer(pack, parameter.versions))
        found += [Layer(pack, item.versions) for item in pack.parameter_overrides if item.parameter_id == parameter.id]
    return tuple(found)


def _covering[V: (DutyVersion, ParameterVersion)](layers: Sequence[Layer[V]], facts: UnitFacts) -> Sequence[Layer[V]]:
    """Keep the layers that reach the unit, wide to narrow; nothing at all when the defining pack does not."""
    if not layers or not layers[0].pack.scope.covers(facts):
        return ()
    if len(layers) == 1:
        return layers
    reaching = [layer for layer in layers if layer.pack.scope.covers(facts)]
    return sorted(reaching, key=lambda layer: (layer.pack.level.rank, layer.pack.scope.nearness(facts)))


def _chosen[V: (DutyVersion, ParameterVersion)](
    layers: Sequence[Layer[V]], on: dt.date, is_looser: Callable[[V, V], bool]
) -> tuple[Pack, V] | None:
    """Walk from wide to narrow and return the version that binds, with its pack."""
    chosen: tuple[Pack, V] | None = None
    for layer in layers:
        version = layer.on(on)
        if version and not (chosen and is_looser(chosen[1], version)):
            chosen = (layer.pack, version)
    return chosen
