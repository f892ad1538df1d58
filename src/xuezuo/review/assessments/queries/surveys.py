"""The door of a questionnaire, its page, and what it came to.

Nothing is shown of a part to which fewer than ten answered, and its answers are in no sum: with no total that holds
them, nobody can subtract the parts that are shown.
"""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Sequence

from django.db.models import OuterRef, QuerySet, Subquery

from xuezuo.kernel.errors import NotFound
from xuezuo.org.models import UnitName
from xuezuo.org.queries.access import require_unit, unit_decision, units_q
from xuezuo.org.queries.tree import rows_by_id, unit_labels
from xuezuo.org.types import UnitRow
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.review.assessments.models import Part, Question, Survey
from xuezuo.review.assessments.policies import SURVEY_KEEP, SURVEY_VIEW
from xuezuo.review.assessments.types import SurveyState
from xuezuo.review.ballots.queries import poll_result
from xuezuo.review.ballots.types import PollResult
from xuezuo.study.campaigns.queries.lists import campaign_list

EVERYBODY, THE_REST = "全体", "其他组织合并"


@dataclasses.dataclass(frozen=True, slots=True)
class Answers:
    """How often each option of a question was marked; `none` = not answered."""

    question: Question
    counts: tuple[tuple[str, int], ...]
    none: int


@dataclasses.dataclass(frozen=True, slots=True)
class PartView:
    """A part for its page: answers only from ten returned on."""

    part: Part
    name: str
    returned: int | None
    answers: tuple[Answers, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class SurveyPage:
    """A questionnaire for its page; `total` adds up the parts that are shown."""

    survey: Survey
    unit_name: str
    questions: Sequence[Question]
    parts: Sequence[PartView]
    total: tuple[Answers, ...]
    counted: int
    left_out: int
    may_keep: bool


def surveys_for(actor: Actor, on: dt.date) -> QuerySet[Survey]:
    """Return the questionnaires that the actor may see, the newest first, with `unit_name`; drafts of the own units."""
    names = UnitName.objects.filter(unit=OuterRef("unit"), during__contains=on).values("name")
    found = Survey.objects.filter(units_q(actor, SURVEY_VIEW, on)).annotate(unit_name=Subquery(names[:1]))
    return found.order_by("-made_at")


def units_keeping(actor: Actor, on: dt.date) -> list[UnitRow]:
    """Return the units for which the actor may ask, by code."""
    return rows_by_id(SURVEY_KEEP.nodes(actor), on)


def units_seen(actor: Actor, on: dt.date) -> list[UnitRow]:
    """Return the units at or below which the actor sees questionnaires, by code."""
    return rows_by_id(SURVEY_VIEW.nodes(actor), on)


def campaigns_for(actor: Actor, on: dt.date) -> list[tuple[str, str]]:
    """Return the campaigns that a questionnaire may be about, as choices."""
    runs = campaign_list(actor, on, archived=False)[:40]
    return [("", "不针对某项学习教育"), *((str(run.pk), run.title) for run in runs)]


def survey_get_for(actor: Actor, uid: uuid.UUID, on: dt.date, *, to_keep: bool = False) -> Survey:
    """Return the questionnaire if the actor may see it, or keep it.

    Raises:
        NotFound: no such questionnaire, or not for the actor.
        Forbidden: seen but not kept.
    """
    survey = Survey.objects.select_related("unit", "campaign").filter(units_q(actor, SURVEY_VIEW, on), uid=uid).first()
    if survey is None:
        raise NotFound
    if to_keep:
        require_unit(actor, SURVEY_KEEP, survey.unit_id, on)
    return survey


def question_get_for(actor: Actor, uid: uuid.UUID, on: dt.date) -> Question:
    """Return the question if the actor keeps its questionnaire; raises as `survey_get_for`."""
    question = Question.objects.select_related("survey").filter(uid=uid).first()
    if question is None:
        raise NotFound
    survey_get_for(actor, question.survey.uid, on, to_keep=True)
    return question


def survey_page(actor: Actor, survey: Survey, on: dt.date) -> SurveyPage:
    """Return a questionnaire for its page."""
    questions = list(survey.questions.order_by("number"))
    with acting_as(SYSTEM):
        parts = list(Part.objects.select_related("poll").filter(survey=survey).order_by("unit__code"))
    names = unit_labels({survey.unit_id, *(part.unit_id for part in parts if part.unit_id)}, on)
    views = []
    for part in parts:
        name = names[part.unit_id].name if part.unit_id else (THE_REST if len(parts) > 1 else EVERYBODY)
        views.append(_view(part, name, questions, survey))
    shown = [view for view in views if view.answers]
    return SurveyPage(
        survey=survey,
        unit_name=names[survey.unit_id].name,
        questions=questions,
        parts=views,
        total=_total(questions, shown),
        counted=sum(view.returned or 0 for view in shown),
        left_out=sum(1 for view in views if view.returned is not None and not view.answers),
        may_keep=bool(unit_decision(actor, SURVEY_KEEP, survey.unit_id, on)),
    )


def _view(part: Part, name: str, questions: Sequence[Question], survey: Survey) -> PartView:
    result = poll_result(part.poll_id) if survey.state == SurveyState.CLOSED else None
    if result is None:
        return PartView(part, name, None, ())
    return PartView(part, name, result.returned, answers_of(result, questions))


def answers_of(result: PollResult, questions: Sequence[Question]) -> tuple[Answers, ...]:
    """Return the answers of a part; nothing below ten returned."""
    if not result.may_be_broken_down:
        return ()
    items = {item.position: item for item in result.items}
    found = []
    for place, question in enumerate(questions, start=1):
        item = items[place]
        counts = tuple((word, item.counts.get(f"o{n}", 0)) for n, word in enumerate(question.options, start=1))
        found.append(Answers(question, counts, item.abstained))
    return tuple(found)


def _total(questions: Sequence[Question], shown: Sequence[PartView]) -> tuple[Answers, ...]:
    if not shown:
        return ()
    total = []
    for place, question in enumerate(questions):
        rows = [view.answers[place] for view in shown]
        sums = [sum(numbers) for numbers in zip(*([count for _, count in row.counts] for row in rows), strict=True)]
        counts = tuple(zip(question.options, sums, strict=True))
        total.append(Answers(question, counts, sum(row.none for row in rows)))
    return tuple(total)
