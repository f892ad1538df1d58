"""Schemes, nominations, public notices and objections."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xuezuo.kernel import clock
from xuezuo.org.queries.access import unit_get_for
from xuezuo.org.queries.tree import unit_row
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, page_number, paginate
from xuezuo.review.commendations import forms
from xuezuo.review.commendations.policies import NOMINATE, SCHEME_KEEP, SCHEME_VIEW
from xuezuo.review.commendations.queries import pages
from xuezuo.review.commendations.queries.access import (
    nomination_get_for,
    nomination_get_to_decide,
    nomination_get_to_step,
    objection_get_for,
    scheme_get_for,
    units_keeping,
)
from xuezuo.review.commendations.services import nominations, notices
from xuezuo.review.commendations.views.helpers import posted

FORM = ["GET", "POST"]


def _scheme_url(uid: uuid.UUID) -> str:
    return reverse("commendations:scheme-detail", args=[uid])


def _nomination_url(uid: uuid.UUID) -> str:
    return reverse("commendations:nomination-detail", args=[uid])


@require_GET
@requires(SCHEME_VIEW)
def home(request: HttpRequest) -> HttpResponse:
    """Show the schemes at, above and below the own units."""
    on = clock.today()
    page = paginate(pages.schemes_for(request.actor, on), page_number(request))
    return render(request, "commendations/home.html", {"page": page})


@require_http_methods(FORM)
@requires(SCHEME_KEEP)
def scheme_make(request: HttpRequest) -> HttpResponse:
    """Make a scheme."""
    form = forms.SchemeForm(request.POST or None, units_keeping(request.actor, SCHEME_KEEP, clock.today()))
    return posted(
        request,
        form,
        lambda: nominations.scheme_make(
            actor=request.actor, unit_id=form.cleaned_data["unit"], spec=form.spec, at=clock.now()
        ),
        done="已设立，下级可以推荐了。",
        to=reverse("commendations:home"),
        title="设立表彰项目",
        submit="设立",
    )


@require_GET
@requires(SCHEME_VIEW)
def scheme_detail(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show a scheme: criteria, the nominations that the asker may read, the public notice."""
    on = clock.today()
    page = pages.scheme_page(request.actor, scheme_get_for(request.actor, uid, on), on)
    units = units_keeping(request.actor, NOMINATE, on) if page.scheme.state == "open" else []
    return render(request, "commendations/scheme_detail.html", {"page": page, "units": units, "today": on})


@require_http_methods(FORM)
@requires(NOMINATE)
def nominate(request: HttpRequest, uid: uuid.UUID, unit: uuid.UUID) -> HttpResponse:
    """Nominate somebody, or the unit."""
    on = clock.today()
    scheme = scheme_get_for(request.actor, uid, on)
    here = unit_row(unit_get_for(request.actor, unit, NOMINATE, on).pk, on)
    who, activities = pages.candidates(scheme, here, on), pages.activities_of(here.id, on)
    form = forms.NominationForm(request.POST or None, who, activities)
    return posted(
        request,
        form,
        lambda: nominations.nominate(
            actor=request.actor, scheme=scheme, unit_id=here.id, spec=form.spec, at=clock.now()
        ),
        done="已推荐，等待上一级审核。",
        to=_scheme_url(uid),
        title=f"{here.name}推荐",
        submit="推荐",
    )


