"""Questionnaires: written, opened to everybody or to a draw, closed. Answers go through the secret ballots."""

import datetime as dt
import secrets

from django.db.models import Max

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.ids import new_id
from xuezuo.kernel.text import squeeze
from xuezuo.org.queries.access import require_unit
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.audit.services import Fields, record, use_case
from xuezuo.review.assessments import events
from xuezuo.review.assessments.errors import QuestionWrong, SampleTooSmall, SurveyEmpty, WrongState
from xuezuo.review.assessments.models import Part, Question, Survey
from xuezuo.review.assessments.policies import SURVEY_KEEP
from xuezuo.review.assessments.queries.drawing import digest_of, drawn, groups_of, members_by_part
from xuezuo.review.assessments.types import SCALE, QuestionKind, QuestionSpec, SurveySpec, SurveyState
from xuezuo.review.ballots.models import Poll
from xuezuo.review.ballots.services import poll_close, poll_open, poll_prepare, polls_seal
from xuezuo.review.ballots.types import LEAST_TO_BREAK_DOWN, Choice, ItemSpec, PollPurpose, PollSpec, PollState

MOST_OPTIONS = 12


@use_case("assessments.survey_make")
def survey_make(*, actor: Actor, unit_id: int, spec: SurveySpec, at: dt.datetime) -> Survey:
    """Make the draft of a questionnaire.

    Raises:
        NotFound, Forbidden: the actor may not.
        SampleTooSmall: a draw of fewer than ten.
    """
    require_unit(actor, SURVEY_KEEP, unit_id, civil_date(at))
    if spec.sample is not None and spec.sample < LEAST_TO_BREAK_DOWN:
        raise SampleTooSmall(count=spec.sample, least=LEAST_TO_BREAK_DOWN)
    survey = Survey(uid=new_id(), unit_id=unit_id, title=squeeze(spec.title), intro=spec.intro.strip(), made_at=at)
    survey.campaign_id, survey.sample, survey.by_unit = spec.campaign_id, spec.sample, spec.by_unit
    survey.closes_at, survey.made_by = spec.closes_at, actor.account_id
    survey.save(force_insert=True)
    _tell(events.SURVEY_MADE, actor, survey, at)
    return survey


@use_case("assessments.question_add")
def question_add(*, actor: Actor, survey: Survey, spec: QuestionSpec, at: dt.datetime) -> Question:
    """Add a question to a draft.

    Raises:
        NotFound, Forbidden, WrongState: the actor may not, or no draft.
        QuestionWrong: no text, or not two to twelve different options.
    """
    survey = _locked(actor, survey, at, "增加题目", SurveyState.DRAFT)
    options = list(SCALE) if spec.kind == QuestionKind.SCALE else [squeeze(one) for one in spec.options if squeeze(one)]
    if not squeeze(spec.text):
        raise QuestionWrong(why="没有写题目。")
    if not 2 <= len(options) <= MOST_OPTIONS or len(set(options)) != len(options):
        raise QuestionWrong(why=f"要有 2 到 {MOST_OPTIONS} 个不同的选项，每行一个。")
    last = survey.questions.aggregate(last=Max("number"))["last"] or 0
    values = {"text": squeeze(spec.text), "kind": spec.kind, "options": options}
    question = Question.objects.create(uid=new_id(), survey=survey, number=last + 1, **values)
    _tell(events.QUESTION_ADDED, actor, survey, at, number=question.number)
    return question


@use_case("assessments.question_remove")
def question_remove(*, actor: Actor, question: Question, at: dt.datetime) -> Survey:
    """Take a question out of a draft; raises as `question_add`."""
    survey = _locked(actor, question.survey, at, "删除题目", SurveyState.DRAFT)
    _tell(events.QUESTION_REMOVED, actor, survey, at, number=question.number)
    question.delete()
    return survey


@use_case("assessments.survey_discard")
def survey_discard(*, actor: Actor, survey: Survey, at: dt.datetime) -> None:
    """Delete a draft; raises as `question_add`."""
    survey = _locked(actor, survey, at, "删除", SurveyState.DRAFT)
    _tell(events.SURVEY_DISCARDED, actor, survey, at)
    survey.questions.all().delete()
    survey.delete()


