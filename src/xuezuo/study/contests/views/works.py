"""Authors hand in, everybody reads what was awarded."""

import uuid

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xuezuo.kernel import clock
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, form_page, refusals_onto
from xuezuo.study.contests.forms.taking_part import EntryForm, EntryReplaceForm
from xuezuo.study.contests.queries import access, works
from xuezuo.study.contests.services import entering as services
from xuezuo.study.contests.views.helpers import page_of, work_download


@require_http_methods(["GET", "POST"])
@requires()
def entry_make(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Hand in a work."""
    contest = access.contest_get_for(request.actor, uid, clock.today())
    form = EntryForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusals_onto(form):
            made = services.entry_make(
                actor=request.actor, contest=contest, work=form.work, credits=form.credits, at=clock.now()
            )
            messages.success(request, "作品已提交。截止前可以更换，评委看到最后一版。")
            return redirect("contests:entry-detail", uid=made.uid)
    lead = f"{contest.title}：评委只看到编号和作品，看不到作者。"
    draft = f"entry-{uid}"
    return form_page(request, form, title="提交作品", lead=lead, submit="提交", back=page_of(uid), draft=draft)


@require_GET
@requires()
def entry_detail(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show authors their work, and at the end what it came to."""
    entry = works.entry_get_for(request.actor, uid)
    context = {
        "entry": entry,
        "contest": entry.contest,
        "result": works.my_result(entry),
        "out": works.why_out(entry),
        "may": works.may_do(request.actor, entry, clock.now()),
        "former": works.former_works(entry),
    }
    return render(request, "contests/entry_detail.html", context)


@require_http_methods(["GET", "POST"])
@requires()
def entry_replace(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Put a new version in a work's place."""
    entry = works.entry_get_for(request.actor, uid)
    form = EntryReplaceForm(request.POST or None, request.FILES or None, entry=entry)
    if form.is_valid():
        with refusals_onto(form):
            services.entry_replace(actor=request.actor, entry=entry, work=form.work, at=clock.now())
            messages.success(request, "作品已更换。评委看到截止前的最后一版，原来的版本只有作者能看到。")
            return redirect("contests:entry-detail", uid=uid)
    lead = f"{entry.contest.title}：截止前可以多次更换，评委只看到最后一版。"
    back = reverse("contests:entry-detail", args=[uid])
    return form_page(request, form, title="更换作品", lead=lead, submit="更换", back=back)


@require_POST
@requires()
def entry_withdraw(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Take a work back."""
    entry = works.entry_get_for(request.actor, uid)
    services.entry_withdraw(actor=request.actor, entry=entry, at=clock.now())
    messages.success(request, "作品已撤回。截止前可以重新提交。")
    return redirect("contests:contest-detail", uid=entry.contest.uid)


@require_GET
@requires()
def entry_file(request: HttpRequest, uid: uuid.UUID) -> FileResponse:
    """Download one's own work as the jury gets it."""
    entry = works.entry_get_for(request.actor, uid)
    return work_download(services.work_file(entry))


@require_GET
@requires()
def former_file(request: HttpRequest, uid: uuid.UUID, version: int) -> FileResponse:
    """Download the file of a version that one has replaced."""
    entry = works.entry_get_for(request.actor, uid)
    return work_download(services.work_file(entry, works.former_get(entry, version)))


@require_GET
@requires()
def awarded_work(request: HttpRequest, uid: uuid.UUID, number: int) -> HttpResponse:
    """Show an awarded work whose authors agreed."""
    contest = access.contest_get_for(request.actor, uid, clock.today())
    entry, result = works.public_entry(contest, number)
    return render(request, "contests/awarded_work.html", {"contest": contest, "entry": entry, "result": result})


@require_GET
@requires()
def awarded_file(request: HttpRequest, uid: uuid.UUID, number: int) -> FileResponse:
    """Download an awarded work whose authors agreed."""
    contest = access.contest_get_for(request.actor, uid, clock.today())
    entry, _ = works.public_entry(contest, number)
    return work_download(services.work_file(entry), number)
