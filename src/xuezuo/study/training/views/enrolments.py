"""Enrolment: the branch names people, a member asks, the keeper decides; who leaves."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from xuezuo.kernel import clock
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, form_page, refusals_onto
from xuezuo.study.training.forms.classes import DecideForm, EnrolForm, ReasonForm
from xuezuo.study.training.policies import CLASS_KEEP, ENROL, READ
from xuezuo.study.training.queries.access import at_class, class_get_for, enrolment_get_for
from xuezuo.study.training.queries.classes import enrolment_rows, rights_of
from xuezuo.study.training.queries.people import candidates
from xuezuo.study.training.services import enrolments as services
from xuezuo.study.training.views.helpers import status_of


@require_http_methods(["GET", "POST"])
@requires(ENROL, CLASS_KEEP)
def enrolment_make(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Put members on the list."""
    today = clock.today()
    training_class = class_get_for(request.actor, uid, READ, today)
    people = candidates(request.actor, training_class, today)
    keeps = bool(at_class(request.actor, CLASS_KEEP, training_class, today))
    form = EnrolForm(request.POST if request.method == "POST" else None, people=people, keeps=keeps)
    if form.is_valid():
        with refusals_onto(form):
            ids = form.member_ids()
            made = services.enrolment_make(
                actor=request.actor, training_class=training_class, member_ids=ids, at=clock.now()
            )
            messages.success(request, f"已报名 {len(made)} 人，由主办组织录取。")
            return redirect("training:class-detail", uid=uid)
    context = {"class": training_class, "form": form, "people": people, "keeps": keeps}
    return render(request, "training/enrolment_make.html", context, status=status_of(request))


@require_POST
@requires(READ)
def enrolment_ask(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Ask for a place oneself."""
    training_class = class_get_for(request.actor, uid, READ, clock.today())
    services.enrolment_ask(actor=request.actor, training_class=training_class, at=clock.now())
    messages.success(request, "申请已提交，由主办组织录取。")
    return redirect("training:class-detail", uid=uid)


@require_http_methods(["GET", "POST"])
@requires(CLASS_KEEP)
def enrolment_decide(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Accept requests: all are ticked, untick the exceptions."""
    today = clock.today()
    training_class = class_get_for(request.actor, uid, CLASS_KEEP, today)
    rows = enrolment_rows(request.actor, training_class, rights_of(request.actor, training_class, today), today)
    form = DecideForm(request.POST or None, rows=rows)
    if form.is_valid():
        with refusals_onto(form):
            confirmed, waiting = services.enrolments_decide(
                actor=request.actor, training_class=training_class, enrolments=form.chosen(), at=clock.now()
            )
            messages.success(request, f"录取 {confirmed} 人，候补 {waiting} 人。")
            return redirect("training:class-detail", uid=uid)
    context = {"class": training_class, "form": form}
    return render(request, "training/enrolment_decide.html", context, status=status_of(request))


@require_http_methods(["GET", "POST"])
@requires(CLASS_KEEP)
def enrolment_refuse(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Refuse a request."""
    enrolment = enrolment_get_for(request.actor, uid, clock.today(), to_decide=True)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            reason = form.cleaned_data["reason"]
            services.enrolment_refuse(actor=request.actor, enrolment=enrolment, reason=reason, at=clock.now())
            messages.success(request, "已登记不予录取。")
            return redirect("training:class-detail", uid=enrolment.training_class.uid)
    back = reverse("training:class-detail", args=[enrolment.training_class.uid])
    return form_page(request, form, title="不予录取", submit="不予录取", back=back, danger=True)


@require_http_methods(["GET", "POST"])
@requires(READ)
def enrolment_leave(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Take somebody off the list, or oneself."""
    enrolment = enrolment_get_for(request.actor, uid, clock.today())
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            reason = form.cleaned_data["reason"]
            services.enrolment_leave(actor=request.actor, enrolment=enrolment, reason=reason, at=clock.now())
            messages.success(request, "已退出。名额会给候补的第一人。")
            return redirect("training:class-detail", uid=enrolment.training_class.uid)
    back = reverse("training:class-detail", args=[enrolment.training_class.uid])
    lead = "从今天起不再列入应到名单；以前的出勤保留。"
    return form_page(request, form, title="退出培训班", submit="退出", back=back, lead=lead, danger=True)
