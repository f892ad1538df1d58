"""Results of exams on paper: entered by the branch or whoever stands above it, one by one or from a file.

A result makes a sitting without answers. What was entered is never overwritten: a correction is another version with
its reason. Whoever enters does not read: no page shows the marks again but to the person.
"""

import datetime as dt
from collections.abc import Iterable
from pathlib import Path

from django.db import connection
from django.db.models import Q

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.ids import new_id
from xuezuo.org.queries.access import require_unit
from xuezuo.platform.access import Actor, beyond_scope
from xuezuo.platform.audit.services import record, use_case
from xuezuo.study.exams import events
from xuezuo.study.exams.errors import (
    EntryDayOutside,
    MarksOutOfRange,
    NothingChanged,
    NotOfAudience,
    SatOnScreen,
)
from xuezuo.study.exams.exchange import results as files
from xuezuo.study.exams.exchange.findings import Report
from xuezuo.study.exams.models import Exam, Result, ResultRevision, Sitting
from xuezuo.study.exams.policies import EXAM_ENTER
from xuezuo.study.exams.queries.audience import audience_unit
from xuezuo.study.exams.queries.paper_entry import Candidate, entered, roster
from xuezuo.study.exams.queries.papers import marks_text
from xuezuo.study.exams.services.checks import check_reason, check_state
from xuezuo.study.exams.types import ExamState, PaperResult, SittingSource, SittingState

_HELD = (ExamState.PUBLISHED, ExamState.CLOSED)


@use_case("exams.result_enter")
def result_enter(*, actor: Actor, exam: Exam, member_id: int, result: PaperResult, at: dt.datetime) -> Sitting:
    """Enter what a member reached on paper, or correct what was entered before, with a reason.

    Raises:
        NotFound, Forbidden: the actor may not enter results of the member's unit.
        ExamWrongState: a draft or a void exam.
        NotOfAudience, EntryDayOutside, MarksOutOfRange: it cannot have been so.
        SatOnScreen: the member sat at a screen.
        NothingChanged, ReasonMissing: a correction of nothing, or without a reason.
    """
    check_state(exam, _HELD, "录入成绩", "请先发布。")
    _check(exam, result, civil_date(at))
    with beyond_scope():
        unit_id = audience_unit(exam, member_id, result.occurred_on)
    if unit_id is None:
        raise NotOfAudience
    require_unit(actor, EXAM_ENTER, unit_id, civil_date(at))
    _lock(exam, member_id)
    with beyond_scope():  # marks are the person's: whoever enters them has no right to read them
        known = entered(exam, [member_id]).get(member_id)
        if known is None:
            sitting = _begin(exam, member_id, unit_id, result, (actor, at, SittingSource.PAPER))
        else:
            sitting = _correct(exam, known, result, actor, at)
    name = events.RESULT_ENTERED if known is None else events.RESULT_CORRECTED
    subject, reason = ("exams.sitting", sitting.uid), result.reason if known else ""
    record(name, actor=actor, subject=subject, at=at, unit_id=unit_id, reason=reason)
    return sitting


@use_case("exams.results_enter")
def results_enter(*, actor: Actor, exam: Exam, results: Iterable[tuple[int, PaperResult]], at: dt.datetime) -> int:
    """Enter the results of several members, all or none; return how many.

    Raises:
        DomainError: as `result_enter`, for the first that cannot be entered.
    """
    found = [result_enter(actor=actor, exam=exam, member_id=one, result=result, at=at) for one, result in results]
    return len(found)


def _check(exam: Exam, result: PaperResult, today: dt.date) -> None:
    first, last = civil_date(exam.opens_at), min(today, civil_date(exam.closes_at))
    if not first <= result.occurred_on <= last:
        raise EntryDayOutside(first=first, last=last)
    if not 0 <= result.marks <= exam.full_marks:
        raise MarksOutOfRange(full=marks_text(exam.full_marks))
    for _, marks, full in result.parts:
        if not 0 <= marks <= full:
            raise MarksOutOfRange(full=marks_text(full))


