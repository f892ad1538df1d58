"""The door of an activity: this one, which ones.

Officers see the activities of every unit below their posts; members see those of their own unit, a member of a group
also those of the branch above it, both once their notice went out. A members' meeting above the branches is seen by
whoever is expected at it: the members of its branches, or the delegates. Anything else does not exist for the asker.
"""

import datetime as dt
import uuid

from django.db.models import Q

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.life.models import Activity
from xuezuo.life.policies import ACTIVITY_VIEW, ACTIVITY_VIEW_OWN
from xuezuo.life.queries.roster import roster_on
from xuezuo.life.types import ActivityKind, State
from xuezuo.org.models import Unit
from xuezuo.org.queries.access import any_units_q, unit_decision, unit_get_for
from xuezuo.org.queries.tree import branches_above, clamp, span_of
from xuezuo.org.types import UnitKind
from xuezuo.platform.access import ALLOWED, SYSTEM, Actor, Capability, Decision, acting_as, denied


def activities_q(actor: Actor, on: dt.date) -> Q:
    """Return the condition on activities that `actor` may see on the civil day `on`."""
    if actor.is_system:
        return Q()
    above = branches_above(ACTIVITY_VIEW_OWN.nodes(actor), on)
    seen = any_units_q(actor, [ACTIVITY_VIEW, ACTIVITY_VIEW_OWN], on, also=above)
    return seen & (~Q(state=State.DRAFT) | any_units_q(actor, [ACTIVITY_VIEW], on))


def activity_decision(actor: Actor, capability: Capability, activity: Activity, on: dt.date) -> Decision:
    """Say whether `actor` may do this to the activity on the civil day `on`, with the reason when not.

    Deeds of an ended unit stay with those who stood above it on its last day.
    """
    if capability in (ACTIVITY_VIEW, ACTIVITY_VIEW_OWN):
        shown = clamp(on, span_of(activity.unit))
        if Activity.objects.filter(activities_q(actor, shown), pk=activity.pk).exists():
            return ALLOWED
        return ALLOWED if _is_expected(actor, activity) else denied("这次活动不在您的工作范围内。")
    return unit_decision(actor, capability, activity.unit_id, clamp(on, span_of(activity.unit)))


def _is_expected(actor: Actor, activity: Activity) -> bool:
    """Tell whether the actor belongs to a members' meeting above the branches: on its roster of the day, once called.

    Above the branches "the own organization" of a member is the branch; who has moved away since stays on that roster.
    """
    above = activity.unit.kind in (UnitKind.COMMITTEE, UnitKind.GENERAL_BRANCH)
    if actor.member_id is None or not above or activity.kind != ActivityKind.GENERAL_MEETING:
        return False
    if activity.state == State.DRAFT:
        return False
    with acting_as(SYSTEM):
        return bool(roster_on(activity.unit_id, activity.kind, activity.occurred_on, actor.member_id))


def require_activity(actor: Actor, capability: Capability, activity: Activity, on: dt.date) -> None:
    """Let the service go on, or raise.

    Raises:
        NotFound: the activity is outside what the actor may see.
        Forbidden: the actor sees it but may not do this.
    """
    decision = activity_decision(actor, capability, activity, on)
    if decision:
        return
    if not activity_decision(actor, ACTIVITY_VIEW, activity, on):
        raise NotFound
    raise Forbidden(reason=decision.reason)


def activity_get_for(actor: Actor, uid: uuid.UUID, capability: Capability, on: dt.date) -> Activity:
    """Return the activity if `actor` may do this to it on the civil day `on`.

    Raises:
        NotFound: no such activity, or outside what the actor may see.
        Forbidden: seen but not allowed.
    """
    activity = Activity.objects.select_related("unit").filter(uid=uid).first()
    if activity is None:
        raise NotFound
    require_activity(actor, capability, activity, on)
    return activity


def meeting_unit_for(actor: Actor, uid: uuid.UUID, on: dt.date) -> Unit:
    """Return the unit whose meetings `actor` sees: from a post at or above it, or as a member of it.

    Raises:
        NotFound, Forbidden: see `unit_get_for`.
    """
    try:
        return unit_get_for(actor, uid, ACTIVITY_VIEW, on)
    except Forbidden:
        return unit_get_for(actor, uid, ACTIVITY_VIEW_OWN, on)
