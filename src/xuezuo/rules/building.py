"""Turn the shape of a pack file into a `Pack`, and check what templates, scopes and parameters need.

Every fault is noted in the source; the loader hands nothing out when there is one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xuezuo.kernel.dates import DateSpan
from xuezuo.kernel.periods import PeriodKind
from xuezuo.rules.findings import Place
from xuezuo.rules.references import References, Wider, span_of
from xuezuo.rules.schema import DutyModel, PackModel
from xuezuo.rules.source import Source
from xuezuo.rules.types import (
    Duty,
    DutyOverride,
    ExemptionRule,
    Pack,
    Parameter,
    ParameterOverride,
    ParameterUse,
    ParameterVersion,
    Scope,
)
from xuezuo.rules.vocabulary import Level, Quantity, SubjectKind, Template

# Which keys a template needs; every key named here is refused where it is not needed.
_NEEDS: Mapping[Template, frozenset[str]] = {
    Template.EVENT_COUNT: frozenset({"deed_kinds"}),
    Template.EVENT_BY_ROLE: frozenset({"deed_kinds", "by_posts"}),
    Template.SUM_PER_MEMBER: frozenset({"deed_kinds"}),
    Template.EXISTS_PER_MEMBER: frozenset({"deed_kinds"}),
    Template.STATE_VALID: frozenset({"state"}),
}
_TEMPLATE_KEYS = ("deed_kinds", "by_posts", "state")
_PER_MEMBER = {Template.SUM_PER_MEMBER, Template.EXISTS_PER_MEMBER}
_SCOPE_OF_LEVEL: Mapping[Level, frozenset[str]] = {
    Level.NATIONAL: frozenset(),
    Level.SECTOR: frozenset({"unit_types", "functions"}),
    Level.PROVINCE: frozenset({"provinces"}),
    Level.UNIT: frozenset({"units"}),
}


def pack_of(source: Source, model: PackModel, wider: Wider) -> Pack:
    """Build the pack; what stands against it is added to the source's findings, and faulty parts are left out."""
    _check_scope(source, model)
    references = References(source, model, wider)
    parameters = _parameters(model, references)
    known = {**wider.parameters, **{item.id: item for item in parameters}}
    pack = Pack(
        id=model.id,
        level=model.level,
        scope=Scope(
            tuple(model.scope.unit_types),
            tuple(model.scope.functions),
            tuple(model.scope.provinces),
            tuple(model.scope.units),
        ),
        title=model.title,
        effective=model.effective,
        path=source.path,
        regulations=references.own_regulations,
        clauses=references.own_clauses,
        parameters=parameters,
        duties=tuple(_duty(key, item, model, references) for key, item in model.duties.items()),
        duty_overrides=_duty_overrides(source, model, references, wider),
        parameter_overrides=_parameter_overrides(source, model, references, wider),
    )
    for parameter in parameters:
        _check_values(source, parameter, parameter.versions, ("parameters", parameter.id, "versions"))
    for duty in pack.duties:
        _check_template(source, model.duties[duty.id], ("duties", duty.id))
        _check_uses(source, duty, known)
    return pack


def _check_scope(source: Source, model: PackModel) -> None:
    filled = {name for name, value in model.scope if value}
    allowed = _SCOPE_OF_LEVEL[model.level]
    if not filled <= allowed or bool(filled) != bool(allowed):
        source.add(("scope",), "scope", f"适用范围与级别“{model.level.label}”不符。")


def _parameters(model: PackModel, references: References) -> tuple[Parameter, ...]:
    return tuple(
        Parameter(
            id=key,
            label=item.label,
            meaning=item.meaning,
            quantity=item.quantity,
            stricter=item.stricter,
            pack_id=model.id,
            level=model.level,
            versions=references.parameter_versions(item.versions, ("parameters", key, "versions")),
        )
        for key, item in model.parameters.items()
    )


