"""What the views of this app share."""

import io

from django.forms import Form
from django.http import FileResponse, HttpResponse
from django.shortcuts import render

from xuezuo.platform.http import HttpRequest


def form_page(request: HttpRequest, form: Form, **words: object) -> HttpResponse:
    """Render a short form on a page of its own: `title`, `lead`, `submit`, `back`, `danger`."""
    return render(request, "training/form.html", {"form": form, **words}, status=400 if form.is_bound else 200)


def status_of(request: HttpRequest) -> int:
    """Return the status of a page that shows its form again."""
    return 400 if request.method == "POST" else 200


def download(name: str, media_type: str, content: bytes) -> FileResponse:
    """Answer with an attachment; never shown in the browser."""
    headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox", "Cache-Control": "no-store"}
    return FileResponse(
        io.BytesIO(content), as_attachment=True, filename=name, content_type=media_type, headers=headers
    )
