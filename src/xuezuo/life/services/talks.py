"""Heart-to-heart talks 谈心谈话: the fact, the day and the pair; never what was said (支部工作条例 art. 19)."""

import dataclasses
import datetime as dt
import uuid

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.ids import new_id
from xuezuo.life import events as facts
from xuezuo.life.errors import (
    ActivityInFuture,
    AlreadyVoided,
    DeedOfAnotherUnit,
    NotOnRoster,
    TalkNeedsTwoPeople,
    TalkPairDoesNotFit,
    UnitNotAliveThen,
)
from xuezuo.life.models import HeartTalk
from xuezuo.life.policies import TALK_RECORD
from xuezuo.life.queries.roster import home_roster_on, roster_on
from xuezuo.life.services.checks import check_reason
from xuezuo.life.types import ActivityKind, TalkPair
from xuezuo.org.queries.access import require_unit
from xuezuo.org.queries.tree import unit_row
from xuezuo.org.services.structure import unit_keep
from xuezuo.platform.access import Actor
from xuezuo.platform.audit.services import record, use_case
from xuezuo.platform.events import publish_on_commit


@dataclasses.dataclass(frozen=True, slots=True)
class Talk:
    """Who talked with whom, on which civil day, as which pair ("" = as their posts of that day say)."""

    first_id: int
    second_id: int
    occurred_on: dt.date
    pair: str = ""


@use_case("life.heart_talk_record")
def heart_talk_record(
    *, actor: Actor, unit_id: int, talk: Talk, at: dt.datetime, uid: uuid.UUID | None = None
) -> HeartTalk:
    """Note that two members of the unit talked; a repeat with the same client `uid` returns the first result.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit.
        UnitNotAliveThen, ActivityInFuture: the day cannot be.
        TalkNeedsTwoPeople, NotOnRoster: not two members of the unit that day.
        TalkPairDoesNotFit: the named pair does not agree with the posts of that day.
        DeedOfAnotherUnit: the client's id is taken.
    """
    require_unit(actor, TALK_RECORD, unit_id, civil_date(at))
    _check_day(unit_id, talk.occurred_on, civil_date(at))
    made, is_new = HeartTalk.objects.get_or_create(
        uid=uid or new_id(),
        defaults={
            "unit_id": unit_id,
            "occurred_on": talk.occurred_on,
            "recorded_on": civil_date(at),
            "pair": _pair(unit_id, talk),
            "first_id": talk.first_id,
            "second_id": talk.second_id,
            "recorded_at": at,
            "recorded_by": actor.account_id,
        },
    )
    if made.unit_id != unit_id:
        raise DeedOfAnotherUnit
    if is_new:
        _tell(facts.TALK_RECORDED, actor, made, at)
    return made


@use_case("life.heart_talk_void")
def heart_talk_void(*, actor: Actor, talk: HeartTalk, reason: str, at: dt.datetime) -> HeartTalk:
    """Void a talk; it counts no more and stays with its reason.

    Raises:
        NotFound, Forbidden: the actor may not record for the unit.
        ReasonMissing: no reason given.
        AlreadyVoided: void already.
    """
    require_unit(actor, TALK_RECORD, talk.unit_id, civil_date(at))
    why = check_reason(reason)
    talk = HeartTalk.objects.select_for_update().get(pk=talk.pk)
    if talk.voided_at is not None:
        raise AlreadyVoided
    talk.voided_at, talk.void_reason = at, why
    talk.save(update_fields=["voided_at", "void_reason"])
    _tell(facts.TALK_VOIDED, actor, talk, at, why)
    return talk


def _check_day(unit_id: int, day: dt.date, today: dt.date) -> None:
    unit_keep([unit_id])
    if day not in unit_row(unit_id, day).during:
        raise UnitNotAliveThen(on=day)
    if day > today:
        raise ActivityInFuture(on=day)


def _pair(unit_id: int, talk: Talk) -> str:
    if talk.first_id == talk.second_id:
        raise TalkNeedsTwoPeople
    both = {talk.first_id, talk.second_id}
    committee = both & {row.member_id for row in roster_on(unit_id, ActivityKind.COMMITTEE_MEETING, talk.occurred_on)}
    members = {row.member_id for row in home_roster_on(unit_id, talk.occurred_on)}
    if not both <= members | committee:
        raise NotOnRoster
    expected = (TalkPair.MEMBER_MEMBER, TalkPair.COMMITTEE_MEMBER, TalkPair.COMMITTEE_COMMITTEE)[len(committee)]
    if talk.pair and talk.pair != expected:
        raise TalkPairDoesNotFit(expected=expected.label)
    return expected


def _tell(name: str, actor: Actor, talk: HeartTalk, at: dt.datetime, reason: str = "") -> None:
    after = {"pair": str(talk.pair), "occurred_on": talk.occurred_on.isoformat()}
    subject = ("life.heart_talk", talk.uid)
    record(name, actor=actor, subject=subject, at=at, unit_id=talk.unit_id, after=after, reason=reason)
    publish_on_commit(facts.HeartTalkChanged(talk.unit_id, (talk.occurred_on,), talk.uid))
