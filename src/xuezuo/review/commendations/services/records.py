"""Pledges and exemplary posts: small dated records of a branch."""

import datetime as dt

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.errors import Forbidden
from xuezuo.kernel.ids import new_id
from xuezuo.kernel.text import squeeze
from xuezuo.org.models import Member
from xuezuo.org.queries.access import keeper_id, require_unit
from xuezuo.org.queries.people import roster_affiliations
from xuezuo.org.queries.tree import branches_above
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.audit.services import record, use_case
from xuezuo.review.commendations import events
from xuezuo.review.commendations.errors import DayWrong, NominationWrong, SecondPerson, WrongState
from xuezuo.review.commendations.models import ExemplaryPost, Pledge
from xuezuo.review.commendations.policies import RECORD_KEEP
from xuezuo.review.commendations.services.checks import words_of


@use_case("commendations.pledge_make")
def pledge_make(*, actor: Actor, text: str, until: dt.date, at: dt.datetime) -> Pledge:
    """Make a pledge of one's own, in the own branch, until a day.

    Raises:
        Forbidden: the actor is no member.
        DayWrong: the day is past.
        ReasonMissing: no text.
    """
    on = civil_date(at)
    home = keeper_id(actor.member_id, on) if actor.member_id is not None else None
    if home is None or actor.member_id is None:
        raise Forbidden(reason="承诺由党员本人作出。")
    if until < on:
        raise DayWrong(why="承诺的期限早于今天。")
    unit_id = next(iter(branches_above([home], on)), home)
    pledge = Pledge(uid=new_id(), member_id=actor.member_id, unit_id=unit_id, until=until, made_at=at)
    pledge.text = words_of(text, "承诺内容")
    with acting_as(SYSTEM):
        pledge.save(force_insert=True)
    _tell(events.PLEDGE_MADE, actor, pledge, at)
    return pledge


@use_case("commendations.pledge_state")
def pledge_state(*, actor: Actor, pledge: Pledge, is_kept: bool, stated: str, at: dt.datetime) -> Pledge:
    """Say of one's own pledge whether it was kept, and how; until the branch has confirmed it.

    Raises:
        Forbidden: somebody else's.
        WrongState: confirmed.
        ReasonMissing: nothing is said.
    """
    if actor.member_id != pledge.member_id:
        raise Forbidden(reason="是否兑现由承诺人本人说明。")
    pledge = _locked(pledge)
    pledge.is_kept, pledge.stated = is_kept, words_of(stated, "兑现情况")
    with acting_as(SYSTEM):
        pledge.save(update_fields=["is_kept", "stated"])
    _tell(events.PLEDGE_STATED, actor, pledge, at)
    return pledge


@use_case("commendations.pledge_confirm")
def pledge_confirm(*, actor: Actor, pledge: Pledge, at: dt.datetime) -> Pledge:
    """Confirm for the branch what the member said of a pledge.

    Raises:
        NotFound, Forbidden: the actor does not keep the unit's records.
        WrongState: nothing was said yet, or it is confirmed.
        SecondPerson: one's own.
    """
    require_unit(actor, RECORD_KEEP, pledge.unit_id, civil_date(at))
    pledge = _locked(pledge)
    if pledge.is_kept is None:
        raise WrongState(state="本人还没有说明", deed="确认", hint="")
    if actor.member_id == pledge.member_id:
        raise SecondPerson(why="自己的承诺由支部其他委员确认。")
    pledge.confirmed_on, pledge.confirmed_by = civil_date(at), actor.account_id
    with acting_as(SYSTEM):
        pledge.save(update_fields=["confirmed_on", "confirmed_by"])
    _tell(events.PLEDGE_CONFIRMED, actor, pledge, at)
    return pledge


def _locked(pledge: Pledge) -> Pledge:
    with acting_as(SYSTEM):
        found = Pledge.objects.select_for_update(of=("self",)).get(pk=pledge.pk)
    if found.confirmed_on is not None:
        raise WrongState(state="支部已确认", deed="更改", hint="")
    return found


@use_case("commendations.post_set")
def post_set(
    *, actor: Actor, unit_id: int, member_id: int | None, words: tuple[str, str], since: dt.date, at: dt.datetime
) -> ExemplaryPost:
    """Set up an exemplary post of the unit; `words` are its name and task, `member_id` None = held by all.

    Raises:
        NotFound, Forbidden: the actor does not keep the unit's records.
        NominationWrong: the holder does not belong to the unit.
        DayWrong: a day to come.
    """
    on = civil_date(at)
    require_unit(actor, RECORD_KEEP, unit_id, on)
    if since > on:
        raise DayWrong(why="起始日期晚于今天。")
    if member_id is not None and not roster_affiliations(unit_id, on).filter(member_id=member_id).exists():
        raise NominationWrong(why="这名党员今天不属于本组织。")
    post = ExemplaryPost(uid=new_id(), unit_id=unit_id, member_id=member_id, since=since, set_at=at)
    post.title, post.task, post.set_by = words_of(words[0], "先锋岗的名称", 60), squeeze(words[1]), actor.account_id
    with acting_as(SYSTEM):
        post.save(force_insert=True)
    _tell(events.POST_SET, actor, post, at)
    return post


@use_case("commendations.post_end")
def post_end(*, actor: Actor, post: ExemplaryPost, on: dt.date, at: dt.datetime) -> ExemplaryPost:
    """End an exemplary post on a day.

    Raises:
        NotFound, Forbidden: the actor does not keep the unit's records.
        WrongState: it has ended.
        DayWrong: before it began, or to come.
    """
    require_unit(actor, RECORD_KEEP, post.unit_id, civil_date(at))
    if post.ended_on is not None:
        raise WrongState(state="已结束", deed="再次结束", hint="")
    if not post.since <= on <= civil_date(at):
        raise DayWrong(why="结束日期应在起始日期和今天之间。")
    post.ended_on = on
    with acting_as(SYSTEM):
        post.save(update_fields=["ended_on"])
    _tell(events.POST_ENDED, actor, post, at)
    return post


def _tell(name: str, actor: Actor, thing: Pledge | ExemplaryPost, at: dt.datetime) -> None:
    about = ("commendations.pledge" if isinstance(thing, Pledge) else "commendations.post", thing.uid)
    with acting_as(SYSTEM):
        member = Member.objects.filter(pk=thing.member_id or 0).values_list("uid", flat=True).first()
    record(name, actor=actor, subject=about, at=at, unit_id=thing.unit_id, member_uid=member)
