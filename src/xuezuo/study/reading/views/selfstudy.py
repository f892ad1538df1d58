"""A member's own self-study."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xuezuo.kernel import clock
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, form_page, page_number, paginate, refusals_onto
from xuezuo.study.library.queries import material_get_for
from xuezuo.study.reading.forms import StudyForm
from xuezuo.study.reading.policies import LIST_VIEW
from xuezuo.study.reading.queries import selfstudy as queries
from xuezuo.study.reading.services import selfstudy as services
from xuezuo.study.reading.views.helpers import refusals_told


@require_GET
@requires(LIST_VIEW)
def study_list(request: HttpRequest) -> HttpResponse:
    """List one's own self-study."""
    page = paginate(queries.studies_of(request.actor.member_id or 0), page_number(request))
    return render(request, "reading/study_list.html", {"page": page})


@require_http_methods(["GET", "POST"])
@requires(LIST_VIEW)
def study_log(request: HttpRequest) -> HttpResponse:
    """Note a piece of self-study; submitted at once if the member says so."""
    material = None
    if asked := request.POST.get("material") or request.GET.get("material"):
        material = material_get_for(request.actor, _uid(asked), clock.today())
    initial = {"material": material.uid, "title": material.title} if material else {}
    form = StudyForm(request.POST or None, initial=initial)
    if form.is_valid():
        with refusals_onto(form):
            study, at = form.study(material.pk if material else None), clock.now()
            entry = services.self_study_log(actor=request.actor, study=study, at=at)
            if "submit" in request.POST:
                services.self_study_submit(actor=request.actor, entry=entry, at=at)
            return redirect("reading:self-study-detail", uid=entry.uid)
    lead = "先记下来，需要计学时的再提交支部认可。"
    return form_page(request, form, title="登记自学", lead=lead, submit="记下", back=reverse("reading:home"))


def _uid(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.UUID(int=0)


@require_GET
@requires(LIST_VIEW)
def study_detail(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show an entry to the member, or to those who decide on it."""
    on = clock.today()
    entry = queries.study_get_for(request.actor, uid, on)
    is_mine = entry.member_id == request.actor.member_id
    context = {
        "entry": entry,
        "is_mine": is_mine,
        "note": queries.note_of(entry) if is_mine else "",
        "may_decide": queries.may_decide(request.actor, entry, on),
        "may_void": queries.may_void(request.actor, entry, on),
    }
    return render(request, "reading/study_detail.html", context)


@require_http_methods(["GET", "POST"])
@requires(LIST_VIEW)
def study_change(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Change an entry that is not submitted or was returned."""
    entry = queries.study_get_for(request.actor, uid, clock.today())
    queries.require_own(request.actor, entry)
    said = {"occurred_on": entry.occurred_on, "title": entry.title, "minutes": entry.minutes}
    form = StudyForm(request.POST or None, initial={**said, "note": queries.note_of(entry)})
    if form.is_valid():
        with refusals_onto(form):
            study = form.study(entry.material_id)
            services.self_study_change(actor=request.actor, entry=entry, study=study, at=clock.now())
            return redirect("reading:self-study-detail", uid=uid)
    back = reverse("reading:self-study-detail", args=[uid])
    return form_page(request, form, title="修改自学", submit="保存", back=back)


@require_POST
@requires(LIST_VIEW)
def study_submit(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Submit an entry to the branch."""
    entry = queries.study_get_for(request.actor, uid, clock.today())
    with refusals_told(request):
        services.self_study_submit(actor=request.actor, entry=entry, at=clock.now())
        messages.success(request, "已提交，支部认可后计入学时。")
    return redirect("reading:self-study-detail", uid=uid)


@require_POST
@requires(LIST_VIEW)
def study_take_back(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Take an entry back before it is decided on."""
    entry = queries.study_get_for(request.actor, uid, clock.today())
    with refusals_told(request):
        services.self_study_take_back(actor=request.actor, entry=entry, at=clock.now())
        messages.success(request, "已撤回，只有您本人能看到。")
    return redirect("reading:self-study-detail", uid=uid)


@require_POST
@requires(LIST_VIEW)
def study_discard(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Throw an entry away that nobody else has seen."""
    entry = queries.study_get_for(request.actor, uid, clock.today())
    with refusals_told(request):
        services.self_study_discard(actor=request.actor, entry=entry, at=clock.now())
        messages.success(request, "已删除。")
        return redirect("reading:self-study-list")
    return redirect("reading:self-study-detail", uid=uid)
