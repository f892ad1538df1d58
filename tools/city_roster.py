"""Make the roster of an invented city from a list of real divisions.

    uv run python -m tools.city_roster DIVISIONS.csv OUT.xlsx [--scale 0.25] [--faults 1000 --expected FAULTS.json]

At scale 1 it has 8,885 organizations and 180,000 members. The same arguments give the same bytes.
"""

import argparse
import datetime as dt
import json
import random
from pathlib import Path

from tools.city.faults import seed_faults
from tools.city.people import PeopleBuilder
from tools.city.tree import MEMBERS, ORGANIZATIONS, CityBuilder, read_divisions, scaled_divisions
from tools.city.writer import write_workbook


def city(divisions: Path, scale: float, seed: int, on: dt.date) -> tuple[list[list[str]], list[list[str]]]:
    """Return the rows of both sheets."""
    chance = random.Random(seed)
    kept = scaled_divisions(read_divisions(divisions), scale)
    organizations = CityBuilder(chance, round(ORGANIZATIONS * scale)).build(kept)
    people = PeopleBuilder(chance, organizations, round(MEMBERS * scale), on)
    units = [
        [one.code, one.name, one.parent, one.kind, one.unit_type, one.founded.isoformat(), ""] for one in organizations
    ]
    return units, [person.row() for person in people.rows()]


def main() -> None:
    """Parse the arguments, write the workbook and the list of expected findings."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("divisions", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=20_250_701)
    parser.add_argument("--on", type=dt.date.fromisoformat, default=dt.date(2026, 1, 1))
    parser.add_argument("--faults", type=int, default=0)
    parser.add_argument("--expected", type=Path)
    arguments = parser.parse_args()
    units, people = city(arguments.divisions, arguments.scale, arguments.seed, arguments.on)
    expected = seed_faults(units, people, arguments.faults, random.Random(arguments.seed + 1))
    write_workbook(arguments.out, [("党组织", units), ("党员", people)])
    if arguments.expected:
        arguments.expected.write_text(json.dumps(expected, ensure_ascii=False, indent=1), encoding="utf-8")
    members = len({row[0] for row in people})
    print(f"{len(units)} organizations, {members} members in {len(people)} rows, {len(expected)} faults")


if __name__ == "__main__":
    main()
