"""One page for one deed: a form, what it is about, and what happens when it is sent."""

import dataclasses
from collections.abc import Callable, Sequence

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from xuezuo.kernel.errors import DomainError, Kind
from xuezuo.platform.http import HttpRequest

type Crumbs = Sequence[dict[str, str]]


@dataclasses.dataclass(frozen=True, slots=True)
class FormPage:
    """The words around a form.

    Attributes:
        title: what is being done.
        about: to whom or what.
        done: what is said afterwards.
        back: where the page leads afterwards, and its "cancel".
        submit: the button's word.
        note: what one should know before.
        crumbs: the way here.
        is_grave: the deed cannot be taken back easily.
    """

    title: str
    about: str
    done: str
    back: str
    submit: str = "保存"
    note: str = ""
    crumbs: Crumbs = ()
    is_grave: bool = False


def answer(
    request: HttpRequest, page: FormPage, form: forms.Form, deed: Callable[[], object], *, after: str = ""
) -> HttpResponse:
    """Show the form; when it is sent and sound, do the deed and go on; what the deed refuses stands in the form.

    Refusals for lack of right are not the form's business and go on to the error page.
    """
    if request.method == "POST" and form.is_valid():
        try:
            deed()
        except DomainError as error:
            if error.kind not in {Kind.INVALID, Kind.CONFLICT}:
                raise
            form.add_error(None, error.message)
        else:
            messages.success(request, page.done)
            return redirect(after or page.back)
    context = {"form": form, "page": page, "crumbs": page.crumbs}
    return render(request, "org/form_page.html", context, status=400 if form.is_bound else 200)
