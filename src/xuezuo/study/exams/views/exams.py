"""Exams as those see them who hold them or look after units: list, settings, counts, publishing, ending."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xuezuo.kernel import clock
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, form_page, page_number, paginate, refusals_onto, render_partial
from xuezuo.study.exams.forms.banks import ReasonForm
from xuezuo.study.exams.forms.exams import ExamForm, ExtendForm, NewExamForm, StateForm, ends_in_week
from xuezuo.study.exams.policies import EXAM_AUTHOR, EXAM_VIEW
from xuezuo.study.exams.queries import exams as queries
from xuezuo.study.exams.queries.banks import units_for
from xuezuo.study.exams.queries.exam_page import exam_page
from xuezuo.study.exams.services import exams as services


@require_GET
@requires(EXAM_VIEW)
def exam_list(request: HttpRequest) -> HttpResponse:
    """List the exams that the asker looks after."""
    form, today = StateForm(request.GET or None), clock.today()
    state = form.cleaned_data["state"] if form.is_valid() else ""
    page = paginate(queries.exam_list(request.actor, today, state), page_number(request))
    context = {"page": page, "form": form, "now": clock.now(), "may_author": EXAM_AUTHOR.is_held_by(request.actor)}
    return render_partial(request, "exams/exam_list.html", context, target="rows")


@require_http_methods(["GET", "POST"])
@requires(EXAM_AUTHOR)
def exam_draft(request: HttpRequest) -> HttpResponse:
    """Draft an exam."""
    today, units = clock.today(), units_for(request.actor, EXAM_AUTHOR, clock.today())
    asks = queries.asks_for([unit.id for unit in units], today)
    form = NewExamForm(request.POST or None, units=units, asks=asks, initial=ends_in_week(clock.now()))
    if form.is_valid():
        with refusals_onto(form):
            unit_id = form.cleaned_data["unit"]
            exam = services.exam_draft(actor=request.actor, unit_id=unit_id, spec=form.spec, at=clock.now())
            messages.success(request, "考学已拟定。下一步编排试卷，然后发布。")
            return redirect("exams:exam-detail", uid=exam.uid)
    return form_page(request, form, title="拟定考学", submit="保存", back=reverse("exams:exam-list"))


@require_GET
@requires(EXAM_VIEW)
def exam_detail(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show an exam with its counts, downwards unit by unit."""
    exam = queries.exam_get_for(request.actor, uid, EXAM_VIEW, clock.today())
    page = exam_page(request.actor, exam, request.GET.get("unit", ""), clock.now())
    return render(request, "exams/exam_detail.html", {"exam": exam, "page": page, "now": clock.now()})


@require_http_methods(["GET", "POST"])
@requires(EXAM_AUTHOR)
def exam_change(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Change the settings of a draft."""
    exam = queries.exam_get_for(request.actor, uid, EXAM_AUTHOR, clock.today())
    form = ExamForm.of(request.POST, exam, queries.asks_for([exam.unit_id], clock.today()))
    if form.is_valid():
        with refusals_onto(form):
            services.exam_change(actor=request.actor, exam=exam, spec=form.spec, at=clock.now())
            messages.success(request, "设置已保存。")
            return redirect("exams:exam-detail", uid=uid)
    return form_page(request, form, title="考学设置", submit="保存", back=reverse("exams:exam-detail", args=[uid]))


@require_POST
@requires(EXAM_AUTHOR)
def exam_publish(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Publish a draft."""
    exam = queries.exam_get_for(request.actor, uid, EXAM_AUTHOR, clock.today())
    services.exam_publish(actor=request.actor, exam=exam, at=clock.now())
    messages.success(request, "考学已发布。到开始时间，参加范围内的党员就可以作答。")
    return redirect("exams:exam-detail", uid=uid)


@require_http_methods(["GET", "POST"])
@requires(EXAM_AUTHOR)
def exam_extend(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Let a published exam close later."""
    exam = queries.exam_get_for(request.actor, uid, EXAM_AUTHOR, clock.today())
    form = ExtendForm(request.POST or None, initial={"closes_at": exam.closes_at})
    if form.is_valid():
        with refusals_onto(form):
            services.exam_extend(actor=request.actor, exam=exam, **form.cleaned_data, at=clock.now())
            messages.success(request, "结束时间已延长，党员在“我的考学”里看到新的时间。")
            return redirect("exams:exam-detail", uid=uid)
    lead = "还没有开始和正在作答的党员都可以用到新的结束时间；每人的时限不变。已交卷的不受影响。"
    back = reverse("exams:exam-detail", args=[uid])
    return form_page(request, form, title="延长考学时间", lead=lead, submit="延长", back=back)


@require_http_methods(["GET", "POST"])
@requires(EXAM_AUTHOR)
def exam_close(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """End an exam before its time."""
    exam, form = queries.exam_get_for(request.actor, uid, EXAM_AUTHOR, clock.today()), ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            services.exam_close(actor=request.actor, exam=exam, reason=form.cleaned_data["reason"], at=clock.now())
            messages.success(request, "考学已结束。")
            return redirect("exams:exam-detail", uid=uid)
    back, lead = reverse("exams:exam-detail", args=[uid]), "结束后不能再开始作答；正在作答的按已保存的答案交卷。"
    return form_page(request, form, title="提前结束", lead=lead, submit="结束考学", back=back, danger=True)


@require_http_methods(["GET", "POST"])
@requires(EXAM_AUTHOR)
def exam_void(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Void an exam for good."""
    exam, form = queries.exam_get_for(request.actor, uid, EXAM_AUTHOR, clock.today()), ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            services.exam_void(actor=request.actor, exam=exam, reason=form.cleaned_data["reason"], at=clock.now())
            messages.success(request, "考学已作废。")
            return redirect("exams:exam-detail", uid=uid)
    back, lead = reverse("exams:exam-detail", args=[uid]), "作废后不能恢复；已有的作答保留，但不计入任何要求。"
    return form_page(request, form, title="作废考学", lead=lead, submit="作废", back=back, danger=True)
