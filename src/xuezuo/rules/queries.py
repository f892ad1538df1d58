"""Read-only rows for the rule browser: documents, provisions, duties and parameters on a day, with their history.

Every row says where it comes from. Lists keep the order of the packs: wide to narrow, then as written in the file.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable

from xuezuo.rules.packset import DutyLayer, PackSet, ParameterLayer
from xuezuo.rules.types import Clause, Duty, DutyVersion, Pack, Parameter, ParameterVersion, Regulation, Value
from xuezuo.rules.vocabulary import Quantity


@dataclasses.dataclass(frozen=True, slots=True)
class ProvisionRow:
    """A provision and what rests on it.

    Attributes:
        clause: the provision.
        pack: the pack that cites it.
        is_in_force: whether its document applies on the day asked for.
        duties: the duties whose versions or exemptions name it.
        parameters: the parameters whose versions name it.
    """

    clause: Clause
    pack: Pack
    is_in_force: bool
    duties: tuple[Duty, ...]
    parameters: tuple[Parameter, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class RegulationRow:
    """A document with the provisions cited from it."""

    regulation: Regulation
    pack: Pack
    is_in_force: bool
    provisions: tuple[ProvisionRow, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class HistoryRow:
    """One version of a duty or parameter, in one pack.

    Attributes:
        pack: the pack that says so.
        start: first day in force.
        end: first day no longer in force, None = open.
        value: the number required, or the parameter's value.
        quantity: what it counts.
        clause: the provision.
        also: further provisions.
        is_current: whether it is in force on the day asked for.
    """

    pack: Pack
    start: dt.date
    end: dt.date | None
    value: Value
    quantity: Quantity
    clause: Clause
    also: tuple[Clause, ...]
    is_current: bool


@dataclasses.dataclass(frozen=True, slots=True)
class DutyRow:
    """A duty with all its versions in all packs, wide to narrow, then by date."""

    duty: Duty
    pack: Pack
    history: tuple[HistoryRow, ...]

    @property
    def current(self) -> tuple[HistoryRow, ...]:
        """The versions in force on the day asked for; the first is the widest."""
        return tuple(row for row in self.history if row.is_current)


@dataclasses.dataclass(frozen=True, slots=True)
class ParameterRow:
    """A parameter with all its versions in all packs, wide to narrow, then by date."""

    parameter: Parameter
    pack: Pack
    history: tuple[HistoryRow, ...]
    duties: tuple[Duty, ...]

    @property
    def current(self) -> tuple[HistoryRow, ...]:
        """The versions in force on the day asked for; the first is the widest."""
        return tuple(row for row in self.history if row.is_current)


def regulation_list(packs: PackSet, on: dt.date) -> tuple[RegulationRow, ...]:
    """Return every document of every pack, each with its provisions, as of the civil date `on`."""
    provisions = provision_list(packs, on)
    return tuple(
        RegulationRow(
            regulation,
            pack,
            regulation.issued <= on,
            tuple(row for row in provisions if row.clause.regulation == regulation),
        )
        for pack in packs.packs
        for regulation in pack.regulations
    )


def provision_list(packs: PackSet, on: dt.date) -> tuple[ProvisionRow, ...]:
    """Return every provision of every pack and what rests on it, as of the civil date `on`."""
    return tuple(
        ProvisionRow(
            clause,
            pack,
            clause.regulation.issued <= on,
            tuple(duty for duty in packs.duties if clause in _clauses_of_duty(packs, duty)),
            tuple(one for one in packs.parameters if clause in _clauses_of_parameter(packs, one)),
        )
        for pack in packs.packs
        for clause in pack.clauses
    )


def duty_list(packs: PackSet, on: dt.date) -> tuple[DutyRow, ...]:
    """Return every duty with its history, as of the civil date `on`; duties not yet or no longer in force too."""
    return tuple(duty_get(packs, duty.id, on) for duty in packs.duties)


def duty_get(packs: PackSet, duty_id: str, on: dt.date) -> DutyRow:
    """Return one duty with its history, as of the civil date `on`.

    Raises:
        UnknownDuty: when no pack defines it.
    """
    duty = packs.duty(duty_id)
    layers = packs.layers_of(duty_id)
    return DutyRow(duty, layers[0].pack, tuple(_duty_history(layers, on)))


def parameter_list(packs: PackSet, on: dt.date) -> tuple[ParameterRow, ...]:
    """Return every parameter with its history and the duties that read it, as of the civil date `on`."""
    found = []
    for parameter in packs.parameters:
        layers = packs.parameter_layers_of(parameter.id)
        readers = (duty for duty in packs.duties if parameter.id in {use.parameter_id for use in duty.uses})
        history = tuple(_parameter_history(layers, parameter.quantity, on))
        found.append(ParameterRow(parameter, layers[0].pack, history, tuple(readers)))
    return tuple(found)


def _duty_history(layers: Iterable[DutyLayer], on: dt.date) -> Iterable[HistoryRow]:
    for layer in layers:
        for version in layer.versions:
            is_current = version is layer.on(on)
            yield HistoryRow(
                layer.pack,
                version.start,
                version.end,
                version.required,
                version.quantity,
                version.clause,
                version.also,
                is_current,
            )


def _parameter_history(layers: Iterable[ParameterLayer], quantity: Quantity, on: dt.date) -> Iterable[HistoryRow]:
    for layer in layers:
        for version in layer.versions:
            is_current = version is layer.on(on)
            yield HistoryRow(
                layer.pack, version.start, version.end, version.value, quantity, version.clause, (), is_current
            )


def _clauses_of_duty(packs: PackSet, duty: Duty) -> set[Clause]:
    versions: list[DutyVersion] = [version for layer in packs.layers_of(duty.id) for version in layer.versions]
    exempting = {rule.clause for rule in duty.exemptions if rule.clause}
    return (
        {version.clause for version in versions} | {also for version in versions for also in version.also} | exempting
    )


def _clauses_of_parameter(packs: PackSet, parameter: Parameter) -> set[Clause]:
    versions: list[ParameterVersion] = [
        version for layer in packs.parameter_layers_of(parameter.id) for version in layer.versions
    ]
    return {version.clause for version in versions}
