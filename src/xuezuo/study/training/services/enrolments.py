"""Who takes part: asked for by the member or the branch, decided by who holds the class."""

import datetime as dt
from collections.abc import Collection

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.kernel.ids import new_id
from xuezuo.platform.access import Actor, beyond_scope
from xuezuo.platform.audit.services import use_case
from xuezuo.study.training import events as facts
from xuezuo.study.training.errors import AlreadyEnrolled, EnrolmentOver, NotForThisMember, WrongState
from xuezuo.study.training.models import Enrolment, TrainingClass
from xuezuo.study.training.policies import CLASS_KEEP, READ
from xuezuo.study.training.queries.access import at_class, may_enrol
from xuezuo.study.training.queries.people import Homes, homes_for
from xuezuo.study.training.services.checks import check_class, check_reason, lock_class, note_class
from xuezuo.study.training.services.waiting import fill_places, place_given, recount
from xuezuo.study.training.types import ALIVE, ClassState, EnrolmentState


@use_case("training.enrolment_make")
def enrolment_make(
    *, actor: Actor, training_class: TrainingClass, member_ids: Collection[int], at: dt.datetime
) -> list[Enrolment]:
    """Put members on the list of an open class, as officers of their branch or as keepers of the class.

    The keepers decide about each of them afterwards. All or nothing. A branch is bound to the last day of enrolment,
    the keepers are not.

    Raises:
        NotFound: the class is out of sight.
        Forbidden: a member of a unit for which the actor may not enrol.
        WrongState, EnrolmentOver: the class takes nobody now.
        NotForThisMember: outside the units or domains of the class.
        AlreadyEnrolled: on the list already.
    """
    training_class = lock_class(actor, training_class, at, READ)
    on = civil_date(at)
    _check_open(actor, training_class, on)
    homes = homes_for(training_class, member_ids, on)
    for unit_id in {homes.unit_of.get(member_id, 0) for member_id in member_ids} - {0}:
        decision = may_enrol(actor, unit_id, training_class, on)
        if not decision:
            raise Forbidden(reason=decision.reason)
    made = [_add(training_class, member_id, homes, (actor, at), is_own=False) for member_id in member_ids]
    note_class(facts.ENROLLED, actor, training_class, at, people=len(made))
    return made


@use_case("training.enrolment_ask")
def enrolment_ask(*, actor: Actor, training_class: TrainingClass, at: dt.datetime) -> Enrolment:
    """Ask for a place oneself; the keepers of the class decide.

    Raises:
        NotFound: the class is out of sight, or no member asks.
        WrongState, EnrolmentOver, NotForThisMember, AlreadyEnrolled: see `enrolment_make`.
    """
    if actor.member_id is None:
        raise NotFound
    training_class = lock_class(actor, training_class, at, READ)
    on = civil_date(at)
    _check_open(actor, training_class, on)
    homes = homes_for(training_class, [actor.member_id], on)
    made = _add(training_class, actor.member_id, homes, (actor, at), is_own=True)
    note_class(facts.ENROLLED, actor, training_class, at, people=1, is_own_request=True)
    return made


def _check_open(actor: Actor, training_class: TrainingClass, on: dt.date) -> None:
    check_class(training_class, (ClassState.OPEN,), "报名", "只有进行中的培训班可以报名。")
    until = training_class.enrol_until
    if until is not None and on > until and not at_class(actor, CLASS_KEEP, training_class, on):
        raise EnrolmentOver(until=until)


def _add(
    training_class: TrainingClass, member_id: int, homes: Homes, by: tuple[Actor, dt.datetime], *, is_own: bool
) -> Enrolment:
    who = "您" if is_own else "所选党员"
    unit_id = homes.unit_of.get(member_id)
    if unit_id is None or unit_id not in homes.fitting:
        raise NotForThisMember(who=who, why="不在主办组织的下级组织，或单位类别不符")
    actor, at = by
    with beyond_scope():  # an earlier request may stand under a unit that the member has left since
        if training_class.enrolments.filter(member_id=member_id, state__in=ALIVE).exists():
            raise AlreadyEnrolled(who=who)
        return Enrolment.objects.create(
            uid=new_id(),
            training_class=training_class,
            member_id=member_id,
            unit_id=unit_id,
            is_own_request=is_own,
            made_at=at,
            made_by=actor.account_id,
        )


