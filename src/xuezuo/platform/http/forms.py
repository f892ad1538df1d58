"""What every view with a form does alike."""

import contextlib
from collections.abc import Iterator
from typing import Protocol

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from xuezuo.kernel.errors import DomainError, Kind


class TakesErrors(Protocol):
    """A form, or several shown as one, on which a refusal is shown."""

    def add_error(self, field: None, error: str, /) -> None:
        """Show what was refused above the fields."""


@contextlib.contextmanager
def refusals_onto(form: TakesErrors) -> Iterator[None]:
    """Show what a service refuses on the form that asked; not found and forbidden stay pages of their own."""
    try:
        yield
    except DomainError as error:
        if error.kind in (Kind.NOT_FOUND, Kind.FORBIDDEN):
            raise
        form.add_error(None, error.message)


@contextlib.contextmanager
def refusals_told(request: HttpRequest) -> Iterator[None]:
    """Show what a service refuses as a notice on the page that follows; for buttons that stand on that page."""
    try:
        yield
    except DomainError as error:
        if error.kind in (Kind.NOT_FOUND, Kind.FORBIDDEN):
            raise
        messages.error(request, error.message)


def form_page(request: HttpRequest, form: Form, **words: object) -> HttpResponse:
    """Render a short form on a page of its own: `title`, `lead`, `submit`, `back`, `danger`.

    A form that came back is a refusal: status 400.
    """
    return render(request, "web/form_page.html", {"form": form, **words}, status=400 if form.is_bound else 200)
