"""What must hold before anything is written.

Order of locks: the year, the round's row, the part's, then lines of its list by id.
"""

import datetime as dt
from collections.abc import Collection

from django.db import connection

from xuezuo.kernel.clock import civil_date
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.audit.services import Fields, record
from xuezuo.review.evaluation.errors import DayUnfit, RoundNotRunning, WrongStep
from xuezuo.review.evaluation.models import Part, Round, Subject
from xuezuo.review.evaluation.policies import PART_KEEP
from xuezuo.review.evaluation.queries.access import require_part
from xuezuo.review.evaluation.types import RoundState, Step

_LISTS = 0x4556414C  # "EVAL": the first half of the advisory lock's key


def lock_year(year: int) -> None:
    """Let nobody else put people on lists of the year until the transaction ends: taken before any row is locked.

    Two who start rounds over the same branches, or take in the same member, come one after the other; the second is
    told what the first has done instead of meeting a constraint.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LISTS, year])


def lock_round(round_: Round) -> Round:
    """Return the round's row as it is now, for nobody else until the transaction ends."""
    with acting_as(SYSTEM):
        return Round.objects.select_related("unit").select_for_update(of=("self",)).get(pk=round_.pk)


def lock_part(part: Part) -> Part:
    """Return the part's row as it is now, for nobody else until the transaction ends."""
    with acting_as(SYSTEM):
        rows = Part.objects.select_related("round", "unit", "poll", "activity__unit")
        return rows.select_for_update(of=("self",)).get(pk=part.pk)


def lock_to_keep(actor: Actor, part: Part, at: dt.datetime) -> Part:
    """Return the part's row, locked, if the actor keeps the branch and the part is not void.

    Raises:
        NotFound, Forbidden: the actor does not.
        RoundNotRunning: made void.
    """
    require_part(actor, part, PART_KEEP, civil_date(at))
    part = lock_part(part)
    check_living(part, "继续")
    return part


def check_living(part: Part, deed: str) -> None:
    """Raise `RoundNotRunning` when the part or its round was made void."""
    if part.voided_at is not None:
        raise RoundNotRunning(state=RoundState.VOID.label, deed=deed)


def check_step(part: Part, allowed: Collection[Step], deed: str, hint: str = "") -> None:
    """Raise `WrongStep` unless the branch stands at one of the allowed steps."""
    if part.step not in allowed:
        raise WrongStep(step=part.step.label, deed=deed, hint=hint)


def check_day(what: str, day: dt.date, *, first: dt.date | None, at: dt.datetime) -> None:
    """Raise `DayUnfit` for a civil day before `first` or after the day of the deed."""
    if first is not None and day < first:
        raise DayUnfit(what=what, why=f"不能早于 {first}")
    if day > civil_date(at):
        raise DayUnfit(what=what, why="不能晚于今天")


def living(part: Part) -> list[Subject]:
    """Return the lines of the list by member, of those who are on it now."""
    with acting_as(SYSTEM):
        found = Subject.objects.filter(part=part, left_at__isnull=True).select_related("member")
        return list(found.order_by("member__pinyin", "member__number"))


def tell(name: str, actor: Actor, part: Part, at: dt.datetime, reason: str = "", **after: str | int | bool) -> None:
    """Write the audit entry of a deed in a branch: dates and numbers of people, never a grade or a name."""
    fields: Fields = {"step": str(part.step), **after}
    subject = ("evaluation.part", part.uid)
    record(name, actor=actor, subject=subject, at=at, unit_id=part.unit_id, after=fields, reason=reason)
