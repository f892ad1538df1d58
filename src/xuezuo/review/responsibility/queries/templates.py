"""The shipped templates of lists of duties."""

import datetime as dt
import functools
from importlib import resources

import yaml

from xuezuo.kernel.errors import NotFound
from xuezuo.review.responsibility.types import DutySpec


@functools.cache
def _read() -> tuple[dict[str, object], ...]:
    text = resources.files("xuezuo.review.responsibility").joinpath("data/templates.yaml").read_text(encoding="utf-8")
    return tuple(yaml.safe_load(text))


def templates_for(kind: str) -> list[tuple[str, str]]:
    """Return id and name of the templates for a kind of unit."""
    return [(str(one["id"]), str(one["label"])) for one in _read() if kind in _list(one["kinds"])]


def template_specs(template_id: str, year: int) -> tuple[DutySpec, ...]:
    """Return the duties of a template for a year.

    Raises:
        NotFound: there is no such template.
    """
    chosen = next((one for one in _read() if one["id"] == template_id), None)
    if chosen is None:
        raise NotFound
    return tuple(_spec(item, year) for item in _list(chosen["items"]) if isinstance(item, dict))


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _spec(item: dict[str, object], year: int) -> DutySpec:
    due = str(item.get("due") or "")
    day = dt.date.fromisoformat(f"{year}-{due}") if due else None
    return DutySpec(str(item["area"]), str(item["what"]), str(item["holder"]), str(item.get("measure") or ""), day)
