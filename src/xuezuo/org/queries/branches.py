"""What tells branches apart for rules: domain and function."""

import datetime as dt

from django.db.models import Count

from xuezuo.org.models import Closure, Unit
from xuezuo.org.types import UnitKind


def branch_function(unit_id: int) -> str:
    """Return what the branch is for; empty when nobody said."""
    found: str | None = Unit.objects.filter(pk=unit_id).values_list("function", flat=True).first()
    return found or ""


def types_below(unit_id: int, on: dt.date) -> dict[str, int]:
    """Return how many branches of each domain stand at or below the unit on `on`, the most frequent domain first."""
    below = Closure.objects.filter(ancestor_id=unit_id, during__contains=on, descendant__kind=UnitKind.BRANCH)
    counts = below.values_list("descendant__unit_type").annotate(number=Count("pk"))
    return dict(counts.order_by("-number", "descendant__unit_type"))
