"""Two people write at once and lose nothing: minutes, and what could not be saved (text_keep, text_drop)."""

import datetime as dt

import pytest

from xuezuo.life import errors
from xuezuo.life.models import Activity, KeptText, Minutes
from xuezuo.life.services import minutes_write, text_drop, text_keep
from xuezuo.life.tests import factories
from xuezuo.life.tests.desk import run_as
from xuezuo.life.types import State, Writing
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.platform.access import SYSTEM, acting_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(cast: Cast, at: dt.datetime) -> Activity:
    with acting_as(SYSTEM):
        made = factories.activity(cast.office, TODAY, state=State.HELD)
    run_as(cast.actor(cast.wang), minutes_write, activity=made, writing=Writing("一\n二", base=0), at=at)
    return made


def test_the_second_editor_is_told(cast: Cast, at: dt.datetime, held: Activity) -> None:
    wang, li = cast.actor(cast.wang), cast.actor(cast.li)
    run_as(wang, minutes_write, activity=held, writing=Writing("一 王改\n二", base=1), at=at)
    with pytest.raises(errors.SavedMeanwhile, match="没有丢失"):
        run_as(li, minutes_write, activity=held, writing=Writing("一\n二 李改", base=1), at=at)
    run_as(li, text_keep, activity=held, place="minutes", base=1, said={"text": "一\n二 李改"}, at=at)
    for member, count in ((cast.li, 1), (cast.wang, 0)):
        with acting_as(cast.actor(member)):
            assert KeptText.objects.count() == count
    run_as(li, minutes_write, activity=held, writing=Writing("一 王改\n二 李改", base=2), at=at)
    with acting_as(SYSTEM):
        texts = list(Minutes.objects.order_by("version").values_list("text", flat=True))
        assert texts == ["一\n二", "一 王改\n二", "一 王改\n二 李改"]
        assert not KeptText.objects.exists()


def test_kept_texts_are_the_newest_and_can_be_let_go(cast: Cast, at: dt.datetime, held: Activity) -> None:
    li = cast.actor(cast.li)
    for text in ("甲", "乙"):
        run_as(li, text_keep, activity=held, place="minutes", base=1, said={"text": text}, at=at)
    with acting_as(li):
        assert "乙" in KeptText.objects.get().text
    run_as(cast.actor(cast.wang), text_drop, activity=held, place="minutes", at=at)
    with acting_as(li):
        assert KeptText.objects.exists()
    run_as(li, text_drop, activity=held, place="minutes", at=at)
    with acting_as(li):
        assert not KeptText.objects.exists()
    assert run_as(SYSTEM, text_keep, activity=held, place="minutes", base=1, said={}, at=at) is None
