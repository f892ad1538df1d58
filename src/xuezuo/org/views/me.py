"""One's own record, who looked at it, and one's own log-ins."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from xuezuo.kernel import clock
from xuezuo.org.queries.me import my_logins, my_member
from xuezuo.org.queries.member_page import member_page
from xuezuo.org.queries.records import look_rows, looks_at
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, page_number, paginate


@require_GET
@requires()
def my_record(request: HttpRequest) -> HttpResponse:
    """Show one's own record; an account without a member has none."""
    member = my_member(request.actor)
    now = clock.now()
    record = member_page(request.actor, member, at=now, on=clock.civil_date(now)) if member else None
    return render(request, "org/my_record.html", {"member": record})


@require_GET
@requires()
def my_access_log(request: HttpRequest) -> HttpResponse:
    """Show who looked at one's record and when, where from one logged in."""
    member = my_member(request.actor)
    page = paginate(looks_at(member), page_number(request)) if member else None
    context = {"page": page, "looks": look_rows(list(page)) if page else [], "logins": my_logins(request.actor)}
    return render(request, "org/my_access_log.html", context)
