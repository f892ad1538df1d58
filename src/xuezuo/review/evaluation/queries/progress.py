"""How far a round is: counts of branches by step and of people by what they did. No grades."""

import dataclasses
import datetime as dt
from collections.abc import Collection
from typing import Final

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from xuezuo.org.models import UnitName
from xuezuo.org.queries.access import units_q
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.db.reading import fetch_all
from xuezuo.review.evaluation.models import Part, Round
from xuezuo.review.evaluation.policies import COUNTS_VIEW
from xuezuo.review.evaluation.queries.access import rounds_q
from xuezuo.review.evaluation.types import Step

_PEOPLE: Final = """SELECT s.part_id, count(*), count(*) FILTER (WHERE s.handed_in <> ''),
       count(*) FILTER (WHERE NOT s.is_graded)
  FROM evaluation_subject s WHERE s.part_id = ANY(%(parts)s) AND s.left_at IS NULL GROUP BY s.part_id"""
STEP_FILTERS: Final = {
    Step.SELF: Q(peers_on__isnull=True, told_at__isnull=True),
    Step.BALLOT: Q(peers_on__isnull=False, told_at__isnull=True) & (Q(poll__isnull=True) | ~Q(poll__state="closed")),
    Step.OPINION: Q(peers_on__isnull=False, told_at__isnull=True, poll__state="closed"),
    Step.FEEDBACK: Q(told_at__isnull=False, finished_at__isnull=True),
    Step.FINISHED: Q(finished_at__isnull=False),
}


@dataclasses.dataclass(frozen=True, slots=True)
class People:
    """How many stand on a branch's list, have handed in, and take part without a grade."""

    listed: int = 0
    handed_in: int = 0
    ungraded: int = 0


def round_list(actor: Actor, on: dt.date) -> QuerySet[Round]:
    """Return the rounds that the actor may see, the latest first, annotated with `unit_name` of the day."""
    names = UnitName.objects.filter(unit=OuterRef("unit"), during__contains=on).values("name")
    rounds = Round.objects.filter(rounds_q(actor, on)).annotate(unit_name=Subquery(names[:1]))
    return rounds.select_related("unit").order_by("-year", "-made_at", "-pk")


def steps_of(actor: Actor, round_: Round, on: dt.date) -> list[tuple[Step, int]]:
    """Return how many of the branches that the actor oversees stand at each step, in their order; one query."""
    counts = {f"at_{step.value}": Count("pk", filter=condition) for step, condition in STEP_FILTERS.items()}
    found = _in_sight(actor, round_, on).aggregate(**counts)
    return [(step, found[f"at_{step.value}"]) for step in Step]


def _in_sight(actor: Actor, round_: Round, on: dt.date) -> QuerySet[Part]:
    return Part.objects.filter(units_q(actor, COUNTS_VIEW, on), round=round_, voided_at__isnull=True)


def parts_in_sight(actor: Actor, round_: Round, on: dt.date, step: str = "") -> QuerySet[Part]:
    """Return the branches of a round that the actor oversees, by code, annotated with `unit_name`."""
    names = UnitName.objects.filter(unit=OuterRef("unit"), during__contains=on).values("name")
    parts = _in_sight(actor, round_, on)
    if step in Step.values:
        parts = parts.filter(STEP_FILTERS[Step(step)])
    return parts.select_related("unit", "poll").annotate(unit_name=Subquery(names[:1])).order_by("unit__code")


def people_of(part_ids: Collection[int]) -> dict[int, People]:
    """Return the numbers of people by part; one query."""
    with acting_as(SYSTEM):
        rows = fetch_all(_PEOPLE, {"parts": list(part_ids)})
    return {part: People(*map(int, numbers)) for part, *numbers in rows}
