"""Who is on the list of a branch: taking somebody in who has come since, and letting somebody go."""

import datetime as dt

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.ids import new_id
from xuezuo.kernel.text import squeeze
from xuezuo.org.models import Member
from xuezuo.org.queries.tree import unit_labels
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.audit.services import use_case
from xuezuo.review.ballots.types import RUNNING
from xuezuo.review.evaluation import events
from xuezuo.review.evaluation.errors import NotOfTheBranch, ReasonMissing, SubjectUnknown, TakenElsewhere
from xuezuo.review.evaluation.models import Part, Subject
from xuezuo.review.evaluation.queries.enrolment import placed_one
from xuezuo.review.evaluation.services.checks import check_step, lock_part, lock_to_keep, lock_year, tell
from xuezuo.review.evaluation.types import Step

BEFORE_BALLOT = (Step.SELF, Step.BALLOT)


@use_case("evaluation.subject_take")
def subject_take(*, actor: Actor, part: Part, member: Member, at: dt.datetime) -> Subject:
    """Put a member on the list who has come since the list was made; the former branch's list lets the member go.

    Raises:
        NotFound, Forbidden: the actor does not keep the branch.
        WrongStep: the ballot has begun here.
        NotOfTheBranch: neither formally nor floating here on the day.
        TakenElsewhere: the ballot has begun where the member stands now.
    """
    lock_year(part.year)
    part, today = lock_to_keep(actor, part, at), civil_date(at)
    _check_before_ballot(part, "增加人员")
    line = placed_one(part.unit_id, member.pk, today)
    if line is None:
        raise NotOfTheBranch(day=today)
    with acting_as(SYSTEM):
        former = Subject.objects.filter(member=member, year=part.year, left_at__isnull=True).first()
    if former is not None and former.part_id == part.pk:
        return former
    if former is not None:
        _let_go(former, today, at)
    with acting_as(SYSTEM):
        made = Subject(uid=new_id(), part=part, year=part.year, member=member, home_id=line.home_id)
        made.is_graded = line.is_graded
        made.save(force_insert=True)
    tell(events.SUBJECT_TAKEN, actor, part, at, from_elsewhere=former is not None)
    return made


def _let_go(former: Subject, today: dt.date, at: dt.datetime) -> None:
    there = lock_part(former.part)
    if has_begun(there):
        raise TakenElsewhere(unit=unit_labels([there.unit_id], today)[there.unit_id].name)
    former.left_at, former.left_reason = at, "已列入另一支部的评议"
    with acting_as(SYSTEM):
        former.save(update_fields=["left_at", "left_reason"])


def has_begun(part: Part) -> bool:
    """Tell whether the ballot of a part was opened: then its list is frozen."""
    return part.step not in BEFORE_BALLOT or (part.poll is not None and part.poll.state in RUNNING)


def _check_before_ballot(part: Part, deed: str) -> None:
    check_step(part, BEFORE_BALLOT, deed, "测评开始后名单不再变动。")
    if has_begun(part):
        check_step(part, (), deed, "测评投票已经开始，名单不再变动。")


@use_case("evaluation.subject_leave")
def subject_leave(*, actor: Actor, subject: Subject, reason: str, at: dt.datetime) -> Subject:
    """Take a member off the list before the ballot, with the reason (transferred away, died, left the Party).

    Raises:
        NotFound, Forbidden: the actor does not keep the branch.
        WrongStep: the ballot has begun.
        ReasonMissing, SubjectUnknown: no reason; off the list already.
    """
    part, why = lock_to_keep(actor, subject.part, at), squeeze(reason)[:200]
    _check_before_ballot(part, "移出人员")
    if not why:
        raise ReasonMissing(deed="移出名单")
    with acting_as(SYSTEM):
        found = Subject.objects.filter(pk=subject.pk, left_at__isnull=True).first()
        if found is None:
            raise SubjectUnknown
        found.left_at, found.left_reason = at, why
        found.save(update_fields=["left_at", "left_reason"])
    tell(events.SUBJECT_LEFT, actor, part, at)
    return found
