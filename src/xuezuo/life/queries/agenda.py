"""The agenda of a meeting, and what earlier meetings of the same body left for it.

A body is a unit and a kind of meeting: what the committee left unfinished goes to the committee, not to the branch.
"""

from django.db.models import Exists, OuterRef, QuerySet

from xuezuo.life.models import Activity, AgendaItem, Resolution, ResolutionStep
from xuezuo.life.types import AgendaPoint, Outcome, State, Step

LEFT = (Outcome.UNFINISHED, Outcome.NOT_REACHED)
_RECENT = 12  # a body's unfinished business of so many meetings back is offered


def agenda_points(activity: Activity) -> list[AgendaPoint]:
    """Return the agenda as somebody could write it, in order."""
    rows = activity.agenda.order_by("position").values_list("title", "presenter_note", "presenter_id", "minutes", "uid")
    return [AgendaPoint(*row) for row in rows]


def agenda_version(activity: Activity) -> int:
    """Return the version of the agenda; 0 = it was never saved with one."""
    newest = activity.agenda_revisions.order_by("-version").values_list("version", flat=True).first()
    return newest or 0


def earlier_of_body(activity: Activity) -> QuerySet[Activity]:
    """Return earlier held meetings of the same unit and kind, newest first."""
    same = Activity.objects.filter(unit_id=activity.unit_id, kind=activity.kind)
    held = same.filter(state__in=[State.HELD, State.CONFIRMED], occurred_on__lte=activity.occurred_on)
    return held.exclude(pk=activity.pk).order_by("-occurred_on", "-pk")


def unfinished_before(activity: Activity) -> list[AgendaItem]:
    """Return what earlier meetings of the same body left and no other agenda has taken over, oldest first."""
    before = list(earlier_of_body(activity).values_list("pk", flat=True)[:_RECENT])
    taken = AgendaItem.objects.filter(carried_from=OuterRef("pk")).exclude(activity__state=State.VOID)
    left = AgendaItem.objects.filter(activity_id__in=before, outcome__in=LEFT).exclude(Exists(taken))
    return list(left.select_related("activity").order_by("activity__occurred_on", "position"))


def untold_before(activity: Activity) -> list[Resolution]:
    """Return decisions of earlier meetings of the same body whose outcome no meeting was told of, oldest first."""
    before = list(earlier_of_body(activity).values_list("pk", flat=True)[:_RECENT])
    told = ResolutionStep.objects.filter(resolution=OuterRef("pk"), step=Step.TOLD)
    asked = AgendaItem.objects.filter(reports_on=OuterRef("pk"), outcome=Outcome.PLANNED)
    found = Resolution.objects.filter(activity_id__in=before, dropped_on__isnull=True)
    found = found.exclude(Exists(told)).exclude(Exists(asked.exclude(activity__state=State.VOID)))
    return list(found.select_related("activity", "owner").order_by("activity__occurred_on", "pk"))
