"""How questions did, and putting a wrong key right."""

import json
import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from xuezuo.kernel import clock
from xuezuo.platform.access import Actor, requires
from xuezuo.platform.http import HttpRequest, refusals_onto
from xuezuo.platform.jobs.kinds import Values
from xuezuo.platform.jobs.queries import job_get_for
from xuezuo.platform.jobs.services import job_start
from xuezuo.study.exams.forms.marking import KeyForm
from xuezuo.study.exams.policies import EXAM_AUTHOR
from xuezuo.study.exams.queries.analysis import FEW, question_shares
from xuezuo.study.exams.queries.exams import exam_get_for
from xuezuo.study.exams.queries.regrading import reach_of, sittings_in, version_get, version_shown
from xuezuo.study.exams.services.regrading import KeyChange, key_preview
from xuezuo.study.exams.services.regrading import key_correct as correct

FEW_TO_WAIT_FOR = 5_000  # sittings graded anew within a second or two; more are a job with a progress page


@require_GET
@requires(EXAM_AUTHOR)
def exam_analysis(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show difficulty, discrimination and the distribution of options."""
    exam = exam_get_for(request.actor, uid, EXAM_AUTHOR, clock.today())
    context = {"exam": exam, "questions": question_shares(exam), "few": FEW}
    return render(request, "exams/exam_analysis.html", context)


@require_http_methods(["GET", "POST"])
@requires(EXAM_AUTHOR)
def key_correct(request: HttpRequest, uid: uuid.UUID, version_id: int) -> HttpResponse:
    """Say how many results a right key changes; then correct it and grade everybody anew."""
    exam = exam_get_for(request.actor, uid, EXAM_AUTHOR, clock.today())
    version = version_get(exam, version_id)
    form, preview = KeyForm(request.POST or None, version=version), None
    if form.is_valid():
        with refusals_onto(form):
            if "confirm" in request.POST and sittings_in(reach_of(version)) > FEW_TO_WAIT_FOR:
                return redirect("jobs:job-detail", uid=_start(request.actor, uid, form.change))
            if "confirm" in request.POST:
                done = correct(actor=request.actor, change=form.change, at=clock.now())
                messages.success(request, f"已重新评分：{done.sittings} 人次中有 {done.changed} 人次成绩有变化。")
                return redirect("exams:exam-analysis", uid=uid)
            preview = key_preview(actor=request.actor, change=form.change, at=clock.now())
    context = {"exam": exam, "shown": version_shown(version), "form": form, "preview": preview}
    return render(request, "exams/key_correct.html", context, status=400 if form.is_bound and not preview else 200)


def _start(actor: Actor, exam: uuid.UUID, change: KeyChange) -> uuid.UUID:
    key = json.dumps(change.key, ensure_ascii=False)
    params: Values = {"exam": str(exam), "version": change.version_id, "key": key, "reason": change.reason}
    return job_start(actor=actor, kind="exams.key_correct", params=params, at=clock.now()).uid


@require_GET
@requires(EXAM_AUTHOR)
def key_corrected(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Say what a correction in the background came to, on the analysis of the exam."""
    job = job_get_for(request.actor, uid)
    if not job.is_done:
        return redirect("jobs:job-detail", uid=uid)
    done = job.result
    messages.success(request, f"已重新评分：{done['sittings']} 人次中有 {done['changed']} 人次成绩有变化。")
    return redirect("exams:exam-analysis", uid=str(job.params["exam"]))
