"""Follow the names a pack uses to the regulations and clauses they mean, and date its versions.

Every fault is noted in the source; the caller goes on, so that one reading shows them all.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from xuezuo.kernel.dates import DateSpan
from xuezuo.rules.findings import Place
from xuezuo.rules.schema import (
    ClauseModel,
    DutyVersionModel,
    PackModel,
    ParameterVersionModel,
    VersionModel,
)
from xuezuo.rules.source import Source
from xuezuo.rules.types import Clause, Duty, DutyVersion, Pack, Parameter, ParameterVersion, Regulation
from xuezuo.rules.vocabulary import Force


@dataclasses.dataclass(frozen=True, slots=True)
class Wider:
    """What wider packs define, for a narrower one to refer to."""

    regulations: Mapping[str, Regulation] = dataclasses.field(default_factory=dict)
    clauses: Mapping[str, Clause] = dataclasses.field(default_factory=dict)
    parameters: Mapping[str, Parameter] = dataclasses.field(default_factory=dict)
    duties: Mapping[str, Duty] = dataclasses.field(default_factory=dict)

    @classmethod
    def of(cls, packs: Sequence[Pack], regulations: Iterable[Regulation]) -> Wider:
        """Collect what wider `packs` define, and the `regulations` of this level's own packs, which they share."""
        return cls(
            {item.id: item for item in (*(one for pack in packs for one in pack.regulations), *regulations)},
            {item.id: item for pack in packs for item in pack.clauses},
            {item.id: item for pack in packs for item in pack.parameters},
            {item.id: item for pack in packs for item in pack.duties},
        )


class References:
    """Looks up regulations and clauses of one pack and of the wider ones."""

    def __init__(self, source: Source, model: PackModel, wider: Wider) -> None:
        self._source = source
        self._effective = model.effective
        self.own_regulations = tuple(
            Regulation(key, item.document, item.issued, item.source, item.titled)
            for key, item in model.regulations.items()
        )
        self._regulations = {**wider.regulations, **{item.id: item for item in self.own_regulations}}
        built = (self._built(key, item) for key, item in model.clauses.items())
        self.own_clauses = tuple(clause for clause in built if clause)
        # A clause that could not be built is known all the same: one fault is told once.
        self._unbuilt = model.clauses.keys() - {clause.id for clause in self.own_clauses}
        self._clauses = {**wider.clauses, **{clause.id: clause for clause in self.own_clauses}}

    def _built(self, key: str, item: ClauseModel) -> Clause | None:
        regulation = self._regulations.get(item.regulation)
        if regulation is None:
            place = ("clauses", key, "regulation")
            self._source.add(place, "unknown_reference", f"没有编号为“{item.regulation}”的文件。")
            return None
        return Clause(
            id=key,
            regulation=regulation,
            article=item.article,
            says=item.says,
            force=item.force,
            verified=item.verified,
            evidence=item.evidence,
            checked_on=item.checked_on,
            note=item.note,
        )

    def clause(self, key: str, place: Place) -> Clause | None:
        """Return the clause, or note that there is none."""
        found = self._clauses.get(key)
        if found is None and key not in self._unbuilt:
            self._source.add(place, "unknown_reference", f"没有编号为“{key}”的条款。")
        return found

    def duty_versions(self, models: Sequence[DutyVersionModel], place: Place) -> tuple[DutyVersion, ...]:
        """Return the versions of a duty with their ends; faulty ones are noted and left out."""
        found = []
        is_ordered = self._check_dates(models, place)
        for index, (model, end) in enumerate(zip(models, _ends(models), strict=True)):
            here = (*place, index)
            clause = self._version_clause(model, here)
            also = [self.clause(key, (*here, "also", at)) for at, key in enumerate(model.also)]
            if clause:
                others = tuple(other for other in also if other)
                found.append(DutyVersion(model.start, end, model.required, model.quantity, clause, others))
        return tuple(found) if is_ordered else ()

    def parameter_versions(self, models: Sequence[ParameterVersionModel], place: Place) -> tuple[ParameterVersion, ...]:
        """Return the versions of a parameter with their ends; faulty ones are noted and left out."""
        found = []
        is_ordered = self._check_dates(models, place)
        for index, (model, end) in enumerate(zip(models, _ends(models), strict=True)):
            clause = self._version_clause(model, (*place, index))
            if clause:
                found.append(ParameterVersion(model.start, end, model.value, clause))
        return tuple(found) if is_ordered else ()

    def _version_clause(self, model: VersionModel, place: Place) -> Clause | None:
        clause = self.clause(model.clause, (*place, "clause"))
        if clause and clause.force is not Force.CONVENTION and clause.regulation.issued > model.start:
            issued = clause.regulation.issued
            self._source.add((*place, "clause"), "clause_later", f"{clause.citation}自 {issued} 起施行，晚于本版本。")
        return clause

    def _check_dates(self, models: Sequence[VersionModel], place: Place) -> bool:
        """Note what is wrong with the dates; tell whether every version ends after it begins."""
        is_ordered = True
        if models[0].start < self._effective:
            self._source.add((*place, 0, "from"), "too_early", f"from 早于本包的生效日 {self._effective}。")
        for index, (earlier, later) in enumerate(pairwise(models)):
            if later.start <= earlier.start:
                is_ordered = False
                self._source.add((*place, index + 1, "from"), "order", "日期没有晚于上一个版本。")
            elif earlier.end not in {None, later.start}:
                self._source.add((*place, index, "until"), "gap", f"下一个版本自 {later.start} 起，中间有空档或重叠。")
        last = models[-1]
        if last.end is not None and last.end <= last.start:
            is_ordered = False
            self._source.add((*place, len(models) - 1, "until"), "order", "until 没有晚于 from。")
        return is_ordered


def _ends(models: Sequence[VersionModel]) -> list[dt.date | None]:
    """Return the end of each version: where the next begins; the last one's own."""
    return [later.start for later in models[1:]] + [models[-1].end]


def span_of(versions: Sequence[DutyVersion] | Sequence[ParameterVersion]) -> DateSpan:
    """Return the days on which some version is in force; versions have no gaps."""
    return DateSpan(versions[0].start, versions[-1].end)
