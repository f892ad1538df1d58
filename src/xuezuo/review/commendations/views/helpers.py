"""What the views of this app share."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render

from xuezuo.kernel.errors import DomainError, Kind
from xuezuo.platform.http import HttpRequest


def form_page(request: HttpRequest, form: Form, **words: object) -> HttpResponse:
    """Render a form on a page of its own: `title`, `lead`, `submit`, `back`, `danger`."""
    return render(request, "web/form_page.html", {"form": form, **words}, status=400 if form.is_bound else 200)


def posted(
    request: HttpRequest, form: Form, deed: Callable[[], object], *, done: str, to: str, **words: object
) -> HttpResponse:
    """Do the deed with a valid form, say so and go on; else show the form with what is wrong."""
    if form.is_valid():
        try:
            deed()
        except DomainError as error:
            if error.kind in (Kind.NOT_FOUND, Kind.FORBIDDEN):
                raise
            form.add_error(None, error.message)
        else:
            messages.success(request, done)
            return redirect(to)
    return form_page(request, form, back=to, **words)
