import datetime as dt

import pytest
from django.test import TestCase

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.org.errors.structure import (
    AlreadyThere,
    CycleInTree,
    DocumentMissing,
    KindsDoNotFit,
    ParentGone,
    UnitNotAlive,
)
from xuezuo.org.events.structure import TreeChanged
from xuezuo.org.models import Closure, Unit
from xuezuo.org.queries.verify import verify_tree
from xuezuo.org.services.structure import unit_move
from xuezuo.org.tests import factories
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.org.tests.structure.conftest import AT, Deeds, audited, changes, parent_on
from xuezuo.org.types import Document, UnitKind
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.platform.events import subscribe

YESTERDAY = TODAY - dt.timedelta(days=1)
LAST_YEAR = dt.date(2024, 3, 1)
NEXT_YEAR = dt.date(2026, 3, 1)


@pytest.fixture
def north(cast: Cast) -> Unit:
    with acting_as(SYSTEM):
        return factories.unit("LC03", "北区党委", kind=UnitKind.COMMITTEE, parent="LC")


def test_the_unit_stands_elsewhere_from_the_day_on(cast: Cast, deeds: Deeds, north: Unit) -> None:
    deeds.move(cast.office, north)

    assert (parent_on(cast.office, YESTERDAY), parent_on(cast.office, TODAY)) == ("LC", "LC03")
    above = Closure.objects.filter(descendant=cast.first_group, during__contains=TODAY).order_by("-depth")
    assert [row.ancestor_id for row in above] == [cast.committee.pk, north.pk, cast.office.pk, cast.first_group.pk]
    assert audited(cast.office) == ["org.unit_moved"]
    assert changes(cast.office) == [("move", TODAY, "林党〔2025〕8号")]
    assert verify_tree() == []


def test_moves_may_be_entered_in_any_order(cast: Cast, deeds: Deeds, north: Unit) -> None:
    deeds.move(cast.office, cast.other_committee, NEXT_YEAR)
    deeds.move(cast.office, north, LAST_YEAR)

    days = (LAST_YEAR - dt.timedelta(days=1), LAST_YEAR, TODAY, NEXT_YEAR - dt.timedelta(days=1), NEXT_YEAR)
    assert [parent_on(cast.office, day) for day in days] == ["LC", "LC03", "LC03", "LC03", "HK"]
    assert verify_tree() == []


def test_a_second_move_for_the_same_day_replaces_the_first(cast: Cast, deeds: Deeds, north: Unit) -> None:
    deeds.move(cast.office, cast.other_committee)
    deeds.move(cast.office, north)

    assert (parent_on(cast.office, YESTERDAY), parent_on(cast.office, TODAY)) == ("LC", "LC03")
    assert len(changes(cast.office)) == 2


def test_a_root_may_find_a_superior(cast: Cast, deeds: Deeds) -> None:
    deeds.move(cast.other_committee, cast.committee)
    assert (parent_on(cast.other_committee, YESTERDAY), parent_on(cast.other_committee, TODAY)) == ("", "LC")


def test_under_a_superior_that_was_merged_later_the_unit_goes_on_to_the_successor(
    cast: Cast, deeds: Deeds, north: Unit
) -> None:
    deeds.merge([north], cast.other_committee, NEXT_YEAR)
    deeds.move(cast.office, north)
    assert [parent_on(cast.office, day) for day in (TODAY, NEXT_YEAR)] == ["LC03", "HK"]


def test_no_cycle_on_any_day_from_then_on(cast: Cast, deeds: Deeds, north: Unit) -> None:
    south = factories.unit("LC04", "南区党委", kind=UnitKind.COMMITTEE, parent="LC")
    deeds.move(north, south, NEXT_YEAR)
    with pytest.raises(CycleInTree) as caught:
        deeds.move(south, north)
    assert caught.value.params["on"] == NEXT_YEAR
    assert parent_on(south, NEXT_YEAR) == "LC"

    with pytest.raises(CycleInTree):
        deeds.move(cast.committee, north)
    with pytest.raises(CycleInTree):
        deeds.move(north, north)


def test_refusals(cast: Cast, deeds: Deeds, north: Unit) -> None:
    with pytest.raises(UnitNotAlive):
        deeds.move(cast.office, north, dt.date(2014, 12, 31))
    with pytest.raises(AlreadyThere):
        deeds.move(cast.office, cast.committee)
    with pytest.raises(KindsDoNotFit) as caught:
        deeds.move(cast.first_group, cast.committee)
    assert "党小组只能设在党支部下" in caught.value.message
    with pytest.raises(DocumentMissing):
        unit_move(actor=SYSTEM, unit=cast.office, parent=north, document=Document(TODAY, " "), at=AT)
    deeds.dissolve(north, NEXT_YEAR)
    with pytest.raises(ParentGone):
        deeds.move(cast.office, north)
    with pytest.raises(UnitNotAlive):
        deeds.move(cast.office, north, NEXT_YEAR)
    assert changes(cast.office) == []


def test_only_who_may_change_both(cast: Cast, north: Unit) -> None:
    branch_secretary, organizer = cast.actor(cast.wang), cast.actor(cast.wu)
    with acting_as(branch_secretary), pytest.raises(Forbidden):
        Deeds(branch_secretary).move(cast.office, north)
    with acting_as(organizer):
        with pytest.raises(NotFound):
            Deeds(organizer).move(cast.office, cast.other_committee)
        Deeds(organizer).move(cast.office, north)
    assert parent_on(cast.office, TODAY) == "LC03"


def test_others_are_told_after_commit(cast: Cast, deeds: Deeds, north: Unit) -> None:
    heard: list[TreeChanged] = []
    subscribe(TreeChanged)(heard.append)
    with TestCase.captureOnCommitCallbacks(execute=True):
        deeds.move(cast.office, north)
    assert heard == [TreeChanged("move", tuple(sorted((cast.office.pk, north.pk))), TODAY)]
