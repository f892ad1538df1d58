"""What authors, markers and secretaries do once an exam is held."""

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from xuezuo.kernel import clock
from xuezuo.kernel.ids import new_id
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.platform.jobs.models import Job
from xuezuo.platform.jobs.runner import run
from xuezuo.study.exams.exchange.results import LAYOUT
from xuezuo.study.exams.exchange.table import write_book
from xuezuo.study.exams.models import Result
from xuezuo.study.exams.services.paper_entry import result_enter
from xuezuo.study.exams.services.submitting import sitting_submit
from xuezuo.study.exams.tests import papers
from xuezuo.study.exams.types import PaperResult

pytestmark = pytest.mark.django_db


def window():
    now = clock.now()
    return {"opens_at": now - dt.timedelta(hours=2), "closes_at": now + dt.timedelta(hours=2), "minutes": None}


@pytest.fixture
def exam(cast):
    """An open exam of the office branch with a short answer, handed in by 赵党员."""
    with acting_as(SYSTEM):
        made = papers.exam(cast.office, questions=(papers.QUESTIONS[0], papers.SHORT), **window())
    actor, now = cast.actor(cast.zhao, clock.today()), clock.now()
    with acting_as(actor):
        sitting = papers.begin(actor, made, now)
        saving = papers.saving(papers.right(sitting) | {"1": ["全心全意为人民服务"]}, now)
        sitting_submit(actor=actor, sitting_uid=sitting.uid, submit_uid=new_id(), saving=saving, at=now)
    return made


def page_of(cast, member):
    client = Client()
    client.force_login(cast.account(member))
    return client


def text(response):
    return response.content.decode()


def test_a_marker_takes_one_marks_it_and_is_done(cast, exam):
    wang, url = page_of(cast, cast.wang), reverse("exams:answer-mark", args=[exam.uid])
    assert "评阅简答题（1）" in text(wang.get(reverse("exams:exam-detail", args=[exam.uid])))
    assert "领取一份" in text(wang.get(url))
    page = text(wang.post(reverse("exams:answer-claim", args=[exam.uid]), follow=True))
    assert "全心全意为人民服务" in page
    assert "赵党员" not in page
    token = re.search(r'name="answer" value="([^"]+)"', page)[1]
    assert wang.post(url, {"answer": token, "marks": "26"}).status_code == 400
    assert wang.post(url, {"answer": "forged", "marks": "20"}).status_code == 404
    assert "已全部评完" in text(wang.post(url, {"answer": token, "marks": "20", "note": "较好"}, follow=True))
    with acting_as(SYSTEM):
        assert Result.objects.get().marks == 4500
    assert wang.post(url, {"answer": token, "marks": "20"}).status_code == 400
    wang.post(reverse("exams:answer-release", args=[exam.uid]))


def test_marks_are_changed_with_a_reason_and_the_person_reads_it(cast, exam):
    wang, home = page_of(cast, cast.wang), reverse("exams:exam-detail", args=[exam.uid])
    page = text(wang.post(reverse("exams:answer-claim", args=[exam.uid]), follow=True))
    token = re.search(r'name="answer" value="([^"]+)"', page)[1]
    wang.post(reverse("exams:answer-mark", args=[exam.uid]), {"answer": token, "marks": "5"})
    marked = reverse("exams:marked-list", args=[exam.uid])
    assert marked in text(wang.get(home))
    page = text(wang.get(marked))
    assert "赵党员" not in page
    change = re.search(rf'href="({marked}[^"]+/)"', page)[1]
    assert "现在的评分" in text(wang.get(change))
    assert wang.post(change, {"marks": "20"}).status_code == 400
    assert "没有发现改动" in text(wang.post(change, {"marks": "5", "reason": "复核"}))
    page = text(wang.post(change, {"marks": "20", "reason": "漏看要点"}, follow=True))
    assert "改过 1 次" in page
    assert "以前是 5 分，更改原因：漏看要点" in text(wang.get(change))
    assert wang.get(f"{marked}forged/").status_code == 404
    with acting_as(SYSTEM):
        sitting = exam.sittings.get()
    page = text(page_of(cast, cast.zhao).get(reverse("exams:sitting-result", args=[sitting.uid])))
    assert "简答题改评：漏看要点" in page
    assert "更正以前：30 分" in page


def test_a_window_is_extended(cast, exam):
    wang, url = page_of(cast, cast.wang), reverse("exams:exam-extend", args=[exam.uid])
    assert url in text(wang.get(reverse("exams:exam-detail", args=[exam.uid])))
    earlier = f"{clock.now() + dt.timedelta(minutes=90):%Y-%m-%d %H:%M}"
    assert "提前结束" in text(wang.post(url, {"closes_at": earlier, "reason": "停电"}))
    assert wang.post(url, {"closes_at": "2099-01-01 12:00", "reason": "停电"}).status_code == 302
    assert "2099-01-01 12:00（已延长：停电）" in text(
        page_of(cast, cast.qian).get(reverse("exams:sitting-start", args=[exam.uid]))
    )


