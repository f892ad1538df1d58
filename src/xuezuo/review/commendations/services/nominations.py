"""Schemes and nominations: made, passed on level by level, decided, revoked."""

import datetime as dt

from django.db import IntegrityError, transaction

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.errors import Forbidden
from xuezuo.kernel.ids import new_id
from xuezuo.kernel.text import squeeze
from xuezuo.life.models import Activity
from xuezuo.life.types import State
from xuezuo.org.models import Closure
from xuezuo.org.queries.access import require_unit
from xuezuo.org.queries.people import roster_affiliations
from xuezuo.org.queries.tree import unit_row
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.audit.services import use_case
from xuezuo.review.commendations import events
from xuezuo.review.commendations.errors import (
    DayWrong,
    NominationWrong,
    NoticeRunning,
    SecondPerson,
    TooManyAwards,
)
from xuezuo.review.commendations.models import Ground, Nomination, Objection, PublicNotice, Scheme, Step
from xuezuo.review.commendations.policies import NOMINATE, SCHEME_KEEP
from xuezuo.review.commendations.services.checks import lock_nomination, lock_scheme, tell, words_of
from xuezuo.review.commendations.types import NominationSpec, NominationState, SchemeFor, SchemeSpec, SchemeState


@use_case("commendations.scheme_make")
def scheme_make(*, actor: Actor, unit_id: int, spec: SchemeSpec, at: dt.datetime) -> Scheme:
    """Make a scheme for a unit and everything below it; nominations begin at once.

    Raises:
        NotFound, Forbidden: the actor may not.
        DayWrong: the last day is past.
    """
    on = civil_date(at)
    require_unit(actor, SCHEME_KEEP, unit_id, on)
    if spec.until < on:
        raise DayWrong(why="推荐截止日期早于今天。")
    scheme = Scheme(uid=new_id(), unit_id=unit_id, title=squeeze(spec.title), whom=spec.whom, places=spec.places)
    scheme.criteria, scheme.document = words_of(spec.criteria, "评选条件", 4000), squeeze(spec.document)
    scheme.until, scheme.notice_days = spec.until, spec.notice_days
    scheme.made_at, scheme.made_by = at, actor.account_id
    scheme.save(force_insert=True)
    tell(events.SCHEME_MADE, actor, scheme, at, whom=spec.whom, places=spec.places)
    return scheme


@use_case("commendations.nominate")
def nominate(*, actor: Actor, scheme: Scheme, unit_id: int, spec: NominationSpec, at: dt.datetime) -> Nomination:
    """Nominate a member of the unit, or the unit itself, with grounds; it goes to the level above.

    Raises:
        NotFound, Forbidden: the actor may not nominate for the unit.
        NominationWrong: the unit is not below the scheme's, the time is over, or who is nominated does not belong.
    """
    on = civil_date(at)
    require_unit(actor, NOMINATE, unit_id, on)
    _check(scheme, unit_id, spec, on)
    row = unit_row(unit_id, on)
    level = scheme.unit_id if unit_id == scheme.unit_id else row.parent_id or scheme.unit_id
    nomination = Nomination(uid=new_id(), scheme=scheme, unit_id=unit_id, at_unit_id=level, member_id=spec.member_id)
    nomination.grounds, nomination.made_at = words_of(spec.grounds, "事迹和理由", 4000), at
    nomination.made_by = actor.account_id
    with acting_as(SYSTEM):
        _insert(nomination)
        shown = Activity.objects.filter(pk__in=spec.activities, unit_id=unit_id, state=State.CONFIRMED)
        Ground.objects.bulk_create(Ground(nomination=nomination, activity=one) for one in shown)
        nomination = Nomination.objects.select_related("member").get(pk=nomination.pk)
    tell(events.NOMINATION_MADE, actor, nomination, at)
    return nomination


def _check(scheme: Scheme, unit_id: int, spec: NominationSpec, on: dt.date) -> None:
    below = Closure.objects.filter(ancestor_id=scheme.unit_id, descendant_id=unit_id, during__contains=on)
    faults = (
        (scheme.state != SchemeState.OPEN or on > scheme.until, "推荐已经截止。"),
        (not below.exists(), "这个组织不在表彰范围内。"),
        ((spec.member_id is None) != (scheme.whom == SchemeFor.UNIT), f"这次表彰的对象是{scheme.get_whom_display()}。"),
    )
    for is_wrong, why in faults:
        if is_wrong:
            raise NominationWrong(why=why)
    roster = roster_affiliations(unit_id, on).filter(member_id=spec.member_id or 0)
    if spec.member_id is not None and not roster.exists():
        raise NominationWrong(why="这名党员今天不属于推荐的组织。")


def _insert(nomination: Nomination) -> None:
    try:
        with transaction.atomic():
            nomination.save(force_insert=True)
    except IntegrityError:
        raise NominationWrong(why="已经推荐过了。") from None


