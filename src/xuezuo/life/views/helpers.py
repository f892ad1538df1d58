"""What the views of this room share."""

import segno
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString, mark_safe

from xuezuo.platform.http import HttpRequest


def form_page(request: HttpRequest, form: Form, **words: object) -> HttpResponse:
    """Render a short form on a page of its own: `title`, `lead`, `submit`, `back`, `danger`."""
    return render(request, "life/form.html", {"form": form, **words}, status=400 if form.is_bound else 200)


def qr_svg(text: str) -> SafeString:
    """Return the QR code of `text` as an inline SVG."""
    return mark_safe(segno.make(text, error="m").svg_inline(scale=6, border=2))  # noqa: S308  # made here, no input in it
