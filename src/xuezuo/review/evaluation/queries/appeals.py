"""Appeals: until when, and who has to answer which."""

import dataclasses
import datetime as dt
import uuid
from typing import Final

from django.db.models import Q

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.org.queries.access import unit_decision, units_q
from xuezuo.org.queries.tree import ancestors_on, clamp, span_of, unit_labels
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.review.evaluation.errors import OwnAppeal
from xuezuo.review.evaluation.models import Appeal, Part, Verdict
from xuezuo.review.evaluation.policies import APPEAL_DECIDE, PART_KEEP
from xuezuo.review.evaluation.queries.access import keeps
from xuezuo.review.evaluation.types import AppealState

_WITH: Final = (
    "verdict__subject__part__unit",
    "verdict__subject__part__round",
    "verdict__subject__part__poll",
    "verdict__subject__member",
)


def last_day(verdict: Verdict) -> dt.date | None:
    """Return the last civil day on which the member may appeal; None while nothing was given back.

    The days run from the feedback, or from the correction.
    """
    part = verdict.subject.part
    if part.told_at is None:
        return None
    begin = civil_date(max(part.told_at, verdict.recorded_at))
    return begin + dt.timedelta(days=part.round.appeal_days)


def branch_appeals(actor: Actor, on: dt.date) -> list[Appeal]:
    """Return the appeals in branches that the actor keeps, those that wait first."""
    return _listed(Q(verdict__subject__part__in=_parts(units_q(actor, PART_KEEP, on))))


def superior_appeals(actor: Actor, on: dt.date) -> list[Appeal]:
    """Return the appeals below the actor's posts that the branch has answered; the branch's own keepers left out."""
    mine = Q(verdict__subject__part__in=_parts(units_q(actor, APPEAL_DECIDE, on)))
    own = Q(verdict__subject__part__unit__in=APPEAL_DECIDE.nodes(actor))
    return _listed(mine & ~own & ~Q(state=AppealState.MADE))


def _parts(condition: Q) -> list[int]:
    with acting_as(SYSTEM):
        waiting = Appeal.objects.values("verdict__subject__part")
        return list(Part.objects.filter(condition, pk__in=waiting).values_list("pk", flat=True))


def _listed(condition: Q) -> list[Appeal]:
    with acting_as(SYSTEM):
        rows = Appeal.objects.filter(condition).select_related(*_WITH)
        return list(rows.order_by("superior_at", "branch_at", "made_at")[:100])


def appeal_get(uid: uuid.UUID) -> Appeal:
    """Return an appeal; the caller asks for the door (`may_answer`, `may_decide`) before anything is shown.

    Raises:
        NotFound: no such appeal.
    """
    with acting_as(SYSTEM):
        found = Appeal.objects.select_related(*_WITH).filter(uid=uid).first()
    if found is None:
        raise NotFound
    return found


def require_superior(actor: Actor, part: Part, on: dt.date) -> None:
    """Let in who decides appeals at a unit above the branch; others learn nothing of the appeal.

    Raises:
        NotFound, Forbidden: nothing above the branch is the actor's; only the branch itself is.
    """
    day = clamp(on, span_of(part.unit))
    above = [row.id for row in ancestors_on(part.unit_id, day) if row.id != part.unit_id]
    if above and unit_decision(actor, APPEAL_DECIDE, above[-1], day):
        return
    if unit_decision(actor, APPEAL_DECIDE, part.unit_id, day):
        raise Forbidden(reason="上级的答复由支部的上级组织作出。")
    raise NotFound


def check_not_own(actor: Actor, appeal: Appeal) -> None:
    """Raise `OwnAppeal` when the actor is the member who appeals: nobody answers oneself, whatever post one holds."""
    if actor.member_id is not None and actor.member_id == appeal.verdict.subject.member_id:
        raise OwnAppeal


@dataclasses.dataclass(frozen=True, slots=True)
class AppealPage:
    """An appeal for one who may answer it.

    Attributes:
        for_superior: the asker answers for the superior, else for the branch.
        is_waiting: it is this asker's turn.
        is_own: the asker is the member who appeals; another one answers.
    """

    appeal: Appeal
    unit_name: str
    for_superior: bool
    is_waiting: bool
    is_own: bool


def appeal_page(actor: Actor, uid: uuid.UUID, on: dt.date) -> AppealPage:
    """Return the appeal for a keeper of the branch, or for who decides above it once the branch has answered.

    Raises:
        NotFound: no such appeal, or none of the actor's; above the branch also before the branch has answered.
        Forbidden: somebody of the branch without the right.
    """
    appeal = appeal_get(uid)
    part = appeal.verdict.subject.part
    name = unit_labels([part.unit_id], on)[part.unit_id].name
    is_own = actor.member_id is not None and actor.member_id == appeal.verdict.subject.member_id
    if keeps(actor, part, on):
        waits = appeal.state == AppealState.MADE and not is_own
        return AppealPage(appeal, name, for_superior=False, is_waiting=waits, is_own=is_own)
    require_superior(actor, part, on)
    if appeal.state == AppealState.MADE:
        raise NotFound
    waits = appeal.state == AppealState.ANSWERED and not is_own
    return AppealPage(appeal, name, for_superior=True, is_waiting=waits, is_own=is_own)
