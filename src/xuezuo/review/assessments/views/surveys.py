"""Questionnaires: list, page, questions, opening, closing."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xuezuo.kernel import clock
from xuezuo.kernel.errors import DomainError, Kind
from xuezuo.org.queries.access import unit_get_for
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, page_number, paginate, year_asked
from xuezuo.review.assessments import forms, services
from xuezuo.review.assessments.policies import SURVEY_KEEP, SURVEY_VIEW
from xuezuo.review.assessments.queries import surveys as queries
from xuezuo.review.assessments.queries.counts import survey_counts
from xuezuo.review.assessments.queries.drawing import redrawn

FORM = ["GET", "POST"]


def _url(uid: uuid.UUID) -> str:
    return reverse("assessments:survey-detail", args=[uid])


def _posted(request: HttpRequest, form: Form, deed: Callable[[], str], **words: object) -> HttpResponse:
    """Do the deed with a valid form and go where it says; else show the form with what is wrong."""
    if form.is_valid():
        try:
            return redirect(deed())
        except DomainError as error:
            if error.kind in (Kind.NOT_FOUND, Kind.FORBIDDEN):
                raise
            form.add_error(None, error.message)
    return render(request, "web/form_page.html", {"form": form, **words}, status=400 if form.is_bound else 200)


@require_GET
@requires(SURVEY_VIEW)
def home(request: HttpRequest) -> HttpResponse:
    """Show the questionnaires in sight."""
    page = paginate(queries.surveys_for(request.actor, clock.today()), page_number(request))
    nodes = queries.units_seen(request.actor, clock.today())
    return render(request, "assessments/home.html", {"page": page, "counted": next(iter(nodes), None)})


@require_http_methods(FORM)
@requires(SURVEY_KEEP)
def survey_make(request: HttpRequest) -> HttpResponse:
    """Make the draft of a questionnaire."""
    on = clock.today()
    units, campaigns = queries.units_keeping(request.actor, on), queries.campaigns_for(request.actor, on)
    form = forms.SurveyForm(request.POST or None, units, campaigns, request.GET.get("campaign", ""))

    def deed() -> str:
        unit_id = form.cleaned_data["unit"]
        return _url(services.survey_make(actor=request.actor, unit_id=unit_id, spec=form.spec, at=clock.now()).uid)

    return _posted(request, form, deed, title="建立专项评估", submit="建立", back=reverse("assessments:home"))


@require_GET
@requires(SURVEY_VIEW)
def survey_detail(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show a questionnaire and, once it is closed, what it came to."""
    on = clock.today()
    page = queries.survey_page(request.actor, queries.survey_get_for(request.actor, uid, on), on)
    return render(request, "assessments/survey_detail.html", {"page": page, "survey": page.survey})


@require_GET
@requires(SURVEY_VIEW)
def survey_draw(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Repeat the draw from its seed and say whether it gives the same people; nobody is named."""
    survey = queries.survey_get_for(request.actor, uid, clock.today())
    return render(request, "assessments/survey_draw.html", {"survey": survey, "draw": redrawn(survey)})


@require_GET
@requires(SURVEY_VIEW)
def counts(request: HttpRequest, unit: uuid.UUID) -> HttpResponse:
    """Show the questionnaires of a unit by child, each with the way to where it comes from."""
    on = clock.today()
    here = unit_get_for(request.actor, unit, SURVEY_VIEW, on)
    year = year_asked(request, on.year)
    return render(request, "assessments/counts.html", {"counts": survey_counts(here.pk, year, on)})


@require_http_methods(FORM)
@requires(SURVEY_KEEP)
def question_add(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Add a question to a draft."""
    survey = queries.survey_get_for(request.actor, uid, clock.today(), to_keep=True)
    form = forms.QuestionForm(request.POST or None)

    def deed() -> str:
        services.question_add(actor=request.actor, survey=survey, spec=form.spec, at=clock.now())
        return _url(uid)

    return _posted(request, form, deed, title="增加题目", submit="增加", back=_url(uid))


@require_POST
@requires(SURVEY_KEEP)
def question_remove(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Take a question out of a draft."""
    question = queries.question_get_for(request.actor, uid, clock.today())
    survey = services.question_remove(actor=request.actor, question=question, at=clock.now())
    return redirect(_url(survey.uid))


@require_http_methods(FORM)
@requires(SURVEY_KEEP)
def survey_open(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Draw who is asked and begin."""
    survey = queries.survey_get_for(request.actor, uid, clock.today(), to_keep=True)
    form = forms.OpenForm(request.POST or None)

    def deed() -> str:
        services.survey_open(actor=request.actor, survey=survey, mode=form.cleaned_data["mode"], at=clock.now())
        messages.success(request, "已开始。名单已固定，抽中的人在“投票”里填写。")
        return _url(uid)

    lead = "开始后题目和名单都不能改。无记名，谁填了什么查不出来。"
    return _posted(request, form, deed, title="开始专项评估", lead=lead, submit="开始", back=_url(uid))


@transaction.non_atomic_requests
@require_http_methods(FORM)
@requires(SURVEY_KEEP)
def survey_close(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Ask once more, then close the ballots."""
    survey = queries.survey_get_for(request.actor, uid, clock.today(), to_keep=True)
    form = Form(request.POST if request.method == "POST" else None)

    def deed() -> str:
        services.survey_close(actor=request.actor, survey=survey, at=clock.now())
        messages.success(request, "已结束，结果见下。")
        return _url(uid)

    lead = "结束后没有填写的人不能再填写，也不能重新开始。收回不足 10 份的不显示结果。"
    return _posted(request, form, deed, title="结束并统计", lead=lead, submit="结束并统计", back=_url(uid))


@require_POST
@requires(SURVEY_KEEP)
def survey_discard(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Delete a draft."""
    survey = queries.survey_get_for(request.actor, uid, clock.today(), to_keep=True)
    services.survey_discard(actor=request.actor, survey=survey, at=clock.now())
    messages.success(request, "草稿已删除。")
    return redirect("assessments:home")
