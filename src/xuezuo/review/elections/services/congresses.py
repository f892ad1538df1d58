"""Congresses: seats, which unit elects how many, who of the elected may sit."""

import datetime as dt
from collections.abc import Mapping

from xuezuo.kernel.clock import civil_date
from xuezuo.kernel.ids import new_id
from xuezuo.kernel.text import squeeze
from xuezuo.org.models import Unit
from xuezuo.org.queries.access import require_unit
from xuezuo.org.queries.tree import subtree_ids
from xuezuo.org.types import UnitKind
from xuezuo.platform.access import SYSTEM, Actor, acting_as
from xuezuo.platform.audit.services import record, use_case
from xuezuo.review.elections import events
from xuezuo.review.elections.errors import CongressWrong
from xuezuo.review.elections.models import Congress, Delegate, Election, Quota
from xuezuo.review.elections.policies import CONGRESS_RUN
from xuezuo.review.elections.services.checks import reason_of
from xuezuo.review.elections.services.elections import hold_unit
from xuezuo.review.elections.types import SETTLED, CongressPlan, CongressState, DelegateState, ElectionState

MOST = 300  # election.delegates.number: 100 to 200, up to 300 with approval; congress_sentences shows the rest


@use_case("elections.congress_begin")
def congress_begin(*, actor: Actor, unit: Unit, plan: CongressPlan, at: dt.datetime) -> Congress:
    """Begin to prepare a congress of delegates of the committee.

    Raises:
        NotFound, Forbidden: the actor does not prepare congresses of the unit.
        CongressWrong: not a committee, seats that cannot be, or one of this name is being prepared.
    """
    require_unit(actor, CONGRESS_RUN, unit.pk, civil_date(at))
    if unit.kind in {UnitKind.BRANCH, UnitKind.GROUP}:
        raise CongressWrong(what="党代表大会由党委、党总支召开，支部召开党员大会。")
    congress = Congress(uid=new_id(), unit=unit, made_at=at, made_by=actor.account_id)
    _describe(congress, plan)
    with acting_as(SYSTEM):
        hold_unit(unit)
        if Congress.objects.filter(unit=unit, title=congress.title, state=CongressState.OPEN).exists():
            raise CongressWrong(what=f"“{congress.title}”已经在筹备，请在列表中打开。")
        congress.save(force_insert=True)
    _tell(events.CONGRESS_BEGUN, actor, congress, at, seats=congress.seats)
    return congress


def _describe(congress: Congress, plan: CongressPlan) -> None:
    if not squeeze(plan.title):
        raise CongressWrong(what="请填写名称。")
    if not 1 <= plan.seats <= MOST:
        raise CongressWrong(
            what=f"代表名额最多 {MOST} 名（《中国共产党基层组织选举工作条例》代表一章），不能定为 {plan.seats} 名。"
        )
    congress.title, congress.planned_on = squeeze(plan.title)[:120], plan.planned_on
    congress.seats, congress.document = plan.seats, squeeze(plan.document)[:200]


@use_case("elections.congress_change")
def congress_change(*, actor: Actor, congress: Congress, plan: CongressPlan, at: dt.datetime) -> Congress:
    """Change what is said of a congress while it is prepared; seats not below what has been allocated.

    Raises:
        NotFound, Forbidden: the actor does not prepare it.
        CongressWrong: over, or seats that cannot be.
    """
    congress = _lock(actor, congress, at)
    with acting_as(SYSTEM):
        allocated = sum(congress.quotas.values_list("seats", flat=True))
        _describe(congress, plan)
        if congress.seats < allocated:
            raise CongressWrong(what=f"已分配 {allocated} 名，名额不能少于此数。请先调整分配。")
        congress.save(update_fields=["title", "planned_on", "seats", "document"])
    _tell(events.CONGRESS_CHANGED, actor, congress, at, seats=congress.seats)
    return congress


def _lock(actor: Actor, congress: Congress, at: dt.datetime) -> Congress:
    require_unit(actor, CONGRESS_RUN, congress.unit_id, civil_date(at))
    with acting_as(SYSTEM):
        congress = Congress.objects.select_related("unit").select_for_update(of=("self",)).get(pk=congress.pk)
    if congress.state != CongressState.OPEN:
        raise CongressWrong(what=f"这次党代表大会{congress.get_state_display()}，不能再改。")
    return congress


