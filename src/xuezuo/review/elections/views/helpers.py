"""What the views of elections share."""

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from xuezuo.platform.http import HttpRequest


def form_page(request: HttpRequest, form: Form, **words: object) -> HttpResponse:
    """Render a form on a page of its own: `title`, `lead`, `submit`, `back`, `danger`, `before` (sentences)."""
    return render(request, "elections/form.html", {"form": form, **words}, status=400 if form.is_bound else 200)


def page_of(uid: object) -> str:
    """Return the address of an election's page."""
    return reverse("elections:election-detail", args=[uid])
