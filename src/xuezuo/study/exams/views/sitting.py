"""The pages of those who sit: one's exams, the rules before the start, the paper, handing in.

All of them work without JavaScript. The script saves and hands in through two addresses of its own, which ask for the
signed start instead of a log-in: see `services.sitting`.
"""

import uuid

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xuezuo.kernel import clock
from xuezuo.kernel.errors import DomainError
from xuezuo.kernel.ids import new_id
from xuezuo.platform.access import Actor, acting_as, public, requires
from xuezuo.platform.http import HttpRequest, page_number, worker_response
from xuezuo.study.exams.forms import sitting as forms
from xuezuo.study.exams.queries import results, sheet
from xuezuo.study.exams.queries import sitting as queries
from xuezuo.study.exams.services import saving, submitting
from xuezuo.study.exams.services import sitting as services


@require_GET
@requires()
def my_exam_list(request: HttpRequest) -> HttpResponse:
    """List one's exams: open and coming ones, then a page of those that are over."""
    mine = queries.my_exams(request.actor, clock.now(), page_number(request))
    is_member = request.actor.member_id is not None
    return render(request, "exams/my_exam_list.html", {"mine": mine, "is_member": is_member})


@require_http_methods(["GET", "POST"])
@requires()
def sitting_start(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show the rules of an exam in words; the button begins."""
    now = clock.now()
    if request.method == "POST":
        client = forms.read_uid(request.POST.get("uid"))
        sitting = services.sitting_start(actor=request.actor, exam_uid=uid, uid=client, at=now)
        return redirect("exams:sitting-answer", uid=sitting.uid)
    mine, unit_id = queries.exam_get_to_sit(request.actor, uid, now)
    may_begin = mine.may_begin and unit_id is not None
    context = {"mine": mine, "may_begin": may_begin, "uid": new_id(), "now": now}
    return render(request, "exams/sitting_start.html", context)


@require_http_methods(["GET", "POST"])
@requires()
def sitting_answer(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show the paper with the answers so far; without script the form saves, or saves and goes on to hand in."""
    now, sitting = clock.now(), queries.sitting_get_for(request.actor, uid)
    sections = sheet.sections_of(sitting, sitting.sheet.answers)
    if request.method == "POST":
        given = forms.read_form(request.POST, sections)
        saved = saving.step_save(actor=request.actor, sitting_uid=uid, saving=given, at=now)
        if not saved.is_counted:
            messages.warning(request, "作答时间已过或已经交卷，刚才的改动没有计入。")
            return redirect("exams:sitting-result", uid=uid)
        if request.POST.get("then") == "hand-in":
            return redirect("exams:sitting-submit", uid=uid)
        messages.success(request, "已保存。")
        return redirect("exams:sitting-answer", uid=uid)
    if queries.is_over(sitting, now):
        submitting.sitting_expire(actor=request.actor, sitting=sitting, at=now)
        return redirect("exams:sitting-result", uid=uid)
    script = services.script_state(request.actor, sitting, now)
    context = {"sitting": sitting, "sections": sections, "script": script, "step": new_id()}
    return render(request, "exams/sitting_answer.html", context)


@require_http_methods(["GET", "POST"])
@requires()
def sitting_submit(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Ask once more, naming what has no answer; then hand in."""
    now, sitting = clock.now(), queries.sitting_get_for(request.actor, uid)
    if request.method == "POST":
        submitting.sitting_submit(actor=request.actor, sitting_uid=uid, submit_uid=new_id(), at=now)
        return redirect("exams:sitting-result", uid=uid)
    if queries.is_over(sitting, now):
        return redirect("exams:sitting-answer", uid=uid)
    open_numbers = sheet.unanswered(sitting)
    return render(request, "exams/sitting_submit.html", {"sitting": sitting, "open": open_numbers})


@require_GET
@requires()
def sitting_result(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show what one's own sitting came to; right answers once they may be shown."""
    now, sitting = clock.now(), queries.sitting_get_for(request.actor, uid, with_paper=True)
    if not queries.is_over(sitting, now):
        return redirect("exams:sitting-answer", uid=uid)
    if not sitting.submitted_at:
        submitting.sitting_expire(actor=request.actor, sitting=sitting, at=now)
        return redirect("exams:sitting-result", uid=uid)
    return render(request, "exams/sitting_result.html", {"page": results.result_page(sitting, now)})


@require_GET
@public
def offline_worker(_request: HttpRequest) -> HttpResponse:
    """Hand out the service worker that shows a running sitting's paper again without a network."""
    return worker_response("exams/sitting-worker.js")


@require_POST
@public
@csrf_exempt
@transaction.non_atomic_requests
def step_save(request: HttpRequest, uid: uuid.UUID) -> JsonResponse:
    """Save answers on behalf of the signed start; `hand_in` is the uid of handing in, when the person did."""
    try:
        return JsonResponse(_saved(request.body, uid))
    except DomainError as error:
        return JsonResponse({"error": error.message, "code": error.code}, status=error.kind.value)


def _saved(body: bytes, uid: uuid.UUID) -> dict[str, object]:
    now, sent = clock.now(), forms.read_json(body)
    start = services.read_start(str(sent.get("start", "")), uid)
    given, actor = forms.read_saving(sent), Actor(start.account_id, start.member_id, label=start.label)
    with acting_as(actor):
        if sent.get("hand_in"):
            hand_in = forms.read_uid(sent["hand_in"])
            submitting.sitting_submit(actor=actor, sitting_uid=uid, submit_uid=hand_in, saving=given, at=now)
            return {"done": reverse("exams:sitting-result", args=[uid])}
        return saving.told(saving.step_save(actor=actor, sitting_uid=uid, saving=given, at=now), now)
