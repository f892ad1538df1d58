"""Who may open the pages of assessments."""

from tests.support.access import Row, World

from xuezuo.platform.access import SYSTEM
from xuezuo.review.assessments.models import Survey
from xuezuo.review.assessments.services import question_add, survey_make
from xuezuo.review.assessments.tests.test_assessments import ASK, AT
from xuezuo.review.assessments.types import SurveySpec


def prepare(world: World) -> None:
    """Make a draft with a question and one that runs (without ballots), both of the committee."""
    unit_id = world.cast.committee.pk
    world.survey_draft = survey_make(actor=SYSTEM, unit_id=unit_id, spec=SurveySpec("学习效果"), at=AT)
    world.survey_question = question_add(actor=SYSTEM, survey=world.survey_draft, spec=ASK, at=AT)
    world.survey_open = survey_make(actor=SYSTEM, unit_id=unit_id, spec=SurveySpec("工作效果"), at=AT)
    Survey.objects.filter(pk=world.survey_open.pk).update(state="open", seed=7, opened_at=AT, drawn_from=20)


def committee(world: World) -> dict[str, object]:
    return {"unit": world.cast.committee.uid}


def draft(world: World) -> dict[str, object]:
    return {"uid": world.survey_draft.uid}


def question(world: World) -> dict[str, object]:
    return {"uid": world.survey_question.uid}


def running(world: World) -> dict[str, object]:
    return {"uid": world.survey_open.uid}


READERS = {200: "wang li zheng wu sun zhou", 403: "zhao qian feng", 302: "stranger"}
READ = {200: "wu sun", 404: "wang li zheng zhou", 403: "zhao qian feng", 302: "stranger"}
MAKE = {200: "wang li zheng wu zhou", 403: "zhao qian sun feng", 302: "stranger"}
KEEP = {200: "wu", 404: "wang li zheng zhou", 403: "zhao qian sun feng", 302: "stranger"}
KEEP_POST = {302: "wu stranger", 404: "wang li zheng zhou", 403: "zhao qian sun feng"}

ROWS = (
    Row("assessments:home", expected=READERS),
    Row("assessments:survey-make", expected=MAKE),
    Row("assessments:survey-detail", draft, READ),
    Row("assessments:survey-draw", running, READ),
    Row("assessments:counts", committee, READ),
    Row("assessments:question-add", draft, KEEP),
    Row("assessments:question-remove", question, KEEP_POST, method="post"),
    Row("assessments:survey-open", draft, KEEP),
    Row("assessments:survey-close", running, KEEP_POST, method="post"),
    Row("assessments:survey-discard", draft, KEEP_POST, method="post"),
)
