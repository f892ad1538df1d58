"""The log-in, and pages on which administrators keep log-ins: user names and states, nothing of the members behind."""

from allauth.account.views import login as log_in_page
from allauth.core.ratelimit import respond_429
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from xuezuo.kernel import clock
from xuezuo.kernel.errors import DomainError, Kind
from xuezuo.platform.access import requires
from xuezuo.platform.accounts import keeping, throttle
from xuezuo.platform.accounts.adapter import client_address
from xuezuo.platform.accounts.forms import AccountDeedForm, AccountFilterForm
from xuezuo.platform.accounts.policies import ACCOUNT_MANAGE
from xuezuo.platform.accounts.queries import account_for_keeping, accounts_for_keeping
from xuezuo.platform.http import HttpRequest, page_number, paginate, render_partial


@transaction.non_atomic_requests
def log_in(request: HttpRequest) -> HttpResponseBase:
    """Let allauth answer, once the address has been counted in a transaction of its own."""
    if request.method == "POST" and not throttle.address_counted(client_address(request), at=clock.now()):
        return respond_429(request)  # type: ignore[no-any-return]  # allauth ships no types
    with transaction.atomic():
        return log_in_page(request)  # type: ignore[no-any-return]  # the same


@require_GET
@requires(ACCOUNT_MANAGE)
def account_list(request: HttpRequest) -> HttpResponse:
    """List the log-ins."""
    form = AccountFilterForm(request.GET)
    data = form.cleaned_data if form.is_valid() else {}
    found = accounts_for_keeping(clock.now(), data.get("name", ""), data.get("state", ""))
    page = paginate(found, page_number(request))
    return render_partial(request, "accounts/account_list.html", {"form": form, "page": page}, target="rows")


@never_cache
@require_http_methods(["GET", "POST"])
@requires(ACCOUNT_MANAGE)
def account_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a log-in and what can be done to it; a one-time password is on this one answer only."""
    now = clock.now()
    account = account_for_keeping(pk, now)
    form = AccountDeedForm(request.POST or None, keeping.deeds_for(account))
    context = {"account": account, "form": form, "is_self": account.pk == request.actor.account_id}
    if request.method == "POST" and form.is_valid():
        try:
            deed, reason = form.cleaned_data["deed"], form.cleaned_data["reason"]
            code = keeping.carry_out(actor=request.actor, account=account, deed=deed, reason=reason, at=now)
        except DomainError as error:
            if error.kind not in {Kind.INVALID, Kind.CONFLICT}:
                raise
            form.add_error(None, error.message)
        else:
            if code:
                return render(request, "accounts/account_detail.html", {**context, "code": code})
            messages.success(request, "已办理。")
            return redirect("account_keep", pk=pk)
    return render(request, "accounts/account_detail.html", context, status=400 if form.errors else 200)
