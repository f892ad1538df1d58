"""Documents of an election to print or to edit."""

import uuid

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from xuezuo.kernel import clock
from xuezuo.kernel.errors import NotFound
from xuezuo.org.queries.access import unit_get_for
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest
from xuezuo.platform.printing import official_docx, official_pdf
from xuezuo.platform.printing.document import Official
from xuezuo.review.elections.errors import NotFromAbove
from xuezuo.review.elections.exchange.letters import notice_letter_of
from xuezuo.review.elections.exchange.papers import NAMES, paper_of
from xuezuo.review.elections.policies import ELECTIONS_OVERSEE, ELECTIONS_VIEW
from xuezuo.review.elections.queries.access import election_get_to, oversees
from xuezuo.review.elections.queries.lists import unit_name

MAKERS = {
    "pdf": (official_pdf, "application/pdf"),
    "docx": (official_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
}


@require_GET
@requires(ELECTIONS_VIEW)
def paper(request: HttpRequest, uid: uuid.UUID, kind: str, form: str) -> HttpResponse:
    """Give a document as PDF or DOCX."""
    election = election_get_to(request.actor, uid, ELECTIONS_VIEW, clock.today())
    if form not in MAKERS:
        raise NotFound
    back = request.build_absolute_uri(reverse("elections:election-detail", args=[uid]))
    document = paper_of(election, kind, clock.today(), back)
    return _file(document, form, f"{NAMES[kind]}-{election.title}")


@require_GET
@requires(ELECTIONS_OVERSEE)
def notice_letter(request: HttpRequest, uid: uuid.UUID, form: str) -> HttpResponse:
    """Give the letter by which the unit above reminds of a term change."""
    on = clock.today()
    unit = unit_get_for(request.actor, uid, ELECTIONS_OVERSEE, on)
    if not oversees(request.actor, unit, on):
        raise NotFromAbove(deed="换届提醒函")
    if form not in MAKERS:
        raise NotFound
    return _file(notice_letter_of(unit, on), form, f"换届提醒函-{unit_name(unit.pk, on)}")


def _file(document: Official, form: str, name: str) -> HttpResponse:
    make, media_type = MAKERS[form]
    response = HttpResponse(make(document), content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.{form}") or "attachment"
    response["Cache-Control"] = "no-store"
    return response
