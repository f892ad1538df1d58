"""The registry of figures: what each number of a report is called, means, counts and leaves out.

The words are data (`data/figures.yaml`); this module expands them over the kinds of activity, the duties of the packs
and their states, the grades of evaluation. Ratios and sums are computed from counts when they are shown and never
stored.
"""

import dataclasses
import functools
import itertools
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources

import yaml

from xuezuo.duties.queries.asks import duty_named, of_units
from xuezuo.duties.queries.choices import unit_duties
from xuezuo.duties.queries.packs import packs
from xuezuo.duties.types import DutyState
from xuezuo.kernel.shares import percent
from xuezuo.life.types import ActivityKind
from xuezuo.reports.errors import UnknownFigure
from xuezuo.review.evaluation.types import Grade
from xuezuo.rules.errors import UnknownDuty
from xuezuo.rules.types import Duty
from xuezuo.study.asks.queries.packs import ask_id_of

BASIS = {
    "last_day": "按统计期最后一天的隶属关系归入",
    "deed": "按活动当天的隶属关系归入",
    "period": "按每期最后一天的隶属关系归入",
    "event": "按事项发生当天的隶属关系归入",
    "list": "按评议名单当天的隶属关系归入",
}
BASIS_TODAY = "按制表日的隶属关系归入"


@dataclasses.dataclass(frozen=True, slots=True)
class Definition:
    """What a figure is.

    Attributes:
        key: name shared with programs (`meetings.lecture`).
        label: name for readers.
        unit: what is counted (人, 场, 个次, %).
        says: the definition in words.
        counts: what counts.
        leaves_out: what does not.
        basis: on which day the tree is asked (a key of `BASIS`); empty for ratios and sums.
        parts: keys that are added up; empty for counts.
        of: keys whose sum the parts are a share of; empty for sums.
    """

    key: str
    label: str
    unit: str
    says: str
    counts: str = ""
    leaves_out: str = ""
    basis: str = ""
    parts: tuple[str, ...] = ()
    of: tuple[str, ...] = ()

    @property
    def short(self) -> str:
        """The label without the duty it is about."""
        return self.label.rpartition("：")[2]

    @property
    def is_derived(self) -> bool:
        """Computed from other figures, not counted."""
        return bool(self.parts)


@functools.cache
def definitions() -> Mapping[str, Definition]:
    """Return every figure by key, in the order of the registry."""
    entries = (*registry()["figures"], *registry()["derived"])
    return {one.key: one for entry in entries for one in _expanded(entry, packs().duties)}


@functools.cache
def registry() -> Mapping[str, list[dict[str, object]]]:
    """Return the registry as it is written."""
    text = resources.files("xuezuo.reports").joinpath("data/figures.yaml").read_text(encoding="utf-8")
    data: Mapping[str, list[dict[str, object]]] = yaml.safe_load(text)
    return data


def definitions_of(duty_id: str) -> list[Definition]:
    """Return the figures about one duty; with an empty id, those that are about no duty."""
    if ask_id_of(duty_id) is not None:
        return [one for one in definitions_of_ask(duty_id).values() if _duty_id(one.key) == duty_id]
    return [one for one in definitions().values() if _duty_id(one.key) == duty_id]


def _duty_id(key: str) -> str:
    """Return the id of the duty that a figure is about; empty when it is about none."""
    family, *rest = key.split(".")
    return rest[0] if rest and family in {"duties", "subjects", "coverage", "done", "bound"} else ""


def definition(key: str) -> Definition:
    """Return one figure.

    Raises:
        UnknownFigure: when the registry has no such key.
    """
    one = found(key)
    if one is None:
        raise UnknownFigure(key=key)
    return one


def found(key: str) -> Definition | None:
    """Return one figure, also about an ask (`duties.ask_7.met`); None when there is none."""
    return definitions().get(key) or definitions_of_ask(_duty_id(key)).get(key)


def definitions_of_ask(duty_id: str) -> Mapping[str, Definition]:
    """Return the figures about the duty of an ask by key; empty when it is no ask."""
    try:
        return {} if ask_id_of(duty_id) is None else _definitions_of_ask(duty_id)
    except UnknownDuty:
        return {}


@functools.lru_cache(maxsize=512)  # an ask is never changed: one query, once per process
def _definitions_of_ask(duty_id: str) -> Mapping[str, Definition]:
    entries = (*registry()["figures"], *registry()["derived"])
    return {one.key: one for entry in entries for one in _expanded(entry, [duty_named(duty_id)])}


def value_of(one: Definition, figures: Mapping[str, int]) -> str:
    """Return the figure as it is shown: a count or sum as digits, a ratio as percent without its sign."""
    if not one.is_derived:
        return str(figures[one.key])
    top = sum(figures[key] for key in one.parts)
    return percent(top, sum(figures[key] for key in one.of)) if one.of else str(top)


def _expanded(entry: Mapping[str, object], duties: Sequence[Duty]) -> Iterator[Definition]:
    each = entry.get("each", [])
    choices = [_choices(str(name), duties) for name in each] if isinstance(each, list) else []
    counting = {duty.id: duty.what_counts for duty in duties}
    for chosen in itertools.product(*choices):
        ids = {name: one for name, one, _ in chosen}
        words = {name: label for name, _, label in chosen}
        if "duty" in ids:
            words["what_counts"] = counting[ids["duty"]]
        said = {name: str(entry.get(name, "")).format_map(words) for name in ("label", "says", "counts", "leaves_out")}
        yield Definition(
            key=str(entry["key"]).format_map(ids),
            unit=str(entry["unit"]),
            basis=str(entry.get("basis", "")),
            parts=_keys(entry.get("parts"), ids),
            of=_keys(entry.get("of"), ids),
            **said,
        )


def _choices(name: str, duties: Sequence[Duty]) -> Sequence[tuple[str, str, str]]:
    """Return (place, id, label) of everything that an entry is repeated for."""
    if name == "kind":
        return [("kind", kind.value, str(kind.label)) for kind in ActivityKind]
    if name == "grade":
        return [("grade", grade.value, str(grade.label)) for grade in Grade]
    if name == "state":
        return [("state", state.value, str(state.label)) for state in DutyState]
    return [("duty", duty.id, duty.label) for duty in (duties if name == "duty" else of_units(duties))]


def _keys(templates: object, ids: Mapping[str, str]) -> tuple[str, ...]:
    found: list[str] = []
    for template in templates if isinstance(templates, list) else []:
        if "{unit_duties}" in template:
            found.extend(template.replace("{unit_duties}", duty.id) for duty in unit_duties())
        else:
            found.append(template.format_map(ids))
    return tuple(found)
