"""The rows of the rule browser: everything has a source, a history and those who read it."""

import datetime as dt

import pytest

from xuezuo.rules import queries
from xuezuo.rules.errors import UnknownDuty
from xuezuo.rules.loader import shipped_packs

DAY = dt.date(2025, 6, 30)


def test_every_provision_stands_under_its_document() -> None:
    rows = queries.regulation_list(shipped_packs(), DAY)

    assert sum(len(row.provisions) for row in rows) == len(shipped_packs().clauses)
    assert all(row.provisions for row in rows)
    assert all(row.is_in_force for row in rows)


def test_a_document_is_not_in_force_before_its_day() -> None:
    before = {
        row.regulation.id: row.is_in_force for row in queries.regulation_list(shipped_packs(), dt.date(2019, 1, 1))
    }

    assert before["branch-work"]
    assert not before["member-education"]
    assert not before["university-work"]


def test_a_provision_names_what_rests_on_it() -> None:
    rows = {row.clause.id: row for row in queries.provision_list(shipped_packs(), DAY)}

    assert [duty.id for duty in rows["edu.elderly"].duties] == ["study_hours_member", "study_hours_secretary"]
    assert [duty.id for duty in rows["edu.themeday"].duties] == ["theme_day"]
    assert [one.id for one in rows["branch.term.village"].parameters] == ["term.branch_years"]
    assert rows["branch.term.village"].pack.id == "village-community"


def test_a_duty_shows_its_history() -> None:
    row = queries.duty_get(shipped_packs(), "theme_day", DAY)

    assert [(one.start.isoformat(), one.value, one.is_current) for one in row.history] == [
        ("2018-10-28", 1, False),
        ("2019-05-06", 1, True),
    ]
    assert [one.clause.id for one in row.current] == ["branch.themeday.freq"]
    assert [also.id for also in row.current[0].also] == ["edu.themeday"]
    assert row.pack.id == "national"


def test_every_duty_is_listed_in_force_or_not() -> None:
    rows = queries.duty_list(shipped_packs(), dt.date(2018, 1, 1))

    assert [row.duty for row in rows] == list(shipped_packs().duties)
    assert not any(row.current for row in rows)


def test_a_parameter_shows_all_levels_and_its_readers() -> None:
    rows = {row.parameter.id: row for row in queries.parameter_list(shipped_packs(), DAY)}

    years = rows["term.branch_years"]
    assert [(one.pack.id, one.value) for one in years.current] == [
        ("national", 3),
        ("university", 3),
        ("village-community", 5),
    ]
    assert [duty.id for duty in rows["study.lesson_minutes"].duties] == ["study_hours_member", "study_hours_secretary"]


def test_an_unknown_duty_is_refused() -> None:
    with pytest.raises(UnknownDuty):
        queries.duty_get(shipped_packs(), "gone", DAY)
