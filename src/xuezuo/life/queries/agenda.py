"""The agenda of a meeting, and what earlier meetings of the same body left for it.

A body is a unit and a kind of meeting: what the committee left unfinished goes to the committee, not to the branch.
"""

import dataclasses
import uuid
from collections.abc import Sequence

from django.db.models import Exists, OuterRef, QuerySet

from xuezuo.kernel.errors import NotFound
from xuezuo.life.models import Activity, AgendaItem, Minutes, Resolution, ResolutionStep
from xuezuo.life.types import AgendaPoint, Outcome, State, Step

LEFT = (Outcome.UNFINISHED, Outcome.NOT_REACHED)
_RECENT = 12  # a body's unfinished business of so many meetings back is offered


def agenda_points(activity: Activity) -> list[AgendaPoint]:
    """Return the agenda as somebody could write it, in order."""
    fields = ("title", "presenter_note", "presenter_id", "minutes", "uid", "kind", "text")
    return [AgendaPoint(*row) for row in activity.agenda.order_by("position").values_list(*fields)]


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
    return list(left.select_related("activity__unit").order_by("activity__occurred_on", "position"))


def untold_before(activity: Activity) -> list[Resolution]:
    """Return decisions of earlier meetings of the same body whose outcome no meeting was told of, oldest first."""
    before = list(earlier_of_body(activity).values_list("pk", flat=True)[:_RECENT])
    told = ResolutionStep.objects.filter(resolution=OuterRef("pk"), step=Step.TOLD)
    asked = AgendaItem.objects.filter(reports_on=OuterRef("pk"), outcome=Outcome.PLANNED)
    found = Resolution.objects.filter(activity_id__in=before, dropped_on__isnull=True)
    found = found.exclude(Exists(told)).exclude(Exists(asked.exclude(activity__state=State.VOID)))
    return list(found.select_related("activity__unit", "owner").order_by("activity__occurred_on", "pk"))


@dataclasses.dataclass(frozen=True, slots=True)
class ItemView:
    """One point of the agenda as the page of a meeting shows it; minutes only for those who may read them."""

    item: AgendaItem
    minutes: Minutes | None
    versions: list[Minutes]
    resolutions: list[Resolution]

    @property
    def came_from(self) -> Activity | None:
        """The meeting that left it unfinished."""
        return self.item.carried_from.activity if self.item.carried_from else None


def agenda_items(activity: Activity) -> list[AgendaItem]:
    """Return the points of the agenda in order, with the meeting each was carried over from."""
    return list(activity.agenda.order_by("position").select_related("carried_from__activity__unit"))


def item_views(
    items: Sequence[AgendaItem], minutes: Sequence[Minutes], resolutions: Sequence[Resolution]
) -> list[ItemView]:
    """Put minutes (newest first) and decisions under the points they belong to."""
    views = []
    for item in items:
        versions = [one for one in minutes if one.item_id == item.pk]
        decided = [one for one in resolutions if one.item_id == item.pk]
        views.append(ItemView(item, versions[0] if versions else None, versions[1:], decided))
    return views


def outcome_named(name: str) -> Outcome:
    """Return the outcome with this value; `NotFound` when there is none."""
    if name not in Outcome.values:
        raise NotFound
    return Outcome(name)


def uids(texts: Sequence[str]) -> list[uuid.UUID]:
    """Return the ids as posted, odd ones left out."""
    found = []
    for text in texts:
        try:
            found.append(uuid.UUID(text))
        except ValueError:
            continue
    return found
