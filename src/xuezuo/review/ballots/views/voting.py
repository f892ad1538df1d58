"""Voting in a browser: the page, the blind signature, and the box, which does not ask who is there."""

import base64
import binascii
import uuid

from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from xuezuo.kernel import clock
from xuezuo.kernel.errors import DomainError
from xuezuo.platform.access import public, requires
from xuezuo.platform.http import HttpRequest
from xuezuo.review.ballots import services
from xuezuo.review.ballots.errors import BlindedWrong
from xuezuo.review.ballots.queries.access import poll_get, poll_get_for
from xuezuo.review.ballots.queries.pages import vote_page
from xuezuo.review.ballots.services.closing import poll_close_due
from xuezuo.review.ballots.services.layout import voting_data
from xuezuo.review.ballots.views.helpers import refusal

MOST_BYTES = 200_000  # of an envelope: `services.polls.MOST_ROOM`, and names written in


@transaction.non_atomic_requests
@require_GET
@requires()
def ballot_vote(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show the ballot to somebody entitled; what is marked stays in the browser. Closes a poll that is over."""
    poll = poll_close_due(poll_get_for(request.actor, uid, clock.today()), clock.now())
    page = vote_page(request.actor, poll, clock.now())
    if page is None:
        return redirect("ballots:poll-detail", uid=uid)
    addresses = {
        "sign_url": reverse("ballots:ballot-sign", args=[uid]),
        "put_url": reverse("ballots:envelope-put", args=[uid]),
    }
    data = (
        voting_data(poll, page.items, page.elector)
        | addresses
        | {"token": get_token(request), "voter": request.user.pk}
    )
    return render(request, "ballots/ballot_vote.html", {"poll": poll, "page": page, "data": data})


@transaction.non_atomic_requests
@require_POST
@requires()
def ballot_sign(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Sign what the browser has blinded; the service has a transaction of its own."""
    try:
        return JsonResponse({"signature": base64.b64encode(_signed(request, uid)).decode()})
    except DomainError as error:
        return refusal(error)


def _signed(request: HttpRequest, uid: uuid.UUID) -> bytes:
    poll = poll_get(uid)
    try:
        blinded = base64.b64decode(request.POST.get("blinded", ""), validate=True)
        return services.ballot_sign(actor=request.actor, poll=poll, blinded=blinded, at=clock.now())
    except (binascii.Error, DomainError) as error:  # who stands on the list is let in by the service
        poll_get_for(request.actor, uid, clock.today())  # nobody else learns that there is such a poll
        raise error if isinstance(error, DomainError) else BlindedWrong from None


@public
@csrf_exempt
@transaction.non_atomic_requests
@require_POST
def envelope_put(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Take an envelope in. No session, no cookie, no token: nothing that tells whose it is is read or written."""
    content = request.read(MOST_BYTES + 1)
    try:
        services.envelope_put(poll_uid=uid, envelope=content)
    except DomainError as error:
        return refusal(error)
    return HttpResponse(status=204)
