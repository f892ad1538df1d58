"""The minutes book of a unit: choose days and kind, take it at once, or watch the job of a large one."""

import uuid

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from xuezuo.kernel import clock
from xuezuo.life import queries
from xuezuo.life.forms.books import BookForm
from xuezuo.life.policies import ACTIVITY_VIEW, ACTIVITY_VIEW_OWN
from xuezuo.life.sheets.making import BOOK_AT_ONCE, book_file, book_kept, book_start
from xuezuo.life.views.printing import downloaded
from xuezuo.org.queries.tree import unit_row
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest
from xuezuo.platform.jobs.queries import job_get_for


@require_GET
@requires(ACTIVITY_VIEW, ACTIVITY_VIEW_OWN)
def book_list(request: HttpRequest) -> HttpResponse:
    """List the units whose books the asker is near to; those further below are reached from their meetings."""
    units = queries.units_for(request.actor, ACTIVITY_VIEW_OWN, clock.today())
    return render(request, "life/book_list.html", {"units": units})


@require_http_methods(["GET", "POST"])
@requires(ACTIVITY_VIEW, ACTIVITY_VIEW_OWN)
def minutes_book(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    """Choose what the book holds; posted, hand it out or begin to make it."""
    now, today = clock.now(), clock.today()
    unit = queries.readable_unit_get_for(request.actor, uid, today)
    form, count = BookForm(request.POST or None, unit_kind=unit.kind, today=today), None
    if form.is_valid():
        wanted = (request.actor, unit, form.span())
        count = len(queries.held_list(*wanted, today))
        if count > BOOK_AT_ONCE:
            return redirect("jobs:job-detail", uid=book_start(*wanted, form.file, now).uid)
        if count:
            return downloaded(book_file(*wanted, form.file, now))
    context = {"unit": unit_row(unit.pk, today), "form": form, "is_empty": count == 0}
    return render(request, "life/minutes_book.html", context, status=400 if form.errors else 200)


@require_GET
@requires()
def book_result(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Say that the book is made."""
    job = job_get_for(request.actor, uid)
    return render(request, "life/book_result.html", {"job": job})


@require_GET
@requires()
def book_read(request: HttpRequest, uid: uuid.UUID) -> FileResponse:
    """Download the book that a job made."""
    return downloaded(book_kept(job_get_for(request.actor, uid)))
