"""Documents of an election to print or to edit."""

import uuid

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from xuezuo.kernel import clock
from xuezuo.kernel.errors import NotFound
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest
from xuezuo.platform.printing import official_docx, official_pdf
from xuezuo.review.elections.exchange.papers import NAMES, paper_of
from xuezuo.review.elections.policies import ELECTIONS_VIEW
from xuezuo.review.elections.queries.access import election_get_to

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
    document = paper_of(election, kind, clock.today())
    make, media_type = MAKERS[form]
    response = HttpResponse(make(document), content_type=media_type)
    name = f"{NAMES[kind]}-{election.title}.{form}"
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["Cache-Control"] = "no-store"
    return response
