"""Which packs reach which units: every kind of unit owes what the country asks, a unit's own pack reaches all below."""

import datetime as dt
import itertools
from pathlib import Path

import pytest
from pytest_django import Settings

from xuezuo.duties.queries.packs import packs
from xuezuo.duties.queries.status import statuses, unit_status
from xuezuo.duties.tests.test_status import AT, deed
from xuezuo.kernel.periods import Period
from xuezuo.life.models import Attendance
from xuezuo.org.tests import factories
from xuezuo.org.tests.cast import Cast
from xuezuo.org.tests.factories import UnitSpec
from xuezuo.org.types import BranchFunction, UnitType

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]
DAY = dt.date(2025, 1, 31)
OWN_PACK = """
id: ours
level: unit
scope: {units: [LC]}
title: 林场的补充规定
effective: 2025-01-01
regulations:
  ours: {document: 林场制度, issued: 2025-01-01, source: 文件}
clauses:
  ours.hours: {regulation: ours, article: 第一条, says: 每学时45分钟。, force: convention, verified: true,
    evidence: text, checked_on: 2025-01-01}
  ours.theme: {regulation: ours, article: 第二条, says: 主题党日每月2次。, force: mandatory, verified: true,
    evidence: text, checked_on: 2025-01-01}
overrides:
  parameters:
    study.lesson_minutes: {versions: [{from: 2025-01-01, value: 45, clause: ours.hours}]}
  duties:
    theme_day: {versions: [{from: 2025-01-01, required: 2, quantity: times, clause: ours.theme}]}
"""


def test_every_type_and_function_of_unit_owes_what_the_country_asks() -> None:
    kinds = list(itertools.product(["", *UnitType.values], ["", *BranchFunction.values]))
    branches = factories.units(
        *(
            UnitSpec(f"X{number}", f"支部{number}", unit_type=unit_type, function=function)
            for number, (unit_type, function) in enumerate(kinds)
        )
    )
    wanted = [(packs().duty(one), [Period.parse("2025-01")]) for one in ("theme_day", "branch_size", "term_expiry")]

    owed = {(row.subject, row.duty) for row in statuses([one.pk for one in branches.values()], DAY, wanted)}

    assert owed == {(code, duty.id) for code in branches for duty, _ in wanted}


@pytest.fixture
def own_pack(tmp_path: Path, settings: Settings) -> None:
    (tmp_path / "ours.yaml").write_text(OWN_PACK, encoding="utf-8")
    settings.PACK_DIRS = [tmp_path]


@pytest.mark.usefixtures("own_pack")
def test_a_pack_of_a_unit_reaches_all_below_it_and_nobody_else(cast: Cast) -> None:
    required = {
        unit.code: next(row.required for row in unit_status(unit.pk, DAY) if row.duty == "theme_day")
        for unit in (cast.office, cast.community, cast.other_branch)
    }

    assert required == {"LC01": 2, "LC02": 2, "HK01": 1}


@pytest.mark.parametrize(("with_pack", "hours"), [(False, 3), (True, 4)])
def test_class_hours_are_as_long_as_the_unit_says(
    cast: Cast, request: pytest.FixtureRequest, with_pack: bool, hours: int
) -> None:
    """180 minutes: 3 class hours of 60 minutes, 4 of 45."""
    if with_pack:
        request.getfixturevalue("own_pack")
    session = deed(cast.office, "study_session", DAY, minutes=180)
    Attendance.objects.create(
        activity=session, member=cast.zhao, unit=cast.office, status="present", source="screen", recorded_at=AT
    )

    rows = unit_status(cast.office.pk, DAY)

    (done,) = {row.done for row in rows if row.duty == "study_hours_member" and row.done}
    assert done == hours
