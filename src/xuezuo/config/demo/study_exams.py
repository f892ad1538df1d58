"""Exams of the demonstration: a bank, an exam that is over with a key put right, one that is open, one to be marked."""

import datetime as dt
import random
from collections.abc import Iterable
from pathlib import Path

from xuezuo.config.demo.story import unit
from xuezuo.kernel.clock import SHANGHAI
from xuezuo.kernel.ids import new_id
from xuezuo.org.models import Member
from xuezuo.org.queries.people import members_of
from xuezuo.org.queries.tree import subtree_ids
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.study.exams.models import Bank, Exam, QuestionVersion, Sitting
from xuezuo.study.exams.queries.marking import held_answer
from xuezuo.study.exams.services.banks import bank_make
from xuezuo.study.exams.services.exams import exam_draft, exam_publish
from xuezuo.study.exams.services.marking import answer_claim, answer_mark
from xuezuo.study.exams.services.papers import paper_set, rules_set
from xuezuo.study.exams.services.question_files import questions_import
from xuezuo.study.exams.services.questions import question_add
from xuezuo.study.exams.services.regrading import KeyChange, key_correct
from xuezuo.study.exams.services.saving import Saving, in_ms
from xuezuo.study.exams.services.sitting import sitting_start
from xuezuo.study.exams.services.submitting import sitting_submit
from xuezuo.study.exams.types import (
    BankSpec,
    Draw,
    ExamMode,
    ExamSpec,
    NewQuestion,
    PaperKind,
    QuestionKind,
    QuestionText,
)

WRONG = 5  # number of the question in questions.csv whose key is wrong until it is put right after the exam
OWN = (
    (QuestionKind.SINGLE, "制度", QuestionText("支部会议记录由谁保管？", ("支部", "个人"), (0,))),
    (QuestionKind.SHORT, "体会", QuestionText("支部的重要事项为什么要经集体讨论决定？", (), ("集思广益，共同负责。",))),
    (QuestionKind.SHORT, "体会", QuestionText("怎样把学到的用到自己的岗位上？", (), ("有一件具体事，言之有理。",))),
)
SHORT_ANSWERS = ("大家商量着办，少出错，也好一起执行。", "先学条例，再对照台账，把漏项补上。", "民主集中制。")
MARKS = {QuestionKind.SINGLE: 300, QuestionKind.MULTIPLE: 400, QuestionKind.TRUE_FALSE: 200, QuestionKind.FILL_IN: 500}


def hold_exams(chance: random.Random, today: dt.date) -> None:
    """Make the bank and the exams, and let people sit."""
    made_at = _noon(today, -60)
    county = unit("QH", today).pk
    spec = BankSpec("党章和支部工作条例", "示例题库，题目由本系统自拟")
    bank = bank_make(actor=SYSTEM, unit_id=county, spec=spec, at=made_at)
    questions_import(actor=SYSTEM, bank=bank, path=Path(__file__).with_name("questions.csv"), reason="", at=made_at)
    _over(chance, bank, today)
    _open(bank, county, today)
    _to_mark(chance, today)


def _over(chance: random.Random, bank: Bank, today: dt.date) -> None:
    """Hold last month's exam of the committee of the county's offices; one key is wrong and put right a week later."""
    committee = unit("QH05", today).pk
    spec = ExamSpec(
        "直属机关党章党规考学", ExamMode.FORMAL, PaperKind.FIXED, _noon(today, -42), _noon(today, -38),
        "请独立作答。时限内可以改答案，到时自动交卷。", 40, 1, 6000,
    )  # fmt: skip
    exam = exam_draft(actor=SYSTEM, unit_id=committee, spec=spec, at=_noon(today, -50))
    versions = [one for one in _versions(bank) if one.question.kind != QuestionKind.SHORT]
    items = [(one.pk, MARKS[QuestionKind(one.question.kind)]) for one in versions]
    paper_set(actor=SYSTEM, exam=exam, items=items, at=_noon(today, -50))
    exam = exam_publish(actor=SYSTEM, exam=exam, at=_noon(today, -45))
    for member in _there(committee, today):
        if chance.random() < 0.85:
            _sit(chance, exam, member, _noon(today, -42) + dt.timedelta(minutes=chance.randrange(5_000)))
    wrong = next(one for one in versions if int(one.question.number) == WRONG)
    key_correct(actor=SYSTEM, change=KeyChange(wrong.pk, (3,), "原答案录入有误，应为每年一次"), at=_noon(today, -30))