@use_case("commendations.nomination_step")
def nomination_step(*, actor: Actor, nomination: Nomination, passed: bool, why: str, at: dt.datetime) -> Nomination:
    """Pass a nomination on to the next level (at the scheme's own unit: to the short list), or return it.

    Raises:
        NotFound, Forbidden: the actor does not keep schemes at the level that decides now.
        WrongState: it is not under review.
        SecondPerson: who made it does not pass it on.
        ReasonMissing: returned without a reason.
    """
    on = civil_date(at)
    require_unit(actor, SCHEME_KEEP, nomination.at_unit_id, on)
    nomination = lock_nomination(nomination, "审核", NominationState.PROPOSED)
    if actor.account_id is not None and actor.account_id == nomination.made_by:
        raise SecondPerson(why="推荐人不能审核自己提出的推荐。")
    reason = squeeze(why) if passed else words_of(why, "退回原因")
    with acting_as(SYSTEM):
        Step.objects.create(
            nomination=nomination, unit_id=nomination.at_unit_id, passed=passed, why=reason[:300], at=at,
            by=actor.account_id, label=actor.label,
        )  # fmt: skip
        _move(nomination, on, passed=passed)
    tell(events.NOMINATION_STEPPED, actor, nomination, at, passed=passed, state=nomination.state)
    return nomination


def _move(nomination: Nomination, on: dt.date, *, passed: bool) -> None:
    if not passed:
        nomination.state = NominationState.RETURNED
    elif nomination.at_unit_id == nomination.scheme.unit_id:
        nomination.state = NominationState.SHORTLISTED
    else:
        nomination.at_unit_id = unit_row(nomination.at_unit_id, on).parent_id or nomination.scheme.unit_id
    nomination.save(update_fields=["state", "at_unit"])


@use_case("commendations.nomination_consent")
def nomination_consent(*, actor: Actor, nomination: Nomination, agrees: bool, at: dt.datetime) -> Nomination:
    """Say whether the own name may stand in the public notice; until the notice is approved it may be taken back.

    Raises:
        Forbidden: somebody else's.
        WrongState: the notice is public, or it was returned.
    """
    if nomination.member_id is None or actor.member_id != nomination.member_id:
        raise Forbidden(reason="是否公开姓名由本人表态。")
    nomination = lock_nomination(nomination, "表态", NominationState.PROPOSED, NominationState.SHORTLISTED)
    if nomination.scheme.state != SchemeState.OPEN:
        raise NoticeRunning(why="公示已经发布")
    nomination.consent_on = civil_date(at) if agrees else None
    with acting_as(SYSTEM):
        nomination.save(update_fields=["consent_on"])
    tell(events.NOMINATION_CONSENTED, actor, nomination, at, agrees=agrees)
    return nomination


@use_case("commendations.nomination_decide")
def nomination_decide(
    *, actor: Actor, nomination: Nomination, awarded: bool, document: str, at: dt.datetime
) -> Nomination:
    """Decide on a nomination of the short list once the public notice is over and every objection is answered.

    Raises:
        NotFound, Forbidden, WrongState: the actor does not keep the scheme, or it is not on the short list.
        NoticeRunning: the notice still runs, or an objection has no answer.
        TooManyAwards: no place is left.
    """
    scheme = lock_scheme(actor, nomination.scheme, at, "决定", SchemeState.NOTICE, SchemeState.DECIDED)
    nomination = lock_nomination(nomination, "决定", NominationState.SHORTLISTED)
    _check_over(scheme, civil_date(at))
    with acting_as(SYSTEM):
        others = Nomination.objects.filter(scheme=scheme, state=NominationState.AWARDED).count()
        if awarded and others >= scheme.places:
            raise TooManyAwards(places=scheme.places)
        nomination.state = NominationState.AWARDED if awarded else NominationState.DECLINED
        nomination.decided_on, nomination.document = civil_date(at), words_of(document, "表彰决定的名称和文号", 200)
        nomination.save(update_fields=["state", "decided_on", "document"])
        is_open = Nomination.objects.filter(scheme=scheme, state=NominationState.SHORTLISTED).exists()
    if not is_open:
        scheme.state = SchemeState.DECIDED
        scheme.save(update_fields=["state"])
    tell(events.NOMINATION_DECIDED, actor, nomination, at, state=nomination.state)
    return nomination


def _check_over(scheme: Scheme, on: dt.date) -> None:
    notice = PublicNotice.objects.get(scheme=scheme)
    if notice.ends_on is None or on <= notice.ends_on:
        raise NoticeRunning(why=f"公示到 {notice.ends_on} 为止")
    with acting_as(SYSTEM):
        waiting = Objection.objects.filter(scheme=scheme, answer="").count()
    if waiting:
        raise NoticeRunning(why=f"还有 {waiting} 条异议没有答复")


@use_case("commendations.award_revoke")
def award_revoke(*, actor: Actor, nomination: Nomination, reason: str, at: dt.datetime) -> Nomination:
    """Take a commendation back, with the reason; the record stays and says so.

    Raises:
        NotFound, Forbidden, WrongState: the actor does not keep the scheme, or there is no commendation.
        ReasonMissing: no reason.
    """
    lock_scheme(actor, nomination.scheme, at, "撤销")
    nomination = lock_nomination(nomination, "撤销", NominationState.AWARDED)
    nomination.state, nomination.revoked_on = NominationState.REVOKED, civil_date(at)
    nomination.why = words_of(reason, "撤销原因")
    with acting_as(SYSTEM):
        nomination.save(update_fields=["state", "revoked_on", "why"])
    tell(events.AWARD_REVOKED, actor, nomination, at)
    return nomination
