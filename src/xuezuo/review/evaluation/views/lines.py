"""One member of the list, for the branch's keepers; who comes and goes."""

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
from xuezuo.review.evaluation.forms import CorrectForm, TakeForm, WhyForm
from xuezuo.review.evaluation.policies import PART_KEEP
from xuezuo.review.evaluation.queries.access import kept_subject, part_get_for
from xuezuo.review.evaluation.queries.branch import branch_page, row_of, verdicts_of, words_of
from xuezuo.review.evaluation.queries.members import member_to_take
from xuezuo.review.evaluation.types import ReadWay


@require_GET
@requires(PART_KEEP)
def line_detail(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show what a member handed in, what the ballots said, and the opinions."""
    today = clock.today()
    subject = kept_subject(request.actor, uid, today)
    row = row_of(branch_page(subject.part, today), subject)
    context = {"row": row, "part": subject.part, "words": words_of(subject), "verdicts": verdicts_of(subject)}
    return render(request, "evaluation/line_detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(PART_KEEP)
def line_correct(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Correct an opinion by a new version."""
    today = clock.today()
    subject = kept_subject(request.actor, uid, today)
    form = CorrectForm(request.POST or None, row=row_of(branch_page(subject.part, today), subject))
    if form.is_valid():
        with refusals_onto(form):
            services.verdict_correct(
                actor=request.actor, subject=subject, line=form.line(), why=form.cleaned_data["why"], at=clock.now()
            )
            messages.success(request, "已更正。原来的评定保留，本人会看到更正并重新确认。")
            return redirect("evaluation:line-detail", uid=uid)
    title = f"更正评定：{subject.member.name}"
    return form_page(request, form, title=title, submit="更正", back=_page(uid))


@require_POST
@requires(PART_KEEP)
def line_told(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Record that the member was told in person."""
    subject = kept_subject(request.actor, uid, clock.today())
    verdicts = verdicts_of(subject)
    if verdicts:
        verdicts[0].subject = subject
        services.result_read(actor=request.actor, verdict=verdicts[0], way=ReadWay.TOLD, at=clock.now())
        messages.success(request, "已登记当面反馈。")
    return redirect("evaluation:line-detail", uid=uid)


@require_http_methods(["GET", "POST"])
@requires(PART_KEEP)
def line_leave(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Take a member off the list, with the reason."""
    subject = kept_subject(request.actor, uid, clock.today())
    form = WhyForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            services.subject_leave(
                actor=request.actor, subject=subject, reason=form.cleaned_data["why"], at=clock.now()
            )
            messages.success(request, "已移出名单。")
            return redirect("evaluation:part-detail", uid=subject.part.uid)
    lead = "例如：组织关系已转出、去世。转到另一个支部的，由那个支部列入名单时会自动移出。"
    title = f"移出名单：{subject.member.name}"
    return form_page(request, form, title=title, lead=lead, submit="移出", back=_page(uid), danger=True)


@require_http_methods(["GET", "POST"])
@requires(PART_KEEP)
def line_take(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Put a member on the list who has come since."""
    today = clock.today()
    part = part_get_for(request.actor, uid, PART_KEEP, today)
    form = TakeForm(request.POST or None)
    if form.is_valid():
        with refusals_onto(form):
            member = member_to_take(request.actor, part, form.cleaned_data["number"], today)
            services.subject_take(actor=request.actor, part=part, member=member, at=clock.now())
            messages.success(request, "已列入名单。")
            return redirect("evaluation:part-detail", uid=uid)
    lead = "截止日以后转入本支部，或流动到本支部的党员。一名党员一年只在一个支部评定。"
    back = reverse("evaluation:part-detail", kwargs={"uid": uid})
    return form_page(request, form, title="增加参评党员", lead=lead, submit="列入名单", back=back)


def _page(uid: uuid.UUID) -> str:
    return reverse("evaluation:line-detail", kwargs={"uid": uid})
