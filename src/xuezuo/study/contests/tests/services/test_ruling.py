import pytest
from django.test import Client
from django.urls import reverse
from tests.support.audit import trail

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.study.contests.errors import CallRefused, ReasonNeeded, RulingStands
from xuezuo.study.contests.models import Entry
from xuezuo.study.contests.queries import works
from xuezuo.study.contests.queries.board import board_of
from xuezuo.study.contests.queries.rulings import rulings_of
from xuezuo.study.contests.services.judging import awards_set, judging_end
from xuezuo.study.contests.services.marking import entry_mark
from xuezuo.study.contests.services.ruling import ruling_make
from xuezuo.study.contests.tests import desk
from xuezuo.study.contests.types import RulingSpec

pytestmark = pytest.mark.django_db


def rule(cast, contest, target, *, is_out=True, reason="冒名参赛", who=None):
    actor = cast.actor(who or cast.wu)
    with acting_as(actor):
        return ruling_make(actor=actor, contest=contest, spec=RulingSpec(target, is_out, reason), at=desk.LATER)


def test_a_team_that_is_out_has_no_place_and_gets_no_marks(cast):
    contest = desk.knowledge(cast)
    table = desk.Table(contest, cast.actor(cast.wu))
    table.show(0, 1)
    table.mark(0)
    team = table.teams[0]
    rule(cast, contest, f"t{team.pk}")
    first, last = board_of(contest).by_place
    assert (first.team.name, first.place, last.team.name, last.out) == ("社区队", 1, "机关队", "冒名参赛")
    table.show(0, 2)
    with pytest.raises(CallRefused, match="取消资格"):
        table.mark(0)
    with pytest.raises(RulingStands):
        rule(cast, contest, f"t{team.pk}")
    rule(cast, contest, f"t{team.pk}", is_out=False, reason="核实无误")
    assert board_of(contest).by_place[0].team.name == "机关队"
    assert [(one.is_out, one.reason) for one in rulings_of(contest)] == [(False, "核实无误"), (True, "冒名参赛")]
    assert [entry.reason for entry in trail() if entry.name == "contests.ruling_made"] == ["冒名参赛", "核实无误"]


def test_refusals(cast):
    contest = desk.knowledge(cast)
    team = contest.teams.first()
    for target, reason, fault in (("t0", "x", NotFound), (f"t{team.pk}", " ", ReasonNeeded)):
        with pytest.raises(fault):
            rule(cast, contest, target, reason=reason)
    with pytest.raises(Forbidden):
        rule(cast, contest, f"t{team.pk}", who=cast.zhao)
    with pytest.raises(NotFound):
        rule(cast, contest, f"t{team.pk}", who=cast.zhou)


def test_a_work_that_is_out_needs_no_marks_and_gets_no_award(cast):
    contest = desk.judged(cast)
    out, left = desk.number_of("护林记"), desk.number_of("邻里之间")
    pks = list(contest.criteria.values_list("pk", flat=True))
    zhou, given = cast.actor(cast.zhou), dict.fromkeys(pks, 100)
    for number in (out, left):
        with acting_as(zhou):
            entry_mark(actor=zhou, contest=contest, number=number, marks=given, note="", at=desk.LATER)
    rule(cast, contest, f"n{out}", reason="抄袭")
    wu = cast.actor(cast.wu)
    contest = judging_end(actor=wu, contest=contest, at=desk.LATER)
    assert [one.number for one in works.blind_results(contest)] == [left]
    with pytest.raises(NotFound):
        awards_set(actor=wu, contest=contest, awards={out: "first"}, at=desk.LATER)
    author = Client()
    author.force_login(cast.account(cast.zhao))
    with acting_as(SYSTEM):
        entry = Entry.objects.get(title="护林记")
    url = reverse("contests:entry-detail", args=[entry.uid])
    assert "已取消参赛资格：" in author.get(url).content.decode()
    rule(cast, contest, f"n{out}", is_out=False, reason="另查明")
    assert {one.number for one in works.blind_results(contest)} == {out, left}
    assert "已取消参赛资格：" not in author.get(url).content.decode()


def test_the_page_rules(cast):
    contest = desk.knowledge(cast)
    wu, member = Client(), Client()
    wu.force_login(cast.account(cast.wu))
    member.force_login(cast.account(cast.zhao))
    url = reverse("contests:ruling-list", args=[contest.uid])
    assert "队伍或作品" in wu.get(url).content.decode()
    assert wu.post(url, {"target": f"t{contest.teams.first().pk}", "ruling": "out"}).status_code == 400
    said = {"target": f"t{contest.teams.first().pk}", "ruling": "out", "reason": "迟到"}
    assert wu.post(url, said).status_code == 302
    assert "取消资格（迟到）" in wu.get(url).content.decode()
    assert "迟到" in member.get(reverse("contests:contest-detail", args=[contest.uid])).content.decode()
    assert "取消资格" in member.get(reverse("contests:display", args=[contest.uid])).content.decode()
