"""What was decided and what came of it: of a unit, of one person, of one decision."""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Callable, Sequence
from typing import Final

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from xuezuo.kernel.errors import Forbidden, NotFound
from xuezuo.life.models import Activity, Attendance, CommentWindow, MinutesComment, Resolution
from xuezuo.life.policies import ACTIVITY_CORRECT, ACTIVITY_RECORD, ACTIVITY_VIEW, ACTIVITY_VIEW_OWN
from xuezuo.life.queries.access import activity_decision, require_activity
from xuezuo.life.queries.conflicts import names_of
from xuezuo.life.queries.follow_up_sources import OtherFollowUp, others_of, others_to_confirm
from xuezuo.life.types import AttendanceStatus, Progress, Step
from xuezuo.org.models import Member
from xuezuo.org.queries.access import unit_decision, units_q
from xuezuo.org.queries.tree import clamp, span_of
from xuezuo.org.types import UnitRow
from xuezuo.platform.access import Actor

OPEN: Final = Q(done_on__isnull=True, dropped_on__isnull=True)
_RECENT: Final = dt.timedelta(days=90)


def _overdue(on: dt.date) -> Q:
    return OPEN & Q(reported_on__isnull=True, due_on__lt=on)


def _states(on: dt.date) -> dict[str, tuple[str, Q]]:
    """Return name -> (label, condition) of the parts of the list, in the order of the tabs."""
    return {
        "open": ("未办结", OPEN),
        "overdue": ("已超期", _overdue(on)),
        "reported": ("待核实", OPEN & Q(reported_on__isnull=False)),
        "done": ("已办结", Q(done_on__isnull=False)),
        "dropped": ("不再执行", Q(dropped_on__isnull=False)),
    }


@dataclasses.dataclass(frozen=True, slots=True)
class Tab:
    """One part of the list."""

    label: str
    url: str
    count: int
    is_current: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Board:
    """The decisions of a unit: the chosen part, and how many are in each; owners only for those who may know them.

    `others`: what rooms above want put right, in the same parts and counts, on the first page.
    """

    tabs: list[Tab]
    rows: QuerySet[Resolution]
    others: list[OtherFollowUp]
    may_keep: bool
    sees_owners: bool
    today: dt.date


def follow_ups(actor: Actor, unit: UnitRow, state: str, on: dt.date) -> Board:
    """Return the decisions of the unit's meetings, the soonest due first, done ones newest first.

    The unit came through its door. Decisions of void meetings are left out.
    """
    states = _states(on)
    chosen = state if state in states else "open"
    mine = Resolution.objects.filter(activity__unit_id=unit.id, activity__voided_at__isnull=True)
    counts = mine.aggregate(**{name: Count("pk", filter=condition) for name, (_, condition) in states.items()})
    beside = others_of(actor, unit.id, on)
    others = {name: _in_part(beside, name, on) for name in states}
    order = ("-done_on", "-dropped_on", "-pk") if chosen in {"done", "dropped"} else ("due_on", "pk")
    shown = clamp(on, unit.during)  # an ended unit is judged on its last day
    sees_owners = bool(unit_decision(actor, ACTIVITY_VIEW, unit.id, shown))
    confirmer = Member.objects.filter(account_id=OuterRef("confirmed_by")).values("name")
    rows = mine.filter(states[chosen][1]).order_by(*order).annotate(confirmer=Subquery(confirmer[:1]))
    return Board(
        tabs=[
            Tab(label, f"?state={name}", counts[name] + len(others[name]), name == chosen)
            for name, (label, _) in states.items()
        ],
        rows=rows.select_related("activity__unit", "owner")
        if sees_owners
        else rows.select_related("activity__unit").defer("owner"),
        others=others[chosen],
        may_keep=bool(unit_decision(actor, ACTIVITY_RECORD, unit.id, shown)),
        sees_owners=sees_owners,
        today=on,
    )


def _in_part(others: Sequence[OtherFollowUp], part: str, on: dt.date) -> list[OtherFollowUp]:
    """Return those that stand in a part of the list; the same parts as those of decisions."""
    is_in: dict[str, Callable[[OtherFollowUp], bool]] = {
        "open": lambda one: one.progress in {Progress.OPEN, Progress.REPORTED},
        "overdue": lambda one: one.is_overdue(on),
        "reported": lambda one: one.progress == Progress.REPORTED,
        "done": lambda one: one.progress == Progress.DONE,
        "dropped": lambda one: one.progress == Progress.DROPPED,
    }
    return [one for one in others if is_in[part](one)]


@dataclasses.dataclass(frozen=True, slots=True)
class OpenDecisions:
    """How much a unit has decided, or has to put right, and not done yet; for the page of its month."""

    open: int
    overdue: int
    first: list[Resolution | OtherFollowUp]
    today: dt.date


def open_decisions(actor: Actor, unit_id: int, on: dt.date) -> OpenDecisions:
    """Return what is open of the unit's decisions and of what rooms above want put right, the three soonest due."""
    mine = Resolution.objects.filter(OPEN, activity__unit_id=unit_id, activity__voided_at__isnull=True)
    found: list[Resolution | OtherFollowUp] = list(mine.order_by("due_on", "pk").select_related("activity__unit")[:50])
    found += _in_part(others_of(actor, unit_id, on), "open", on)
    overdue = sum(1 for one in found if one.reported_on is None and one.due_on is not None and one.due_on < on)
    found.sort(key=lambda one: one.due_on or dt.date.max)
    return OpenDecisions(len(found), overdue, found[:3], on)


