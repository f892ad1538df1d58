"""Transfers: the box of both directions, sending, deciding, receipts."""

import uuid

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from xuezuo.kernel import clock
from xuezuo.org import policies
from xuezuo.org.forms.posts import DecideForm, ReceiveForm, SendForm
from xuezuo.org.queries.access import member_get_for
from xuezuo.org.queries.member_page import about
from xuezuo.org.queries.transfers import TransferPage, transfer_get_for
from xuezuo.org.queries.transfers import transfer_list as transfers_for
from xuezuo.org.services import people
from xuezuo.org.views.form_page import FormPage, answer
from xuezuo.org.views.parts import member_form
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, page_number, paginate, render_partial

GET_POST = ["GET", "POST"]
DIRECTIONS = {"in": "转入", "out": "转出"}


@require_GET
@requires(policies.TRANSFER_SEND, policies.TRANSFER_RECEIVE)
def transfer_list(request: HttpRequest) -> HttpResponse:
    """Show what reaches and leaves the asker's units; what waits stands first."""
    direction = request.GET.get("direction") if request.GET.get("direction") in DIRECTIONS else "in"
    page = paginate(transfers_for(request.actor, str(direction), clock.today()), page_number(request))
    url = reverse("org:transfer-list")
    tabs = [
        {"url": f"{url}?direction={key}", "label": label, "is_current": key == direction}
        for key, label in DIRECTIONS.items()
    ]
    return render_partial(request, "org/transfer_list.html", {"page": page, "tabs": tabs}, target="rows")


@require_http_methods(GET_POST)
@requires(policies.TRANSFER_SEND)
def transfer_send(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Send a member's affiliation to another unit."""
    member = member_get_for(request.actor, uid, policies.TRANSFER_SEND, clock.today())
    form = SendForm(request.POST or None)
    note = (
        "对方接收之前，党员仍由本支部管理；对方接收之日起编入对方组织。（《中国共产党党员教育管理工作条例》第二十五条）"
    )
    page = member_form(member.uid, about(member), "转出组织关系", "已转出，等待对方接收。", note=note, submit="转出")

    def deed() -> None:
        data = form.cleaned_data
        people.transfer_send(
            actor=request.actor,
            member=member,
            to_unit=data["to_unit"],
            letter=form.letter(),
            on=data["on"],
            at=clock.now(),
        )

    return answer(request, page, form, deed)


@require_GET
@requires(policies.TRANSFER_SEND, policies.TRANSFER_RECEIVE)
def transfer_detail(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show a transfer with the receipts of both sides."""
    return render(request, "org/transfer_detail.html", {"one": transfer_get_for(request.actor, uid, clock.today())})


@require_http_methods(GET_POST)
@requires(policies.TRANSFER_RECEIVE)
def transfer_receive(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Receive a member."""
    one = transfer_get_for(request.actor, uid, clock.today(), "receive")
    form = ReceiveForm(request.POST or None)

    def deed() -> None:
        people.transfer_receive(actor=request.actor, transfer=one.transfer, on=form.cleaned_data["on"], at=clock.now())

    return answer(request, _page(one, "接收组织关系", "已接收，回执已送达转出支部。"), form, deed)


@require_http_methods(GET_POST)
@requires(policies.TRANSFER_RECEIVE)
def transfer_refuse(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Send a transfer back."""
    one = transfer_get_for(request.actor, uid, clock.today(), "receive")
    form = DecideForm(request.POST or None)
    note = "对符合规定的转接，接收方不得无故拒绝；退回须写明原因。"

    def deed() -> None:
        reason = form.cleaned_data["reason"]
        people.transfer_refuse(
            actor=request.actor, transfer=one.transfer, reason=reason, on=clock.today(), at=clock.now()
        )

    return answer(request, _page(one, "退回转接", "已退回。", note), form, deed)


@require_http_methods(GET_POST)
@requires(policies.TRANSFER_SEND)
def transfer_withdraw(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Take back a transfer that nobody has received."""
    one = transfer_get_for(request.actor, uid, clock.today(), "send")
    form: forms.Form = DecideForm(request.POST or None)

    def deed() -> None:
        reason = form.cleaned_data["reason"]
        people.transfer_withdraw(
            actor=request.actor, transfer=one.transfer, reason=reason, on=clock.today(), at=clock.now()
        )

    return answer(request, _page(one, "撤回转接", "已撤回。"), form, deed)


def _page(one: TransferPage, title: str, done: str, note: str = "") -> FormPage:
    back = reverse("org:transfer-detail", args=[one.transfer.uid])
    crumbs = ({"url": reverse("org:transfer-list"), "label": "组织关系转接"}, {"label": title})
    return FormPage(title, f"{one.about}：{one.from_name} → {one.to_name}", done, back, title, note, crumbs)
