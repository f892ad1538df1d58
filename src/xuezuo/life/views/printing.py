"""Papers of one meeting: notice, agenda, sign-in sheet, minutes."""

import uuid

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from xuezuo.kernel import clock
from xuezuo.life import queries, services
from xuezuo.life.policies import ACTIVITY_VIEW, ACTIVITY_VIEW_OWN
from xuezuo.life.sheets.papers import Sheet, Ways, paper_made, papers_of
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, download


@require_GET
@requires(ACTIVITY_VIEW, ACTIVITY_VIEW_OWN)
def paper_list(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """List what can be printed of the meeting."""
    activity = queries.activity_get_for(request.actor, uid, ACTIVITY_VIEW_OWN, clock.today())
    rights = queries.rights_of(request.actor, activity, clock.today())
    context = {"activity": activity, "papers": papers_of(activity, rights), "rights": rights}
    return render(request, "life/paper_list.html", context)


@require_GET
@requires(ACTIVITY_VIEW, ACTIVITY_VIEW_OWN)
def paper_read(request: HttpRequest, uid: uuid.UUID, paper: str, form: str) -> FileResponse:
    """Download a paper of the meeting."""
    today = clock.today()
    activity = queries.activity_get_for(request.actor, uid, ACTIVITY_VIEW_OWN, today)
    entry = "life:activity-hold" if activity.state in ("draft", "called") else "life:attendance-set"
    page, attendance = (
        request.build_absolute_uri(reverse(name, kwargs={"uid": uid})) for name in ("life:activity-detail", entry)
    )
    made = paper_made(request.actor, activity, (paper, form), Ways(page, f"{attendance}?paper=1"), today)
    services.paper_read(actor=request.actor, activity=activity, paper=f"{paper}.{form}", at=clock.now())
    return downloaded(made)


def downloaded(made: Sheet) -> FileResponse:
    """Hand the file out."""
    return download(made.name, made.content, made.media_type)
