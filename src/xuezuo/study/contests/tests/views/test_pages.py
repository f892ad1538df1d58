"""Pages of contests without JavaScript: what is shown, what a post does."""

import pytest
from django.test import Client
from django.urls import reverse

from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.study.contests.exchange.cards import COLUMNS, write_template
from xuezuo.study.contests.models import Authorship, Contest, Entry
from xuezuo.study.contests.queries.board import board_of
from xuezuo.study.contests.services.contests import knowledge_close
from xuezuo.study.contests.tests import desk
from xuezuo.study.contests.tests.services.test_judging import close, mark

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def as_(cast):
    def log_in(member) -> Client:
        client = Client()
        client.force_login(cast.account(member))
        return client

    return log_in


def url(name: str, contest: Contest | None = None, **kwargs: object) -> str:
    return reverse(f"contests:{name}", kwargs=({"uid": contest.uid} if contest else {}) | kwargs)


def text(answer) -> str:
    return answer.content.decode()


def far(contest: Contest) -> Contest:
    """Move the deadline beyond the clock of the test."""
    contest.entries_until = desk.AT.replace(year=2125)
    contest.save(update_fields=["entries_until"])
    return contest


def test_a_contest_from_the_form_to_the_opening(cast, as_):
    wu = as_(cast.wu)
    said = {"kind": "essay", "unit": cast.committee.pk, "title": "学党章"}
    answer = wu.post(url("contest-make"), said)
    assert answer.status_code == 400
    assert "请填写投稿截止时间" in text(answer)
    wu.post(url("contest-make"), said | {"entries_until": "2125-06-01T18:00"})
    contest = Contest.objects.get()
    assert wu.post(url("contest-open", contest)).status_code == 400
    assert "满分" in text(wu.post(url("criteria-set", contest), {"lines": "主题鲜明"}))
    wu.post(url("criteria-set", contest), {"lines": "主题鲜明 60\n文字通顺：40分"})
    assert list(contest.criteria.values_list("title", "marks")) == [("主题鲜明", 6000), ("文字通顺", 4000)]
    assert as_(cast.zhao).get(url("contest-detail", contest)).status_code == 404
    assert wu.post(url("contest-open", contest)).status_code == 302
    assert "提交作品" in text(as_(cast.zhao).get(url("contest-detail", contest)))
    wu.post(url("contest-change", contest), {"title": "学党章、用党章", "entries_until": "2125-07-01T18:00"})
    contest.refresh_from_db()
    assert contest.title == "学党章、用党章"
    wu.post(url("contest-void", contest), {"reason": "与全县活动合并"})
    assert "与全县活动合并" in text(as_(cast.zhao).get(url("contest-detail", contest)))


def test_preparing_a_knowledge_contest(cast, as_, tmp_path):
    wu, contest = as_(cast.wu), desk.draft(cast, "knowledge")
    risk = {"kind": "risk", "title": "", "marks_right": 0, "marks_wrong": 0}
    assert wu.post(url("round-add", contest), risk | {"levels": "十、二十"}).status_code == 400
    wu.post(url("round-add", contest), risk | {"levels": "10、20、30"})
    wu.post(
        url("card-add", contest), {"number": 1, "stem": "问什么？", "options": "甲\n乙", "answer": "甲", "again": 1}
    )
    write_template(tmp_path / "cards.xlsx")
    with (tmp_path / "cards.xlsx").open("rb") as file:
        wu.post(url("card-import", contest), {"file": file})
    for name, number in (("机关队", "LC0003"), ("社区队", "LC0005")):
        wu.post(url("team-add", contest), {"name": name, "people": number})
    assert wu.post(url("team-add", contest), {"name": "外队", "people": "HK0001"}).status_code == 400
    shown = text(wu.get(url("contest-setup", contest)))
    assert all(word in shown for word in ("风险题", "10、20、30", "赵党员", "党的根本大法是什么"))
    assert contest.cards.count() == 2
    wu.post(url("part-remove", contest, kind="card", pk=contest.cards.first().pk))
    assert contest.cards.count() == 1
    assert wu.post(url("part-remove", contest, kind="unit", pk=1)).status_code == 404


