"""Reading lists: filled with what readers may open, put in order, seen below."""

import datetime as dt

import pytest

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.study.library.models import Listing
from xuezuo.study.library.tests import factories as library
from xuezuo.study.reading import errors
from xuezuo.study.reading.models import Item
from xuezuo.study.reading.queries.lists import daily_on, list_get_for, readings_of, whole_list
from xuezuo.study.reading.services import lists
from xuezuo.study.reading.tests.factories import AT, reading_list
from xuezuo.study.reading.types import ListKind, ListSpec

pytestmark = pytest.mark.django_db


def texts(cast: Cast, *titles: str):
    with acting_as(SYSTEM):
        return [library.material(cast.committee, title, (f"{title}的正文。",)) for title in titles]


def titles(readings) -> list[str]:
    return [one.material.title if one.material else "" for one in readings]


def test_a_list_of_the_committee_is_read_below_and_nowhere_else(cast: Cast) -> None:
    made = reading_list(cast.committee, *texts(cast, "一", "二"))
    for person in (cast.zhao, cast.zheng, cast.wu):
        actor = cast.actor(person)
        with acting_as(actor):
            assert titles(readings_of(actor, list_get_for(actor, made.uid, TODAY), TODAY)) == ["一", "二"]
    zhou = cast.actor(cast.zhou)
    with acting_as(zhou), pytest.raises(NotFound):
        list_get_for(zhou, made.uid, TODAY)


def test_a_member_reads_and_does_not_keep(cast: Cast) -> None:
    made, zhao = reading_list(cast.office, *texts(cast, "一")), cast.actor(cast.zhao)
    with acting_as(zhao):
        with pytest.raises(Forbidden):
            list_get_for(zhao, made.uid, TODAY, to_keep=True)
        with pytest.raises(Forbidden):
            lists.list_make(actor=zhao, unit_id=cast.office.pk, spec=ListSpec("我的"), at=AT)


def test_only_what_every_reader_may_open_goes_in_and_only_once(cast: Cast) -> None:
    [article] = texts(cast, "一")
    with acting_as(SYSTEM):
        narrow = library.material(cast.office, "支部自己的", ("只给本支部。",))
    made = reading_list(cast.committee, article)
    with acting_as(SYSTEM):
        with pytest.raises(errors.MaterialNotOpen):
            lists.item_add(actor=SYSTEM, reading_list=made, material=narrow, at=AT)
        with pytest.raises(errors.AlreadyListed):
            lists.item_add(actor=SYSTEM, reading_list=made, material=article, at=AT)
        assert set(Listing.objects.filter(list_uid=made.uid).values_list("material_id", flat=True)) == {article.pk}


def test_items_change_places_and_leave(cast: Cast) -> None:
    made = reading_list(cast.office, *texts(cast, "一", "二", "三"))
    with acting_as(SYSTEM):
        last = Item.objects.get(reading_list=made, position=3)
        lists.item_move(actor=SYSTEM, item=last, up=True, at=AT)
        lists.item_move(actor=SYSTEM, item=Item.objects.get(reading_list=made, position=1), up=True, at=AT)
        assert titles(readings_of(SYSTEM, made, TODAY)) == ["一", "三", "二"]
        lists.item_remove(actor=SYSTEM, item=last, at=AT)
        assert titles(readings_of(SYSTEM, made, TODAY)) == ["一", "二"]


def test_daily_reading_shows_todays_and_nothing_to_come(cast: Cast) -> None:
    articles = texts(cast, "昨天的", "今天的", "明天的")
    made = reading_list(cast.committee, *articles, kind=ListKind.DAILY, on=TODAY - dt.timedelta(days=1))
    zhao = cast.actor(cast.zhao)
    with acting_as(zhao):
        assert titles(daily_on(zhao, TODAY)) == ["今天的"]
        assert titles(readings_of(zhao, made, TODAY)) == ["今天的", "昨天的"]
        assert titles(whole_list(zhao, made, TODAY)) == ["今天的", "昨天的"]
    with acting_as(SYSTEM):
        assert titles(readings_of(SYSTEM, made, TODAY)) == ["明天的", "今天的", "昨天的"]
        extra = texts(cast, "另一篇")[0]
        with pytest.raises(errors.DayMissing):
            lists.item_add(actor=SYSTEM, reading_list=made, material=extra, at=AT)
        with pytest.raises(errors.AlreadyListed):
            lists.item_add(actor=SYSTEM, reading_list=made, material=extra, on=TODAY, at=AT)


def test_a_withdrawn_list_is_gone_and_fixed(cast: Cast) -> None:
    made = reading_list(cast.office, *texts(cast, "一"))
    wang = cast.actor(cast.wang)
    with acting_as(wang):
        lists.list_change(actor=wang, reading_list=made, spec=ListSpec("改名"), at=AT)
        lists.list_withdraw(actor=wang, reading_list=made, at=AT)
        with pytest.raises(NotFound):
            list_get_for(wang, made.uid, TODAY)
        with pytest.raises(errors.ListWithdrawn):
            lists.list_change(actor=wang, reading_list=made, spec=ListSpec("再改"), at=AT)
