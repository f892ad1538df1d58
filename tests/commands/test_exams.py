"""The commands for banks and keys, as somebody types them."""

import pytest

from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.study.exams.exchange import results
from xuezuo.study.exams.exchange.questions import LAYOUT
from xuezuo.study.exams.exchange.table import write_book
from xuezuo.study.exams.models import Bank, Result
from xuezuo.study.exams.tests import papers

pytestmark = pytest.mark.django_db


def test_questions_go_in_and_out(cast, xuezuo, tmp_path):
    path, out = tmp_path / "题.xlsx", tmp_path / "出.xlsx"
    assert xuezuo("template", "questions", path).code == 0
    row = {"题号": "1", "题型": "判断题", "题干": "题", "答案": "也许"}
    write_book(path, LAYOUT, [[row.get(column, "") for column in LAYOUT.columns]], ())
    words = ("import", "questions", path, "--unit", "LC", "--bank", "党章")
    bad = xuezuo(*words, "--json", "--report", tmp_path / "r.json")
    assert (bad.code, bad.json["findings"][0]["code"]) == (1, "key_unreadable")
    assert "第 2 行 答案" in bad.err
    row["答案"] = "错"
    write_book(path, LAYOUT, [[row.get(column, "") for column in LAYOUT.columns]], ())
    assert xuezuo(*words, "--dry-run").code == 0
    assert not Bank.objects.exists()
    assert "新增 1" in xuezuo(*words).err
    assert "无变化 1" in xuezuo(*words).err
    assert "已导出 1 题" in xuezuo("export", "questions", out, "--unit", "LC", "--bank", "党章").err
    assert xuezuo("export", "questions", out, "--unit", "LC", "--bank", "没有").code == 1


def test_results_on_paper_come_in_as_on_the_page(cast, xuezuo, tmp_path):
    with acting_as(SYSTEM):
        exam = papers.exam(cast.office)
    path = tmp_path / "成绩.xlsx"
    words = ("import", "exam-results", path, "--exam", exam.uid)
    write_book(path, results.LAYOUT, [["LC0004", "钱预备", "101", "2025-06-16", ""]], ())
    bad = xuezuo(*words, "--json")
    assert bad.code == 1
    assert bad.json["findings"]
    write_book(path, results.LAYOUT, [["LC0004", "钱预备", "80", "2025-06-16", ""]], ())
    assert xuezuo(*words, "--dry-run").code == 0
    with acting_as(SYSTEM):
        assert not Result.objects.exists()
    assert "新增 1" in xuezuo(*words).err
    assert "无变化 1" in xuezuo(*words).err
    with acting_as(SYSTEM):
        assert Result.objects.get().marks == 8000


def test_a_key_is_put_right(cast, xuezuo):
    with acting_as(SYSTEM):
        exam = papers.exam(cast.committee)
        papers.begin(cast.actor(cast.zhao), exam)
    words = ("exam", "regrade", exam.uid, "--question", "1", "--reason", "误录")
    assert xuezuo(*words, "--key", "Z").code == 1
    assert xuezuo(*words, "--key", "C", "--dry-run", "--json").json["changed"] == 0
    done = xuezuo(*words, "--key", "C")
    assert (done.code, "涉及 1 次考学" in done.err) == (0, True)
    with acting_as(SYSTEM):
        assert exam.items.order_by("position").first().version.corrected_by.key == [2]
