import datetime as dt

import pytest
from tests.support.audit import trail

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.platform.access import SYSTEM
from xuezuo.study.exams.errors import (
    BankTitleTaken,
    NothingChanged,
    QuestionIncomplete,
    QuestionNumberTaken,
    QuestionRetired,
    ReasonMissing,
)
from xuezuo.study.exams.models import PaperItem
from xuezuo.study.exams.services.banks import bank_make
from xuezuo.study.exams.services.questions import question_add, question_edit, question_restore, question_retire
from xuezuo.study.exams.tests import factories
from xuezuo.study.exams.types import BankSpec, NewQuestion, QuestionText

pytestmark = pytest.mark.django_db
AT = dt.datetime(2025, 6, 16, 12, tzinfo=dt.UTC)
TEXT = QuestionText("党章规定的党费几个月交一次？", ("一个月", "一季度"), (0,))


@pytest.fixture
def bank(cast, as_system):
    return factories.bank(cast.committee)


def test_a_bank_belongs_to_who_makes_exams_at_the_unit(cast):
    actor, spec = cast.actor(cast.wu), BankSpec("党章")
    made = bank_make(actor=actor, unit_id=cast.committee.pk, spec=spec, at=AT)
    assert made.title == "党章"
    with pytest.raises(BankTitleTaken):
        bank_make(actor=actor, unit_id=cast.committee.pk, spec=spec, at=AT)
    with pytest.raises(Forbidden):
        bank_make(actor=actor, unit_id=cast.office.pk, spec=spec, at=AT)
    with pytest.raises(NotFound):
        bank_make(actor=cast.actor(cast.zhou), unit_id=cast.committee.pk, spec=spec, at=AT)


def test_an_edit_is_another_version_and_papers_keep_theirs(cast, bank):
    question = factories.question(bank, "1")
    old = question.versions.get()
    item = PaperItem.objects.create(exam=factories.exam(cast.committee), position=1, version=old, marks=200)

    question_edit(actor=SYSTEM, question=question, topic="党费", text=TEXT, reason="表述更准", at=AT)
    assert trail().get(name="exams.question_edited").reason == "表述更准"

    question.refresh_from_db()
    item.refresh_from_db()
    assert (question.version, question.topic) == (2, "党费")
    assert question.versions.get(number=2).reason == "表述更准"
    assert item.version_id == old.pk


def test_a_topic_makes_no_version_and_nothing_nothing(bank):
    question = question_add(actor=SYSTEM, bank=bank, new=NewQuestion("1", "single", "", TEXT), at=AT)
    question_edit(actor=SYSTEM, question=question, topic="党费", text=TEXT, reason="归类", at=AT)
    assert question.versions.count() == 1
    with pytest.raises(NothingChanged):
        question_edit(actor=SYSTEM, question=question, topic="党费", text=TEXT, reason="归类", at=AT)
    with pytest.raises(ReasonMissing):
        question_edit(actor=SYSTEM, question=question, topic="", text=TEXT, reason=" ", at=AT)
    with pytest.raises(QuestionNumberTaken):
        question_add(actor=SYSTEM, bank=bank, new=NewQuestion("1", "single", "", TEXT), at=AT)


@pytest.mark.parametrize(
    ("kind", "options", "key"),
    [
        ("single", ("甲",), (0,)),
        ("single", ("甲", "乙"), (2,)),
        ("single", ("甲", "乙"), (0, 1)),
        ("multiple", ("甲", "乙"), (0,)),
        ("multiple", ("甲", "甲"), (0, 1)),
        ("true_false", ("对", "错"), (True,)),
        ("fill_in", (), ()),
    ],
)
def test_what_is_no_question(bank, kind, options, key):
    with pytest.raises(QuestionIncomplete):
        question_add(actor=SYSTEM, bank=bank, new=NewQuestion("1", kind, "", QuestionText("题", options, key)), at=AT)


def test_a_retired_question_is_not_edited_until_restored(bank):
    question = factories.question(bank, "1")
    question_retire(actor=SYSTEM, question=question, reason="条例修订", at=AT)
    with pytest.raises(QuestionRetired):
        question_edit(actor=SYSTEM, question=question, topic="", text=TEXT, reason="改", at=AT)
    with pytest.raises(NothingChanged):
        question_retire(actor=SYSTEM, question=question, reason="条例修订", at=AT)
    question_restore(actor=SYSTEM, question=question, at=AT)
    with pytest.raises(NothingChanged):
        question_restore(actor=SYSTEM, question=question, at=AT)
