"""What is asked of units for a time (campaigns, plans, prompts), as duties beside those of the rule files.

A page about a unit knows the asks of that unit and of the units above it. What a unit below asks of its own branches is
its own business: it stands on that unit's pages, and counts in no figure of the units above.
"""

import dataclasses
import datetime as dt
from collections.abc import Collection, Iterable

from xuezuo.duties.queries.packs import packs
from xuezuo.duties.types import AskDuty
from xuezuo.rules.errors import UnknownDuty
from xuezuo.rules.packset import PackSet
from xuezuo.rules.types import Duty
from xuezuo.rules.vocabulary import SubjectKind
from xuezuo.study.asks.queries.packs import AskPack, ask_id_of, ask_packs_around, ask_packs_of


def duties_around(unit_ids: Collection[int], start: dt.date, end: dt.date) -> tuple[Duty, ...]:
    """Return the duties of the packs, then what was asked of the units on some day in `[start, end)`; one query."""
    return (*packs().duties, *asks_around(unit_ids, start, end))


def asks_around(unit_ids: Collection[int], start: dt.date, end: dt.date) -> tuple[AskDuty, ...]:
    """Return what was asked of the units, by themselves or above them, on some day in `[start, end)`, by issue."""
    return tuple(_duty(found) for found in ask_packs_around(unit_ids, start, end))


def options_around(unit_ids: Collection[int], start: dt.date, end: dt.date) -> tuple[AskDuty, ...]:
    """Return what the units were asked as an option in that time: shown, never counted as a duty."""
    return tuple(_duty(found) for found in ask_packs_around(unit_ids, start, end, is_required=False))


def duty_named(duty_id: str) -> Duty:
    """Return a duty of the packs, or the one made of an ask.

    Raises:
        UnknownDuty: no pack defines it, or no ask has this number.
    """
    ask_id = ask_id_of(duty_id)
    if ask_id is None:
        return packs().duty(duty_id)
    found = ask_packs_of([ask_id])
    if not found:
        raise UnknownDuty(duty_id=duty_id)
    return _duty(found[0])


def of_units(duties: Iterable[Duty]) -> tuple[Duty, ...]:
    """Keep the duties of units."""
    return tuple(duty for duty in duties if SubjectKind.MEMBER not in duty.subjects)


def of_members(duties: Iterable[Duty]) -> tuple[Duty, ...]:
    """Keep the duties of members."""
    return tuple(duty for duty in duties if SubjectKind.MEMBER in duty.subjects)


def _duty(found: AskPack) -> AskDuty:
    """Return the duty with the rules that it needs: its own, and the parameters of the files where it reads one."""
    [duty] = found.pack.duties
    rules = PackSet.of((*packs().packs, found.pack) if duty.uses else (found.pack,))
    values = {field.name: getattr(duty, field.name) for field in dataclasses.fields(duty)}
    return AskDuty(**values, facts=found.facts, packs=rules)
