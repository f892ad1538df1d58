"""What is a member's own: self-review, result, appeal."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xuezuo.kernel import clock
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, form_page, refusals_onto
from xuezuo.review.evaluation import services
from xuezuo.review.evaluation.forms import AppealForm, SelfForm
from xuezuo.review.evaluation.queries.access import own_subject
from xuezuo.review.evaluation.queries.branch import committee_report_of
from xuezuo.review.evaluation.queries.mine import my_latest, my_page
from xuezuo.review.evaluation.queries.standing import body_standing
from xuezuo.review.evaluation.types import ReadWay
from xuezuo.review.evaluation.views.helpers import poll_address


@require_GET
@requires()
def mine(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show one year: what I wrote, what came of it, what I may still do."""
    today = clock.today()
    subject = own_subject(request.actor, uid)
    context = {"page": my_page(subject, today), "poll_url": poll_address(subject.part, only_open=True)}
    context |= {"report": committee_report_of(subject.part), "body": body_standing(subject.part)}
    return render(request, "evaluation/mine.html", context)


@require_http_methods(["GET", "POST"])
@requires()
def self_review(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Write the self-review; keep it or hand it in."""
    subject = own_subject(request.actor, uid)
    page = my_page(subject, clock.today())
    form = SelfForm(request.POST or None, initial={"text": page.text})
    if form.is_valid():
        with refusals_onto(form):
            hand_in = request.POST.get("do") == "hand_in"
            text = form.cleaned_data["text"]
            services.self_save(actor=request.actor, subject=subject, text=text, hand_in=hand_in, at=clock.now())
            messages.success(request, "已提交给支部。" if hand_in else "已保存，只有您自己能看到。")
            return redirect("evaluation:mine", uid=uid)
    status = 400 if form.is_bound else 200
    return render(request, "evaluation/self_review.html", {"form": form, "page": page}, status=status)


@require_POST
@requires()
def result_read(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Take note of the result."""
    verdict = my_latest(own_subject(request.actor, uid))
    services.result_read(actor=request.actor, verdict=verdict, way=ReadWay.PHONE, at=clock.now())
    messages.success(request, "已确认知晓。")
    return redirect("evaluation:mine", uid=uid)


@require_http_methods(["GET", "POST"])
@requires()
def appeal_make(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Appeal."""
    verdict = my_latest(own_subject(request.actor, uid))
    form = AppealForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            services.appeal_make(actor=request.actor, verdict=verdict, text=form.cleaned_data["text"], at=clock.now())
            messages.success(request, "申诉已提交，支部和上级会先后答复。")
            return redirect("evaluation:mine", uid=uid)
    lead = "支部先答复，再由上级组织的另一位同志答复。申诉不影响您的任何权利。"
    back = reverse("evaluation:mine", kwargs={"uid": uid})
    return form_page(request, form, title="对评议结果提出申诉", lead=lead, submit="提交申诉", back=back)