@dataclasses.dataclass(frozen=True, slots=True)
class Work:
    """What waits for one person after meetings.

    Attributes:
        to_read: meetings whose minutes the person may comment on, the first to be sealed first.
        own: open decisions whose owner the person is, the soonest due first.
        to_confirm: reported as done in units where the person keeps the minutes.
        others: reported as put right in rooms above, where the person is the second to say so.
        comments: unanswered comments on minutes that the person keeps.
        finished: own decisions done in the last 90 days.
    """

    own: list[Resolution]
    to_confirm: list[Resolution]
    others: list[OtherFollowUp]
    comments: list[MinutesComment]
    to_read: list[CommentWindow]
    finished: list[Resolution]
    today: dt.date


def my_work(actor: Actor, on: dt.date) -> Work:
    """Return what waits for the actor."""
    valid = Resolution.objects.filter(activity__voided_at__isnull=True).select_related("activity__unit", "owner")
    own = valid.filter(owner_id=actor.member_id) if actor.member_id else valid.none()
    keeps = units_q(actor, ACTIVITY_RECORD, on, "activity__unit_id")
    is_keeper = ACTIVITY_RECORD.is_held_by(actor)
    waiting = valid.filter(keeps, OPEN, reported_on__isnull=False) if is_keeper else valid.none()
    comments = MinutesComment.objects.filter(keeps, answer="") if is_keeper else MinutesComment.objects.none()
    return Work(
        own=list(own.filter(OPEN).order_by("due_on", "pk")[:100]),
        to_confirm=list(waiting.order_by("reported_on", "pk")[:100]),
        others=others_to_confirm(actor, on),
        comments=list(comments.select_related("activity__unit").order_by("pk")[:100]),
        to_read=_to_read(actor, on),
        finished=list(own.filter(done_on__gte=on - _RECENT).order_by("-done_on")[:20]),
        today=on,
    )


def _to_read(actor: Actor, on: dt.date) -> list[CommentWindow]:
    if actor.member_id is None:
        return []
    came = Attendance.objects.filter(member_id=actor.member_id).exclude(status=AttendanceStatus.ABSENT)
    windows = CommentWindow.objects.filter(last_day__gte=on, activity__voided_at__isnull=True)
    mine = windows.filter(activity_id__in=came.values("activity_id"))
    return list(mine.select_related("activity__unit").order_by("last_day", "pk")[:30])


def own_open_count(actor: Actor) -> int:
    """Return how many open decisions the actor owns."""
    if actor.member_id is None:
        return 0
    return Resolution.objects.filter(OPEN, owner_id=actor.member_id, activity__voided_at__isnull=True).count()


@dataclasses.dataclass(frozen=True, slots=True)
class Event:
    """One step in the history of a decision."""

    what: str
    at: dt.datetime
    who: str
    note: str
    meeting: Activity | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class ResolutionPage:
    """One decision with its history, and what the asker may do."""

    resolution: Resolution
    history: list[Event]
    confirmed_by: str
    is_mine: bool
    may_keep: bool
    may_drop: bool
    is_overdue: bool


def resolution_page(actor: Actor, uid: uuid.UUID, on: dt.date) -> ResolutionPage:
    """Return the decision for its owner and for those who see the record of its meeting.

    Raises:
        NotFound, Forbidden: neither.
    """
    found = Resolution.objects.select_related("activity__unit", "owner", "item").filter(uid=uid).first()
    if found is None:
        raise NotFound
    is_mine = actor.member_id is not None and found.owner_id == actor.member_id
    if not is_mine:
        require_activity(actor, ACTIVITY_VIEW_OWN, found.activity, on)
        day = clamp(on, span_of(found.activity.unit))
        if not unit_decision(actor, ACTIVITY_VIEW, found.activity.unit_id, day):
            raise Forbidden(reason="决议的办理情况由责任人和记录会议的同志查看。")
    steps = list(found.steps.order_by("pk"))
    names = names_of({step.by for step in steps} | {found.confirmed_by})
    meetings = _meetings([step.note for step in steps if step.step == Step.TOLD])
    return ResolutionPage(
        resolution=found,
        history=[
            Event(
                step.get_step_display(),
                step.at,
                names.get(step.by or 0, ""),
                "" if step.step == Step.TOLD else step.note,
                meetings.get(step.note),
            )
            for step in steps
        ],
        confirmed_by=names.get(found.confirmed_by or 0, ""),
        is_mine=is_mine,
        may_keep=bool(activity_decision(actor, ACTIVITY_RECORD, found.activity, on)),
        may_drop=bool(activity_decision(actor, ACTIVITY_CORRECT, found.activity, on)),
        is_overdue=found.done_on is None and found.due_on is not None and found.due_on < on,
    )


def _meetings(uids: list[str]) -> dict[str, Activity]:
    return {str(one.uid): one for one in Activity.objects.select_related("unit").filter(uid__in=uids)} if uids else {}
