"""Two hosts press at once; jurors mark while the judging ends; one member hands in twice."""

import pytest

from tests.races.test_meetings import at_once
from xuezuo.kernel.errors import DomainError
from xuezuo.org.tests.cast import build_cast
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.study.contests.models import Authorship, Call, Marking, Result
from xuezuo.study.contests.queries.board import board_of
from xuezuo.study.contests.services.entering import entry_make
from xuezuo.study.contests.services.hosting import call_make
from xuezuo.study.contests.services.judging import judging_end
from xuezuo.study.contests.services.marking import entry_mark
from xuezuo.study.contests.tests import desk
from xuezuo.study.contests.types import Credits, Press, Work

pytestmark = pytest.mark.django_db(transaction=True)


def codes(found: list[object]) -> list[str]:
    return sorted(one.code for one in found if isinstance(one, DomainError))


def test_hosts_who_press_at_once_mark_once():
    with acting_as(SYSTEM):
        cast = build_cast()
        contest, wu = desk.knowledge(cast), cast.actor(cast.wu)
        table = desk.Table(contest, wu)
        table.show(0, 1)
    press = Press("mark", 1, team_id=table.teams[0].pk, is_right=True)
    found = at_once(wu, lambda _: call_make(actor=wu, contest=contest, press=press, at=desk.AT))
    assert codes(found) == ["contests.screen_behind"] * 5
    with acting_as(SYSTEM):
        assert Call.objects.filter(contest=contest).count() == 2
        assert board_of(contest).standings[0].total == 10


def test_marks_come_before_the_end_or_not_at_all():
    with acting_as(SYSTEM):
        cast = build_cast()
        contest = desk.judged(cast)
        wu, zhou = cast.actor(cast.wu), cast.actor(cast.zhou)
        marks = dict.fromkeys(contest.criteria.values_list("pk", flat=True), 1000)
    for number in (1, 2):
        with acting_as(zhou):
            entry_mark(actor=zhou, contest=contest, number=number, marks=marks, note="", at=desk.LATER)

    def deed(turn: int) -> object:
        if turn == 3:
            with acting_as(wu):
                return judging_end(actor=wu, contest=contest, at=desk.LATER)
        more = dict.fromkeys(marks, 1000 + turn)
        return entry_mark(actor=zhou, contest=contest, number=1, marks=more, note="", at=desk.LATER)

    found = at_once(zhou, deed)
    assert set(codes(found)) <= {"contests.contest_wrong_state"}
    with acting_as(SYSTEM):
        last = Marking.objects.filter(assignment__entry__number=1).order_by("-version").first()
        assert Result.objects.get(number=1).mean == last.total


def test_handed_in_once():
    with acting_as(SYSTEM):
        cast = build_cast()
        contest, zhao = desk.essay(cast), cast.actor(cast.zhao)
    work = Work("林间", "树长高了。")
    found = at_once(zhao, lambda _: entry_make(actor=zhao, contest=contest, work=work, credits=Credits(), at=desk.AT))
    assert codes(found) == ["contests.entry_twice"] * 5
    with acting_as(SYSTEM):
        assert Authorship.objects.count() == 1