@use_case("training.enrolments_decide")
def enrolments_decide(
    *, actor: Actor, training_class: TrainingClass, enrolments: Collection[Enrolment], at: dt.datetime
) -> tuple[int, int]:
    """Accept requests, in the order given: who finds a place is confirmed, the others wait.

    Returns how many are confirmed and how many wait; two keepers at once never give more places than there are, and a
    request that was decided meanwhile is passed over.

    Raises:
        NotFound, Forbidden: the actor may not keep the class.
        WrongState: the class is not open.
    """
    training_class = lock_class(actor, training_class, at)
    check_class(training_class, (ClassState.OPEN,), "录取")
    rows = training_class.enrolments.select_for_update().in_bulk([one.pk for one in enrolments])
    asked = [rows[one.pk] for one in enrolments if rows[one.pk].state == EnrolmentState.REQUESTED]
    given = [place_given(training_class, one, at) for one in asked]
    confirmed, waiting = given.count(True), given.count(False)
    note_class(facts.ENROLMENT_DECIDED, actor, training_class, at, confirmed=confirmed, waiting=waiting)
    return confirmed, waiting


@use_case("training.enrolment_refuse")
def enrolment_refuse(*, actor: Actor, enrolment: Enrolment, reason: str, at: dt.datetime) -> Enrolment:
    """Refuse a request or somebody who waits, with a reason that the member and the branch can read.

    Raises:
        NotFound, Forbidden: the actor may not keep the class.
        ReasonMissing: no reason given.
        WrongState: decided otherwise already.
    """
    training_class = lock_class(actor, enrolment.training_class, at)
    why, enrolment = check_reason(reason), _locked(enrolment)
    if enrolment.state not in (EnrolmentState.REQUESTED, EnrolmentState.WAITING):
        raise WrongState(state=EnrolmentState(enrolment.state).label, deed="改为不予录取", hint="已录取的请用“退出”。")
    enrolment.state, enrolment.reason = EnrolmentState.REFUSED, why
    enrolment.save(update_fields=["state", "reason"])
    recount(training_class)
    note_class(facts.ENROLMENT_REFUSED, actor, training_class, at, enrolment=str(enrolment.uid))
    return enrolment


@use_case("training.enrolment_leave")
def enrolment_leave(*, actor: Actor, enrolment: Enrolment, reason: str, at: dt.datetime) -> Enrolment:
    """Take somebody off the list from today: oneself, a member of the own branch, or anybody as keeper.

    A place that becomes free goes to the first who waits. Sessions before today keep their attendance.

    Raises:
        NotFound: the class is out of sight.
        Forbidden: somebody else's enrolment.
        ReasonMissing: no reason given.
        WrongState: not on the list any more, or the class is over.
    """
    training_class = lock_class(actor, enrolment.training_class, at, READ)
    on = civil_date(at)
    decision = may_enrol(actor, enrolment.unit_id, training_class, on)
    if not decision and enrolment.member_id != actor.member_id:
        raise Forbidden(reason=decision.reason)
    check_class(training_class, (ClassState.OPEN,), "退出")
    why, enrolment = check_reason(reason), _locked(enrolment)
    if enrolment.state not in ALIVE:
        raise WrongState(state=EnrolmentState(enrolment.state).label, deed="退出", hint="")
    enrolment.state, enrolment.left_on, enrolment.reason = EnrolmentState.LEFT, on, why
    enrolment.save(update_fields=["state", "left_on", "reason"])
    recount(training_class)
    promoted = fill_places(training_class, at)
    note_class(facts.ENROLMENT_LEFT, actor, training_class, at, enrolment=str(enrolment.uid), promoted=promoted)
    return enrolment


def _locked(enrolment: Enrolment) -> Enrolment:
    with beyond_scope():  # the member may have moved out of the actor's sight; the door was passed
        return Enrolment.objects.select_for_update().get(pk=enrolment.pk)
