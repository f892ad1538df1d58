"""What is published after the end: receipts, and the list that anybody may recount."""

import uuid

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from xuezuo.kernel import clock
from xuezuo.platform.access import SYSTEM, acting_as, requires
from xuezuo.platform.http import HttpRequest, download, page_number, paginate
from xuezuo.review.ballots.queries import pages
from xuezuo.review.ballots.queries.access import poll_get_for
from xuezuo.review.ballots.services import export
from xuezuo.review.ballots.sheets import written_out_pdf
from xuezuo.review.ballots.views.helpers import poll_code


@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
@requires()
def receipt_list(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Show the receipts of the ballots that were counted; none of them says what its ballot said.

    The receipt to look for is posted, though nothing is changed: an address stands in histories and in access logs,
    beside the name of who asked.
    """
    poll, code = poll_get_for(request.actor, uid, clock.today()), request.POST.get("code", "")
    with acting_as(SYSTEM):
        found = pages.receipts_of(poll)
        page = paginate(found, page_number(request), per_page=200)
        has_mine = bool(code) and found.filter(code=pages.receipt_form(code)).exists()
    context = {"poll": poll, "page": page, "code": code, "has_mine": has_mine}
    return render(request, "ballots/receipt_list.html", context)


@require_GET
@requires()
def list_export(request: HttpRequest, uid: uuid.UUID) -> HttpResponse:
    """Download the published list: one JSON object a line, to be recounted by `xuezuo verify-ballots`."""
    poll = poll_get_for(request.actor, uid, clock.today())
    lines = export.list_export(actor=request.actor, poll=poll, at=clock.now())
    response = HttpResponse("".join(f"{line}\n" for line in lines), content_type="application/jsonl; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="ballots-{poll.uid}.jsonl"'
    return response


@require_GET
@requires()
def list_print(request: HttpRequest, uid: uuid.UUID) -> HttpResponseBase:
    """Download the electronic ballots written out one by one, to be filed and counted beside the paper."""
    poll = poll_get_for(request.actor, uid, clock.today())
    written = export.list_print(actor=request.actor, poll=poll, at=clock.now())
    pdf = written_out_pdf(poll, pages.unit_name(poll, clock.today()), poll_code(request, uid), written)
    return download("电子票清单.pdf", pdf)
