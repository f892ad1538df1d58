"""Whether a campaign pack is sound; needs no settings and no database."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from xuezuo.kernel.dates import ONE_DAY
from xuezuo.kernel.errors import DomainError
from xuezuo.rules.findings import Finding
from xuezuo.rules.source import Source, read_source
from xuezuo.rules.wording import shaped
from xuezuo.study.asks.errors import AskUnfit
from xuezuo.study.asks.types import AskPeriod, periods_asked
from xuezuo.study.campaigns.types.pack import ActionModel, CampaignModel
from xuezuo.study.campaigns.types.timing import action_span, specs_of

_ANY_DAY: Final = dt.date(2026, 1, 1)
_BEGINNINGS: Final = tuple(_ANY_DAY + dt.timedelta(days=number) for number in range(4 * 366))


def is_campaign(path: Path) -> bool:
    """Tell whether a file says that it is a campaign pack."""
    data = read_source(path).data
    return isinstance(data, dict) and "format" in data


def validate_campaign(path: Path) -> list[Finding]:
    """Return the faults of one file."""
    source = read_source(path)
    read_campaign(source)
    return sorted(set(source.findings))


def read_campaign(source: Source) -> CampaignModel | None:
    """Return the pack; None when its shape is wrong. What does not fit together is in the findings."""
    pack = shaped(source, CampaignModel)
    if pack is None:
        return None
    for name, ids in (
        ("batches", [one.id for one in pack.batches]),
        ("phases", [one.id for one in pack.phases]),
        ("actions", [one.id for one in pack.actions]),
        ("checklist", [one.id for one in pack.checklist]),
    ):
        _check_ids(source, name, ids)
    _check_phases(source, pack)
    if not source.findings:
        _check_actions(source, pack)
    return pack


def _check_ids(source: Source, name: str, ids: Sequence[str]) -> None:
    for place, one in enumerate(ids):
        if one in ids[:place]:
            source.add((name, place, "id"), "duplicate_id", f"“{one}”在 {name} 中已经用过。")


def _check_phases(source: Source, pack: CampaignModel) -> None:
    known = {phase.id for phase in pack.phases}
    for place, phase in enumerate(pack.phases):
        relative = phase.days is not None
        absolute = phase.start is not None and phase.last is not None
        mixed = relative and (phase.start is not None or phase.last is not None)
        if mixed or not (relative or absolute):
            source.add(
                ("phases", place),
                "value",
                "写 after_days（从本批开始算起第几天）和 days（多少天），或者写 from 和 last（哪天到哪天），只写一种。",
            )
        elif phase.start and phase.last and phase.last < phase.start:
            source.add(("phases", place, "last"), "value", "last 早于 from。")
    for place, action in enumerate(pack.actions):
        if action.phase is not None and action.phase not in known:
            source.add(("actions", place, "phase"), "unknown_reference", f"phases 中没有“{action.phase}”。")


def _check_actions(source: Source, pack: CampaignModel) -> None:
    """Refuse actions that cannot be duties, at the field that is wrong; tell of those that never become due."""
    for place, spec in enumerate(specs_of(pack, "x", _ANY_DAY, ())):
        try:
            spec.check()
        except AskUnfit as error:
            source.add(("actions", place, error.field), "value", error.message)
        except DomainError as error:
            source.add(("actions", place), "value", error.message)
        if why := _never_due(pack, pack.actions[place]):
            source.add(
                ("actions", place, "period"), "never_due", f"“{spec.label}”要求{AskPeriod(spec.period).label}，{why}"
            )


def _never_due(pack: CampaignModel, action: ActionModel) -> str:
    """Say for which beginning of a batch the action asks for no period at all; empty = for none.

    A period counts when it lies in the phase from its first to its last day: how long the phase is does not say it.
    Every day of four years is tried, so that short months and leap years are among them.
    """
    spans = {day: action_span(pack, action, day) for day in _BEGINNINGS}
    first = next((day for day, days in spans.items() if not periods_asked(action.period, days)), None)
    if first is None:
        return ""
    days, is_fixed = spans[first], len(set(spans.values())) == 1
    words = f"{days.start} 至 {(days.end or days.start) - ONE_DAY}"
    often = AskPeriod(action.period).label.removeprefix("每")
    said = "" if is_fixed else f"如果 {first} 开始，"
    return f"{said}这段时间是 {words}，其中没有一个完整的{often}，一次也不会要求。"
