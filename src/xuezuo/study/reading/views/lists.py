"""The member's page of study, reading lists, daily reading."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from xuezuo.kernel import clock
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, page_number, paginate
from xuezuo.study.reading.policies import LIST_KEEP, LIST_VIEW, STUDY_APPROVE
from xuezuo.study.reading.queries import lists as queries
from xuezuo.study.reading.queries.private import habits_on
from xuezuo.study.reading.queries.selfstudy import pending_for, studies_of
from xuezuo.study.reading.types import ListKind

SHOWN = 5  # of each kind on the member's page


@require_GET
@requires(LIST_VIEW)
def home(request: HttpRequest) -> HttpResponse:
    """Show what there is to study: today's reading, lists, one's own self-study and habits."""
    on = clock.today()
    actor = request.actor
    lists = list(queries.lists_for(actor, on)[:SHOWN])
    context = {
        "today": on,
        "daily": queries.daily_on(actor, on),
        "lists": queries.list_rows(lists, on),
        "studies": list(studies_of(actor.member_id or 0)[:SHOWN]),
        "habits": habits_on(actor, on),
        "waiting": pending_for(actor, on).count() if STUDY_APPROVE.is_held_by(actor) else 0,
    }
    return render(request, "reading/home.html", context)


@require_GET
@requires(LIST_VIEW)
def list_list(request: HttpRequest) -> HttpResponse:
    """List the reading lists of one's own units and those above."""
    return _lists(request, ListKind.LIST)


@require_GET
@requires(LIST_VIEW)
def daily(request: HttpRequest) -> HttpResponse:
    """List the daily reading of one's own units and those above."""
    return _lists(request, ListKind.DAILY)


def _lists(request: HttpRequest, kind: ListKind) -> HttpResponse:
    on = clock.today()
    page = paginate(queries.lists_for(request.actor, on, kind), page_number(request))
    may_keep = LIST_KEEP.is_held_by(request.actor)
    context = {"page": page, "rows": queries.list_rows(list(page), on), "kind": kind, "may_keep": may_keep}
    return render(request, "reading/list_list.html", context)


@require_GET
@requires(LIST_VIEW)
def list_detail(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show a list: what it is about and its materials in order."""
    on = clock.today()
    found = queries.list_get_for(request.actor, uid, on)
    page = paginate(queries.readings_of(request.actor, found, on), page_number(request), per_page=50)
    [row] = queries.list_rows([found], on)
    may_keep = queries.may_keep(request.actor, found, on)
    context = {"list": found, "row": row, "page": page, "may_keep": may_keep, "today": on}
    return render(request, "reading/list_detail.html", context)


@require_GET
@requires(LIST_VIEW)
def list_whole(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show a list with all its texts on one page that names no person: to print, or to keep on the phone."""
    on = clock.today()
    found = queries.list_get_for(request.actor, uid, on)
    [row] = queries.list_rows([found], on)
    readings = queries.whole_list(request.actor, found, on)
    return render(request, "reading/list_whole.html", {"list": found, "row": row, "readings": readings, "today": on})
