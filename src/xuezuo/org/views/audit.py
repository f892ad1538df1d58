"""Who did what: of the asker's units, of one thing, of one member."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from xuezuo.kernel import clock
from xuezuo.org import policies
from xuezuo.org.forms.audit import AuditFilterForm
from xuezuo.org.queries.access import member_get_for
from xuezuo.org.queries.audit import audit_about_member, audit_rows
from xuezuo.org.queries.audit import audit_list as entries_for
from xuezuo.org.queries.member_page import about
from xuezuo.org.views.parts import record_tabs
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, page_number, paginate, render_partial


@require_GET
@requires(policies.AUDIT_VIEW)
def audit_list(request: HttpRequest) -> HttpResponse:
    """Show the trail of the units in scope; `?subject=org.transfer:UID` narrows it to one thing."""
    form = AuditFilterForm(request.GET)
    page = paginate(entries_for(request.actor, form.wanted(), clock.today()), page_number(request))
    context = {"form": form, "page": page, "rows": audit_rows(list(page))}
    return render_partial(request, "org/audit_list.html", context, target="rows")


@require_GET
@requires(policies.AUDIT_VIEW)
def member_audit(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show everything recorded about one member."""
    member = member_get_for(request.actor, uid, policies.AUDIT_VIEW, clock.today())
    page = paginate(audit_about_member(member), page_number(request))
    context = {
        "page": page,
        "rows": audit_rows(list(page)),
        "about": about(member),
        "tabs": record_tabs(member.uid, "audit"),
    }
    return render(request, "org/member_audit.html", context)