def _duty(key: str, item: DutyModel, model: PackModel, references: References) -> Duty:
    place: Place = ("duties", key)
    return Duty(
        id=key,
        label=item.label,
        subjects=tuple(item.subjects),
        template=item.template,
        period=item.period,
        deed_kinds=tuple(item.deed_kinds),
        posts=tuple(item.posts),
        by_posts=tuple(item.by_posts),
        state=item.state,
        uses=tuple(ParameterUse(name, parameter_id) for name, parameter_id in item.uses.items()),
        on_time_days=item.on_time_days,
        exemptions=tuple(
            ExemptionRule(when, references.clause(clause_id, (*place, "exemptions", when.value)) if clause_id else None)
            for when, clause_id in item.exemptions.items()
        ),
        why=item.why,
        what_counts=item.what_counts,
        pack_id=model.id,
        level=model.level,
        versions=references.duty_versions(item.versions, (*place, "versions")),
    )


def _duty_overrides(source: Source, model: PackModel, references: References, wider: Wider) -> tuple[DutyOverride, ...]:
    found = []
    for key, item in model.overrides.duties.items():
        place: Place = ("overrides", "duties", key)
        if key not in wider.duties:
            source.add(place, "unknown_reference", f"更宽的规则包中没有职责“{key}”。")
        versions = references.duty_versions(item.versions, (*place, "versions"))
        found.append(DutyOverride(key, model.id, model.level, versions))
    return tuple(found)


def _parameter_overrides(
    source: Source, model: PackModel, references: References, wider: Wider
) -> tuple[ParameterOverride, ...]:
    found = []
    for key, item in model.overrides.parameters.items():
        place: Place = ("overrides", "parameters", key)
        versions = references.parameter_versions(item.versions, (*place, "versions"))
        if key in wider.parameters:
            _check_values(source, wider.parameters[key], versions, (*place, "versions"))
        else:
            source.add(place, "unknown_reference", f"更宽的规则包中没有参数“{key}”。")
        found.append(ParameterOverride(key, model.id, model.level, versions))
    return tuple(found)


def _check_values(source: Source, parameter: Parameter, versions: Sequence[ParameterVersion], place: Place) -> None:
    """Check that choices are words and everything else is a whole number."""
    wanted = str if parameter.quantity is Quantity.CHOICE else int
    for index, version in enumerate(versions):
        if not isinstance(version.value, wanted):
            message = f"quantity 为“{parameter.quantity}”的参数，value 应为{'文字' if wanted is str else '整数'}。"
            source.add((*place, index, "value"), "value", message)


def _check_template(source: Source, item: DutyModel, place: Place) -> None:
    """Check that the keys fit the template, and that duties of members do not also bind units."""
    needs = _NEEDS[item.template]
    for key in _TEMPLATE_KEYS:
        given = bool(getattr(item, key))
        if given and key not in needs:
            source.add((*place, key), "not_for_template", f"template“{item.template}”不用 {key}。")
        if not given and key in needs:
            source.add(place, "needed_by_template", f"template“{item.template}”缺少 {key}。")
    if item.period is PeriodKind.SPAN:
        source.add((*place, "period"), "value", "规则包中的周期只能是年、季度或月。")
    of_members = SubjectKind.MEMBER in item.subjects
    if of_members and len(item.subjects) > 1:
        source.add((*place, "subjects"), "value", "member 不能与组织并列。")
    elif (item.template in _PER_MEMBER) != of_members:
        source.add((*place, "subjects"), "value", f"对象与 template“{item.template}”不符。")
    if item.posts and not of_members:
        source.add((*place, "posts"), "not_for_template", "posts 只用于 subjects 为 member 的职责。")


def _check_uses(source: Source, duty: Duty, known: Mapping[str, Parameter]) -> None:
    """Check that every parameter has a value on every day on which the duty is in force."""
    for use in duty.uses:
        place = ("duties", duty.id, "uses", use.name)
        parameter = known.get(use.parameter_id)
        if parameter is None:
            source.add(place, "unknown_reference", f"没有编号为“{use.parameter_id}”的参数。")
        elif duty.versions and parameter.versions and not _covers(span_of(parameter.versions), span_of(duty.versions)):
            source.add(place, "parameter_gap", f"职责施行期间，参数“{use.parameter_id}”有几天没有值。")


def _covers(outer: DateSpan, inner: DateSpan) -> bool:
    """Tell whether every day of `inner` lies in `outer`."""
    return outer.intersection(inner) == inner
