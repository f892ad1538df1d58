"""Versions of a work, and works that are out: the jury sees the last version of what takes part, and nothing else."""

import pytest
from django.test import Client
from django.urls import reverse
from tests.support.audit import trail

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.study.contests.errors import ContestWrongState, EntryGone, EntryOut, EntrySame, EntryTellsAuthor
from xuezuo.study.contests.models import Entry, FormerWork, Result
from xuezuo.study.contests.queries import works
from xuezuo.study.contests.services.entering import entry_make, entry_replace, entry_withdraw, work_file
from xuezuo.study.contests.services.judging import judging_end
from xuezuo.study.contests.services.ruling import ruling_make
from xuezuo.study.contests.tests import desk
from xuezuo.study.contests.tests.services.test_judging import mark
from xuezuo.study.contests.types import Credits, RulingSpec, Work

pytestmark = pytest.mark.django_db
FILE = ("a.docx", desk.docx("树长高了。", "x"))


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def contest(cast):
    return desk.essay(cast)


def make(cast, contest, work=Work("林间", "第一稿。"), others=()):  # noqa: B008  # CONFIG: frozen
    with acting_as(cast.actor(cast.zhao)) as actor:
        return entry_make(actor=actor, contest=contest, work=work, credits=Credits(others), at=desk.AT)


def replace(cast, entry, work, who=None):
    with acting_as(cast.actor(who or cast.zhao)) as actor:
        return entry_replace(actor=actor, entry=entry, work=work, at=desk.AT)


def test_the_last_version_stands_and_the_former_stay(cast, contest):
    entry = make(cast, contest, Work("林间", "第一稿。", FILE))
    replace(cast, entry, Work("林间小路", "第二稿。", keeps_file=True))
    replace(cast, entry, Work("林间小路", "第三稿。"))
    with acting_as(cast.actor(cast.zhao)) as zhao:
        now = works.entry_get_for(zhao, entry.uid)
        former = works.former_works(now)
        assert (now.title, now.text, now.file) == ("林间小路", "第三稿。", None)
        assert [(one.version, one.title, one.text) for one in former] == [
            (2, "林间小路", "第二稿。"),
            (1, "林间", "第一稿。"),
        ]
        assert former[0].file == former[1].file == entry.file
        assert work_file(now, works.former_get(now, 1)).suffix == ".docx"
        with pytest.raises(NotFound):
            works.former_get(now, 3)
        with pytest.raises(NotFound):
            work_file(now)
    told = trail().filter(name="contests.entry_replaced")
    assert [(one.unit_id, one.after) for one in told] == [(None, {}), (None, {})]


def test_only_its_first_author_and_only_what_tells_nobody(cast, contest):
    entry = make(cast, contest, others=("LC0005",))
    with pytest.raises(Forbidden, match="由第一作者更换"):
        replace(cast, entry, Work("林间", "第二稿。"), cast.zheng)
    with pytest.raises(NotFound):
        replace(cast, entry, Work("林间", "第二稿。"), cast.wang)
    with pytest.raises(EntryTellsAuthor):
        replace(cast, entry, Work("林间", "我和郑书记一起写的。"))
    with pytest.raises(EntrySame):
        replace(cast, entry, Work("林间", "第一稿。"))
    assert not FormerWork.objects.exists()


def test_nobody_else_reads_a_former_version(cast, contest):
    entry = make(cast, contest)
    replace(cast, entry, Work("林间", "第二稿。"))
    for who in (cast.wu, cast.wang, cast.zheng, cast.zhou):
        with acting_as(cast.actor(who)):
            assert not FormerWork.objects.exists()
    with acting_as(cast.actor(cast.zhao)):
        assert FormerWork.objects.count() == 1


def withdraw(cast, who, title):
    with acting_as(SYSTEM):
        entry = Entry.objects.get(title=title)
    with acting_as(cast.actor(who)) as actor:
        return entry_withdraw(actor=actor, entry=entry, at=desk.LATER)


def test_a_work_withdrawn_while_it_is_judged_is_out_of_sight_and_of_the_result(cast):
    contest = desk.judged(cast)
    number = desk.number_of("护林记")
    mark(cast, contest, cast.zhou, "护林记")
    mark(cast, contest, cast.zhou, "邻里之间")
    withdraw(cast, cast.zhao, "护林记")
    with acting_as(cast.actor(cast.zhou)) as zhou:
        assert [one.title for one in works.works_to_judge(zhou, contest)] == ["邻里之间"]
        assert works.works_given(zhou, contest) == 2
        assert not Entry.objects.filter(title="护林记").exists()
        with pytest.raises(EntryOut):
            works.assignment_get_for(zhou, contest, number)
    with pytest.raises(EntryOut):
        mark(cast, contest, cast.zhou, "护林记", 1, 1)
    with pytest.raises(EntryGone):
        withdraw(cast, cast.zhao, "护林记")
    judging_end(actor=cast.actor(cast.wu), contest=contest, at=desk.LATER)
    with acting_as(SYSTEM):
        assert [one.entry.title for one in Result.objects.select_related("entry")] == ["邻里之间"]
    with pytest.raises(ContestWrongState):
        withdraw(cast, cast.zheng, "邻里之间")


def rule(cast, contest, number, *, is_out):
    spec = RulingSpec(f"n{number}", is_out, "抄袭" if is_out else "另查明")
    ruling_make(actor=cast.actor(cast.wu), contest=contest, spec=spec, at=desk.LATER)


def test_a_disqualified_work_is_not_shown_to_jurors_nor_marked_until_it_is_in_again(cast):
    contest = desk.judged(cast)
    number = desk.number_of("护林记")
    url = reverse("contests:work-mark", args=[contest.uid, number])
    juror = Client()
    juror.force_login(cast.account(cast.zhou))
    assert juror.get(url).status_code == 200
    rule(cast, contest, number, is_out=True)
    with acting_as(cast.actor(cast.zhou)):
        assert not Entry.objects.filter(number=number).exists()
    refused = juror.get(url)
    assert (refused.status_code, "不再评审" in refused.content.decode()) == (409, True)
    shown = juror.get(reverse("contests:work-list", args=[contest.uid])).content.decode()
    assert ("另有 1 件作品" in shown, "护林记" in shown) == (True, False)
    with pytest.raises(EntryOut):
        mark(cast, contest, cast.zhou, "护林记")
    rule(cast, contest, number, is_out=False)
    assert juror.get(url).status_code == 200


def test_the_pages_replace(cast):
    contest = desk.essay(cast)
    contest.entries_until = desk.AT.replace(year=2125)
    contest.save(update_fields=["entries_until"])
    entry = desk.enter(cast, contest, cast.zhao, "林间")
    author, other = Client(), Client()
    author.force_login(cast.account(cast.zhao))
    other.force_login(cast.account(cast.qian))
    url = reverse("contests:entry-replace", args=[entry.uid])
    shown = author.get(url).content.decode()
    assert "这一年我们学得认真" in shown
    assert "共同作者" not in shown
    assert author.post(url, {"title": "林间", "text": ""}).status_code == 400
    assert author.post(url, {"title": "林间", "text": "换过的。"}).status_code == 302
    mine = author.get(reverse("contests:entry-detail", args=[entry.uid])).content.decode()
    assert ("换过的。" in mine, "第 1 版：林间" in mine) == (True, True)
    assert other.post(url, {"title": "x", "text": "y"}).status_code == 404
