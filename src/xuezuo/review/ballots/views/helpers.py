"""What the views of polls share."""

import segno
from django.http import HttpRequest, JsonResponse
from django.urls import reverse

from xuezuo.kernel.errors import DomainError


def refusal(error: DomainError) -> JsonResponse:
    """Answer the voting page's script, which shows the message."""
    return JsonResponse({"code": error.code, "message": error.message}, status=error.kind.value)


def run_page_of(poll_uid: object) -> str:
    """Return the address of the page on which a poll is run."""
    return reverse("ballots:poll-run", args=[poll_uid])


def poll_code(request: HttpRequest, poll_uid: object) -> str:
    """Return the QR code that leads to the poll's page, as SVG for print; the same for whoever prints it."""
    address = request.build_absolute_uri(reverse("ballots:poll-detail", args=[poll_uid]))
    return segno.make(address, error="m").svg_inline(scale=4, border=2)
