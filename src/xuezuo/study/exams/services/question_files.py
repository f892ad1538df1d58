"""Questions in and out of files as use cases: permitted, audited, all or nothing."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.ids import new_id
from xuezuo.org.queries.access import require_unit
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import record, use_case
from xuezuo.study.exams import events
from xuezuo.study.exams.exchange import questions as files
from xuezuo.study.exams.exchange.findings import Report
from xuezuo.study.exams.exchange.questions import QuestionLine
from xuezuo.study.exams.exchange.table import write_book, write_csv
from xuezuo.study.exams.models import Bank, Question, QuestionVersion
from xuezuo.study.exams.policies import BANK_EDIT
from xuezuo.study.exams.queries.banks import text_of
from xuezuo.study.exams.services.questions import version_of
from xuezuo.study.exams.types import QuestionKind


@use_case("exams.questions_import")
def questions_import(
    *, actor: Actor, bank: Bank, path: Path, reason: str, at: dt.datetime, dry_run: bool = False
) -> Report:
    """Import questions from XLSX or CSV: all of them, or nothing when any row has an error.

    A number that the bank knows is the same question: unchanged, or another version (with `reason`) where the file
    says otherwise. Questions that the file does not name stay. `停用` retires; nothing restores.

    Raises:
        NotFound, Forbidden: the actor may not edit the bank.
    """
    require_unit(actor, BANK_EDIT, bank.unit_id, civil_date(at))
    bank = Bank.objects.select_for_update().get(pk=bank.pk)  # two imports of one file would add everything twice
    report = Report()
    known = {one.number: one for one in Question.objects.filter(bank=bank)}
    texts = {
        version.question_id: version
        for version in QuestionVersion.objects.filter(question__bank=bank).order_by("number")
    }
    plan = _Plan(known, texts, report)
    for line in files.lines(path, report):
        plan.sort_in(line)
    if report.errors or dry_run:
        return report
    plan.write(bank, reason, actor, at)
    report.is_written = bool(report.created + report.changed + report.retired)
    if report.is_written:
        after = {"created": report.created, "changed": report.changed, "retired": report.retired}
        subject = ("exams.bank", bank.uid)
        record(
            events.QUESTIONS_IMPORTED, actor=actor, subject=subject, at=at, unit_id=bank.unit_id, after=after,
            reason=reason,
        )  # fmt: skip
    return report


class _Plan:
    """What an import will write."""

    def __init__(self, known: dict[str, Question], texts: dict[int, QuestionVersion], report: Report) -> None:
        self.known, self.texts, self.report = known, texts, report
        self.new: list[QuestionLine] = []
        self.changed: list[tuple[Question, QuestionLine, bool]] = []

    def sort_in(self, line: QuestionLine) -> None:
        """Compare a line with the bank."""
        question = self.known.get(line.number)
        place = (line.sheet, line.row)
        if question is None:
            self.new.append(line)
            self.report.created += 1
            if line.is_retired:
                self.report.add("retired_new", (*place, "停用"), "是")
        elif question.kind != line.kind:
            self.report.add("kind_changed", (*place, "题型"), kind=QuestionKind(question.kind).label)
        elif question.retired_at is not None:
            self.report.unchanged += 1
            if not line.is_retired:
                self.report.add("question_retired", (*place, "题号"), line.number)
        else:
            self._compare(question, line)

    def _compare(self, question: Question, line: QuestionLine) -> None:
        is_new = text_of(self.texts[question.pk]) != line.text
        self.report.retired += line.is_retired
        self.report.changed += is_new or question.topic != line.topic
        if is_new or line.is_retired or question.topic != line.topic:
            self.changed.append((question, line, is_new))
        else:
            self.report.unchanged += 1

    def write(self, bank: Bank, reason: str, actor: Actor, at: dt.datetime) -> None:
        """Write new questions, new versions, topics, retirements: four statements."""
        made = Question.objects.bulk_create(
            Question(uid=new_id(), bank=bank, number=line.number, kind=line.kind, topic=line.topic) for line in self.new
        )
        versions = [version_of(one, line.text, "", actor, at) for one, line in zip(made, self.new, strict=True)]
        for question, line, is_new in self.changed:
            question.topic, question.version = line.topic, question.version + is_new
            question.retired_at = at if line.is_retired else None
            if is_new:
                versions.append(version_of(question, line.text, reason, actor, at))
        Question.objects.bulk_update([one for one, _, _ in self.changed], ["topic", "version", "retired_at"], 500)
        QuestionVersion.objects.bulk_create(versions, 500)


@use_case("exams.questions_export")
def questions_export(*, actor: Actor, bank: Bank, path: Path, at: dt.datetime) -> int:
    """Write the bank as XLSX or, by the name of the file, CSV; the same bank gives the same bytes. Returns how many.

    Raises:
        NotFound, Forbidden: the actor may not edit the bank: the file holds the keys.
    """
    require_unit(actor, BANK_EDIT, bank.unit_id, civil_date(at))
    rows = [files.cells(line) for line in files.in_order(_lines_of(bank))]
    if path.suffix.lower() == ".csv":
        write_csv(path, files.LAYOUT, rows)
    else:
        write_book(path, files.LAYOUT, rows, files.GUIDE)
    subject, after = ("exams.bank", bank.uid), {"questions": len(rows)}
    record(events.QUESTIONS_EXPORTED, actor=actor, subject=subject, at=at, unit_id=bank.unit_id, after=after)
    return len(rows)


def _lines_of(bank: Bank) -> Sequence[QuestionLine]:
    latest = {
        version.question_id: text_of(version)
        for version in QuestionVersion.objects.filter(question__bank=bank).order_by("number")
    }
    return [
        QuestionLine(0, one.number, one.kind, one.topic, latest[one.pk], one.retired_at is not None)
        for one in Question.objects.filter(bank=bank)
    ]


def questions_template(path: Path) -> None:
    """Write the empty workbook with its explanations."""
    write_book(path, files.LAYOUT, (), files.GUIDE)