def test_a_file_with_a_fault_imports_nothing(cast, as_, tmp_path):
    import xlsxwriter  # noqa: PLC0415  # only here

    contest = desk.draft(cast, "knowledge")
    with xlsxwriter.Workbook(tmp_path / "bad.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, COLUMNS)
        sheet.write_row(1, 0, ["1", "单选题", "好题", "甲", "乙"])
    for name in ("bad.xlsx", "none.xlsx"):
        (tmp_path / "none.xlsx").write_bytes(b"nothing")
        with (tmp_path / name).open("rb") as file:
            answer = as_(cast.wu).post(url("card-import", contest), {"file": file})
        assert answer.status_code == 400
        assert "没有导入" in text(answer)
    assert not contest.cards.exists()


def test_the_host_presses_and_the_hall_sees(cast, as_):
    contest, wu = desk.knowledge(cast), as_(cast.wu)
    table = desk.Table(contest, None)

    def press(**said: object) -> str:
        seen = contest.calls.count()
        return text(wu.post(url("call-make", contest), {"seen": seen} | said, follow=True))

    shown = press(kind="show", round_id=table.rounds[2].pk, card_id=table.cards[0].pk)
    assert "答案：<strong>甲</strong>" in shown
    hall = as_(cast.zhao)
    assert "第 1 题问什么" in text(hall.get(url("display", contest)))
    assert "答案：" not in text(hall.get(url("display", contest)))
    press(kind="reveal")
    assert "答案：甲" in text(hall.get(url("display", contest)))
    team = table.teams[0].pk
    assert "请先选择这支队伍的分值档" in press(kind="mark", team_id=team, answer="right")
    assert "机关队答错，-20 分" in press(kind="mark", team_id=team, answer="wrong", stake=20)
    late = wu.post(url("call-make", contest), {"kind": "undo", "seen": 1}, follow=True)
    assert "另一位主持人刚刚操作过" in text(late)
    assert "（已撤销）" in press(kind="undo")
    assert "请先选择轮次和题卡" in press(kind="odd")
    assert board_of(contest).standings[0].total == 0


def test_the_hall_asks_again_with_and_without_scripts(cast, as_):
    contest, hall = desk.knowledge(cast), as_(cast.zhao)
    page = text(hall.get(url("display", contest)))
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in page
    assert 'hx-trigger="every 2s"' in page
    headers = {"HX-Request": "true", "HX-Target": "div#board"}
    part = text(hall.get(url("display", contest), headers=headers))
    assert part.strip().startswith('<div id="board"')
    knowledge_close(actor=cast.actor(cast.wu), contest=contest, at=desk.AT)
    part = text(hall.get(url("display", contest), headers=headers))
    assert "hx-trigger" not in part
    assert "最后成绩" in part


def test_pages_of_the_other_kind(cast, as_):
    wu, essay = as_(cast.wu), desk.essay(cast)
    for name in ("host", "display"):
        assert wu.get(url(name, essay)).status_code == 400


def test_an_author_hands_in_reads_and_takes_back(cast, as_):
    contest, zhao = far(desk.essay(cast)), as_(cast.zhao)
    refused = zhao.post(url("entry-make", contest), {"title": "林间", "text": "我是赵党员。"})
    assert refused.status_code == 400
    assert "请删去后再提交" in text(refused)
    zhao.post(url("entry-make", contest), {"title": "林间", "text": "树长高了。", "agrees": "on"})
    with acting_as(SYSTEM):
        entry = Entry.objects.get()
        assert Authorship.objects.get().agrees
    assert "提交作品" not in text(zhao.get(url("contest-detail", contest)))
    own = url("entry-detail", uid=entry.uid)
    assert "树长高了" in text(zhao.get(own))
    assert as_(cast.wu).get(own).status_code == 404
    assert '已收到作品 <strong class="number">1</strong> 件' in text(as_(cast.wu).get(url("contest-detail", contest)))
    zhao.post(url("entry-withdraw", uid=entry.uid))
    assert "已撤回" in text(zhao.get(own))


def test_a_file_comes_back_under_a_neutral_name(cast, as_):
    contest, zhao = far(desk.essay(cast)), as_(cast.zhao)
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415  # only here

    file = SimpleUploadedFile("赵党员的征文.docx", desk.docx("树长高了。"))
    zhao.post(url("entry-make", contest), {"title": "林间", "file": file})
    with acting_as(SYSTEM):
        uid = Entry.objects.get().uid
    answer = zhao.get(url("entry-file", uid=uid))
    assert "%E8%B5%B5" not in answer.headers["Content-Disposition"]
    assert "赵党员".encode() not in b"".join(answer.streaming_content)


def test_a_juror_marks_and_the_end_shows_awards(cast, as_):
    contest = desk.judged(cast)
    zhou, forest, street = as_(cast.zhou), desk.number_of("护林记"), desk.number_of("邻里之间")
    first, second = contest.criteria.order_by("position").values_list("pk", flat=True)
    work = url("work-mark", contest, number=forest)
    assert zhou.post(work, {f"c{first}": "60.5", f"c{second}": "1"}).status_code == 400
    zhou.post(work, {f"c{first}": "55.25", f"c{second}": "30", "note": "真"})
    assert "85.25" in text(zhou.get(url("work-list", contest)))
    assert 'value="55.25"' in text(zhou.get(work))
    mark(cast, contest, cast.zhou, "邻里之间")
    wu = as_(cast.wu)
    wu.post(url("judging-end", contest))
    assert "85.25" in text(wu.get(url("award-set", contest)))
    wu.post(url("award-set", contest), {f"n{street}": "first"})
    wu.post(url("contest-close", contest))
    shown = text(as_(cast.qian).get(url("contest-detail", contest)))
    assert "郑书记（社区支部）" in shown
    assert "护林记" not in shown
    assert "扎实" in text(as_(cast.qian).get(url("awarded-work", contest, number=street)))
    assert as_(cast.qian).get(url("awarded-work", contest, number=forest)).status_code == 404
    with acting_as(SYSTEM):
        uid = Entry.objects.get(number=forest).uid
    assert "85.25" in text(as_(cast.zhao).get(url("entry-detail", uid=uid)))
    assert "郑书记" in text(wu.get(url("award-set", contest)))


def test_the_jury_is_appointed_and_released(cast, as_):
    contest, wu = desk.essay(cast), as_(cast.wu)
    assert wu.post(url("juror-list", contest), {"number": "无此人"}).status_code == 400
    wu.post(url("juror-list", contest), {"number": "HK0001"})
    shown = text(wu.get(url("juror-list", contest)))
    assert "周外人" in shown
    assert as_(cast.zhou).get(url("contest-detail", contest)).status_code == 200
    with acting_as(SYSTEM):
        juror = contest.jurors.get()
    wu.post(url("juror-release", contest, juror=juror.uid))
    assert as_(cast.zhou).get(url("contest-detail", contest)).status_code == 404


@pytest.mark.parametrize("name", ["contest-list", "contest-detail", "contest-setup", "host", "display"])
def test_budget_of_a_knowledge_contest(cast, as_, query_budget, name):
    contest, wu = desk.knowledge(cast), as_(cast.wu)
    desk.Table(contest, cast.actor(cast.wu)).show(0, 1)
    address = url(name) if name == "contest-list" else url(name, contest)
    wu.get(address)
    with query_budget(f"contests:{name}"):
        assert wu.get(address).status_code == 200


def test_budget_of_judging(cast, as_, query_budget):
    contest = desk.judged(cast)
    for name, who in (("work-list", cast.zhou), ("juror-list", cast.wu)):
        client = as_(who)
        client.get(url(name, contest))
        with query_budget(f"contests:{name}"):
            assert client.get(url(name, contest)).status_code == 200
    mark(cast, contest, cast.zhou, "护林记")
    mark(cast, contest, cast.zhou, "邻里之间")
    closed, client = close(cast, contest, {1: "first", 2: "second"}), as_(cast.qian)
    client.get(url("contest-detail", closed))
    with query_budget("contests:essay-closed"):
        assert client.get(url("contest-detail", closed)).status_code == 200
