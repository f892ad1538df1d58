"""Find materials: both ways of writing, phrases, filters, one per group, nothing beyond the reader's circle."""

import datetime as dt

import pytest

from xuezuo.org.tests.cast import TODAY
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.study.library.queries import material_list, material_search
from xuezuo.study.library.services import listing_set, material_share
from xuezuo.study.library.tests import factories, texts
from xuezuo.study.library.types import MaterialFilter

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(cast):
    with acting_as(SYSTEM):
        return {
            "class": factories.material(
                cast.office, source="青禾日报", published_on=dt.date(2024, 4, 18), tags=("党课",)
            ),
            "hant": factories.material(cast.office, texts.TRADITIONAL_TITLE, texts.TRADITIONAL),
            "point": factories.material(
                cast.committee, texts.OTHER_TITLE, texts.OTHER, published_on=dt.date(2025, 1, 2)
            ),
            "away": factories.material(cast.other_branch, "河口的" + texts.OTHER_TITLE, texts.OTHER),
        }


def titles(cast, who="zhao", **filters):
    actor = cast.actor(getattr(cast, who))
    with acting_as(actor):
        found = material_search(actor, MaterialFilter(**filters), TODAY)
    return [hit.material.title for hit in found.page]


@pytest.mark.parametrize(
    "text", ["党课", "黨課", "田间地头", "田間地頭", "合作社 账目", "“月底在支部大会上报告”", "秧苗旁邊", "青禾日报"]
)
def test_found_in_both_ways_of_writing(cast, library, text):
    assert titles(cast, text=text) == [texts.TITLE]


@pytest.mark.parametrize("text", ["“支部大会报告”", "拖拉机制造", "云岭 拖拉机制造"])
def test_not_found(cast, library, text):
    found = titles(cast, text=text)
    assert found == ([] if "云岭" not in text else [texts.OTHER_TITLE])  # loosened: some of the words


@pytest.mark.parametrize(
    "text", ["'", "\\", "a'b\\c & | ! :* <->", "“'; DROP TABLE library_material; --”", "%_", "\0党课", "🙂"]
)
def test_odd_queries_are_only_text(cast, library, text):
    titles(cast, text=text)


def test_filters(cast, library):
    assert titles(cast, title="服务点") == [texts.OTHER_TITLE]
    assert titles(cast, source="青禾") == [texts.TITLE]
    assert titles(cast, tag="党课") == [texts.TITLE]
    assert titles(cast, language="zh-Hant") == [texts.TRADITIONAL_TITLE]
    assert titles(cast, since=dt.date(2025, 1, 1)) == [texts.OTHER_TITLE]
    assert titles(cast, until=dt.date(2024, 12, 31)) == [texts.TITLE]
    assert titles(cast) == [texts.OTHER_TITLE, texts.TITLE]


def test_lists_of_rooms_above(cast, library):
    listing_set(library["point"].uid, [library["point"].pk])
    assert titles(cast, list_uid=library["point"].uid) == [texts.OTHER_TITLE]
    listing_set(library["point"].uid, [])
    assert titles(cast, list_uid=library["point"].uid) == []


def test_the_hit_shows_where(cast, library):
    actor = cast.actor(cast.zhao)
    hit = material_search(actor, MaterialFilter(text="黨員義務"), TODAY).page.rows[0]
    assert [piece.text for piece in hit.snippet if piece.is_hit][-1] == "党员义务"
    assert hit.others == 1


def test_readers_see_their_own_circle(cast, library):
    assert titles(cast, "zheng") == [texts.OTHER_TITLE]  # of the committee above, not of the branch beside
    assert titles(cast, "wu", text="党课") == [texts.TITLE]  # the organizer sees what branches keep
    assert titles(cast, "zhou") == ["河口的" + texts.OTHER_TITLE]
    assert cast.admin.grants == ()
    with acting_as(cast.admin):
        assert not material_list(cast.admin, TODAY).exists()


def test_shared_with_the_circle_above(cast, library):
    actor = cast.actor(cast.wu)
    with acting_as(actor):
        material_share(actor=actor, material=library["class"], audience_id=cast.committee.pk, at=factories.AT)
    assert texts.TITLE in titles(cast, "zheng")
    assert titles(cast, "zhou") == ["河口的" + texts.OTHER_TITLE]


def test_a_copy_stands_in_when_its_leader_is_out_of_sight(cast, library):
    assert titles(cast, "zhou", text="闲置校舍") == ["河口的" + texts.OTHER_TITLE]
