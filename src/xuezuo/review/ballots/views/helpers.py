"""What the views of polls share."""

import segno
from django.http import JsonResponse
from django.urls import reverse

from xuezuo.kernel.errors import DomainError


def refusal(error: DomainError) -> JsonResponse:
    """Answer the voting page's script, which shows the message."""
    return JsonResponse({"code": error.code, "message": error.message}, status=error.kind.value)


def run_page_of(poll_uid: object) -> str:
    """Return the address of the page on which a poll is run."""
    return reverse("ballots:poll-run", args=[poll_uid])


def qr_of(text: str) -> str:
    """Return the QR code of a text as SVG, for print."""
    return segno.make(text, error="m").svg_inline(scale=4, border=2)
