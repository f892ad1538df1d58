"""The story of an organizational-life meeting being prepared, told for the office branch of the cast."""

import pytest

from xuezuo.config.demo import life_preparing
from xuezuo.life.models import Activity, YearTopic
from xuezuo.life.queries.preparing import preparation_of
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.platform.access import SYSTEM, acting_as

pytestmark = pytest.mark.django_db


def test_the_branch_prepares_its_meeting(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(life_preparing, "unit", lambda _code, _on: cast.office)
    with acting_as(SYSTEM):
        life_preparing.prepare(TODAY)
        board = preparation_of(Activity.objects.get())
        assert [one.step.value for one in board.missing] == ["study", "talks", "criticism", "carry_out"]
        assert YearTopic.objects.count() == len(life_preparing.TOPICS)
