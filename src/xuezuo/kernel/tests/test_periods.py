"""Properties of periods: they tile the calendar, their names read back, their order is that of the calendar."""

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuezuo.kernel.dates import DateSpan
from xuezuo.kernel.periods import (
    CALENDAR_KINDS,
    Period,
    PeriodKind,
    periods_between,
    periods_ending_in,
    periods_of_year_until,
)

KINDS = st.sampled_from(CALENDAR_KINDS)
DAYS = st.dates(dt.date(1901, 1, 1), dt.date(9997, 12, 31))
NEAR_DAYS = st.dates(dt.date(2015, 1, 1), dt.date(2035, 12, 31))


@given(KINDS, DAYS)
def test_every_day_lies_in_exactly_one_period_of_a_kind(kind: PeriodKind, day: dt.date) -> None:
    period = Period.containing(kind, day)

    assert day in period
    assert day in period.span
    assert day not in period.next()
    assert day not in period.previous()
    assert period.start <= day <= period.last_day < period.end


@given(KINDS, DAYS)
def test_the_name_reads_back(kind: PeriodKind, day: dt.date) -> None:
    period = Period.containing(kind, day)

    assert Period.parse(period.id) == period
    assert Period.parse(str(period)) == period
    assert Period.numbered(kind, period.year, period.number) == period


@given(KINDS, DAYS)
def test_neighbours_touch(kind: PeriodKind, day: dt.date) -> None:
    period = Period.containing(kind, day)

    assert period.next().start == period.end
    assert period.next().previous() == period
    assert period.previous().next() == period
    assert period.previous() < period < period.next()


@given(KINDS, NEAR_DAYS, NEAR_DAYS)
def test_periods_between_cover_the_range_without_gaps(kind: PeriodKind, start: dt.date, end: dt.date) -> None:
    periods = periods_between(kind, start, end)

    if start >= end:
        assert periods == ()
        return
    assert periods[0].start <= start
    assert periods[-1].end >= end
    assert all(a.end == b.start for a, b in itertools.pairwise(periods))
    assert all(period.span.overlaps(DateSpan(start, end)) for period in periods)


@given(KINDS, NEAR_DAYS, NEAR_DAYS, NEAR_DAYS)
def test_periods_ending_in_add_up_over_a_split_range(kind: PeriodKind, a: dt.date, b: dt.date, c: dt.date) -> None:
    start, middle, end = sorted((a, b, c))

    whole = periods_ending_in(kind, start, end)

    assert whole == periods_ending_in(kind, start, middle) + periods_ending_in(kind, middle, end)
    assert all(start <= period.last_day < end for period in whole)


@given(KINDS, NEAR_DAYS)
def test_the_periods_of_a_year_until_a_day(kind: PeriodKind, day: dt.date) -> None:
    periods = periods_of_year_until(kind, day)

    assert periods[-1] == Period.containing(kind, day)
    assert [period.number for period in periods] == list(range(1, len(periods) + 1))
    assert {period.year for period in periods} == {day.year}


@pytest.mark.parametrize(
    ("name", "start", "last_day", "label"),
    [
        ("2025", "2025-01-01", "2025-12-31", "2025年"),
        ("2025-Q1", "2025-01-01", "2025-03-31", "2025年第1季度"),
        ("2024-02", "2024-02-01", "2024-02-29", "2024年2月"),
        ("2025-12", "2025-12-01", "2025-12-31", "2025年12月"),
        ("9998", "9998-01-01", "9998-12-31", "9998年"),
        ("2025-03-05_2026-06-30", "2025-03-05", "2026-06-30", "2025年3月5日至2026年6月30日"),
    ],
)
def test_known_periods(name: str, start: str, last_day: str, label: str) -> None:
    period = Period.parse(name)

    assert (period.start.isoformat(), period.last_day.isoformat(), period.label) == (start, last_day, label)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "25",
        "2025-",
        "2025-Q5",
        "2025-Q0",
        "2025-13",
        "2025-00",
        "2025-3",
        "2025q1",
        " 2025",
        "2025\n",
        "0000",
        "9999",
        "2025-03-05_",
        "2025-03-05_2025-03-04",
        "2025-02-30_2025-03-04",
        "1899-03-05_2025-03-04",
    ],
)
def test_other_forms_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a period|no year|empty range|out of range|must be in|year outside"):
        Period.parse(text)


@pytest.mark.parametrize(("day", "kind"), [("2025-02-01", "quarter"), ("2025-01-02", "month"), ("1899-01-01", "year")])
def test_a_period_begins_where_its_kind_begins(day: str, kind: str) -> None:
    with pytest.raises(ValueError, match=r"begins on|year outside"):
        Period(dt.date.fromisoformat(day), PeriodKind(kind))


def test_the_calendar_has_ends() -> None:
    with pytest.raises(ValueError, match="year outside"):
        Period.parse("9998").next()
    with pytest.raises(ValueError, match="year outside"):
        Period.parse("1900").previous()


def test_a_mixed_list_reads_like_a_calendar() -> None:
    mixed = [Period.parse(name) for name in ("2025-04", "2025", "2025-Q1", "2025-01")]

    assert [period.start.month for period in sorted(mixed)] == [1, 1, 1, 4]
    assert "2025-01-01" not in mixed[1]


@given(DAYS, st.integers(0, 800))
def test_a_span_reads_back_and_holds_its_days(start: dt.date, more: int) -> None:
    span = Period.spanning(DateSpan(start, min(start + dt.timedelta(days=more + 1), dt.date(9998, 12, 31))))

    assert Period.parse(span.id) == span
    assert start in span
    assert span.last_day in span
    assert span.end not in span


def test_a_span_has_two_ends() -> None:
    with pytest.raises(ValueError, match="two ends"):
        Period(dt.date(2025, 1, 1), PeriodKind.SPAN)
    with pytest.raises(ValueError, match="two ends"):
        Period(dt.date(2025, 1, 1), PeriodKind.YEAR, dt.date(2026, 1, 1))