def _lock(exam: Exam, member_id: int) -> None:
    """Wait for a start of the same member (`services.sitting` takes the same lock)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"exam {exam.uid} {member_id}"])


type _Stamp = tuple[Actor, dt.datetime, SittingSource]


def _begin(exam: Exam, member_id: int, unit_id: int, result: PaperResult, stamp: _Stamp) -> Sitting:
    sitting = _sitting(exam, member_id, unit_id, result, stamp)
    sitting.save(force_insert=True)
    _result(exam, sitting, result, stamp[1]).save(force_insert=True)
    return sitting


def _sitting(exam: Exam, member_id: int, unit_id: int, result: PaperResult, stamp: _Stamp) -> Sitting:
    actor, at, source = stamp
    return Sitting(
        uid=new_id(),
        exam=exam,
        member_id=member_id,
        unit_id=unit_id,
        occurred_on=result.occurred_on,
        recorded_on=civil_date(at),
        state=SittingState.GRADED,
        source=source,
        started_at=at,
        due_at=at,
        submitted_at=at,
        graded_at=at,
        recorded_by=actor.account_id,
    )


def _result(exam: Exam, sitting: Sitting, result: PaperResult, at: dt.datetime) -> Result:
    return Result(
        sitting=sitting,
        marks=result.marks,
        full_marks=exam.full_marks,
        is_passed=_passed(exam, result.marks),
        graded_at=at,
        parts=[list(part) for part in result.parts],
    )


def _passed(exam: Exam, marks: int) -> bool | None:
    return None if exam.pass_marks is None else marks >= exam.pass_marks


def _correct(exam: Exam, sitting: Sitting, result: PaperResult, actor: Actor, at: dt.datetime) -> Sitting:
    if sitting.source == SittingSource.SCREEN:
        raise SatOnScreen
    was, parts = sitting.result, [list(part) for part in result.parts]
    same = (was.marks, sitting.occurred_on) == (result.marks, result.occurred_on)
    if same and (was.parts == parts or not parts):
        raise NothingChanged
    reason = check_reason(result.reason)
    ResultRevision.objects.create(
        result=was, version=was.version, marks=was.marks, is_passed=was.is_passed, parts=was.parts,
        graded_at=was.graded_at, replaced_at=at, replaced_by=actor.account_id,
    )  # fmt: skip
    was.marks, was.is_passed, was.parts = result.marks, _passed(exam, result.marks), parts
    was.version, was.reason, was.graded_at = was.version + 1, reason, at
    was.save(update_fields=["marks", "is_passed", "parts", "version", "reason", "graded_at"])
    sitting.occurred_on = result.occurred_on
    sitting.save(update_fields=["occurred_on"])
    return sitting


@use_case("exams.results_import")
def results_import(*, actor: Actor, exam: Exam, path: Path, at: dt.datetime, dry_run: bool = False) -> Report:
    """Import results on paper from XLSX or CSV: all of them, or nothing when any row has an error.

    Rows without marks are left out. The same file again changes nothing; other marks need a reason in their row.

    Raises:
        ExamWrongState: a draft or a void exam.
        NotFound: the actor may enter results nowhere in the exam's audience.
    """
    check_state(exam, _HELD, "录入成绩", "请先发布。")
    today, report = civil_date(at), Report()
    named = Q(member__number__in=files.numbers(path))
    people = {one.number: one for one in roster(actor, exam, today, named)}
    window = files.Window(civil_date(exam.opens_at), min(today, civil_date(exam.closes_at)), exam.full_marks)
    lines = files.lines(path, report, people, window)
    with beyond_scope():
        known = entered(exam, [people[line.number].member_id for line in lines])
        todo = [_sorted_in(line, people[line.number], known, report) for line in lines]
        if report.has_errors or dry_run:
            return report
        for line, person, was in (one for one in todo if one):
            _lock(exam, person.member_id)
            if was is None:
                _begin(exam, person.member_id, person.unit_id, line.result, (actor, at, SittingSource.IMPORT))
            else:
                _correct(exam, was, line.result, actor, at)
    report.is_written = bool(report.created + report.changed)
    if report.is_written:
        after = {"created": report.created, "changed": report.changed}
        subject = ("exams.exam", exam.uid)
        record(events.RESULTS_IMPORTED, actor=actor, subject=subject, at=at, unit_id=exam.unit_id, after=after)
    return report


type _Todo = tuple[files.ResultLine, Candidate, Sitting | None]


def _sorted_in(line: files.ResultLine, person: Candidate, known: dict[int, Sitting], report: Report) -> _Todo | None:
    """Compare a line with what was entered; None = nothing to do."""
    was = known.get(person.member_id)
    if was is None:
        report.created += 1
        return line, person, None
    if was.source == SittingSource.SCREEN:
        report.add("sat_on_screen", line.at("党员编号"), line.number)
    elif (was.result.marks, was.occurred_on) == (line.result.marks, line.result.occurred_on):
        report.unchanged += 1
    elif not line.result.reason:
        report.add("reason_missing", line.at("更正原因"))
    else:
        report.changed += 1
        return line, person, was
    return None
