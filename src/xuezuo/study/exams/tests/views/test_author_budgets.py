"""How many queries the authors' pages need; the numbers are in tests/budgets/exams.json."""

import pytest
from django.test import Client
from django.urls import reverse

from xuezuo.org.tests import factories as org
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.study.exams.tests import factories, papers

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(cast):
    client = Client()
    client.force_login(cast.account(cast.wu))
    return client


@pytest.fixture
def exam(cast):
    """A bank of forty questions and thirty exams; the last one is for sixty members."""
    with acting_as(SYSTEM):
        org.members([org.MemberSpec(cast.office, f"张同志{place}") for place in range(52)])
        bank = factories.bank(cast.committee)
        for number in range(40):
            factories.question(bank, str(number))
        exams = [papers.exam(cast.committee) for _ in range(30)]
    return exams[-1]


def test_lists_and_pages(author, exam, query_budget):
    pages = [(name, {}) for name in ("exams:exam-list", "exams:bank-list")]
    names = (
        "exams:exam-detail",
        "exams:exam-preview",
        "exams:exam-analysis",
        "exams:result-entry",
        "exams:answer-mark",
        "exams:marked-list",
    )
    pages += [(name, {"uid": exam.uid}) for name in names]
    with acting_as(SYSTEM):
        bank = exam.items.first().version.question.bank
    pages.append(("exams:bank-detail", {"uid": bank.uid}))
    for name, where in pages:
        author.get(reverse(name, kwargs=where))
        with query_budget(name):
            assert author.get(reverse(name, kwargs=where)).status_code == 200
