import datetime as dt

import pytest

from xuezuo.org.errors.structure import (
    KindsDoNotMerge,
    LaterChanges,
    MergeIntoItself,
    NothingToMerge,
    ParentGone,
    UnitEndsLater,
    UnitFoundedThatDay,
    UnitNotAlive,
)
from xuezuo.org.models import Affiliation, Post, Succession, Term, Transfer, Unit
from xuezuo.org.queries.verify import verify_tree
from xuezuo.org.tests import factories
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.org.tests.structure.conftest import AT, Deeds, audited, changes, home_on, parent_on
from xuezuo.org.types import PostKind, UnitKind
from xuezuo.platform.access import SYSTEM, Actor, Grant, acting_as
from xuezuo.platform.db.ranges import date_range

YESTERDAY = TODAY - dt.timedelta(days=1)
NEXT_YEAR = dt.date(2026, 3, 1)


def test_members_and_groups_go_to_the_target_and_posts_end(cast: Cast, deeds: Deeds) -> None:
    Term.objects.create(unit=cast.office, ordinal=1, during=date_range(dt.date(2023, 1, 1)), due_on=dt.date(2026, 1, 1))
    assert deeds.merge([cast.office], cast.community) == [cast.office]

    assert (home_on(cast.wang, YESTERDAY), home_on(cast.wang, TODAY)) == ("LC01", "LC02")
    assert home_on(cast.zhao, TODAY) == "LC0101"
    assert (parent_on(cast.first_group, YESTERDAY), parent_on(cast.first_group, TODAY)) == ("LC01", "LC02")
    assert not Post.objects.filter(unit=cast.office, during__contains=TODAY).exists()
    assert Post.objects.filter(unit=cast.office, during__contains=YESTERDAY).count() == 2
    assert Term.objects.get(unit=cast.office).during.upper == TODAY
    cast.office.refresh_from_db()
    assert cast.office.during.upper == TODAY
    assert (parent_on(cast.office, YESTERDAY), parent_on(cast.office, TODAY)) == ("LC", "")
    assert list(Succession.objects.values_list("old", "new", "on", "is_main")) == [
        (cast.office.pk, cast.community.pk, TODAY, True)
    ]
    assert audited(cast.office) == ["org.unit_merged"]
    assert changes(cast.office) == [("merge", TODAY, "林党〔2025〕8号")]
    assert verify_tree() == []


def test_a_group_may_go_back_into_its_branch(cast: Cast, deeds: Deeds) -> None:
    deeds.merge([cast.first_group, cast.second_group, cast.first_group], cast.office)
    assert {home_on(member, TODAY) for member in (cast.zhao, cast.qian)} == {"LC01"}
    assert verify_tree() == []


def test_who_belongs_to_the_target_already_is_not_doubled(cast: Cast, deeds: Deeds) -> None:
    until = TODAY + dt.timedelta(days=30)
    factories.affiliation(cast.zheng, cast.office, "floating")
    factories.affiliation(cast.zheng, cast.other_branch, "floating", TODAY - dt.timedelta(days=9), until)
    deeds.merge([cast.office], cast.other_branch)

    rows = Affiliation.objects.filter(member=cast.zheng, kind="floating").order_by("during")
    assert [(row.unit.code, row.during.lower, row.during.upper) for row in rows] == [
        ("LC01", factories.JOINED, TODAY),
        ("HK01", TODAY - dt.timedelta(days=9), until),
        ("HK01", until, None),
    ]


def test_backdated_into_a_unit_that_was_merged_itself(cast: Cast, deeds: Deeds) -> None:
    deeds.merge([cast.community], cast.other_branch, NEXT_YEAR)
    deeds.merge([cast.office], cast.community)
    assert [home_on(cast.wang, day) for day in (YESTERDAY, TODAY, NEXT_YEAR)] == ["LC01", "LC02", "HK01"]
    assert [parent_on(cast.first_group, day) for day in (TODAY, NEXT_YEAR)] == ["LC02", "HK01"]
    assert verify_tree() == []


