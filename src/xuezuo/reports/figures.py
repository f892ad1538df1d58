"""The registry of figures: what each number of a report is called, means, counts and leaves out.

The words are data (`data/figures.yaml`); this module expands them over the kinds of activity, the duties of the packs
and their states. Ratios and sums are computed from counts when they are shown and never stored.
"""

import dataclasses
import functools
import itertools
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources

import yaml

from xuezuo.duties.queries.choices import unit_duties
from xuezuo.duties.queries.packs import packs
from xuezuo.duties.types import DutyState
from xuezuo.life.types import ActivityKind
from xuezuo.reports.errors import UnknownFigure

BASIS = {
    "last_day": "按统计期最后一天的隶属关系归入",
    "deed": "按活动当天的隶属关系归入",
    "period": "按每期最后一天的隶属关系归入",
    "event": "按事项发生当天的隶属关系归入",
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
    text = resources.files("xuezuo.reports").joinpath("data/figures.yaml").read_text(encoding="utf-8")
    data = yaml.safe_load(text)
    found: dict[str, Definition] = {}
    for entry in (*data["figures"], *data["derived"]):
        found.update((one.key, one) for one in _expanded(entry))
    return found


def definitions_of(duty_id: str) -> list[Definition]:
    """Return the figures about one duty; with an empty id, those that are about no duty."""
    families = ("duties", "subjects", "coverage", "done", "bound")
    found = []
    for one in definitions().values():
        family, *rest = one.key.split(".")
        if (rest[0] if family in families else "") == duty_id:
            found.append(one)
    return found


def definition(key: str) -> Definition:
    """Return one figure.

    Raises:
        UnknownFigure: when the registry has no such key.
    """
    found = definitions().get(key)
    if found is None:
        raise UnknownFigure(key=key)
    return found


def percent(part: int, whole: int) -> str:
    """Return `part` of `whole` in percent with two decimals, rounded half up; a dash when `whole` is 0.

    >>> percent(170329, 175955), percent(1, 3), percent(1, 800), percent(0, 0)
    ('96.80', '33.33', '0.13', '—')
    """
    if not whole:
        return "—"
    hundredths = (part * 20000 + whole) // (2 * whole)
    return f"{hundredths // 100}.{hundredths % 100:02}"


def value_of(one: Definition, figures: Mapping[str, int]) -> str:
    """Return the figure as it is shown: a count or sum as digits, a ratio as percent without its sign."""
    if not one.is_derived:
        return str(figures[one.key])
    top = sum(figures[key] for key in one.parts)
    return percent(top, sum(figures[key] for key in one.of)) if one.of else str(top)


def _expanded(entry: Mapping[str, object]) -> Iterator[Definition]:
    each = entry.get("each", [])
    choices = [_choices(str(name)) for name in each] if isinstance(each, list) else []
    for chosen in itertools.product(*choices):
        ids = {name: one for name, one, _ in chosen}
        words = {name: label for name, _, label in chosen}
        if "duty" in ids:
            words["what_counts"] = packs().duty(ids["duty"]).what_counts
        said = {name: str(entry.get(name, "")).format_map(words) for name in ("label", "says", "counts", "leaves_out")}
        yield Definition(
            key=str(entry["key"]).format_map(ids),
            unit=str(entry["unit"]),
            basis=str(entry.get("basis", "")),
            parts=_keys(entry.get("parts"), ids),
            of=_keys(entry.get("of"), ids),
            **said,
        )


def _choices(name: str) -> Sequence[tuple[str, str, str]]:
    """Return (place, id, label) of everything that an entry is repeated for."""
    if name == "kind":
        return [("kind", kind.value, str(kind.label)) for kind in ActivityKind]
    if name == "state":
        return [("state", state.value, str(state.label)) for state in DutyState]
    return [("duty", duty.id, duty.label) for duty in (packs().duties if name == "duty" else unit_duties())]


def _keys(templates: object, ids: Mapping[str, str]) -> tuple[str, ...]:
    found: list[str] = []
    for template in templates if isinstance(templates, list) else []:
        if "{unit_duties}" in template:
            found.extend(template.replace("{unit_duties}", duty.id) for duty in unit_duties())
        else:
            found.append(template.format_map(ids))
    return tuple(found)