@use_case("assessments.survey_open")
def survey_open(*, actor: Actor, survey: Survey, mode: str, at: dt.datetime) -> Survey:
    """Draw who is asked and open the secret ballots; from now on neither questions nor lists change.

    Raises:
        NotFound, Forbidden, WrongState: the actor may not, or no draft.
        SurveyEmpty: no question.
        SampleTooSmall: fewer than ten people.
    """
    survey, on = _locked(actor, survey, at, "开始", SurveyState.DRAFT), civil_date(at)
    questions = list(survey.questions.order_by("number"))
    if not questions:
        raise SurveyEmpty
    members = members_by_part(survey.unit_id, on)
    survey.seed, survey.drawn_from, survey.digest = secrets.randbits(62), len(members), digest_of(list(members))
    chosen = drawn(list(members), survey.seed, survey.sample)
    if len(chosen) < LEAST_TO_BREAK_DOWN:
        raise SampleTooSmall(count=len(chosen), least=LEAST_TO_BREAK_DOWN)
    items = tuple(_item(question) for question in questions)
    for unit_id, ids in groups_of(chosen, members, by_unit=survey.by_unit).items():
        _part(actor, survey, (unit_id, ids), (mode, items), at)
    survey.state, survey.opened_at = SurveyState.OPEN, at
    survey.save(update_fields=["state", "opened_at", "seed", "drawn_from", "digest"])
    _tell(events.SURVEY_OPENED, actor, survey, at, asked=len(chosen), seed=survey.seed)
    return survey


def _item(question: Question) -> ItemSpec:
    choices = tuple(Choice(f"o{number}", word) for number, word in enumerate(question.options, start=1))
    return ItemSpec(question.text, choices, several=question.kind == QuestionKind.SEVERAL)


def _part(
    actor: Actor,
    survey: Survey,
    group: tuple[int | None, list[int]],
    ballot: tuple[str, tuple[ItemSpec, ...]],
    at: dt.datetime,
) -> None:
    spec = PollSpec(
        unit_id=survey.unit_id,
        purpose=PollPurpose.ASSESSMENT,
        title=survey.title,
        mode=ballot[0],
        items=ballot[1],
        closes_at=survey.closes_at,
        instructions=survey.intro or "无记名填写，可以跳过不想回答的题。",
    )
    poll = poll_open(actor=actor, poll=poll_prepare(actor=actor, spec=spec, at=at), entitled=group[1], at=at)
    Part.objects.create(survey=survey, unit_id=group[0], poll=poll, size=len(group[1]))


def survey_close(*, actor: Actor, survey: Survey, at: dt.datetime) -> Survey:
    """Close all ballots for good; results are shown from now on.

    Two transactions: no box is opened before all of them are sealed. Cut off in between, it is called again.

    Raises:
        NotFound, Forbidden, WrongState: the actor may not, or it does not run.
        PaperNotCounted and others of the ballots: a ballot cannot be closed yet.
    """
    polls_seal(actor=actor, find=lambda: _polls(_locked(actor, survey, at, "结束", SurveyState.OPEN)), at=at)
    return _closed(actor=actor, survey=survey, at=at)


@use_case("assessments.survey_close")
def _closed(*, actor: Actor, survey: Survey, at: dt.datetime) -> Survey:
    survey = _locked(actor, survey, at, "结束", SurveyState.OPEN)
    for poll in _polls(survey):
        poll_close(actor=actor, poll=poll, at=at)
    survey.state, survey.closed_at = SurveyState.CLOSED, at
    survey.save(update_fields=["state", "closed_at"])
    _tell(events.SURVEY_CLOSED, actor, survey, at)
    return survey


def _polls(survey: Survey) -> list[Poll]:
    with acting_as(SYSTEM):
        parts = Part.objects.select_related("poll").filter(survey=survey).order_by("poll_id")
        return [part.poll for part in parts if part.poll.state != PollState.VOID]


def _locked(actor: Actor, survey: Survey, at: dt.datetime, deed: str, state: str) -> Survey:
    require_unit(actor, SURVEY_KEEP, survey.unit_id, civil_date(at))
    found = Survey.objects.select_for_update(of=("self",)).get(pk=survey.pk)
    if found.state != state:
        raise WrongState(state=SurveyState(found.state).label, deed=deed)
    return found


def _tell(name: str, actor: Actor, survey: Survey, at: dt.datetime, **after: int | None) -> None:
    fields: Fields = dict(after)
    about = ("assessments.survey", survey.uid)
    record(name, actor=actor, subject=about, at=at, unit_id=survey.unit_id, after=fields)