def test_a_wrong_key_is_previewed_then_corrected(cast, exam):
    wang = page_of(cast, cast.wang)
    version = exam.items.order_by("position").first().version_id
    url = reverse("exams:key-correct", args=[exam.uid, version])
    assert wang.post(url, {"answer": "Z", "reason": "误"}).status_code == 400
    preview = text(wang.post(url, {"answer": "C", "reason": "误录"}))
    assert "更正并重新评分" in preview
    done = text(wang.post(url, {"answer": "C", "reason": "误录", "confirm": "1"}, follow=True))
    assert "已重新评分：1 人次中有 1 人次成绩有变化" in done
    assert "参加人数还不够" in done
    assert wang.get(reverse("exams:key-correct", args=[exam.uid, 0])).status_code == 404


def test_many_sittings_are_graded_anew_in_the_background(cast, exam, monkeypatch):
    monkeypatch.setattr("xuezuo.study.exams.views.analysis.FEW_TO_WAIT_FOR", 0)
    wang, version = page_of(cast, cast.wang), exam.items.first().version
    url = reverse("exams:key-correct", args=[exam.uid, version.pk])
    answer = wang.post(url, {"answer": "A", "reason": "印错", "confirm": "1"})
    with acting_as(SYSTEM):
        job = Job.objects.get()
    assert answer["Location"] == reverse("jobs:job-detail", args=[job.uid])
    done = reverse("exams:key-corrected", args=[job.uid])
    assert wang.get(done)["Location"] == answer["Location"]  # not yet
    steps = []
    run(job.uid, clock.now, lambda *step: steps.append(step))
    assert steps == [("重新评分", 0, 1)]
    assert "已重新评分：1 人次中有" in text(wang.get(done, follow=True))
    with acting_as(SYSTEM):
        version.refresh_from_db()
        assert version.corrected_by.key == [0]


def test_results_on_paper_for_a_page_one_member_and_a_file(cast, exam, tmp_path):
    wang, url = page_of(cast, cast.wang), reverse("exams:result-entry", args=[exam.uid])
    page = text(wang.get(url))
    assert "已在线上参加" in page
    assert wang.post(url, {}).status_code == 400
    assert wang.post(url, {f"marks-{cast.li.uid}": "好"}).status_code == 400
    assert wang.post(url, {f"marks-{cast.li.uid}": "51"}).status_code == 400
    assert "已录入 1 人" in text(wang.post(url, {f"marks-{cast.li.uid}": "41.5"}, follow=True))

    one = reverse("exams:result-enter", args=[exam.uid, cast.li.uid])
    today = clock.today().isoformat()
    said = {"occurred_on": today, "part-0": "20", "part-1": "25", "reason": "漏统一题"}
    assert wang.post(one, {**said, "marks": "40"}).status_code == 400
    assert wang.post(one, {**said, "part-0": ""}).status_code == 400
    assert wang.post(one, {"occurred_on": today, "reason": "漏统一题"}).status_code == 400
    assert "成绩已录入" in text(wang.post(one, said, follow=True))
    with acting_as(SYSTEM):
        found = Result.objects.get(sitting__member=cast.li)
        assert (found.marks, found.parts) == (4500, [["单选题", 2000, 2500], ["简答题", 2500, 2500]])

    template = wang.get(reverse("exams:results-template", args=[exam.uid]))
    assert template.status_code == 200
    write_book(tmp_path / "a.xlsx", LAYOUT, [["LC0004", "钱预备", "30", "", ""]], ())
    file = SimpleUploadedFile("a.xlsx", (tmp_path / "a.xlsx").read_bytes())
    assert "已导入" in text(wang.post(reverse("exams:results-import", args=[exam.uid]), {"file": file}))


def test_the_person_reads_a_result_on_paper_with_its_parts(cast):
    now = clock.now()
    times = {"opens_at": now - dt.timedelta(days=5), "closes_at": now - dt.timedelta(days=3)}
    with acting_as(SYSTEM):
        exam = papers.exam(cast.office, questions=(papers.QUESTIONS[0], papers.SHORT), **times)
        day = clock.civil_date(times["closes_at"])
        result = PaperResult(4100, day, (("单选题", 2000, 2500), ("简答题", 2100, 2500)))
        sitting = result_enter(actor=SYSTEM, exam=exam, member_id=cast.li.pk, result=result, at=now)
    page = page_of(cast, cast.li).get(reverse("exams:sitting-result", args=[sitting.uid]))
    assert page.status_code == 200
    assert "41" in text(page)
    assert "简答题" in text(page)
    assert "21" in text(page)
