"""The month of a unit's meetings."""

import datetime as dt
import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from xuezuo.kernel import clock
from xuezuo.life.forms.calendar import CalendarForm
from xuezuo.life.policies import ACTIVITY_RECORD, ACTIVITY_VIEW, ACTIVITY_VIEW_OWN
from xuezuo.life.queries import meeting_unit_for
from xuezuo.life.queries.calendar import day_list, meetings, month_calendar
from xuezuo.org.queries.access import unit_decision
from xuezuo.org.queries.tree import unit_row
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, page_number, paginate


@require_GET
@requires(ACTIVITY_VIEW, ACTIVITY_VIEW_OWN)
def unit_calendar(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show a month of the unit and of all below it; `day` lists one day."""
    actor, today = request.actor, clock.today()
    unit = unit_row(meeting_unit_for(actor, uid, today).pk, today)
    form = CalendarForm(request.GET, unit_kind=unit.kind)
    month, kinds = form.month(today), form.kinds()
    context: dict[str, object] = {
        "unit": unit,
        "form": form,
        "month": month,
        "board": month_calendar(actor, unit, month, kinds, today),
        "links": form.links(month, today),
        "may_record": bool(unit_decision(actor, ACTIVITY_RECORD, unit.id, today)),
        "weekdays": "一二三四五六日",
    }
    day = form.day(month)
    if isinstance(day, dt.date):
        found = day_list(meetings(actor, unit, month, kinds, today), day)
        context |= {"day": day, "page": paginate(found, page_number(request))}
    return render(request, "life/unit_calendar.html", context)