@require_GET
@requires(SCHEME_VIEW)
def nomination_detail(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show a nomination to posts at and above its unit, and to the person."""
    on = clock.today()
    page = pages.nomination_page(request.actor, nomination_get_for(request.actor, uid, on), on)
    return render(request, "commendations/nomination_detail.html", {"page": page, "one": page.nomination})


@require_http_methods(FORM)
@requires(SCHEME_KEEP)
def nomination_step(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Pass a nomination on, or return it."""
    nomination = nomination_get_to_step(request.actor, uid, clock.today())
    form = forms.StepForm(request.POST or None)
    return posted(
        request,
        form,
        lambda: nominations.nomination_step(
            actor=request.actor, nomination=nomination, **form.cleaned_data, at=clock.now()
        ),
        done="已记录审核意见。",
        to=_nomination_url(uid),
        title="审核推荐",
        submit="记录",
    )


@require_POST
@requires(SCHEME_VIEW)
def nomination_consent(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Say whether the own name may be made public."""
    nomination = nomination_get_for(request.actor, uid, clock.today())
    agrees = request.POST.get("agrees") == "yes"
    nominations.nomination_consent(actor=request.actor, nomination=nomination, agrees=agrees, at=clock.now())
    return redirect(_nomination_url(uid))


@require_http_methods(FORM)
@requires(SCHEME_KEEP)
def nomination_decide(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Decide on a nomination."""
    nomination = nomination_get_to_decide(request.actor, uid, clock.today())
    form = forms.DecideForm(request.POST or None)
    return posted(
        request,
        form,
        lambda: nominations.nomination_decide(
            actor=request.actor, nomination=nomination, **form.cleaned_data, at=clock.now()
        ),
        done="决定已记录。",
        to=_nomination_url(uid),
        title="决定",
        submit="记录",
    )


@require_http_methods(FORM)
@requires(SCHEME_KEEP)
def award_revoke(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Take a commendation back."""
    nomination = nomination_get_to_decide(request.actor, uid, clock.today())
    form = forms.TextForm(request.POST or None)
    return posted(
        request,
        form,
        lambda: nominations.award_revoke(
            actor=request.actor, nomination=nomination, reason=form.cleaned_data["text"], at=clock.now()
        ),
        done="已撤销，记录保留并注明。",
        to=_nomination_url(uid),
        title="撤销表彰",
        submit="撤销",
        danger=True,
    )


@require_http_methods(FORM)
@requires(SCHEME_KEEP)
def notice_propose(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Propose the public notice."""
    scheme = scheme_get_for(request.actor, uid, clock.today(), to_keep=True)
    form = forms.NoticeForm(request.POST or None)
    return posted(
        request,
        form,
        lambda: notices.notice_propose(
            actor=request.actor, scheme=scheme, intro=form.cleaned_data["intro"], at=clock.now()
        ),
        done="已提出，请另一人作保密审查。",
        to=_scheme_url(uid),
        title="提出公示",
        submit="提出",
    )


@require_http_methods(FORM)
@requires(SCHEME_KEEP)
def notice_review(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Review the notice for secrecy."""
    scheme = scheme_get_for(request.actor, uid, clock.today(), to_keep=True)
    form = forms.ReviewForm(request.POST or None)
    return posted(
        request,
        form,
        lambda: notices.notice_review(
            actor=request.actor, scheme=scheme, note=form.cleaned_data["note"], at=clock.now()
        ),
        done="保密审查已记录，等待批准。",
        to=_scheme_url(uid),
        title="保密审查",
        submit="审查通过",
    )


@require_http_methods(FORM)
@requires(SCHEME_KEEP)
def notice_approve(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Make the notice public."""
    scheme = scheme_get_for(request.actor, uid, clock.today(), to_keep=True)
    form = forms.ApproveForm(request.POST or None)
    return posted(
        request,
        form,
        lambda: notices.notice_approve(
            actor=request.actor, scheme=scheme, ends_on=form.cleaned_data["ends_on"], at=clock.now()
        ),
        done="公示已发布。",
        to=_scheme_url(uid),
        title="批准公示",
        lead=pages.notice_days(scheme, clock.today()),
        submit="批准",
    )


@require_http_methods(FORM)
@requires(SCHEME_VIEW)
def objection_make(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Object to a notice."""
    scheme = scheme_get_for(request.actor, uid, clock.today())
    form = forms.TextForm(request.POST or None)
    return posted(
        request,
        form,
        lambda: notices.objection_make(
            actor=request.actor, scheme=scheme, text=form.cleaned_data["text"], at=clock.now()
        ),
        done="已收到。只有办理评选的人看得到，会由另一人核实答复。",
        to=_scheme_url(uid),
        title="提出异议",
        lead="请写明对谁、什么问题、依据是什么。",
        submit="提出",
    )


@require_http_methods(FORM)
@requires(SCHEME_KEEP)
def objection_answer(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Answer an objection."""
    objection = objection_get_for(request.actor, uid, clock.today())
    form = forms.TextForm(request.POST or None)
    return posted(
        request,
        form,
        lambda: notices.objection_answer(
            actor=request.actor, objection=objection, answer=form.cleaned_data["text"], at=clock.now()
        ),
        done="答复已记录。",
        to=_scheme_url(objection.scheme.uid),
        title="答复异议",
        lead=objection.text,
        submit="答复",
    )
