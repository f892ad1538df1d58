"""One URL serves the page and its fragments."""

from collections.abc import Mapping

from django.http import HttpRequest as DjangoRequest
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from xuezuo.platform.http.htmx import HtmxDetails


def render_partial(
    request: DjangoRequest,
    template: str,
    context: Mapping[str, object],
    *,
    target: str,
    partial: str | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render the whole page, or only its fragment when htmx wants to replace the element `target`.

    The fragment is `{% partialdef NAME inline %}` in the same template. It can be fetched alone by anybody who may
    call the view, so what must stay secret is left out of `context`, never hidden by an `if` in the template.

    Args:
        request: the request that is being answered.
        template: name of the page's template.
        context: for both, the page and the fragment.
        target: id of the element that htmx replaces; any other target gets the whole page.
        partial: name of the `partialdef`; the same as `target` when left out.
        status: HTTP status of the answer.
    """
    htmx = HtmxDetails.of(request)
    if htmx and not htmx.wants_full and htmx.target == target:
        template = f"{template}#{partial or target}"
    response = render(request, template, dict(context), status=status)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response
