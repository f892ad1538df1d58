"""The page behind the search box."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from xuezuo.kernel import clock
from xuezuo.org.policies import UNIT_VIEW
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest
from xuezuo.web.queries.search import search as find


@require_GET
@requires(UNIT_VIEW)
def search(request: HttpRequest) -> HttpResponse:
    """Find units and members."""
    text = request.GET.get("q", "")[:60]
    found = find(request.actor, text, clock.today())
    context = {"text": "" if found.is_secret else text.strip(), "found": found}
    return render(request, "web/search.html", context)
