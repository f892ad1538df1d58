"""What the views of polls share."""

import contextlib
from collections.abc import Iterator

import segno
from django.forms import Form
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from xuezuo.kernel.errors import DomainError, Kind
from xuezuo.platform.http import HttpRequest


@contextlib.contextmanager
def refusals_onto(form: Form) -> Iterator[None]:
    """Show what a service refuses on the form that asked; not found and forbidden stay pages of their own."""
    try:
        yield
    except DomainError as error:
        if error.kind in (Kind.NOT_FOUND, Kind.FORBIDDEN):
            raise
        form.add_error(None, error.message)


def form_page(request: HttpRequest, form: Form, **words: object) -> HttpResponse:
    """Render a short form on a page of its own: `title`, `lead`, `submit`, `back`, `danger`."""
    return render(request, "web/form_page.html", {"form": form, **words}, status=400 if form.is_bound else 200)


def refusal(error: DomainError) -> JsonResponse:
    """Answer the voting page's script, which shows the message."""
    return JsonResponse({"code": error.code, "message": error.message}, status=error.kind.value)


def run_page_of(poll_uid: object) -> str:
    """Return the address of the page on which a poll is run."""
    return reverse("ballots:poll-run", args=[poll_uid])


def qr_of(text: str) -> str:
    """Return the QR code of a text as SVG, for print."""
    return segno.make(text, error="m").svg_inline(scale=4, border=2)
