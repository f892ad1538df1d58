"""Before a report's view: its unit, its days, and its numbers; a large unit is counted in the background."""

import dataclasses
import functools
import uuid
from collections.abc import Callable
from typing import Any, Concatenate

from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from xuezuo.kernel import clock
from xuezuo.kernel.errors import NotFound
from xuezuo.org.queries.access import unit_get_for
from xuezuo.org.queries.tree import unit_row
from xuezuo.org.types import UnitRow
from xuezuo.platform.access import requires
from xuezuo.platform.http import HttpRequest
from xuezuo.platform.jobs.queries import job_get_for, job_under_way
from xuezuo.platform.jobs.services import job_start
from xuezuo.reports.policies import REPORT_VIEW
from xuezuo.reports.queries.choices import Asked, asked_of, period_choices
from xuezuo.reports.queries.counts import Counts, Need, count
from xuezuo.reports.queries.snapshots import KIND, counts_for

type Answer = HttpResponse | HttpResponseRedirect | FileResponse


@dataclasses.dataclass(frozen=True, slots=True)
class Report:
    """A report with its numbers."""

    unit: UnitRow
    asked: Asked
    counts: Counts

    @property
    def context(self) -> dict[str, Any]:
        """What every page of the report needs."""
        return report_context(self.unit, self.asked) | {"counts": self.counts}


type Given[**P] = Callable[Concatenate[HttpRequest, Report, P], Answer]
type Opened[**P] = Callable[Concatenate[HttpRequest, uuid.UUID, P], Answer]


def counted[**P](need: Need, page: str) -> Callable[[Given[P]], Opened[P]]:
    """Give the view its report; without numbers yet, have them counted and show how far that is.

    Args:
        need: what the view needs beside the roll-up.
        page: name of the URL (of a unit) that a finished count leads to.
    """

    def decorate(view: Given[P]) -> Opened[P]:
        def answer(request: HttpRequest, uid: uuid.UUID, *args: P.args, **more: P.kwargs) -> Answer:
            unit, asked = report_of(request, uid)
            counts = counts_for(request.actor, unit, asked, need)
            if counts is None and request.method == "POST":  # what was typed would be lost
                counts = count(asked.scope(unit.id), need)
            if counts is None:
                return _begin(request, unit, asked, page)
            return view(request, Report(unit, asked, counts), *args, **more)

        functools.update_wrapper(answer, view)
        return answer  # type: ignore[return-value]  # Django passes `uid` by its name

    return decorate


def _begin(request: HttpRequest, unit: UnitRow, asked: Asked, page: str) -> HttpResponseRedirect:
    """Start counting, or take up the asker's count that is under way; lead to its progress."""
    about = {"unit": str(unit.uid), "query": asked.query}
    job = job_under_way(request.actor, KIND, about)
    uid = job.uid if job else job_start(
        actor=request.actor, kind=KIND, params=about | {"page": page}, at=clock.now()
    ).uid  # fmt: skip
    return redirect("jobs:job-detail", uid=uid)


@require_GET
@requires(REPORT_VIEW)
def computed(request: HttpRequest, uid: uuid.UUID) -> HttpResponseRedirect:
    """Lead from a finished count to its report."""
    job = job_get_for(request.actor, uid)
    if job.kind != KIND or not job.is_done:
        raise NotFound
    return redirect(f"{reverse(str(job.params['page']), args=[job.params['unit']])}?{job.params['query']}")


@require_POST
@requires(REPORT_VIEW)
def compute_again(request: HttpRequest, uid: uuid.UUID) -> HttpResponseRedirect:
    """Count once more in the background, with what has been confirmed since."""
    unit, asked = report_of(request, uid)
    pages = ("reports:rollup", "reports:overview", "reports:check")
    page = next((one for one in pages if one == request.GET.get("page")), pages[0])
    return _begin(request, unit, asked, page)


def report_of(request: HttpRequest, uid: uuid.UUID) -> tuple[UnitRow, Asked]:
    """Return the unit as named on the report's last day, and what is asked; raises for outsiders."""
    today = clock.today()
    asked = asked_of(request.GET, today)
    return unit_row(unit_get_for(request.actor, uid, REPORT_VIEW, today).pk, asked.last_day), asked


def report_context(unit: UnitRow, asked: Asked) -> dict[str, Any]:
    """Return what every page about a unit's report needs."""
    return {"unit": unit, "asked": asked, "periods": period_choices(asked.today)}
