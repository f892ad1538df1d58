"""The story of meetings, told for the office branch of the cast."""

import datetime as dt

import pytest

from xuezuo.config.demo import life_meetings
from xuezuo.life.models import Activity, AgendaItem, MinutesComment, Resolution, Series
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.platform.access import SYSTEM, acting_as

pytestmark = pytest.mark.django_db


def test_the_committee_meets_decides_and_carries_on(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(life_meetings, "unit", lambda _code, _on: cast.office)
    with acting_as(SYSTEM):
        life_meetings.meet(TODAY)
        assert Series.objects.count() == 2
        assert Activity.objects.filter(state="draft", occurred_on__gt=TODAY + dt.timedelta(days=6)).count() >= 4
        states = sorted(str(one.progress) for one in Resolution.objects.all())
        assert states == ["done", "open", "reported"]
        assert AgendaItem.objects.exclude(carried_from=None).count() == 1
        assert MinutesComment.objects.count() == 1
