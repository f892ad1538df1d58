"""The pages of those who sit, without scripts; and the address that the script saves to."""

import datetime as dt
import html
import json
import re

import pytest
from django.test import Client
from django.urls import reverse

from xuezuo.kernel import clock
from xuezuo.kernel.ids import new_id
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.study.exams.models import AnswerSheet, Exam, Result, Sitting, Step
from xuezuo.study.exams.tests import papers

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def exam(cast):
    """An exam of the committee with all kinds of questions, open now."""
    now = clock.now()
    with acting_as(SYSTEM):
        questions = (*papers.QUESTIONS, papers.SHORT)
        return papers.exam(cast.committee, questions=questions, opens_at=now - HOUR, closes_at=now + HOUR)


@pytest.fixture
def phone(cast, client):
    client.force_login(cast.account(cast.zhao))
    return client


@pytest.fixture
def sitting(phone, exam):
    answer = phone.post(reverse("exams:sitting-start", args=[exam.uid]), {"uid": str(new_id())})
    with acting_as(SYSTEM):
        made = Sitting.objects.select_related("exam").get()
    assert answer.headers["Location"] == reverse("exams:sitting-answer", args=[made.uid])
    return made


def at(name, sitting):
    return reverse(f"exams:{name}", args=[sitting.uid])


def page_of(phone, sitting):
    return phone.get(at("sitting-answer", sitting)).content.decode()


def hidden(page):
    """Return what the page's hidden fields say."""
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: html.unescape(value) for name, value in fields}


def state(page):
    return json.loads(re.search(r'<script id="sitting-state"[^>]*>(.*?)</script>', page, re.DOTALL)[1])


def sheet():
    with acting_as(SYSTEM):
        return {place: answer for place, (answer, _) in AnswerSheet.objects.get().answers.items()}


def test_no_key_and_no_explanation_before_the_end(phone, sitting):
    page = page_of(phone, sitting)
    assert "黨章" not in page
    assert "见党章" not in page
    assert "要点" not in page
    assert set(state(page)) == {"start", "account", "now", "due", "known", "answers"}


def test_the_form_saves_only_what_was_changed(phone, sitting):
    old = hidden(page_of(phone, sitting))
    phone.post(at("sitting-answer", sitting), old | {"q-0": "1"})
    phone.post(at("sitting-answer", sitting), old | {"step": str(new_id()), "q-1": ["0", "2"]})
    assert set(sheet()) == {"0", "1"}, "a page that lay open does not undo what was answered elsewhere"
    assert 'name="q-0" value="1" checked' in page_of(phone, sitting)


def test_without_scripts_from_the_form_to_the_result(phone, sitting):
    with acting_as(SYSTEM):
        right = papers.right(sitting)
    fields = hidden(page_of(phone, sitting)) | {"then": "hand-in"}
    for place, given in right.items():
        if sitting.items[int(place)][2]:
            fields[f"q-{place}"] = given
        else:
            fields |= {f"q-{place}-{number}": text for number, text in enumerate(given)}
    answer = phone.post(at("sitting-answer", sitting), fields)
    assert answer.headers["Location"] == at("sitting-submit", sitting)
    assert "全部题目都已作答" in phone.get(at("sitting-submit", sitting)).content.decode()
    assert phone.post(at("sitting-submit", sitting)).headers["Location"] == at("sitting-result", sitting)
    assert "需要人评阅" in phone.get(at("sitting-result", sitting)).content.decode()
    with acting_as(SYSTEM):
        assert Result.objects.get().item_marks == [2500, 2500, 2500, 2500, None]


def test_what_is_open_is_named_before_handing_in(phone, sitting):
    assert "还有 5 题没有作答：第 1、2、3、4、5 题" in phone.get(at("sitting-submit", sitting)).content.decode()


def test_time_over_is_handed_in_by_the_next_visit(phone, sitting):
    with acting_as(SYSTEM):
        Sitting.objects.update(due_at=clock.now() - dt.timedelta(minutes=2))
    answer = phone.post(at("sitting-answer", sitting), hidden(page_of_over(sitting)) | {"q-0": "1"})
    assert answer.headers["Location"] == at("sitting-result", sitting)
    page = phone.get(at("sitting-result", sitting), follow=True).content.decode()
    assert "到时自动交卷" in page
    assert "没有计入" in page


def page_of_over(sitting):
    return f'<input type="hidden" name="step" value="{new_id()}">'


def save(sitting, signed, **sent):
    now = int(clock.now().timestamp() * 1000)
    body = {"uid": str(new_id()), "start": signed, "answers": {"0": [[1], now]}, "made_at": now, "known": 0} | sent
    return Client().post(at("step-save", sitting), json.dumps(body), content_type="application/json")


def test_the_script_saves_with_the_signed_start_and_no_log_in(phone, sitting):
    start = state(page_of(phone, sitting))["start"]
    phone.logout()
    answer = save(sitting, start)
    assert answer.json() | {"now": 0, "due": 0} == {
        "known": 1, "theirs": {}, "now": 0, "due": 0, "counted": True, "running": True
    }  # fmt: skip
    assert set(sheet()) == {"0"}
    done = save(sitting, start, hand_in=str(new_id()), answers={})
    assert done.json() == {"done": at("sitting-result", sitting)}


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"start": "x"}, 403),
        ({"answers": {"0": [1]}}, 400),
        ({"answers": []}, 400),
        ({"uid": "x"}, 400),
        ({"made_at": "now"}, 400),
        ({"answers": {"77": [[1], 1]}}, 400),
    ],
)
def test_what_the_script_cannot_have_sent_is_refused_in_words(phone, sitting, sent, status):
    answer = save(sitting, state(page_of(phone, sitting))["start"], **sent)
    assert answer.status_code == status
    assert answer.json()["error"]
    with acting_as(SYSTEM):
        assert Step.objects.count() == 0


def test_the_list_names_open_and_past_exams(phone, exam, cast):
    with acting_as(SYSTEM):
        past = papers.exam(cast.office)
        coming = papers.exam(cast.office, opens_at=exam.closes_at, closes_at=exam.closes_at + HOUR)
        other = papers.exam(cast.other_branch, opens_at=exam.opens_at, closes_at=exam.closes_at)
    page = phone.get(reverse("exams:my-exam-list")).content.decode()
    assert all(one.title in page for one in (exam, past, coming))
    assert other.title not in page


def test_a_void_exam_is_gone(phone, exam):
    with acting_as(SYSTEM):
        Exam.objects.filter(pk=exam.pk).update(state="void")
    assert phone.get(reverse("exams:sitting-start", args=[exam.uid])).status_code == 404


def test_query_budgets(phone, sitting, exam, query_budget):
    with query_budget("exams:my-exam-list"):
        phone.get(reverse("exams:my-exam-list"))
    with query_budget("exams:sitting-start"):
        phone.get(reverse("exams:sitting-start", args=[exam.uid]))
    with query_budget("exams:sitting-answer"):
        page = page_of(phone, sitting)
    with query_budget("exams:step-save"):
        save(sitting, state(page)["start"])
