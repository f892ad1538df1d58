"""The authors' pages, as somebody uses them who holds an exam."""

import datetime as dt
import io

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.study.exams.exchange.questions import GUIDE, LAYOUT
from xuezuo.study.exams.exchange.table import write_book
from xuezuo.study.exams.models import Bank, Exam, Question
from xuezuo.study.exams.tests import factories, papers

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(cast):
    client = Client()
    client.force_login(cast.account(cast.wu))
    return client


@pytest.fixture
def versions(cast):
    with acting_as(SYSTEM):
        return papers.bank_of(cast.committee, (*papers.QUESTIONS, papers.SHORT))


def text(response):
    return response.content.decode()


def test_from_an_empty_bank_to_a_question_in_two_versions(cast, author):
    made = author.post(reverse("exams:bank-make"), {"unit": cast.committee.pk, "title": " 党章 题库 "}, follow=True)
    assert "党章 题库" in text(made)
    bank = Bank.objects.get()
    said = {"number": "1", "kind": "fill_in", "stem": "____学一做", "answer": "两|二；一"}
    refused = author.post(reverse("exams:question-add", args=[bank.uid]), said)
    assert refused.status_code == 400
    assert "题干有 1 个空，答案有 2 个" in text(refused)
    author.post(reverse("exams:question-add", args=[bank.uid]), {**said, "answer": "两|二"})
    question = Question.objects.get()
    edit = reverse("exams:question-edit", args=[question.uid])
    assert "两|二" in text(author.get(edit))
    author.post(edit, {**said, "answer": "两", "reason": "只收一种写法"})
    page = text(author.get(reverse("exams:question-detail", args=[question.uid])))
    assert "第 2 版" in page
    assert "只收一种写法" in page
    assert "____学一做" in text(author.get(reverse("exams:bank-detail", args=[bank.uid]), {"words": "学一做"}))


def test_upload_shows_every_fault_and_imports_on_the_second_try(cast, author, tmp_path):
    with acting_as(SYSTEM):
        bank = factories.bank(cast.committee)
    url = reverse("exams:bank-import", args=[bank.uid])

    def upload(answer, **more):
        row = {"题号": "1", "题型": "判断题", "题干": "题", "答案": answer}
        write_book(tmp_path / "a.xlsx", LAYOUT, [[row.get(column, "") for column in LAYOUT.columns]], GUIDE)
        return author.post(url, {"file": SimpleUploadedFile("a.xlsx", (tmp_path / "a.xlsx").read_bytes()), **more})

    bad = upload("也许")
    assert (bad.status_code, "判断题请填“对”或“错”" in text(bad)) == (400, True)
    assert "没有写入" in text(upload("对", dry_run="on"))
    assert "已导入" in text(upload("对"))
    assert "没有改动" in text(upload("对"))
    assert author.get(reverse("exams:bank-export", args=[bank.uid])).status_code == 200


def test_from_a_draft_to_a_published_paper(cast, author, versions):
    window = {"opens_at": "2030-01-01T09:00", "closes_at": "2030-01-07T18:00", "attempts": "1"}
    said = {
        "unit": cast.committee.pk,
        "title": "党章考学",
        "mode": "formal",
        "paper": "fixed",
        "pass_marks": "6.5",
        **window,
    }
    assert author.post(reverse("exams:exam-draft"), {**said, "closes_at": "2029-01-07T18:00"}).status_code == 400
    assert "下一步编排试卷" in text(author.post(reverse("exams:exam-draft"), said, follow=True))
    exam = Exam.objects.get()
    assert exam.opens_at == dt.datetime(2030, 1, 1, 1, tzinfo=dt.UTC)
    assert exam.pass_marks == 650

    pick = reverse("exams:paper-pick", args=[exam.uid])
    assert "第1道题怎么说" in text(author.get(pick))
    author.post(pick, {"version": [versions[0].pk], "marks": "2"})
    page = author.post(pick, {"whole_page": "1", "marks": "1.5"}, follow=True)
    assert "共 5 题，满分 8 分" in text(page)

    paper = reverse("exams:paper-set", args=[exam.uid])
    assert author.post(paper, {f"marks-{versions[0].pk}": "many"}).status_code == 400
    author.post(paper, {f"place-{versions[0].pk}": "9", f"remove-{versions[1].pk}": "1", "all-short": "10"})
    assert list(exam.items.order_by("position").values_list("version__question__number", "marks")) == [
        ("3", 150), ("4", 150), ("5", 1000), ("1", 200)
    ]  # fmt: skip

    preview = text(author.get(reverse("exams:exam-preview", args=[exam.uid])))
    assert "满分 15 分" in preview
    assert "发布" in text(author.get(reverse("exams:exam-detail", args=[exam.uid])))
    published = author.post(reverse("exams:exam-publish", args=[exam.uid]), follow=True)
    assert "考学已发布" in text(published)
    assert "参加情况" in text(published)


def test_the_author_is_warned_of_a_bank_whose_keys_others_read(cast, author):
    with acting_as(SYSTEM):
        exam = papers.exam(cast.committee)
    url = reverse("exams:exam-detail", args=[exam.uid])
    assert "答案可能已为人知" not in text(author.get(url))
    Bank.objects.update(is_shared=True)
    assert "答案可能已为人知" in text(author.get(url))


def test_rules_are_kept_and_shortage_is_said(cast, author, versions):
    with acting_as(SYSTEM):
        exam = papers.exam(cast.committee, state="draft", paper="drawn")
    url = reverse("exams:rules-set", args=[exam.uid])
    bank = versions[0].question.bank_id
    rows = {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "0"}
    rows |= {"form-0-bank": str(bank), "form-0-kind": "single", "form-0-count": "3", "form-0-marks": "2"}
    page = author.post(url, rows, follow=True)
    assert "规则已保存" in text(page)
    assert "单选题只有 1 道" in text(page)


def test_the_paper_hides_the_key_and_the_key_sheet_shows_it(cast, author):
    with acting_as(SYSTEM):
        exam = papers.exam(cast.committee, questions=(*papers.QUESTIONS, papers.SHORT))

    def words(name):
        content = b"".join(author.get(reverse(name, args=[exam.uid])).streaming_content)
        document = pypdfium2.PdfDocument(io.BytesIO(content))
        return "".join(page.get_textpage().get_text_range() for page in document)

    paper, key = words("exams:paper-print"), words("exams:key-print")
    assert "答题卡" in paper
    assert "第1道题怎么说" in paper
    assert "见党章" not in paper
    assert "答案" not in paper
    assert "AD" in key
    assert "见党章" in key
