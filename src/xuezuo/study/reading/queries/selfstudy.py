"""Self-study: one's own, and what waits for the branch."""

import datetime as dt
import uuid

from django.db.models import Q, QuerySet, Sum

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.org.models import Affiliation
from xuezuo.org.queries.access import unit_decision, units_q
from xuezuo.org.types import AffiliationKind
from xuezuo.platform.access import Actor
from xuezuo.study.reading.models import SelfStudy, StudyNote
from xuezuo.study.reading.policies import STUDY_APPROVE
from xuezuo.study.reading.types import StudyState


def studies_of(member_id: int) -> QuerySet[SelfStudy]:
    """Return the member's entries, the latest day first."""
    return SelfStudy.objects.filter(member_id=member_id).order_by("-occurred_on", "-pk")


def pending_of(member_id: int, year: int) -> list[SelfStudy]:
    """Return the member's entries of a year that wait for the branch, by day."""
    waiting = SelfStudy.objects.filter(member_id=member_id, state=StudyState.SUBMITTED, occurred_on__year=year)
    return list(waiting.order_by("occurred_on", "pk"))


def pending_for(actor: Actor, on: dt.date) -> QuerySet[SelfStudy]:
    """Return the entries that wait for the actor's decision, the oldest first; never the actor's own."""
    here = units_q(actor, STUDY_APPROVE, on)
    waiting = SelfStudy.objects.filter(here, state=StudyState.SUBMITTED).exclude(member_id=actor.member_id or 0)
    return waiting.select_related("member").order_by("submitted_at", "pk")


def study_get_for(actor: Actor, uid: uuid.UUID, on: dt.date) -> SelfStudy:
    """Return an entry to look at: one's own, or one that was submitted to the actor's branch.

    Raises:
        NotFound: no such entry, or not for this actor.
    """
    mine = Q(member_id=actor.member_id) if actor.member_id else Q(pk__in=())
    theirs = units_q(actor, STUDY_APPROVE, on) & ~Q(state=StudyState.NOTED)
    found = SelfStudy.objects.select_related("member", "material").filter(mine | theirs, uid=uid).first()
    if found is None:
        raise NotFound
    return found


def require_own(actor: Actor, study: SelfStudy) -> None:
    """Let the service go on if the entry is the actor's own.

    Raises:
        NotFound: it is somebody else's.
    """
    if actor.member_id is None or study.member_id != actor.member_id:
        raise NotFound


def require_approver(actor: Actor, study: SelfStudy, on: dt.date) -> None:
    """Let the service go on if the actor decides on self-study of the entry's unit.

    Raises:
        NotFound: outside the actor's branch.
        Forbidden: seen (one's own), but without the right.
    """
    decision = unit_decision(actor, STUDY_APPROVE, study.unit_id, on)
    if decision:
        return
    if study.member_id == actor.member_id:
        raise Forbidden(reason=decision.reason)
    raise NotFound


def may_decide(actor: Actor, study: SelfStudy, on: dt.date) -> bool:
    """Tell whether the actor approves or returns this entry now."""
    waits = study.state == StudyState.SUBMITTED and study.member_id != actor.member_id
    return waits and bool(unit_decision(actor, STUDY_APPROVE, study.unit_id, on))


def may_void(actor: Actor, study: SelfStudy, on: dt.date) -> bool:
    """Tell whether the actor may void this entry now: one's own, or one of the actor's branch."""
    if study.state in (StudyState.NOTED, StudyState.VOID):
        return False
    return study.member_id == actor.member_id or bool(unit_decision(actor, STUDY_APPROVE, study.unit_id, on))


def minutes_on(member_id: int, day: dt.date, *, besides: int | None = None) -> int:
    """Return the minutes of all the member's entries of a day that are not void, without the entry `besides`."""
    that_day = SelfStudy.objects.filter(member_id=member_id, occurred_on=day).exclude(state=StudyState.VOID)
    return that_day.exclude(pk=besides or 0).aggregate(total=Sum("minutes"))["total"] or 0


def home_unit(member_id: int, day: dt.date) -> int | None:
    """Return the unit where the member belongs formally on the civil day; None = nowhere."""
    formal = Affiliation.objects.filter(member_id=member_id, kind=AffiliationKind.FORMAL, during__contains=day)
    return formal.values_list("unit_id", flat=True).first()


def note_of(study: SelfStudy) -> str:
    """Return the note on an entry as far as the asker may read it: only one's own."""
    return StudyNote.objects.filter(study=study).values_list("text", flat=True).first() or ""
