"""Which exams met a question, and what was answered to it."""

import dataclasses
import json
from typing import Final

from django.db.models import Q

from xuezuo.kernel.errors import NotFound
from xuezuo.platform.access import beyond_scope
from xuezuo.platform.db.reading import fetch_all
from xuezuo.study.exams.models import Exam, PaperItem, Question, QuestionVersion, Sitting
from xuezuo.study.exams.queries.banks import VersionView, version_view
from xuezuo.study.exams.types import ExamState, PaperKind, SittingState, key_text

_ANSWERS: Final = """
SELECT (h.answers -> (i.ord - 1)::text -> 0)::text, (i.item ->> 1)::int, count(*)
  FROM exams_sitting s
  JOIN exams_answersheet h ON h.sitting_id = s.id
 CROSS JOIN LATERAL jsonb_array_elements(s.items) WITH ORDINALITY AS i (item, ord)
 WHERE s.exam_id = ANY(%(exams)s) AND s.state IN ('submitted', 'graded') AND (i.item ->> 0)::bigint = ANY(%(versions)s)
 GROUP BY 1, 2"""


@dataclasses.dataclass(frozen=True, slots=True)
class Reach:
    """How far a correction reaches: the versions that are as wrong, the exams that may have asked one of them."""

    version_ids: list[int]
    exam_ids: list[int]


def reach_of(version: QuestionVersion) -> Reach:
    """Return how far a correction of this version's key reaches; drafts and void exams have nothing to grade."""
    question, versions = version.question, [one.pk for one in alike(version)]
    drawn = Q(paper=PaperKind.DRAWN, draw_rules__bank_id=question.bank_id, draw_rules__kind=question.kind)
    chosen = Q(items__version__in=versions)
    live = Exam.objects.filter(drawn | chosen, state__in=[ExamState.PUBLISHED, ExamState.CLOSED])
    return Reach(versions, sorted(set(live.values_list("pk", flat=True))))


def sittings_in(reach: Reach) -> int:
    """Return how many sittings a correction grades anew."""
    with beyond_scope():  # a count
        sat = Sitting.objects.filter(exam_id__in=reach.exam_ids)
        return sat.filter(state__in=[SittingState.SUBMITTED, SittingState.GRADED]).count()


def alike(version: QuestionVersion) -> list[QuestionVersion]:
    """Return the versions that are as wrong as this one: the same options or blanks, judged by the same key."""

    def judged(one: QuestionVersion) -> tuple[object, object]:
        return one.options, (one.corrected_by or one).key

    others = version.question.versions.select_related("corrected_by")
    return [one for one in others if one.pk == version.pk or judged(one) == judged(version)]


def given_answers(reach: Reach) -> list[tuple[object, int, int]]:
    """Return each different answer that was given, the marks it could get, and how often; without persons."""
    params = {"exams": reach.exam_ids, "versions": reach.version_ids}
    with beyond_scope():
        found = fetch_all(_ANSWERS, params)
    return [(None if answer is None else json.loads(answer), full, count) for answer, full, count in found]


def version_asked(exam: Exam, number: str) -> QuestionVersion:
    """Return the version of the question `number` (题号 in its bank) that the exam asks.

    Raises:
        NotFound: the exam does not ask it, or several banks of its paper have such a number.
    """
    if exam.paper == PaperKind.DRAWN:
        rules = exam.draw_rules.values_list("bank_id", flat=True)
        question = Question.objects.filter(bank_id__in=rules, number=number)
        found = QuestionVersion.objects.filter(question__in=question, made_at__lte=exam.published_at).order_by(
            "-number"
        )
    else:
        items = PaperItem.objects.filter(exam=exam, version__question__number=number)
        found = QuestionVersion.objects.filter(pk__in=items.values("version")).order_by("-number")
    versions = list(found.select_related("question__bank", "corrected_by"))
    if not versions or len({one.question_id for one in versions}) > 1:
        raise NotFound
    return versions[0]


def version_get(exam: Exam, version_id: int) -> QuestionVersion:
    """Return a version that the exam asks, or may have drawn.

    Raises:
        NotFound: the exam cannot have asked it.
    """
    version = QuestionVersion.objects.select_related("question__bank", "corrected_by").filter(pk=version_id).first()
    if version is None or exam.pk not in reach_of(version).exam_ids:
        raise NotFound
    return version


def version_shown(version: QuestionVersion) -> VersionView:
    """Return the version for a page, with the key by which it is judged now."""
    view = version_view(version, version.question.kind)
    right = version.corrected_by or version
    return dataclasses.replace(view, key=key_text(version.question.kind, right.key))
