"""The list of polls and a poll's page."""

import uuid

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from xuezuo.kernel import clock
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest, page_number, paginate
from xuezuo.review.ballots.queries import pages
from xuezuo.review.ballots.queries.access import poll_get_for
from xuezuo.review.ballots.services.closing import poll_close_due


@require_GET
@requires()
def poll_list(request: HttpRequest) -> HttpResponse:
    """List the polls that the asker may take part in or look at."""
    page = paginate(pages.poll_list(request.actor, clock.today()), page_number(request))
    return render(request, "ballots/poll_list.html", {"page": page})


@transaction.non_atomic_requests
@require_GET
@requires()
def poll_detail(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show what is asked, who may vote, how far it is, and what came of it; closes a poll that is over."""
    poll = poll_close_due(poll_get_for(request.actor, uid, clock.today()), clock.now())
    context = {"poll": poll, "page": pages.poll_page(request.actor, poll, clock.now())}
    return render(request, "ballots/poll_detail.html", context)
