"""The list of members, a member's page, and the deeds that begin there."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from xuezuo.kernel import clock
from xuezuo.org import policies
from xuezuo.org.forms.members import (
    CorrectForm,
    EndForm,
    EnrollForm,
    FindForm,
    IdentityForm,
    MemberFilterForm,
    NumberForm,
    PromoteForm,
    RegroupForm,
)
from xuezuo.org.queries.access import member_get_for, unit_get_for
from xuezuo.org.queries.member_page import about
from xuezuo.org.queries.member_page import member_page as record_of
from xuezuo.org.queries.members import MemberFilter, member_rows
from xuezuo.org.queries.members import member_list as members_for
from xuezuo.org.queries.secrets import holds_secret
from xuezuo.org.queries.tree import unit_row
from xuezuo.org.services import people
from xuezuo.org.views.form_page import FormPage, answer
from xuezuo.org.views.parts import filter_of, member_form, record_tabs
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, page_number, paginate, render_partial

GET_POST = ["GET", "POST"]
FOUND_SHOWN = 20  # a phone may be shared by a family


@require_GET
@requires(policies.MEMBER_VIEW)
def member_list(request: HttpRequest) -> HttpResponse:
    """List the members in the asker's scope, narrowed by search and filters."""
    on = clock.today()
    if holds_secret(request.GET.get("q", "")):
        context: dict[str, object] = {"form": MemberFilterForm(), "is_secret": True}
        refused = render_partial(request, "org/member_list.html", context, target="rows")
        refused["HX-Push-Url"] = "false"
        return refused
    form = MemberFilterForm(request.GET)
    wanted, unit = filter_of(request.actor, form, on)
    page = paginate(members_for(request.actor, wanted, on), page_number(request))
    context = {"form": form, "page": page, "rows": member_rows(list(page), on), "unit": unit, "wanted": wanted}
    return render_partial(request, "org/member_list.html", context, target="rows")


@never_cache
@require_http_methods(GET_POST)
@requires(policies.MEMBER_VIEW)
def member_find(request: HttpRequest) -> HttpResponse:
    """Find members by a whole identity number or phone; the number stays out of every address."""
    form, rows, on = FindForm(request.POST or None), [], clock.today()
    if form.is_valid():
        wanted = MemberFilter(secret=form.cleaned_data["number"])
        rows = member_rows(list(members_for(request.actor, wanted, on)[:FOUND_SHOWN]), on)
        if len(rows) == 1:
            return redirect("org:member-detail", uid=rows[0].uid)
        if not rows:
            form.add_error("number", "您的工作范围内没有这个号码的党员。请核对号码，须填完整。")
    context = {"form": form, "rows": rows}
    return render(request, "org/member_find.html", context, status=400 if form.errors else 200)


