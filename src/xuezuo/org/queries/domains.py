"""Units by domain 分类: the type of a unit, and of the branch that a group is part of."""

import datetime as dt
from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q

from xuezuo.org.models import Closure
from xuezuo.org.types import UnitKind


def of_types(unit_types: Sequence[str], day: dt.date) -> Q:
    """Return the condition on units that they, or the branch that they are a group of, belong to a domain; [] = all."""
    if not unit_types:
        return Q()
    branches = Closure.objects.filter(
        descendant_id=OuterRef("pk"), depth=1, during__contains=day, ancestor__unit_type__in=unit_types
    )
    return Q(unit_type__in=unit_types) | Q(Exists(branches), kind=UnitKind.GROUP)
