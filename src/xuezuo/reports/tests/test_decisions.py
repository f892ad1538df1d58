"""What meetings decided and what came of it, as figures of a unit and period."""

import datetime as dt
import itertools

import pytest

from xuezuo.kernel.ids import new_id
from xuezuo.life.models import Resolution
from xuezuo.life.tests import factories
from xuezuo.life.types import State
from xuezuo.org.tests.cast import Cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.reports.figures import definition, value_of
from xuezuo.reports.overview.chapters import overview
from xuezuo.reports.queries.behind import behind, extra_figures
from xuezuo.reports.queries.choices import asked_between
from xuezuo.reports.types import Held, Scope, Shape

pytestmark = pytest.mark.django_db
MET, START, END = dt.date(2025, 2, 10), dt.date(2025, 1, 1), dt.date(2025, 4, 1)
KEYS = ("resolutions", "resolutions.done", "resolutions.overdue")
DAYS = (None, dt.date(2025, 3, 30), dt.date(2025, 3, 31), dt.date(2025, 4, 1))


@pytest.fixture
def decided(cast: Cast) -> list[Resolution]:
    """Every combination of when something was due, done and dropped, at one meeting; and some that do not count."""
    with acting_as(SYSTEM):
        meeting = factories.activity(cast.office, MET)
        made = [
            Resolution(uid=new_id(), activity=meeting, text="决议", due_on=due, done_on=done, dropped_on=dropped)
            for due, done, dropped in itertools.product(DAYS, DAYS, DAYS)
            if not (done and dropped)
        ]
        for unit, day, state in (
            (cast.community, MET, State.CONFIRMED),
            (cast.office, MET, State.HELD),
            (cast.office, END, State.CONFIRMED),
        ):
            other = factories.activity(unit, day, state=state)
            made.append(Resolution(uid=new_id(), activity=other, text="别处", due_on=MET))
        return Resolution.objects.bulk_create(made)


@pytest.mark.parametrize("today", [dt.date(2025, 6, 1), dt.date(2025, 3, 31)])
def test_the_figures_are_those_of_plain_counting(cast: Cast, decided: list[Resolution], today: dt.date) -> None:
    last_day = dt.date(2025, 3, 31)
    own = [one for one in decided if one.text == "决议"]
    done = [one for one in own if one.done_on and one.done_on <= last_day]
    undone = [one for one in own if one not in done and not (one.dropped_on and one.dropped_on <= last_day)]
    late = [one for one in undone if one.due_on and one.due_on < last_day]
    with acting_as(SYSTEM):
        office = extra_figures(Scope(cast.office.pk, START, END, Held.THEN, today))
        above = Scope(cast.committee.pk, START, END, Held.THEN, today)
        assert [office[key] for key in KEYS] == [len(own), len(done), len(late)]
        assert [behind(above, key).total for key in KEYS] == [len(own) + 1, len(done), len(late) + 1]
        assert behind(above, "resolutions", cast.community.pk).total == 1
        rows = list(behind(above, "resolutions.done").stream())
    assert len(rows) == len(done)
    assert {row.cells(Shape.DECISIONS)[2:4] for row in rows} == {(MET, "支部党员大会")}
    assert len(own) == 28
    assert value_of(definition("resolutions.rate"), office) == "28.57"  # 8 of 28


def test_what_is_not_over_yet_is_judged_on_the_day_of_the_report(cast: Cast, decided: list[Resolution]) -> None:
    with acting_as(SYSTEM):
        early = extra_figures(Scope(cast.office.pk, START, END, Held.THEN, dt.date(2025, 3, 1)))
    assert [early[key] for key in KEYS[1:]] == [0, 0]


def test_the_overview_says_what_came_of_decisions(cast: Cast, decided: list[Resolution]) -> None:
    asked = asked_between(START, END, Held.THEN, dt.date(2025, 6, 1))
    with acting_as(SYSTEM):
        made = overview(asked.scope(cast.office.pk), asked)
    said = [one.text for chapter in made.chapters for paragraph in chapter.paragraphs for one in paragraph.sentences]
    assert "各次会议作出决议28项，已办结8项，办结率28.57%。" in said
