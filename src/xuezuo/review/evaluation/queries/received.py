"""Results of floating members at the branch where they belong."""

import dataclasses
import datetime as dt
import uuid

from xuezuo.kernel.errors import NotFound
from xuezuo.org.queries.tree import unit_labels
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.review.evaluation.models import HomeReport, Verdict
from xuezuo.review.evaluation.queries.home import home_reports


@dataclasses.dataclass(frozen=True, slots=True)
class HomeLine:
    """One result as the home branch reads it."""

    report: HomeReport
    verdict: Verdict
    place_name: str


def home_lines(actor: Actor, on: dt.date) -> list[HomeLine]:
    """Return the results for the branches that the actor keeps, the latest first."""
    reports = home_reports(actor, on)
    ids = [report.subject_id for report in reports]
    with acting_as(SYSTEM):
        latest = {one.subject_id: one for one in Verdict.objects.filter(subject__in=ids).order_by("version")}
    names = unit_labels({report.subject.part.unit_id for report in reports}, on)
    return [HomeLine(report, latest[report.subject_id], names[report.subject.part.unit_id].name) for report in reports]


def home_report_get(actor: Actor, uid: uuid.UUID, on: dt.date) -> HomeReport:
    """Return the report about the line with this uid, for a keeper of the home branch.

    Raises:
        NotFound: no such report, or none of the actor's.
    """
    found = next((report for report in home_reports(actor, on) if report.subject.uid == uid), None)
    if found is None:
        raise NotFound
    return found
