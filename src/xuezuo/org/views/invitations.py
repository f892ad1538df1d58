"""Printing codes, revoking them, and joining with one."""

import uuid

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from xuezuo.kernel import clock
from xuezuo.kernel.errors import DomainError
from xuezuo.org import policies
from xuezuo.org.forms.posts import InviteForm, JoinForm
from xuezuo.org.queries.access import member_get_for, unit_get_for
from xuezuo.org.queries.invitations import invitees, members_to_invite
from xuezuo.org.queries.tree import unit_row
from xuezuo.org.services import people
from xuezuo.org.services.people import Issued
from xuezuo.platform.access import public, requires
from xuezuo.platform.accounts.adapter import client_address
from xuezuo.platform.http import HttpRequest


@require_GET
@requires(policies.MEMBER_INVITE)
def invitation_list(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show the members of a unit, so that codes can be printed for some or all."""
    now = clock.now()
    on = clock.civil_date(now)
    unit = unit_get_for(request.actor, uid, policies.MEMBER_INVITE, on)
    context = {"unit": unit_row(unit.pk, on), "invitees": invitees(unit, on=on, at=now)}
    return render(request, "org/invitation_list.html", context)


@never_cache
@require_POST
@requires(policies.MEMBER_INVITE)
def invitation_print(request: HttpRequest) -> HttpResponse:
    """Make new codes and show the sheet, once."""
    form = InviteForm.for_uids(request.POST)
    if not form.is_valid():
        messages.error(request, "请至少选择一名党员。")
        return redirect(_back(request))
    members = members_to_invite(request.actor, form.uids(), clock.today())
    issued = people.invitation_issue(actor=request.actor, members=members, at=clock.now())
    sheet = [(one, _qr(request, one)) for one in issued]
    return render(request, "org/invitation_sheet.html", {"sheet": sheet, "site": request.build_absolute_uri("/")})


@require_POST
@requires(policies.MEMBER_INVITE)
def invitation_revoke(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Make a member's open code worthless."""
    member = member_get_for(request.actor, uid, policies.MEMBER_INVITE, clock.today())
    people.invitation_revoke(actor=request.actor, member=member, at=clock.now())
    messages.success(request, "邀请码已作废。")
    return redirect("org:member-detail", uid)


@public
@never_cache
@sensitive_post_parameters("password", "again", "check", "code")
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, code: str = "") -> HttpResponse:
    """Make one's own log-in with a printed code.

    A refusal stands in the form and the request commits: wrong tries stay counted.
    """
    form = JoinForm(request.POST or None, initial={"code": code})
    if request.method == "POST" and form.is_valid():
        try:
            account = people.member_join(proof=form.proof(client_address(request)), login=form.login(), at=clock.now())
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, f"登录已开通。您的用户名是“{account.username}”，也可以用党员编号登录。")
            return redirect("account_login")
    return render(request, "org/join.html", {"form": form}, status=400 if form.is_bound else 200)


def _back(request: HttpRequest) -> str:
    """Return the page of ours that the form came from."""
    back = request.POST.get("back", "")
    return back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) else reverse("org:member-list")


def _qr(request: HttpRequest, one: Issued) -> SafeString:
    url = request.build_absolute_uri(reverse("org:join-code", args=[one.printed]))
    svg = segno.make(url, error="m").svg_inline(scale=3, border=2)
    return mark_safe(svg)  # noqa: S308  # CONFIG made here, of an address of our own; nothing of a person is in it
