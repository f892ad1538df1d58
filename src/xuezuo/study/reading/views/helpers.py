"""What the views of reading share."""

import contextlib
from collections.abc import Iterator

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render

from xuezuo.kernel.errors import DomainError, Kind
from xuezuo.platform.http import HttpRequest


@contextlib.contextmanager
def refusals_told(request: HttpRequest) -> Iterator[None]:
    """Show what a service refuses as a notice on the page that follows."""
    try:
        yield
    except DomainError as error:
        if error.kind in (Kind.NOT_FOUND, Kind.FORBIDDEN):
            raise
        messages.error(request, error.message)


def form_page(request: HttpRequest, form: Form, **words: object) -> HttpResponse:
    """Render a short form on a page of its own: `title`, `lead`, `submit`, `back`, `danger`."""
    return render(request, "reading/form.html", {"form": form, **words}, status=400 if form.is_bound else 200)
