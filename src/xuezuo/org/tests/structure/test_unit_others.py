"""Set up, rename, dissolve."""

import datetime as dt

import pytest

from xuezuo.kernel.errors import Forbidden
from xuezuo.org.errors.structure import (
    AlreadyThere,
    BadCode,
    BadName,
    ChildrenRemain,
    CodeTaken,
    KindsDoNotFit,
    LaterChanges,
    MembersRemain,
    ParentGone,
    RootNotAllowed,
    UnitEndsLater,
    UnitNotAlive,
)
from xuezuo.org.models import Succession, UnitName
from xuezuo.org.queries.tree import unit_row
from xuezuo.org.queries.verify import verify_tree
from xuezuo.org.tests import factories
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.org.tests.structure.conftest import Deeds, audited, changes, parent_on
from xuezuo.org.types import NewUnit, UnitKind
from xuezuo.platform.access import acting_as

YESTERDAY = TODAY - dt.timedelta(days=1)
NEXT_YEAR = dt.date(2026, 3, 1)


def test_set_up(cast: Cast, deeds: Deeds) -> None:
    unit = deeds.set_up(NewUnit("LC05", " 苗圃  支部 ", UnitKind.BRANCH, cast.committee.pk, "organ", "organ"))

    row = unit_row("LC05", TODAY)
    assert (row.name, row.kind, row.during.start, row.parent_code) == ("苗圃 支部", "branch", TODAY, "LC")
    assert UnitName.objects.get(unit=unit).initials == "mpzb"
    assert audited(unit) == ["org.unit_set_up"]
    assert changes(unit)[0][0] == "set_up"
    assert verify_tree() == []


def test_set_up_below_a_superior_that_ends(cast: Cast, deeds: Deeds) -> None:
    deeds.merge([cast.office], cast.community, NEXT_YEAR)
    group = deeds.set_up(NewUnit("LC0103", "第三党小组", UnitKind.GROUP, cast.office.pk))
    assert [parent_on(group, day) for day in (TODAY, NEXT_YEAR)] == ["LC01", "LC02"]
    with pytest.raises(UnitNotAlive):
        deeds.set_up(NewUnit("LC0104", "第四党小组", UnitKind.GROUP, cast.office.pk), NEXT_YEAR)
    empty = factories.unit("LC06", parent="LC")
    deeds.dissolve(empty, NEXT_YEAR)
    with pytest.raises(ParentGone):
        deeds.set_up(NewUnit("LC0601", "小组", UnitKind.GROUP, empty.pk))


def test_set_up_refusals(cast: Cast, deeds: Deeds) -> None:
    here = cast.committee.pk
    for new, error in (
        (NewUnit("LC01", "甲", UnitKind.BRANCH, here), CodeTaken),
        (NewUnit("", "甲", UnitKind.BRANCH, here), BadCode),
        (NewUnit("A B", "甲", UnitKind.BRANCH, here), BadCode),
        (NewUnit("A" * 41, "甲", UnitKind.BRANCH, here), BadCode),
        (NewUnit("LC07", " ", UnitKind.BRANCH, here), BadName),
        (NewUnit("LC07", "长" * 121, UnitKind.BRANCH, here), BadName),
        (NewUnit("LC07", "甲", UnitKind.GROUP, here), KindsDoNotFit),
        (NewUnit("LC07", "甲", UnitKind.GROUP, None), KindsDoNotFit),
        (NewUnit("LC07", "甲", UnitKind.COMMITTEE, cast.office.pk), KindsDoNotFit),
    ):
        with pytest.raises(error):
            deeds.set_up(new)


def test_only_the_house_sets_up_roots(cast: Cast, deeds: Deeds) -> None:
    assert deeds.set_up(NewUnit("SZ", "市委", UnitKind.COMMITTEE, None)).code == "SZ"
    organizer = cast.actor(cast.wu)
    with acting_as(organizer), pytest.raises(RootNotAllowed):
        Deeds(organizer).set_up(NewUnit("SZ2", "市委", UnitKind.COMMITTEE, None))
    secretary = cast.actor(cast.wang)
    with acting_as(secretary), pytest.raises(Forbidden):
        Deeds(secretary).set_up(NewUnit("LC0103", "小组", UnitKind.GROUP, cast.office.pk))


def test_names_by_day_in_any_order(cast: Cast, deeds: Deeds) -> None:
    deeds.rename(cast.office, "机关联合支部", NEXT_YEAR)
    deeds.rename(cast.office, "机关一支部")
    days = (YESTERDAY, TODAY, NEXT_YEAR - dt.timedelta(days=1), NEXT_YEAR)
    assert [unit_row("LC01", day).name for day in days] == ["机关支部", "机关一支部", "机关一支部", "机关联合支部"]
    assert audited(cast.office) == ["org.unit_renamed", "org.unit_renamed"]
    assert verify_tree() == []

    with pytest.raises(AlreadyThere):
        deeds.rename(cast.office, "机关一支部")
    with pytest.raises(BadName):
        deeds.rename(cast.office, "　")
    with pytest.raises(UnitNotAlive):
        deeds.rename(cast.office, "甲", dt.date(2010, 1, 1))


def test_dissolve(cast: Cast, deeds: Deeds) -> None:
    unit = factories.unit("LC06", "苗圃支部", parent="LC")
    deeds.dissolve(unit)
    unit.refresh_from_db()
    assert unit.during.upper == TODAY
    assert (parent_on(unit, YESTERDAY), parent_on(unit, TODAY)) == ("LC", "")
    assert not Succession.objects.exists()
    assert audited(unit) == ["org.unit_dissolved"]
    assert verify_tree() == []
    with pytest.raises(UnitNotAlive):
        deeds.dissolve(unit)
    with pytest.raises(UnitEndsLater):
        deeds.dissolve(unit, YESTERDAY)


def test_dissolve_refusals(cast: Cast, deeds: Deeds) -> None:
    with pytest.raises(MembersRemain):
        deeds.dissolve(cast.community)
    with pytest.raises(ChildrenRemain):
        deeds.dissolve(cast.other_committee)
    floating = factories.unit("LC09", parent="LC")
    factories.affiliation(cast.zheng, floating, "floating", NEXT_YEAR)
    with pytest.raises(MembersRemain):
        deeds.dissolve(floating)
    renamed = factories.unit("LC10", parent="LC")
    deeds.rename(renamed, "后名", NEXT_YEAR)
    with pytest.raises(LaterChanges):
        deeds.dissolve(renamed)
