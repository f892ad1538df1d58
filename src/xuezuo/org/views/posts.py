"""Posts and terms of a unit."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from xuezuo.kernel import clock
from xuezuo.org import policies
from xuezuo.org.forms.members import ReasonForm
from xuezuo.org.forms.posts import AppointForm, TermForm
from xuezuo.org.queries.access import unit_decision, unit_get_for
from xuezuo.org.queries.affiliations import post_get_for, term_get_for
from xuezuo.org.queries.member_page import about
from xuezuo.org.queries.records import former_posts_of_unit, posts_of_unit, terms_of_unit
from xuezuo.org.queries.tree import unit_row
from xuezuo.org.services import people
from xuezuo.org.views.form_page import FormPage, answer
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest

GET_POST = ["GET", "POST"]


@require_GET
@requires(policies.MEMBER_VIEW)
def post_list(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show who holds which post in a unit, who held one, and the terms of office."""
    on = clock.today()
    unit = unit_get_for(request.actor, uid, policies.MEMBER_VIEW, on)
    context = {
        "unit": unit_row(unit.pk, on),
        "posts": posts_of_unit(unit, on),
        "may_give": people.may_give_here(request.actor, unit, on),
        "former": former_posts_of_unit(unit, on),
        "terms": terms_of_unit(unit),
        "years": people.term_years(unit, on),
        "may_change": unit_decision(request.actor, policies.POST_CHANGE, unit.pk, on).allowed,
        "today": on,
    }
    return render(request, "org/post_list.html", context)


@require_http_methods(GET_POST)
@requires(policies.POST_CHANGE)
def post_appoint(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Give a member a post."""
    unit = unit_get_for(request.actor, uid, policies.POST_CHANGE, clock.today())
    form = AppointForm(request.POST or None, kinds=people.may_give_here(request.actor, unit, clock.today()))
    page = _page(unit.uid, "登记任职", unit_row(unit.pk, clock.today()).name, "任职已登记。")

    def deed() -> None:
        data = form.cleaned_data
        people.post_appoint(
            actor=request.actor,
            member=data["member"],
            unit=unit,
            appointment=form.appointment(),
            on=data["on"],
            at=clock.now(),
        )

    return answer(request, page, form, deed)


@require_http_methods(GET_POST)
@requires(policies.POST_CHANGE)
def post_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a post."""
    post = post_get_for(request.actor, pk, policies.POST_CHANGE, clock.today())
    form = ReasonForm(request.POST or None)
    page = _page(post.unit.uid, "登记免职", f"{about(post.member)}，{post.title}", "免职已登记。")

    def deed() -> None:
        reason = form.cleaned_data["reason"]
        people.post_end(actor=request.actor, post=post, on=form.day, reason=reason, at=clock.now())

    return answer(request, page, form, deed)


@require_http_methods(GET_POST)
@requires(policies.POST_CHANGE)
def term_begin(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Begin a term of office."""
    unit = unit_get_for(request.actor, uid, policies.POST_CHANGE, clock.today())
    form = TermForm(request.POST or None)
    note = "上一届未登记结束的，在新一届起始日自动结束。"
    page = _page(unit.uid, "登记新一届任期", unit_row(unit.pk, clock.today()).name, "新一届任期已登记。", note)

    def deed() -> None:
        data = form.cleaned_data
        people.term_begin(
            actor=request.actor,
            unit=unit,
            on=data["on"],
            document=data["document"],
            years=data["years"],
            at=clock.now(),
        )

    return answer(request, page, form, deed)


@require_http_methods(GET_POST)
@requires(policies.POST_CHANGE)
def term_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a term of office."""
    term = term_get_for(request.actor, pk, policies.POST_CHANGE, clock.today())
    form = ReasonForm(request.POST or None)
    page = _page(term.unit.uid, "登记任期结束", f"第{term.ordinal}届", "任期已登记结束。")

    def deed() -> None:
        reason = form.cleaned_data["reason"]
        people.term_end(actor=request.actor, term=term, on=form.day, reason=reason, at=clock.now())

    return answer(request, page, form, deed)


def _page(uid: uuid.UUID, title: str, about_what: str, done: str, note: str = "") -> FormPage:
    back = reverse("org:post-list", args=[uid])
    crumbs = ({"url": back, "label": "任职和任期"}, {"label": title})
    return FormPage(title, about_what, done, back, "登记", note, crumbs)