def _open(bank: Bank, county: int, today: dt.date) -> None:
    """Open an exam of the whole county, drawn by rule, and a practice."""
    draws = [
        Draw(bank.pk, QuestionKind.SINGLE, 8, 500), Draw(bank.pk, QuestionKind.MULTIPLE, 4, 600),
        Draw(bank.pk, QuestionKind.TRUE_FALSE, 4, 400), Draw(bank.pk, QuestionKind.FILL_IN, 4, 500),
    ]  # fmt: skip
    for title, mode, days in (
        ("全县党员应知应会考学", ExamMode.OPEN_BOOK, 12),
        ("应知应会练习", ExamMode.PRACTICE, 60),
    ):
        limits = {"minutes": 45, "attempts": 2, "pass_marks": 6000} if mode != ExamMode.PRACTICE else {"attempts": 0}
        spec = ExamSpec(title, mode, PaperKind.DRAWN, _noon(today, -3), _noon(today, days), **limits)  # type: ignore[arg-type]  # as named
        exam = exam_draft(actor=SYSTEM, unit_id=county, spec=spec, at=_noon(today, -6))
        rules_set(actor=SYSTEM, exam=exam, draws=draws, at=_noon(today, -6))
        exam_publish(actor=SYSTEM, exam=exam, at=_noon(today, -5))


def _to_mark(chance: random.Random, today: dt.date) -> None:
    """Hold a branch's small exam with short answers, of which some wait to be marked."""
    office = unit("QH0501", today).pk
    spec = ExamSpec(
        "县委办党支部学习小考", ExamMode.FORMAL, PaperKind.FIXED, _noon(today, -9), _noon(today, -6), pass_marks=1800
    )
    exam = exam_draft(actor=SYSTEM, unit_id=office, spec=spec, at=_noon(today, -12))
    bank = bank_make(actor=SYSTEM, unit_id=office, spec=BankSpec("县委办党支部自拟题"), at=_noon(today, -12))
    for number, new in enumerate(OWN, 1):
        question_add(actor=SYSTEM, bank=bank, new=NewQuestion(str(number), *new), at=_noon(today, -12))
    items = [(one.pk, 1000) for one in _versions(bank)]
    paper_set(actor=SYSTEM, exam=exam, items=items, at=_noon(today, -12))
    exam = exam_publish(actor=SYSTEM, exam=exam, at=_noon(today, -10))
    people = [
        one for one in members_of(subtree_ids(office, today), today) if one.joined_on < today - dt.timedelta(days=60)
    ]
    for member in people[:14]:
        _sit(chance, exam, member, _noon(today, -9) + dt.timedelta(minutes=chance.randrange(4_000)))
    marker = Actor(account_id=0, label="评阅人", is_system=True)
    for _ in range(9):
        answer_claim(actor=marker, exam=exam, at=_noon(today, -2))
        held = held_answer(exam, marker.account_id, _noon(today, -2))
        if held:
            marks = chance.choice((600, 700, 800, 900))
            answer_mark(actor=marker, exam=exam, response_id=held.response_id, marks=marks, at=_noon(today, -2))


def _there(unit_id: int, today: dt.date) -> list[Member]:
    """Return the members at or below the unit who were there all the time."""
    then = today - dt.timedelta(days=60)
    before = set(members_of(subtree_ids(unit_id, then), then).values_list("pk", flat=True))
    return [one for one in members_of(subtree_ids(unit_id, today), today) if one.pk in before]


def _sit(chance: random.Random, exam: Exam, member: Member, at: dt.datetime) -> None:
    """Let a member sit the exam, knowing more or less."""
    actor, knows = Actor(member_id=member.pk, account_id=0, label=member.number), chance.uniform(0.55, 0.98)
    with acting_as(actor):
        sitting = sitting_start(actor=actor, exam_uid=exam.uid, uid=new_id(), at=at)
        done = at + dt.timedelta(minutes=chance.randrange(8, 35))
        answers = {str(place): (given, in_ms(done)) for place, given in _answers(chance, sitting, knows)}
        saving = Saving(uid=new_id(), answers=answers, made_at=in_ms(done), has_start=True)
        sitting_submit(actor=actor, sitting_uid=sitting.uid, submit_uid=new_id(), saving=saving, at=done)


def _answers(chance: random.Random, sitting: Sitting, knows: float) -> Iterable[tuple[int, list[object]]]:
    """Give what the member answers, as the screen shows the options."""
    versions = QuestionVersion.objects.select_related("question").in_bulk([item[0] for item in sitting.items])
    for place, (version_id, _, order) in enumerate(sitting.items):
        version, is_right = versions[version_id], chance.random() < knows
        kind, key = version.question.kind, version.key
        if int(version.question.number) == WRONG:
            key = [3] if is_right else [1]
        if kind == QuestionKind.SHORT:
            yield (
                place,
                [chance.choice(("大家商量着办，少出错，也好一起执行。", "先学条例，再对照自己的台账，把漏项补上。"))],
            )
        elif kind == QuestionKind.FILL_IN:
            yield place, [forms[0] if is_right else "不清楚" for forms in key]
        elif is_right:
            yield place, [order.index(one) for one in key]
        else:
            yield place, [chance.randrange(len(order))]


def _versions(bank: Bank) -> list[QuestionVersion]:
    found = QuestionVersion.objects.filter(question__bank=bank).select_related("question")
    return sorted(found, key=lambda one: int(one.question.number))


def _noon(today: dt.date, days: int) -> dt.datetime:
    return dt.datetime.combine(today + dt.timedelta(days=days), dt.time(12), SHANGHAI).astimezone(dt.UTC)
