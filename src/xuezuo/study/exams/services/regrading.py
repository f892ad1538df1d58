"""A wrong key put right: another version of the question, and every sitting that met it graded anew.

The versions that are as wrong get the right key by `corrected_by`; whoever sat sees the new marks, the former ones
and the reason. Doing it again changes nothing.
"""

import dataclasses
import datetime as dt
import itertools
from collections.abc import Callable

from xuezuo.kernel.clock import civil_date
from xuezuo.org.queries.access import require_unit
from xuezuo.platform.access import Actor, beyond_scope
from xuezuo.platform.audit.services import Fields, record, use_case
from xuezuo.study.exams import events
from xuezuo.study.exams.errors import KeyNotCorrectable
from xuezuo.study.exams.models import Question, QuestionVersion, Sitting
from xuezuo.study.exams.policies import BANK_EDIT
from xuezuo.study.exams.queries.banks import text_of
from xuezuo.study.exams.queries.regrading import alike, given_answers, reach_of
from xuezuo.study.exams.services.checks import check_reason
from xuezuo.study.exams.services.grading import BATCH, result_compute
from xuezuo.study.exams.services.questions import check_text, version_of
from xuezuo.study.exams.services.scoring import score
from xuezuo.study.exams.types import QuestionKind, SittingState

type Progress = Callable[[int, int], None]


@dataclasses.dataclass(frozen=True, slots=True)
class KeyChange:
    """The right key of the version that was asked, as `QuestionVersion.key` holds it, and why."""

    version_id: int
    key: tuple[object, ...]
    reason: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Outcome:
    """What a correction does: exams and sittings that met the question, results that change (of them more, fewer)."""

    exams: int
    sittings: int
    changed: int
    more: int = 0
    fewer: int = 0


def key_preview(*, actor: Actor, change: KeyChange, at: dt.datetime) -> Outcome:
    """Say how many sittings would change, without changing any.

    Raises:
        NotFound, Forbidden: the actor may not edit the question's bank.
        KeyNotCorrectable, QuestionIncomplete: a short answer; a key that does not fit.
    """
    version = _checked(actor, change, at)
    reach, question = reach_of(version), version.question
    old = (version.corrected_by or version).key
    sittings = more = fewer = 0
    for answer, full, count in given_answers(reach):
        before, after = (score(question.kind, key, answer, full) or 0 for key in (old, change.key))
        sittings, more, fewer = sittings + count, more + count * (after > before), fewer + count * (after < before)
    return Outcome(len(reach.exam_ids), sittings, more + fewer, more, fewer)


def _nobody(_done: int, _total: int) -> None:
    """Tell nobody."""


@use_case("exams.key_correct")
def key_correct(*, actor: Actor, change: KeyChange, at: dt.datetime, progress: Progress = _nobody) -> Outcome:
    """Correct the key and grade every sitting anew that met the question, in one transaction.

    Args:
        actor: who edits the question's bank.
        change: the right key, and why.
        at: instant of grading.
        progress: told how many sittings are done, of how many.

    Raises:
        NotFound, Forbidden: the actor may not edit the question's bank.
        KeyNotCorrectable, QuestionIncomplete: a short answer; a key that does not fit.
        ReasonMissing: no reason given.
    """
    why = check_reason(change.reason)
    version = _checked(actor, change, at)
    question = Question.objects.select_for_update().select_related("bank").get(pk=version.question_id)
    reach = reach_of(version)
    is_new = list((version.corrected_by or version).key) != list(change.key)
    if is_new:
        _correct(question, version, dataclasses.replace(change, reason=why), actor, at)
    with beyond_scope():  # the bank's unit corrects what members of any unit were given
        sat = Sitting.objects.filter(exam_id__in=reach.exam_ids)
        ids = list(sat.filter(state__in=[SittingState.SUBMITTED, SittingState.GRADED]).values_list("pk", flat=True))
        told, changed = f"题目 {question.number} 的答案更正：{why}"[:200], 0
        for number, batch in enumerate(itertools.batched(ids, BATCH)):
            progress(number * BATCH, len(ids))
            changed += result_compute(sitting_ids=batch, at=at, reason=told, by=actor.account_id)
    outcome = Outcome(len(reach.exam_ids), len(ids), changed)
    if is_new or changed:
        _tell(actor, question, outcome, at, why)
    return outcome


def _checked(actor: Actor, change: KeyChange, at: dt.datetime) -> QuestionVersion:
    """Return the version that was asked, if its key may be put right by the actor."""
    found = QuestionVersion.objects.select_related("question__bank", "corrected_by").get(pk=change.version_id)
    require_unit(actor, BANK_EDIT, found.question.bank.unit_id, civil_date(at))
    if found.question.kind == QuestionKind.SHORT:
        raise KeyNotCorrectable(why="简答题由人评阅，没有机器评阅的答案。")
    if found.question.kind == QuestionKind.FILL_IN and len(change.key) != len(found.key):
        raise KeyNotCorrectable(why=f"这道题有 {len(found.key)} 个空，答案也应有 {len(found.key)} 个。")
    check_text(found.question.kind, dataclasses.replace(text_of(found), key=change.key))
    return found


def _correct(question: Question, version: QuestionVersion, change: KeyChange, actor: Actor, at: dt.datetime) -> None:
    """Write the version with the right key; after it comes what the question says now, when that is something else."""
    latest = question.versions.get(number=question.version)
    same = alike(version)
    text = text_of(latest if latest in same else version)
    question.version += 1
    right = version_of(question, dataclasses.replace(text, key=change.key), change.reason, actor, at)
    right.save(force_insert=True)
    QuestionVersion.objects.filter(pk__in=[one.pk for one in same]).update(corrected_by=right)
    if latest not in same:
        question.version += 1
        version_of(question, text_of(latest), "更正旧版本答案后恢复现行文字", actor, at).save(force_insert=True)
    question.save(update_fields=["version"])


def _tell(actor: Actor, question: Question, outcome: Outcome, at: dt.datetime, reason: str) -> None:
    after: Fields = {
        "number": question.number, "version": question.version, "exams": outcome.exams,
        "sittings": outcome.sittings, "changed": outcome.changed,
    }  # fmt: skip
    subject, unit_id = ("exams.question", question.uid), question.bank.unit_id
    record(events.KEY_CORRECTED, actor=actor, subject=subject, at=at, unit_id=unit_id, after=after, reason=reason)