def test_open_transfers_go_on_with_the_target(cast: Cast, deeds: Deeds) -> None:
    values = {"state": "sent", "reason": "调动", "sent_on": YESTERDAY, "sent_at": AT, "valid_until": NEXT_YEAR}
    inside = Transfer.objects.create(
        uid=cast.wang.uid, member=cast.wang, from_unit=cast.office, to_unit=cast.community, **values
    )
    outside = Transfer.objects.create(
        uid=cast.li.uid, member=cast.li, from_unit=cast.office, to_unit=cast.other_branch, **values
    )
    deeds.merge([cast.office], cast.community)
    inside.refresh_from_db()
    outside.refresh_from_db()
    assert (inside.state, outside.state, outside.from_unit) == ("withdrawn", "sent", cast.community)


def test_refusals(cast: Cast, deeds: Deeds) -> None:
    with pytest.raises(NothingToMerge):
        deeds.merge([], cast.office)
    with pytest.raises(MergeIntoItself):
        deeds.merge([cast.office], cast.office)
    with pytest.raises(KindsDoNotMerge):
        deeds.merge([cast.office], cast.committee)
    with pytest.raises(UnitFoundedThatDay):
        deeds.merge([cast.office], cast.community, factories.FOUNDED)
    with pytest.raises(UnitNotAlive):
        deeds.merge([cast.office], cast.community, dt.date(2014, 1, 1))
    deeds.rename(cast.office, "机关一支部", NEXT_YEAR)
    with pytest.raises(LaterChanges):
        deeds.merge([cast.office], cast.community)
    deeds.merge([cast.community], cast.other_branch, NEXT_YEAR)
    with pytest.raises(UnitEndsLater):
        deeds.merge([cast.community], cast.office)
    with pytest.raises(LaterChanges):
        deeds.merge([cast.other_branch], cast.community)
    assert home_on(cast.wang, NEXT_YEAR) == "LC01"


def test_a_committee_cannot_go_below_itself_or_end_in_nothing(cast: Cast, deeds: Deeds) -> None:
    units = factories.units(
        factories.UnitSpec("LC03", "北区党委", UnitKind.COMMITTEE, "LC"),
        factories.UnitSpec("LC04", "南区党委", UnitKind.COMMITTEE, "LC"),
    )
    with pytest.raises(MergeIntoItself):
        deeds.merge([cast.committee], units["LC03"])
    deeds.dissolve(units["LC04"], NEXT_YEAR)
    with pytest.raises(ParentGone):
        deeds.merge([units["LC03"]], units["LC04"])


def test_an_organizer_in_the_middle_of_the_tree_moves_all_members(cast: Cast) -> None:
    """Row-level security neither hides a member from the deed nor forbids where they go."""
    with acting_as(SYSTEM):
        units = factories.units(
            factories.UnitSpec("LC03", "北区党委", UnitKind.COMMITTEE, "LC"),
            factories.UnitSpec("LC0301", "北一支部", parent="LC03"),
            factories.UnitSpec("LC0302", "北二支部", parent="LC03"),
        )
        member = factories.member(units["LC0301"])
    organizer = Actor(account_id=1, label="T1", grants=(Grant("organizer", units["LC03"].pk),))
    with acting_as(organizer):
        Deeds(organizer).merge([units["LC0301"]], units["LC0302"])
        assert home_on(member, TODAY) == "LC0302"


def test_a_post_that_would_begin_later_never_begins(cast: Cast, deeds: Deeds) -> None:
    post = factories.post(cast.zhao, cast.first_group, PostKind.GROUP_LEADER, NEXT_YEAR)
    deeds.merge([cast.first_group], cast.office, NEXT_YEAR)
    assert not Post.objects.filter(pk=post.pk).exists()  # it would have begun on the day the group ended


def test_unit_reads_fresh_rows(cast: Cast, deeds: Deeds) -> None:
    stale = Unit.objects.get(pk=cast.office.pk)
    deeds.merge([cast.office], cast.community)
    with pytest.raises(UnitNotAlive):
        deeds.rename(stale, "新名")
