"""What the views of this app share."""

import contextlib
from collections.abc import Iterator

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render

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
    """Render a form on a page of its own: `title`, `lead`, `submit`, `back`, `danger`."""
    return render(request, "web/form_page.html", {"form": form, **words}, status=400 if form.is_bound else 200)


def year_of(request: HttpRequest, fallback: int) -> int:
    """Return the year that the address names, else the fallback."""
    asked = request.GET.get("year", "")
    return int(asked) if asked.isdecimal() and 2000 <= int(asked) <= 2100 else fallback
