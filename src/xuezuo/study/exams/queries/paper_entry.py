"""Whose results on paper the actor may enter, and who has one; never the marks."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Final

from django.db.models import Q, QuerySet

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.errors import NotFound
from xuezuo.org.models import Affiliation, Member
from xuezuo.org.queries.access import units_q
from xuezuo.org.queries.tree import unit_labels
from xuezuo.platform.access import Actor, beyond_scope
from xuezuo.platform.http import Page, paginate
from xuezuo.study.exams.models import Exam, Sitting
from xuezuo.study.exams.policies import EXAM_ENTER
from xuezuo.study.exams.queries.audience import audience_affiliations
from xuezuo.study.exams.types import SittingSource, SittingState

_PER_PAGE: Final = 50


@dataclasses.dataclass(frozen=True, slots=True)
class Candidate:
    """A member of the audience; `source` says how the member has sat, "" = not yet."""

    member_id: int
    uid: uuid.UUID
    number: str
    name: str
    unit_id: int
    unit_name: str
    source: str = ""

    @property
    def state(self) -> str:
        """How the member has sat, in words."""
        return SittingSource(self.source).label if self.source else "未录入"


def roster(actor: Actor, exam: Exam, on: dt.date, only: Q | None = None) -> list[Candidate]:
    """Return the members of the exam's audience on `on` whose results the actor may enter, by unit code and number.

    Args:
        actor: who enters.
        exam: the exam.
        on: civil day whose affiliations count.
        only: a condition on affiliations; None = all.
    """
    with beyond_scope():
        found = _affiliations(actor, exam, on)
        return _candidates(exam, list(found.filter(only) if only else found), on)


def roster_page(actor: Actor, exam: Exam, on: dt.date, number: int) -> Page[Candidate]:
    """Return one page of the roster."""
    with beyond_scope():
        page = paginate(_affiliations(actor, exam, on), number, per_page=_PER_PAGE)
        rows = _candidates(exam, page.rows, on)
    return Page(rows, page.number, page.has_next, page.total, page.is_capped, page.per_page)


def _affiliations(actor: Actor, exam: Exam, on: dt.date) -> QuerySet[Affiliation]:
    """Return one affiliation per member of the audience in the units where the actor may enter results.

    To be read beyond scope: a floating member's formal affiliation may lie out of sight, and decides where the member
    counts; the units are what is allowed.
    """
    units = units_q(actor, EXAM_ENTER, on)
    here = Affiliation.objects.filter(units, during__contains=on).values("member_id")
    audience = audience_affiliations(exam, on).filter(member_id__in=here).values("pk")
    mine = Affiliation.objects.filter(units, pk__in=audience).select_related("member")
    return mine.order_by("unit__code", "member__number")


def _candidates(exam: Exam, found: Sequence[Affiliation], on: dt.date) -> list[Candidate]:
    labels = unit_labels({one.unit_id for one in found}, on)
    members = [one.member_id for one in found]
    live = Sitting.objects.filter(exam=exam, member_id__in=members).exclude(state=SittingState.VOID)
    sat = dict(live.values_list("member_id", "source"))
    return [_candidate(one.member, one.unit_id, labels[one.unit_id].name, sat.get(one.member_id, "")) for one in found]


def _candidate(member: Member, unit_id: int, unit_name: str, source: str) -> Candidate:
    return Candidate(member.pk, member.uid, member.number, member.name, unit_id, unit_name, source)


def entered(exam: Exam, member_ids: Sequence[int]) -> dict[int, Sitting]:
    """Return the sittings of these members that are not void, with results; for services only, beyond scope."""
    found = Sitting.objects.filter(exam=exam, member_id__in=member_ids).exclude(state=SittingState.VOID)
    return {one.member_id: one for one in found.select_related("result").order_by("attempt")}


def candidate_get_for(actor: Actor, exam: Exam, uid: uuid.UUID, on: dt.date) -> Candidate:
    """Return one member whose result the actor may enter.

    Raises:
        NotFound: nobody of the audience within the actor's units.
    """
    found = roster(actor, exam, on, Q(member__uid=uid))
    if not found:
        raise NotFound
    return found[0]


def usual_day(exam: Exam, today: dt.date) -> dt.date:
    """Return the day on which the exam was probably held on paper: its last one, or today while it is open."""
    return max(civil_date(exam.opens_at), min(today, civil_date(exam.closes_at)))
