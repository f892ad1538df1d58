"""Civil days: half-open ranges, months that end early, dates written one way only."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuezuo.kernel.dates import FAR_FUTURE, ONE_DAY, DateSpan, add_months, parse_civil_date

DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2040, 1, 1))


@st.composite
def spans(draw: st.DrawFn) -> DateSpan:
    start = draw(DAYS)
    return DateSpan(start, draw(st.none() | st.dates(start + ONE_DAY, dt.date(2041, 1, 1))))


@given(spans(), DAYS)
def test_a_range_holds_its_first_day_and_not_its_end(span: DateSpan, day: dt.date) -> None:
    assert span.start in span
    assert span.end is None or span.end not in span
    assert span.last_day is None or span.last_day in span
    assert (day in span) == (span.start <= day < (span.end or FAR_FUTURE))
    assert "2025-01-01" not in span


@given(spans(), spans(), DAYS)
def test_the_intersection_holds_the_days_of_both(one: DateSpan, other: DateSpan, day: dt.date) -> None:
    common = one.intersection(other)

    assert (common is not None and day in common) == (day in one and day in other)
    assert common == other.intersection(one)
    assert one.overlaps(other) is (common is not None)


@given(spans(), spans(), DAYS)
def test_the_difference_holds_the_days_of_the_first_only(one: DateSpan, other: DateSpan, day: dt.date) -> None:
    left = one.minus(other)

    assert any(day in span for span in left) == (day in one and day not in other)
    assert left == sorted(left)
    assert len(left) <= 2


@pytest.mark.parametrize("end", ["2025-01-01", "2024-12-31"])
def test_an_empty_range_is_refused(end: str) -> None:
    with pytest.raises(ValueError, match="empty range"):
        DateSpan(dt.date(2025, 1, 1), dt.date.fromisoformat(end))


@given(DAYS)
def test_a_date_reads_back(day: dt.date) -> None:
    assert parse_civil_date(day.isoformat()) == day


@pytest.mark.parametrize(
    "text", ["", "20250101", "2025-1-1", "2025-02-30", "2025-W01-1", "2025/01/01", "01-01-2025", "２０２５-01-01"]
)
def test_other_forms_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_civil_date(text)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2025-01-31", 1, "2025-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2025-12-15", 1, "2026-01-15"),
        ("2025-01-15", -1, "2024-12-15"),
        ("2025-03-31", -1, "2025-02-28"),
        ("2025-06-15", 0, "2025-06-15"),
        ("9999-11-30", 1, "9999-12-30"),
    ],
)
def test_months_later(day: str, months: int, expected: str) -> None:
    assert add_months(dt.date.fromisoformat(day), months).isoformat() == expected


@given(DAYS, st.integers(-240, 240))
def test_months_later_never_skip_a_month(day: dt.date, months: int) -> None:
    later = add_months(day, months)

    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later + ONE_DAY).day == 1
