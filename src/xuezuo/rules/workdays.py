"""Working days: Monday to Friday, without public holidays and with the days worked in their stead.

Rules that speak of 工作日 demand it (dev.gz.publicity: five working days of public notice). The arrangement of a year
is announced towards the end of the year before; for years that are not in `workdays.yaml` only weekends are left out,
and the answer says so.
"""

import dataclasses
import datetime as dt
import functools
from collections.abc import Mapping
from importlib import resources
from typing import Final

import yaml

from xuezuo.kernel.dates import ONE_DAY

SATURDAY: Final = 5


@dataclasses.dataclass(frozen=True, slots=True)
class WorkingDays:
    """The last of some working days; `unknown_years` = years on the way whose holidays are not known."""

    last: dt.date
    unknown_years: tuple[int, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Arrangement:
    """The holidays of a year and the weekend days that are worked, with the paper that says so."""

    source: str
    off: frozenset[dt.date]
    worked: frozenset[dt.date]


def working_days(start: dt.date, days: int) -> WorkingDays:
    """Return the last of `days` working days, the first being `start` or the next one.

    >>> working_days(dt.date(2025, 9, 29), 5).last  # the first week of October is off, Saturday the 11th is worked
    datetime.date(2025, 10, 11)
    """
    day, unknown = start, set()
    while True:
        if day.year not in arrangements():
            unknown.add(day.year)
        days -= is_working_day(day)
        if days <= 0:
            return WorkingDays(day, tuple(sorted(unknown)))
        day += ONE_DAY


def is_working_day(day: dt.date) -> bool:
    """Tell whether a civil day is a working day, as far as its year is known."""
    year = arrangements().get(day.year)
    if year is not None and (day in year.off or day in year.worked):
        return day in year.worked
    return day.weekday() < SATURDAY


@functools.cache
def arrangements() -> Mapping[int, Arrangement]:
    """Return the years that are known."""
    text = resources.files("xuezuo.rules").joinpath("workdays.yaml").read_text(encoding="utf-8")
    return {year: _arrangement(said) for year, said in yaml.safe_load(text).items()}


def _arrangement(said: Mapping[str, list[list[dt.date]]]) -> Arrangement:
    off = {first + n * ONE_DAY for first, last in said["holidays"] for n in range((last - first).days + 1)}
    worked = frozenset(day for days in said["worked_instead"] for day in days)
    return Arrangement(str(said["source"]), frozenset(off), worked)
