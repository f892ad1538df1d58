"""Beginning to sit."""

import datetime as dt

import pytest
from tests.support.audit import trail

from xuezuo.kernel.errors import NotFound
from xuezuo.kernel.ids import new_id
from xuezuo.org.tests.cast import TODAY
from xuezuo.org.types import UnitType
from xuezuo.platform.access import SYSTEM, acting_as
from xuezuo.study.exams.errors import AttemptsUsed, BadStart, ExamNotOpen
from xuezuo.study.exams.models import Exam, QuestionVersion, Sitting
from xuezuo.study.exams.queries.audience import audience_unit
from xuezuo.study.exams.queries.paper import paper_of
from xuezuo.study.exams.queries.reach import reach_of, unit_for
from xuezuo.study.exams.services.sitting import draw, read_start, start_token
from xuezuo.study.exams.services.submitting import sitting_submit
from xuezuo.study.exams.tests import papers

HOUR = dt.timedelta(hours=1)


def test_begins_with_a_paper_of_ones_own(zhao, exam, cast):
    sitting = papers.begin(zhao, exam)
    assert (sitting.attempt, sitting.unit_id, sitting.due_at) == (1, cast.first_group.pk, papers.BEGIN + HOUR)
    assert len(sitting.items) == 4
    assert sitting.sheet.answers == {}
    entry = trail().get(name="exams.sitting_started")
    assert (entry.subject_uid, entry.after) == (str(sitting.uid), {"attempt": 1})


def test_the_same_uid_and_a_second_tap_are_the_same_sitting(zhao, exam):
    first = papers.begin(zhao, exam)
    assert papers.begin(zhao, exam, uid=first.uid).pk == first.pk
    assert papers.begin(zhao, exam).pk == first.pk
    assert Sitting.objects.count() == 1


def test_time_ends_with_the_window(zhao, exam):
    late = papers.CLOSES - dt.timedelta(minutes=5)
    assert papers.begin(zhao, exam, late).due_at == papers.CLOSES


@pytest.mark.parametrize("at", [papers.OPENS - HOUR, papers.CLOSES, papers.CLOSES + HOUR])
def test_not_outside_the_window(zhao, exam, at):
    with pytest.raises(ExamNotOpen):
        papers.begin(zhao, exam, at)


def test_attempts_end(zhao, exam):
    sitting = papers.begin(zhao, exam)
    sitting_submit(actor=zhao, sitting_uid=sitting.uid, submit_uid=new_id(), at=papers.BEGIN)
    with pytest.raises(AttemptsUsed):
        papers.begin(zhao, exam)


def test_a_forgotten_sitting_is_handed_in_before_the_next_begins(zhao, exam):
    with acting_as(SYSTEM):
        Exam.objects.filter(pk=exam.pk).update(attempts=2)
    first = papers.begin(zhao, exam)
    second = papers.begin(zhao, exam, papers.BEGIN + 2 * HOUR)
    first.refresh_from_db()
    assert (first.state, first.submitted_at, second.attempt) == ("graded", papers.BEGIN + HOUR, 2)


def test_outsiders_drafts_and_other_domains_do_not_exist(cast, exam):
    with acting_as(cast.actor(cast.zhou)) as zhou, pytest.raises(NotFound):
        papers.begin(zhou, exam)
    with acting_as(SYSTEM):
        draft = papers.exam(cast.committee, state="draft")
        community = papers.exam(cast.committee, unit_types=[UnitType.COMMUNITY])
    with acting_as(cast.actor(cast.zhao)) as zhao:
        for closed in (draft, community):
            with pytest.raises(NotFound):
                papers.begin(zhao, closed)
    with acting_as(cast.actor(cast.zheng)) as zheng:
        assert papers.begin(zheng, community)


def test_a_uid_of_somebody_else_opens_nothing(cast, exam):
    with acting_as(cast.actor(cast.zhao)) as zhao:
        sitting = papers.begin(zhao, exam)
    with acting_as(cast.actor(cast.li)) as li, pytest.raises(NotFound):
        papers.begin(li, exam, uid=sitting.uid)


def test_papers_are_shuffled_by_kind_and_repeatable(exam, as_system, cast):
    many = papers.exam(cast.committee, questions=papers.QUESTIONS[:1] * 8 + papers.QUESTIONS[1:2] * 8)
    uid = new_id()
    assert draw(many, uid) == draw(many, uid)
    drawn = [draw(many, new_id()) for _ in range(6)]
    assert len({str(items) for items in drawn}) == 6
    kinds = dict(QuestionVersion.objects.values_list("pk", "question__kind"))
    for items in drawn:
        assert [kinds[version] for version, *_ in items] == ["single"] * 8 + ["multiple"] * 8
        assert all(sorted(order) == [0, 1, 2, 3] for *_, order in items)


def test_a_drawn_paper_draws_from_the_bank_as_it_was_published(as_system, cast):
    drawn = papers.exam(cast.committee, questions=papers.QUESTIONS[:1] * 5, paper="drawn")
    bank = drawn.draw_rules.get().bank
    late = drawn.published_at + HOUR
    question = bank.questions.first()
    QuestionVersion.objects.create(question=question, number=2, stem="新", options=["一"], key=[0], made_at=late)
    items = draw(drawn, new_id())
    assert len({version for version, *_ in items}) == 2
    assert {asked.stem for asked in paper_of(drawn).by_version.values()}.isdisjoint({"新"})


def test_the_signed_start_is_bound_to_its_sitting(zhao, exam):
    sitting = papers.begin(zhao, exam)
    token = start_token(sitting, zhao)
    start = read_start(token, sitting.uid)
    assert (start.member_id, start.account_id) == (zhao.member_id, zhao.account_id)
    for uid, text in ((new_id(), token), (sitting.uid, token[:-2]), (sitting.uid, "")):
        with pytest.raises(BadStart):
            read_start(text, uid)


def test_the_audience_is_the_same_from_both_ends(cast, as_system):
    exams = [papers.exam(cast.committee), papers.exam(cast.office), papers.exam(cast.other_committee)]
    exams += [papers.exam(cast.committee, unit_types=[one]) for one in (UnitType.ORGAN, UnitType.COMMUNITY)]
    day = TODAY
    for member in (cast.wang, cast.zhao, cast.qian, cast.zheng, cast.sun, cast.zhou):
        reach = reach_of(member.pk, day)
        for exam in exams:
            assert unit_for(exam, reach) == audience_unit(exam, member.pk, day)