@use_case("elections.quotas_set")
def quotas_set(*, actor: Actor, congress: Congress, seats: Mapping[int, int], at: dt.datetime) -> Congress:
    """Allocate the delegates to the units that elect them, in place of the former allocation.

    Args:
        actor: who prepares the congress.
        congress: the congress.
        seats: unit id -> seats; 0 takes a unit off.
        at: instant of the entry.

    Raises:
        NotFound, Forbidden: the actor does not prepare it.
        CongressWrong: more than the seats in all, a unit from elsewhere, or another number where an election runs.
    """
    congress = _lock(actor, congress, at)
    wanted = {unit_id: count for unit_id, count in seats.items() if count}
    with acting_as(SYSTEM):
        below = set(subtree_ids(congress.unit_id, civil_date(at)))
        if min(wanted.values(), default=1) < 0 or not set(wanted) <= below:
            raise CongressWrong(what="名额只能分配给本组织的下级组织，而且不能是负数。")
        if sum(wanted.values()) > congress.seats:
            raise CongressWrong(what=f"分配合计 {sum(wanted.values())} 名，多于代表名额 {congress.seats} 名。")
        _check_running(congress, wanted)
        Quota.objects.filter(congress=congress).delete()
        Quota.objects.bulk_create(
            Quota(congress=congress, unit_id=unit_id, seats=count) for unit_id, count in sorted(wanted.items())
        )
    _tell(events.QUOTAS_SET, actor, congress, at, units=len(wanted), seats=sum(wanted.values()))
    return congress


def _check_running(congress: Congress, wanted: Mapping[int, int]) -> None:
    elections = Election.objects.filter(congress=congress).exclude(state=ElectionState.VOID).exclude(unit=congress.unit)
    before = dict(Quota.objects.filter(congress=congress).values_list("unit_id", "seats"))
    for unit_id in elections.values_list("unit_id", flat=True):
        if wanted.get(unit_id) != before.get(unit_id):
            raise CongressWrong(what="有的选举单位已经开始选举，它的名额不能再改。")


@use_case("elections.delegate_check")
def delegate_check(*, actor: Actor, delegate: Delegate, is_qualified: bool, reason: str, at: dt.datetime) -> Delegate:
    """Enter what the check of a delegate's credentials found; refused ones need a reason.

    Raises:
        NotFound, Forbidden: the actor does not prepare the congress.
        CongressWrong: the congress is over.
        ElectionReasonNeeded: refused without a reason.
    """
    congress = _lock(actor, delegate.congress, at)
    why = squeeze(reason)[:300] if is_qualified else reason_of(reason, "代表资格审查不合格")
    delegate.state = DelegateState.QUALIFIED if is_qualified else DelegateState.REFUSED
    delegate.reason, delegate.checked_on, delegate.checked_by = why, civil_date(at), actor.account_id
    with acting_as(SYSTEM):
        delegate.save(update_fields=["state", "reason", "checked_on", "checked_by"])
    _tell(events.DELEGATE_CHECKED, actor, congress, at, is_qualified=is_qualified)
    return delegate


@use_case("elections.congress_close")
def congress_close(*, actor: Actor, congress: Congress, at: dt.datetime) -> Congress:
    """Enter that the congress is over; elections that it holds must be over too.

    Raises:
        NotFound, Forbidden: the actor does not prepare it.
        CongressWrong: over already, or an election is going on.
    """
    congress = _lock(actor, congress, at)
    with acting_as(SYSTEM):
        if Election.objects.filter(congress=congress).exclude(state__in=SETTLED).exists():
            raise CongressWrong(what="还有选举没有办完，不能闭会。")
        congress.state = CongressState.CLOSED
        congress.save(update_fields=["state"])
    _tell(events.CONGRESS_CLOSED, actor, congress, at)
    return congress


def _tell(name: str, actor: Actor, congress: Congress, at: dt.datetime, **after: str | int | bool) -> None:
    subject = ("elections.congress", congress.uid)
    fields = {"state": str(congress.state), **after}
    record(name, actor=actor, subject=subject, at=at, unit_id=congress.unit_id, after=fields)
