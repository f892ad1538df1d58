"""What the views of this app share."""

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render

from xuezuo.platform.http import HttpRequest


def form_page(request: HttpRequest, form: Form, **words: object) -> HttpResponse:
    """Render a form on a page of its own: `title`, `lead`, `submit`, `back`, `danger`."""
    return render(request, "library/form.html", {"form": form, **words}, status=400 if form.is_bound else 200)
