"""The rule browser: what is asked, by which document and article, since when."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from xuezuo.duties.policies import RULES_VIEW
from xuezuo.duties.queries.rulebook import duty_page, rulebook
from xuezuo.kernel import clock
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest


@require_GET
@requires(RULES_VIEW)
def rule_list(request: HttpRequest) -> HttpResponse:
    """List the duties, documents and parameters in force on a day."""
    return render(request, "duties/rule_list.html", rulebook(request.actor, request.GET.get("on", ""), clock.today()))


@require_GET
@requires(RULES_VIEW)
def rule_detail(request: HttpRequest, duty: str) -> HttpResponse:
    """Show one duty with its clauses, versions and exemptions."""
    return render(request, "duties/rule_detail.html", {"row": duty_page(request.actor, duty, clock.today())})
