"""The invented city: valid as a whole, the same each time, and every fault seeded into it is named with its cell."""

import csv
import datetime as dt
import random
from collections import Counter
from pathlib import Path

import pytest
from tools.city.faults import seed_faults
from tools.city.writer import write_workbook
from tools.city_roster import city

from xuezuo.org.models import Member, Unit
from xuezuo.org.roster.examine import Source
from xuezuo.org.roster.findings import Level, Report, codes_at
from xuezuo.org.roster.use_cases import roster_check, roster_import
from xuezuo.platform.access import SYSTEM, acting_as

ON = dt.date(2026, 1, 1)
SCALE = 0.03  # 267 organizations, 5,400 members
FAULTS = 300


@pytest.fixture(scope="module")
def divisions(tmp_path_factory) -> Path:
    """A city of two counties with two towns of ten villages each."""
    path: Path = tmp_path_factory.mktemp("city") / "divisions.csv"
    rows = [("4499", "松山市", "city", "")]
    for county in ("449901", "449902"):
        rows.append((county, f"{county}县", "county", "4499"))
        for town in (f"{county}101", f"{county}102"):
            rows.append((town, f"{town}镇", "town", county))
            rows += [(f"{town}{number:03d}", f"{number}号村", "village", town) for number in range(10)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("code", "name", "level", "parent_code"))
        writer.writerows(rows)
    return path


def made(divisions: Path) -> tuple[list[list[str]], list[list[str]]]:
    return city(divisions, SCALE, seed=7, on=ON)


def written(path: Path, sheets: tuple[list[list[str]], list[list[str]]]) -> Source:
    write_workbook(path, [("党组织", sheets[0]), ("党员", sheets[1])])
    return Source(path, path.name)


def check(source: Source) -> Report:
    return roster_check(actor=SYSTEM, source=source, on=ON)


@pytest.mark.django_db
def test_the_city_has_no_fault_and_is_imported(divisions, tmp_path):
    sheets = made(divisions)
    source = written(tmp_path / "city.xlsx", sheets)
    outcome = roster_import(actor=SYSTEM, source=source, at=dt.datetime(2026, 1, 1, 4, tzinfo=dt.UTC))
    assert (outcome.report.findings, outcome.report.rows) == ([], sum(map(len, sheets)))
    with acting_as(SYSTEM):
        assert (Unit.objects.count(), Member.objects.count()) == (267, 5400)


@pytest.mark.django_db
def test_every_seeded_fault_is_named_once_with_row_and_cell_and_nothing_is_imported(divisions, tmp_path):
    units, people = made(divisions)
    expected = seed_faults(units, people, FAULTS, random.Random(8))
    source = written(tmp_path / "faulty.xlsx", (units, people))
    outcome = roster_import(actor=SYSTEM, source=source, at=dt.datetime(2026, 1, 1, 4, tzinfo=dt.UTC))
    errors = [found for found in outcome.report.findings if found.level is Level.ERROR]
    wanted = {(one["sheet"], one["row"], one["column"], one["code"]) for one in expected}
    assert (codes_at(errors), len(errors), len(wanted)) == (wanted, len(wanted), FAULTS + 1)
    assert outcome.batch is None
    with acting_as(SYSTEM):
        assert (Unit.objects.count(), Member.objects.count()) == (0, 0)


def test_the_same_seed_gives_the_same_bytes(divisions, tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        written(tmp_path / name, made(divisions))
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_ages_and_places_are_as_announced(divisions):
    units, people = made(divisions)
    first_rows = {row[0]: row for row in people}.values()
    old = sum(row[4] <= "1965-01-01" for row in first_rows)  # 61 or older on 2026-01-01
    assert 0.26 < old / len(first_rows) < 0.32
    formal = Counter(row[8] for row in first_rows if row[12] in {"", "正式"})
    kinds = {row[0]: row[3] for row in units}
    assert max(count for code, count in formal.items() if kinds[code] == "党支部") <= 60
