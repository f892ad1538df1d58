"""How questions did: shares against numbers worked out by hand; nothing below ten."""

import datetime as dt

import pytest

from xuezuo.org.tests import factories as org
from xuezuo.org.tests.factories import MemberSpec
from xuezuo.study.exams.models import AnswerSheet, Result
from xuezuo.study.exams.queries.analysis import question_shares
from xuezuo.study.exams.tests import factories, papers

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]
DAY = dt.date(2025, 6, 16)


def sit(exam, member, choices, *, attempt=1):
    """Somebody chose these options of the two single choices, whose keys are both B, 10 marks each."""
    sitting = factories.sitting(exam, member, member.unit_of, DAY, attempt=attempt)
    versions = list(exam.items.order_by("position").values_list("version_id", flat=True))
    sitting.items = [[version, 1000, []] for version in versions]
    sitting.save(update_fields=["items"])
    answers = {str(place): [[choice], 0] for place, choice in enumerate(choices)}
    AnswerSheet.objects.create(sitting=sitting, answers=answers)
    marks = [1000 if choice == 1 else 0 for choice in choices]
    Result.objects.create(sitting=sitting, marks=sum(marks), full_marks=2000, item_marks=marks, graded_at=papers.BEGIN)


@pytest.fixture
def exam(cast):
    return papers.exam(cast.committee, questions=(papers.QUESTIONS[0], papers.QUESTIONS[0]))


def members(cast, count):
    made = org.members([MemberSpec(cast.office, f"甲{n}") for n in range(count)])
    for one in made:
        one.unit_of = cast.office
    return made


def test_shares_discrimination_and_options(cast, exam):
    people = members(cast, 10)
    for place, member in enumerate(people):  # the first: six right; the second: the four weakest right
        sit(exam, member, [1 if place < 6 else 0, 1 if place >= 6 else 2])
    sit(exam, people[9], [1, 1], attempt=2)  # a second attempt says nothing about the question

    first, second = question_shares(exam)
    assert (first.sittings, first.percent, second.percent) == (10, 60, 40)
    assert [(one.letter, one.count, one.percent, one.is_key) for one in first.options] == [
        ("A", 4, 40, False), ("B", 6, 60, True), ("C", 0, 0, False), ("D", 0, 0, False),
    ]  # fmt: skip


def test_a_key_that_the_best_miss_is_pointed_out(cast, exam):
    for place, member in enumerate(members(cast, 20)):
        sit(exam, member, [1 if place < 12 else 0, 1 if place >= 8 else 2])
    first, second = question_shares(exam)
    assert (first.discrimination, second.discrimination) == (-0.33, 1.0)
    assert "核对答案" in first.advice
    assert second.advice == ""


def test_below_ten_nothing_is_told(cast, exam):
    for member in members(cast, 9):
        sit(exam, member, [1, 1])
    assert question_shares(exam) == []
