"""What the views of this app share."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect

from xuezuo.kernel.errors import DomainError, Kind
from xuezuo.platform.http import HttpRequest, form_page


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
