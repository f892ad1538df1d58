"""Working days are counted as the State Council arranged them; where that is not known the answer says so."""

import datetime as dt

import pytest

from xuezuo.rules.workdays import arrangements, is_working_day, working_days

D = dt.date


@pytest.mark.parametrize(
    ("start", "days", "last"),
    [
        (D(2025, 6, 16), 5, D(2025, 6, 20)),  # Monday to Friday
        (D(2025, 6, 13), 2, D(2025, 6, 16)),  # over a weekend
        (D(2025, 6, 14), 1, D(2025, 6, 16)),  # begins on a Saturday
        (D(2025, 9, 29), 5, D(2025, 10, 11)),  # over the first week of October to a Saturday that is worked
        (D(2026, 2, 12), 5, D(2026, 2, 25)),  # Saturday the 14th is worked, the Spring Festival is off
        (D(2025, 12, 31), 2, D(2026, 1, 4)),  # over New Year to a Sunday that is worked
    ],
)
def test_the_last_of_some_working_days(start, days, last):
    found = working_days(start, days)
    assert (found.last, found.unknown_years) == (last, ())


def test_a_year_that_is_not_known_is_said():
    found = working_days(D(2024, 5, 1), 3)
    assert (found.last, found.unknown_years) == (D(2024, 5, 3), (2024,))
    assert working_days(D(2024, 12, 31), 2).last == D(2025, 1, 2)


def test_every_arrangement_names_its_paper_and_makes_sense():
    for year, one in arrangements().items():
        assert f"{year}年" in one.source
        assert {day.year for day in one.off | one.worked} == {year}
        assert not one.off & one.worked
        assert all(day.weekday() > 4 for day in one.worked)  # only weekends are worked instead
        assert all(is_working_day(day) for day in one.worked)
