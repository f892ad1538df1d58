"""Finding the member to put on a list."""

import datetime as dt

from xuezuo.org.models import Member
from xuezuo.org.queries.people import roster_affiliations
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.review.evaluation.errors import NotOfTheBranch
from xuezuo.review.evaluation.models import Part
from xuezuo.review.evaluation.policies import PART_KEEP
from xuezuo.review.evaluation.queries.access import require_part


def member_to_take(actor: Actor, part: Part, number: str, on: dt.date) -> Member:
    """Return the member with this number who belongs to the branch or floats there on the day.

    Raises:
        NotFound, Forbidden: the actor does not keep the branch.
        NotOfTheBranch: nobody of the branch has the number; whether anybody else has is not told.
    """
    require_part(actor, part, PART_KEEP, on)
    with acting_as(SYSTEM):
        here = roster_affiliations(part.unit_id, on).order_by().values("member_id")
        found = Member.objects.filter(number=number.strip(), pk__in=here).first()
    if found is None:
        raise NotOfTheBranch(day=on)
    return found
