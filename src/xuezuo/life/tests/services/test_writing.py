"""minutes_write, resolution_add, resolution_done."""

import datetime as dt

import pytest

from xuezuo.life import errors
from xuezuo.life.models import Activity, Minutes
from xuezuo.life.services import minutes_write, resolution_add, resolution_done
from xuezuo.life.tests.desk import audit_names, recorded, run_as
from xuezuo.life.types import Decided, Writing
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.platform.access import SYSTEM, acting_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def done(cast: Cast, at: dt.datetime) -> Activity:
    return recorded(cast, at)


def test_each_saving_is_a_version(cast: Cast, at: dt.datetime, done: Activity) -> None:
    wang = cast.actor(cast.wang)
    first = run_as(wang, minutes_write, activity=done, writing=Writing("第一稿\r\n"), at=at)
    assert (first.version, first.text) == (1, "第一稿")
    with pytest.raises(errors.NothingChanged):
        run_as(wang, minutes_write, activity=done, writing=Writing("第一稿"), at=at)
    with pytest.raises(errors.ReasonMissing):
        run_as(wang, minutes_write, activity=done, writing=Writing("第二稿"), at=at)
    second = run_as(wang, minutes_write, activity=done, writing=Writing("第二稿", "补充"), at=at)
    assert (second.version, second.reason) == (2, "补充")
    with acting_as(SYSTEM):
        assert list(Minutes.objects.order_by("version").values_list("text", flat=True)) == ["第一稿", "第二稿"]
    with pytest.raises(errors.TextMissing):
        run_as(wang, minutes_write, activity=done, writing=Writing(" \n"), at=at)


def test_resolutions_are_noted_and_done_once(cast: Cast, at: dt.datetime, done: Activity) -> None:
    wang = cast.actor(cast.wang)
    values = {"activity": done, "at": at}
    made = run_as(wang, resolution_add, decided=Decided(" 修缮活动室 ", cast.li.pk, dt.date(2025, 7, 1)), **values)
    assert (made.text, made.owner_id, made.done_on) == ("修缮活动室", cast.li.pk, None)
    assert run_as(wang, resolution_done, resolution=made, on=TODAY, at=at).done_on == TODAY
    again = run_as(wang, resolution_done, resolution=made, on=dt.date(2025, 7, 9), at=at)
    assert again.done_on == TODAY
    with pytest.raises(errors.TextMissing):
        run_as(wang, resolution_add, decided=Decided(""), **values)
    assert audit_names() == ["life.activity_recorded", "life.resolution_added", "life.resolution_done"]
