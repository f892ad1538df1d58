"""Looking at a number in full."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from xuezuo.kernel import clock
from xuezuo.kernel.errors import DomainError, Kind
from xuezuo.org import policies
from xuezuo.org.forms.members import OwnUnmaskForm, UnmaskForm
from xuezuo.org.queries.access import member_get_for
from xuezuo.org.queries.member_page import about
from xuezuo.org.services import people
from xuezuo.org.services.people import Secret
from xuezuo.org.views.parts import member_form
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest


@never_cache
@require_http_methods(["GET", "POST"])
@requires()
def identity_unmask(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Ask why, then show one number in full on this one answer; it is never in an address or a session."""
    own = member_get_for(request.actor, uid, policies.MEMBER_VIEW, clock.today()).pk == request.actor.member_id
    wanted = policies.MEMBER_VIEW if own else policies.MEMBER_UNMASK
    member = member_get_for(request.actor, uid, wanted, clock.today())
    form = (OwnUnmaskForm if own else UnmaskForm)(request.POST or None)
    number = ""
    if request.method == "POST" and form.is_valid():
        secret, reason = Secret(form.cleaned_data["secret"]), form.cleaned_data.get("reason", "")
        try:
            number = people.identity_unmask(
                actor=request.actor, member=member, secret=secret, reason=reason, at=clock.now()
            )
        except DomainError as error:
            if error.kind is Kind.FORBIDDEN:
                raise
            form.add_error(None, error.message)
    page = member_form(member.uid, about(member), "查看完整号码", "", submit="查看")
    context = {"form": form, "page": page, "crumbs": page.crumbs, "number": number}
    return render(request, "org/identity_unmask.html", context, status=200 if number or not form.is_bound else 400)
