"""Days that come again."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuezuo.kernel.recurrence import LAST, Rule

days = st.dates(dt.date(2000, 1, 1), dt.date(2090, 1, 1))


def of(rule: Rule, until: dt.date) -> list[str]:
    return [day.isoformat() for _, day in rule.turns(until)]


def test_first_friday_of_every_month() -> None:
    rule = Rule(dt.date(2026, 1, 3), weekday=4, ordinal=1)
    assert of(rule, dt.date(2026, 5, 31)) == ["2026-02-06", "2026-03-06", "2026-04-03", "2026-05-01"]


def test_the_31st_is_the_last_day_of_shorter_months() -> None:
    rule = Rule(dt.date(2026, 1, 31), day=31)
    assert of(rule, dt.date(2026, 4, 30)) == ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]


def test_the_last_weekday_every_quarter() -> None:
    rule = Rule(dt.date(2026, 3, 1), dt.date(2026, 9, 25), every=3, weekday=4, ordinal=LAST)
    assert of(rule, dt.date(2027, 1, 1)) == ["2026-03-27", "2026-06-26", "2026-09-25"]


def test_every_second_monday() -> None:
    rule = Rule(dt.date(2026, 6, 2), weekday=0, every=2)
    assert of(rule, dt.date(2026, 7, 1)) == ["2026-06-15", "2026-06-29"]


@given(start=days, every=st.integers(1, 6), weekday=st.integers(0, 6), ordinal=st.sampled_from([None, 1, 2, 3, 4, -1]))
def test_a_day_lies_in_its_turn(start: dt.date, every: int, weekday: int, ordinal: int | None) -> None:
    rule = Rule(start, every=every, weekday=weekday, ordinal=ordinal)
    found = list(rule.turns(start + dt.timedelta(days=400)))
    assert found == sorted(set(found))
    for turn, day in found:
        assert (rule.turn_of(day), day.weekday()) == (turn, weekday)
        assert day >= start


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"day": 32},
        {"day": 0},
        {"weekday": 7},
        {"weekday": 1, "ordinal": 5},
        {"day": 3, "weekday": 1},
        {"day": 3, "every": 0},
        {"day": 3, "ends_on": dt.date(2025, 12, 31)},
    ],
)
def test_numbers_that_make_no_rule(values: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"rule|ends"):
        Rule(dt.date(2026, 1, 1), **values)  # type: ignore[arg-type]  # a table of values
