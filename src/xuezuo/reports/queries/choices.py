"""What a report is about: the days, the tree and the unit that an address asks for."""

import dataclasses
import datetime as dt
from collections.abc import Mapping
from urllib.parse import urlencode

from xuezuo.kernel.clock import SHANGHAI
from xuezuo.kernel.dates import ONE_DAY, DateSpan
from xuezuo.kernel.periods import Period, PeriodKind
from xuezuo.org.queries.tree import children_on, rows_by_id, to_row
from xuezuo.org.types import UnitRow
from xuezuo.platform.access import Actor
from xuezuo.reports.errors import BadDays
from xuezuo.reports.policies import REPORT_VIEW
from xuezuo.reports.types import Held, Scope

EARLIEST = dt.date(1921, 7, 1)
LONGEST_YEARS = 20  # a free range has so many years at most


@dataclasses.dataclass(frozen=True, slots=True)
class Asked:
    """The days and the tree of a report, as an address names them.

    Attributes:
        start: first day.
        end: first day after it.
        label: the days in words.
        held: which tree.
        today: the cut-off day: deeds recorded until its end are in, what is later is not known.
        query: the address's parameters, without "?".
    """

    start: dt.date
    end: dt.date
    label: str
    held: Held
    today: dt.date
    query: str

    @property
    def last_day(self) -> dt.date:
        """The last day inside."""
        return self.end - ONE_DAY

    def scope(self, unit_id: int) -> Scope:
        """Return the scope of a report about the unit."""
        return Scope(unit_id, self.start, self.end, self.held, self.today)


def asked_of(params: Mapping[str, str], today: dt.date) -> Asked:
    """Read `period` (2025, 2025-Q1, 2025-03) or `from` and `last` (both inside), and `held`.

    Nothing said: the year up to the end of last month; in January the year before. `period` goes before the days.

    Raises:
        BadDays: for anything that names no days.
    """
    held = Held.TODAY if params.get("held") == Held.TODAY.value else Held.THEN
    period, first, last = (params.get(name, "").strip() for name in ("period", "from", "last"))
    if period:
        start, end = _period(period)
    elif first or last:
        start, end = _days(first, last)
    else:
        end = today.replace(day=1)
        start = (end - ONE_DAY).replace(month=1, day=1)
    return asked_between(start, end, held, today)


def asked_between(start: dt.date, end: dt.date, held: Held, today: dt.date) -> Asked:
    """Return what a report over the days `[start, end)` is called and how its address reads."""
    whole = [Period.containing(kind, start) for kind in (PeriodKind.YEAR, PeriodKind.QUARTER, PeriodKind.MONTH)]
    period = next((one for one in whole if one.span == DateSpan(start, end)), None)
    query = {"period": period.id} if period else {"from": start.isoformat(), "last": (end - ONE_DAY).isoformat()}
    label = period.label if period else _words(start, end - ONE_DAY)
    return Asked(start, end, label, held, today, urlencode(query | {"held": held.value}))


def cut_off(today: dt.date, at: dt.datetime | None) -> str:
    """Return until when what was confirmed is in: the day, and the time where a snapshot was counted before now."""
    if at is None:
        return f"{today.year}年{today.month}月{today.day}日"
    local = at.astimezone(SHANGHAI)
    return f"{local.year}年{local.month}月{local.day}日{local:%H:%M}"


def _period(text: str) -> tuple[dt.date, dt.date]:
    try:
        period = Period.parse(text)
    except ValueError:
        raise BadDays(text=text) from None
    return period.start, period.end


def _days(first: str, last: str) -> tuple[dt.date, dt.date]:
    try:
        start, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last) + ONE_DAY
    except (ValueError, OverflowError):
        raise BadDays(text=f"{first} 至 {last}") from None
    if not EARLIEST <= start < end <= start.replace(year=start.year + LONGEST_YEARS, day=1) + dt.timedelta(days=31):
        raise BadDays(text=f"{first} 至 {last}")
    return start, end


def _words(start: dt.date, last: dt.date) -> str:
    """Return whole months of a year as `2025年1月至5月`, anything else by its days."""
    if start.day == 1 and (last + ONE_DAY).day == 1 and start.year == last.year:
        return f"{start.year}年{start.month}月至{last.month}月"
    return f"{start.year}年{start.month}月{start.day}日至{last.year}年{last.month}月{last.day}日"


@dataclasses.dataclass(frozen=True, slots=True)
class PeriodChoice:
    """A period in the list of a form."""

    id: str
    label: str


def period_choices(today: dt.date) -> list[PeriodChoice]:
    """Return the periods a form offers: the last 12 months, 6 quarters and 4 years, the latest first."""
    found = []
    for kind, number in ((PeriodKind.MONTH, 13), (PeriodKind.QUARTER, 6), (PeriodKind.YEAR, 4)):
        period = Period.containing(kind, today)
        for _ in range(number):
            found.append(PeriodChoice(period.id, period.label))
            period = period.previous()
    return found


@dataclasses.dataclass(frozen=True, slots=True)
class UnitChoice:
    """A unit in the list of a form, with how deep it stands below the actor's own."""

    unit: UnitRow
    is_own: bool


def unit_choices(actor: Actor, on: dt.date) -> list[UnitChoice]:
    """Return the units where the actor may read reports by post, each followed by its direct children, by code."""
    found: list[UnitChoice] = []
    for own in rows_by_id(REPORT_VIEW.nodes(actor), on):
        found.append(UnitChoice(own, is_own=True))
        found.extend(UnitChoice(to_row(child), is_own=False) for child in children_on(own.id, on))
    return found
