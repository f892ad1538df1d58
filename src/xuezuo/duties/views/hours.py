"""Class hours: one's own, a member's, a branch's."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from xuezuo.duties.policies import HOURS_VIEW, STATUS_VIEW
from xuezuo.duties.queries import hours as queries
from xuezuo.kernel import clock
from xuezuo.org.queries.access import unit_get_for
from xuezuo.org.queries.me import my_member
from xuezuo.org.queries.tree import unit_row
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, page_number, paginate
from xuezuo.study.reading.queries.selfstudy import pending_of


@require_GET
@requires(STATUS_VIEW)
def my_hours(request: HttpRequest) -> HttpResponse:
    """Lead to the asker's own hours."""
    member = my_member(request.actor)
    if member is None:
        return render(request, "duties/no_unit.html")
    return redirect("duties:member-hours", uid=member.uid)


@require_GET
@requires(STATUS_VIEW)
def member_hours(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show a member's hours of a year with every session they are made of."""
    on = clock.today()
    member = queries.hours_member_for(request.actor, uid, on)
    year = queries.year_asked(request.GET.get("year", ""), on)
    found = queries.member_hours(member, year, on)
    context = {
        "member": member,
        "is_mine": member.pk == request.actor.member_id,
        "year": year,
        "years": queries.years_until(on),
        "hours": found[0] if found else None,
        "others": found[1:],
        "pending": pending_of(member.pk, year),
        "sessions": queries.sessions_of(request.actor, member, found[0], on) if found else [],
    }
    return render(request, "duties/member_hours.html", context)


@require_GET
@requires(STATUS_VIEW)
def unit_hours(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """List the members of a branch with their hours, in the order of names."""
    on = clock.today()
    unit = unit_row(unit_get_for(request.actor, uid, HOURS_VIEW, on).pk, on)
    year = queries.year_asked(request.GET.get("year", ""), on)
    page = paginate(queries.unit_hours(unit.id, year, on), page_number(request))
    context = {"unit": unit, "year": year, "years": queries.years_until(on), "page": page}
    return render(request, "duties/unit_hours.html", context)
