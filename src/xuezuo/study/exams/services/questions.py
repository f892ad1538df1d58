"""Questions: added, edited into another version, retired, restored. What was asked stays what it was."""

import datetime as dt

from django.db import IntegrityError, transaction

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.ids import new_id
from xuezuo.org.queries.access import require_unit
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import Fields, record, use_case
from xuezuo.study.exams import events
from xuezuo.study.exams.errors import NothingChanged, QuestionIncomplete, QuestionNumberTaken, QuestionRetired
from xuezuo.study.exams.models import Bank, Question, QuestionVersion
from xuezuo.study.exams.policies import BANK_EDIT
from xuezuo.study.exams.queries.banks import text_of
from xuezuo.study.exams.services.checks import check_reason
from xuezuo.study.exams.types import NewQuestion, QuestionKind, QuestionText


@use_case("exams.question_add")
def question_add(*, actor: Actor, bank: Bank, new: NewQuestion, at: dt.datetime) -> Question:
    """Add a question, as its first version.

    Raises:
        NotFound, Forbidden: the actor may not edit the bank.
        QuestionIncomplete: options or key do not fit the kind.
        QuestionNumberTaken: the bank has a question of that number.
    """
    require_unit(actor, BANK_EDIT, bank.unit_id, civil_date(at))
    check_text(new.kind, new.text)
    try:
        with transaction.atomic():
            made = Question.objects.create(
                uid=new_id(), bank=bank, number=new.number, kind=new.kind, topic=new.topic, version=1
            )
    except IntegrityError as error:
        raise QuestionNumberTaken(number=new.number) from error
    version_of(made, new.text, "", actor, at).save(force_insert=True)
    tell(events.QUESTION_ADDED, actor, made, bank, at)
    return made


@use_case("exams.question_edit")
def question_edit(
    *, actor: Actor, question: Question, topic: str, text: QuestionText, reason: str, at: dt.datetime
) -> Question:
    """Give a question another version; papers that use an earlier one keep it. A topic alone makes no version.

    Raises:
        NotFound, Forbidden: the actor may not edit the bank.
        QuestionRetired, QuestionIncomplete, ReasonMissing, NothingChanged: nothing is written.
    """
    question = _lock(actor, question, at)
    if question.retired_at is not None:
        raise QuestionRetired
    check_text(question.kind, text)
    why = check_reason(reason)
    latest = question.versions.get(number=question.version)
    is_new = text_of(latest) != text
    if not is_new and question.topic == topic:
        raise NothingChanged
    question.topic = topic
    if is_new:
        question.version += 1
        version_of(question, text, why, actor, at).save(force_insert=True)
    question.save(update_fields=["topic", "version"])
    tell(events.QUESTION_EDITED, actor, question, question.bank, at, why)
    return question


@use_case("exams.question_retire")
def question_retire(*, actor: Actor, question: Question, reason: str, at: dt.datetime) -> Question:
    """Keep a question out of new papers and draws; papers that have it keep it.

    Raises:
        NotFound, Forbidden: the actor may not edit the bank.
        ReasonMissing, NothingChanged: no reason; retired already.
    """
    question, why = _lock(actor, question, at), check_reason(reason)
    if question.retired_at is not None:
        raise NothingChanged
    question.retired_at = at
    question.save(update_fields=["retired_at"])
    tell(events.QUESTION_RETIRED, actor, question, question.bank, at, why)
    return question


@use_case("exams.question_restore")
def question_restore(*, actor: Actor, question: Question, at: dt.datetime) -> Question:
    """Let a retired question be used again.

    Raises:
        NotFound, Forbidden: the actor may not edit the bank.
        NothingChanged: it is not retired.
    """
    question = _lock(actor, question, at)
    if question.retired_at is None:
        raise NothingChanged
    question.retired_at = None
    question.save(update_fields=["retired_at"])
    tell(events.QUESTION_RESTORED, actor, question, question.bank, at)
    return question


def check_text(kind: str, text: QuestionText) -> None:
    """Raise `QuestionIncomplete` when stem, options or key do not make a question of this kind."""
    if not text.stem:
        raise QuestionIncomplete(why="请填写题干。")
    if kind in (QuestionKind.SINGLE, QuestionKind.MULTIPLE):
        places = set(range(len(text.options)))
        if len(text.options) < 2 or len(set(text.options)) < len(text.options):
            raise QuestionIncomplete(why="请至少填写两个不同的选项。")
        if not set(text.key) <= places or len(text.key) < (2 if kind == QuestionKind.MULTIPLE else 1):
            raise QuestionIncomplete(why="答案与选项不符。")
        if kind == QuestionKind.SINGLE and len(text.key) != 1:
            raise QuestionIncomplete(why="单选题只能有一个答案。")
    elif not text.key or text.options:
        raise QuestionIncomplete(why="请填写答案；这种题型不用选项。")


def version_of(question: Question, text: QuestionText, reason: str, actor: Actor, at: dt.datetime) -> QuestionVersion:
    """Return the unsaved version of the question's present number that says this."""
    return QuestionVersion(
        question=question,
        number=question.version,
        stem=text.stem,
        options=list(text.options),
        key=list(text.key),
        explanation=text.explanation,
        source=text.source,
        reason=reason,
        made_at=at,
        made_by=actor.account_id,
    )


def tell(name: str, actor: Actor, question: Question, bank: Bank, at: dt.datetime, reason: str = "") -> None:
    """Write the audit entry of a question's deed."""
    after: Fields = {"bank": str(bank.uid), "number": question.number, "version": question.version}
    subject = ("exams.question", question.uid)
    record(name, actor=actor, subject=subject, at=at, unit_id=bank.unit_id, after=after, reason=reason)


def _lock(actor: Actor, question: Question, at: dt.datetime) -> Question:
    found = Question.objects.select_related("bank").select_for_update(of=("self",)).get(pk=question.pk)
    require_unit(actor, BANK_EDIT, found.bank.unit_id, civil_date(at))
    return found
