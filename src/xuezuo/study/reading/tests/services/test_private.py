"""What a member keeps for oneself: nobody else sees a row of it, and no trail is left."""

import datetime as dt

import pytest
from tests.support.audit import trail

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.org.tests.cast import TODAY, Cast
from xuezuo.platform.access import SYSTEM, Actor, acting_as, beyond_scope
from xuezuo.study.library.tests import factories as library
from xuezuo.study.reading.errors import TooManyHabits
from xuezuo.study.reading.models import Bookmark, Habit, HabitMark, Note
from xuezuo.study.reading.queries.private import habit_get_for, habits_on, kept_by, mine_of, notes_on
from xuezuo.study.reading.services import private
from xuezuo.study.reading.tests.factories import AT
from xuezuo.study.reading.types import MAX_HABITS

pytestmark = pytest.mark.django_db
PRIVATE = (Bookmark, Note, Habit, HabitMark)


def fill(actor: Actor, article) -> Habit:
    with acting_as(actor):
        private.bookmark_set(actor=actor, material=article, is_kept=True, at=AT)
        private.note_write(actor=actor, material=article, text="我的体会", at=AT)
        habit = private.habit_add(actor=actor, label="读一篇", period="week", at=AT)
        private.habit_mark(actor=actor, habit=habit, is_done=True, on=TODAY)
        return habit


@pytest.fixture
def article(cast: Cast):
    with acting_as(SYSTEM):
        return library.material(cast.office, "一篇文章")


def test_the_member_finds_it_again_and_throws_it_away(cast: Cast, article) -> None:
    zhao = cast.actor(cast.zhao)
    habit = fill(zhao, article)
    with acting_as(zhao):
        assert mine_of(zhao, article).note == "我的体会"
        assert [one.pk for one in kept_by(zhao, TODAY)] == [article.pk]
        assert notes_on(zhao, [article]) == {article.pk: "我的体会"}
        assert [row.is_done for row in habits_on(zhao, TODAY)] == [True]
        assert [row.is_done for row in habits_on(zhao, TODAY + dt.timedelta(days=7))] == [False]
        private.bookmark_set(actor=zhao, material=article, is_kept=False, at=AT)
        private.note_write(actor=zhao, material=article, text=" ", at=AT)
        private.habit_mark(actor=zhao, habit=habit, is_done=False, on=TODAY)
        assert not habits_on(zhao, TODAY)[0].is_done
        private.habit_mark(actor=zhao, habit=habit, is_done=True, on=TODAY)
        private.habit_end(actor=zhao, habit=habit, at=AT)
        assert not any(model.objects.exists() for model in PRIVATE)


def test_nobody_else_sees_a_row_not_even_a_program(cast: Cast, article) -> None:
    habit = fill(cast.actor(cast.zhao), article)
    for actor in (cast.actor(cast.wang), cast.actor(cast.wu), SYSTEM):
        with acting_as(actor), beyond_scope():
            assert not any(model.objects.exists() for model in PRIVATE)
    wang = cast.actor(cast.wang)
    with acting_as(wang), pytest.raises(NotFound):
        habit_get_for(wang, habit.uid)


def test_nothing_of_it_is_in_the_trail(cast: Cast, article) -> None:
    before = trail().count()
    fill(cast.actor(cast.zhao), article)
    assert trail().count() == before


def test_habits_are_few_and_of_members(cast: Cast) -> None:
    zhao = cast.actor(cast.zhao)
    with acting_as(zhao):
        for number in range(MAX_HABITS):
            private.habit_add(actor=zhao, label=str(number), period="day", at=AT)
        with pytest.raises(TooManyHabits):
            private.habit_add(actor=zhao, label="再来", period="day", at=AT)
    with acting_as(cast.admin), pytest.raises(Forbidden):
        private.habit_add(actor=cast.admin, label="读", period="day", at=AT)
