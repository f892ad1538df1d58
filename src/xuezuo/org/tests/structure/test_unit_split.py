import datetime as dt

import pytest

from xuezuo.org.errors.structure import CodeTaken, LaterChanges, SplitMembers, SplitParts
from xuezuo.org.models import Post, Succession, Unit
from xuezuo.org.queries.verify import verify_tree
from xuezuo.org.tests import factories
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.org.tests.structure.conftest import Deeds, audited, changes, home_on, parent_on
from xuezuo.org.types import SplitPlan, UnitKind
from xuezuo.platform.access import SYSTEM, Actor, Grant, acting_as

YESTERDAY = TODAY - dt.timedelta(days=1)
PARTS = (("LC11", "机关一支部"), ("LC12", "机关二支部"))


def test_the_parts_begin_the_day_the_old_unit_ends(cast: Cast, deeds: Deeds) -> None:
    plan = SplitPlan(PARTS, "LC11", (("LC0002", "LC12"), ("LC0003", "LC12"), ("LC0004", "LC11")))
    first, second = deeds.split(cast.office, plan)

    assert (first.kind, first.function, first.during.lower) == ("branch", "organ", TODAY)
    assert [parent_on(unit, TODAY) for unit in (first, second, cast.office)] == ["LC", "LC", ""]
    homes = {name: home_on(getattr(cast, name), TODAY) for name in ("wang", "li", "zhao", "qian", "wu")}
    assert homes == {"wang": "LC11", "li": "LC12", "zhao": "LC12", "qian": "LC0102", "wu": "LC11"}
    assert home_on(cast.zhao, YESTERDAY) == "LC0101"
    assert {parent_on(unit, TODAY) for unit in (cast.first_group, cast.second_group)} == {"LC11"}
    assert not Post.objects.filter(unit__in=[cast.office, first, second], during__contains=TODAY).exists()
    links = Succession.objects.filter(old=cast.office).values_list("new__code", "on", "is_main")
    assert set(links) == {("LC11", TODAY, True), ("LC12", TODAY, False)}
    assert audited(cast.office) == ["org.unit_split"]
    assert audited(second) == ["org.unit_set_up"]
    assert changes(second) == [("set_up", TODAY, "林党〔2025〕8号")]
    assert verify_tree() == []


def test_somebody_in_two_groups_arrives_once(cast: Cast, deeds: Deeds) -> None:
    factories.affiliation(cast.zheng, cast.first_group, "floating")
    factories.affiliation(cast.zheng, cast.second_group, "floating")
    deeds.split(cast.office, SplitPlan(PARTS, "LC11", (("LC0005", "LC12"),)))
    assert home_on(cast.zheng, TODAY, "floating") == "LC12"
    assert verify_tree() == []


def test_wrong_parts(cast: Cast, deeds: Deeds) -> None:
    for parts, main in (
        (PARTS[:1], "LC11"),
        ((*PARTS, PARTS[0]), "LC11"),
        (PARTS, "LC01"),
        ((), ""),
    ):
        with pytest.raises(SplitParts):
            deeds.split(cast.office, SplitPlan(parts, main))
    with pytest.raises(CodeTaken):
        deeds.split(cast.office, SplitPlan((("LC11", "甲"), ("LC02", "乙")), "LC11"))
    assert not Unit.objects.filter(code="LC11").exists()


def test_wrong_lists_name_the_rows_and_no_person(cast: Cast, deeds: Deeds) -> None:
    for members, rows in (
        ((("LC0001", "LC12"), ("HK0001", "LC12")), "2"),
        ((("LC0001", "LC99"),), "1"),
        ((("LC0001", "LC11"), ("LC0002", "LC12"), ("LC0001", "LC12")), "1、3"),
    ):
        with pytest.raises(SplitMembers) as caught:
            deeds.split(cast.office, SplitPlan(PARTS, "LC11", members))
        assert caught.value.params["rows"] == rows
        assert "LC0001" not in caught.value.message


def test_not_before_changes_that_are_on_record(cast: Cast, deeds: Deeds) -> None:
    deeds.merge([cast.community], cast.other_branch)
    with pytest.raises(LaterChanges):
        deeds.split(cast.other_branch, SplitPlan((("P1", "甲"), ("P2", "乙")), "P1"), YESTERDAY)


def test_an_organizer_in_the_middle_of_the_tree_may_split(cast: Cast) -> None:
    with acting_as(SYSTEM):
        units = factories.units(
            factories.UnitSpec("LC03", "北区党委", UnitKind.COMMITTEE, "LC"),
            factories.UnitSpec("LC0301", "北一支部", parent="LC03"),
        )
        member = factories.member(units["LC0301"], number="N1")
    organizer = Actor(account_id=1, label="T1", grants=(Grant("organizer", units["LC03"].pk),))
    with acting_as(organizer):
        Deeds(organizer).split(units["LC0301"], SplitPlan(PARTS, "LC11", (("N1", "LC12"),)))
        assert home_on(member, TODAY) == "LC12"