@require_GET
@requires()
def member_detail(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show a member's record; looking at somebody else's is recorded."""
    now = clock.now()
    member = member_get_for(request.actor, uid, policies.MEMBER_VIEW, clock.civil_date(now))
    people.member_view(actor=request.actor, member=member, at=now)
    record = record_of(request.actor, member, at=now, on=clock.civil_date(now))
    return render(request, "org/member_detail.html", {"member": record, "tabs": record_tabs(member.uid, "record")})


@require_http_methods(GET_POST)
@requires(policies.MEMBER_CHANGE)
def member_enroll(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Enter a new member of a unit."""
    unit = unit_get_for(request.actor, uid, policies.MEMBER_CHANGE, clock.today())
    form = EnrollForm(request.POST or None)
    back = f"{reverse('org:member-list')}?unit={unit.uid}"
    page = FormPage("登记党员", unit_row(unit.pk, clock.today()).name, "党员已登记。", back, "登记")

    def deed() -> None:
        data = form.cleaned_data
        people.member_enroll(
            actor=request.actor,
            unit=unit,
            number=data["number"],
            personal=form.personal(),
            on=data["on"],
            at=clock.now(),
        )

    return answer(request, page, form, deed)


@require_http_methods(GET_POST)
@requires(policies.MEMBER_CHANGE)
def member_correct(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Put right what is known of a member."""
    member = member_get_for(request.actor, uid, policies.MEMBER_CHANGE, clock.today())
    form = CorrectForm.of(member, request.POST or None)

    def deed() -> None:
        reason = form.cleaned_data["reason"]
        people.member_correct(
            actor=request.actor, member=member, personal=form.personal(), reason=reason, at=clock.now()
        )

    return answer(request, member_form(member.uid, about(member), "更正信息", "信息已更正。"), form, deed)


@require_http_methods(GET_POST)
@requires(policies.MEMBER_CHANGE)
def member_renumber(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Put a member's number right."""
    member = member_get_for(request.actor, uid, policies.MEMBER_CHANGE, clock.today())
    form = NumberForm(request.POST or None)
    note = (
        f"现在的编号是 {member.number}。编号也是登录名：更正以后用新编号登录；以后导入的花名册和会议记录也要用新编号。"
    )
    page = member_form(member.uid, about(member), "更正党员编号", "党员编号已更正。", note=note)

    def deed() -> None:
        data = form.cleaned_data
        people.member_renumber(
            actor=request.actor, member=member, number=data["number"], reason=data["reason"], at=clock.now()
        )

    return answer(request, page, form, deed)


@require_http_methods(GET_POST)
@requires(policies.MEMBER_CHANGE)
def identity_set(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Store identity number and phone."""
    member = member_get_for(request.actor, uid, policies.MEMBER_CHANGE, clock.today())
    form = IdentityForm(request.POST or None)
    page = member_form(
        member.uid,
        about(member),
        "登记证件号码和手机号码",
        "已登记。",
        note="号码加密保存，页面上只显示首尾几位；查看完整号码要写明原因。",
    )

    def deed() -> None:
        people.identity_set(actor=request.actor, member=member, at=clock.now(), **form.changes())

    return answer(request, page, form, deed)


@require_http_methods(GET_POST)
@requires(policies.MEMBER_CHANGE)
def member_promote(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Make a probationary member a full one."""
    member = member_get_for(request.actor, uid, policies.MEMBER_CHANGE, clock.today())
    form = PromoteForm(request.POST or None)

    def deed() -> None:
        data = form.cleaned_data
        people.member_promote(
            actor=request.actor, member=member, on=data["on"], document=data["document"], at=clock.now()
        )

    return answer(
        request, member_form(member.uid, about(member), "预备党员转正", "已登记转正。", submit="登记转正"), form, deed
    )


@require_http_methods(GET_POST)
@requires(policies.MEMBER_CHANGE)
def member_end(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Take a member off the roster."""
    member = member_get_for(request.actor, uid, policies.MEMBER_CHANGE, clock.today())
    form = EndForm(request.POST or None)
    note = "从这一天起，组织关系和任职全部终止，历史记录保留。组织处置须先按规定程序报批。"
    page = member_form(
        member.uid, about(member), "党员出册", "已登记出册。", note=note, submit="登记出册", is_grave=True
    )

    def deed() -> None:
        data = form.cleaned_data
        people.member_end(actor=request.actor, member=member, on=data["on"], reason=data["reason"], at=clock.now())

    return answer(request, page, form, deed)


@require_http_methods(GET_POST)
@requires(policies.MEMBER_CHANGE)
def member_regroup(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Move a member to another group of the same branch."""
    member = member_get_for(request.actor, uid, policies.MEMBER_CHANGE, clock.today())
    form = RegroupForm(request.POST or None)
    page = member_form(member.uid, about(member), "调整编组", "编组已调整。")

    def deed() -> None:
        data = form.cleaned_data
        people.member_regroup(actor=request.actor, member=member, unit=data["unit"], on=data["on"], at=clock.now())

    return answer(request, page, form, deed)
