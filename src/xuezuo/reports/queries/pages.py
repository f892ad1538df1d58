"""What the pages of reports show: figures with their definitions, tables of children, the trend by month.

Reports count people and deeds under the tree of former days too, beyond what row-level security shows the asker today.
That is why everything here runs in `beyond_scope`: the caller has checked the right to the report's unit, and nothing
but numbers, units and dates comes out.
"""

import dataclasses
import datetime as dt
import uuid
from collections.abc import Mapping, Sequence

from xuezuo.kernel.errors import NotFound
from xuezuo.kernel.periods import Period, PeriodKind, periods_between
from xuezuo.life.types import ActivityKind
from xuezuo.org.queries.tree import unit_labels
from xuezuo.platform.access import Actor, beyond_scope
from xuezuo.platform.db.reading import fetch_all
from xuezuo.reports.figures import BASIS, BASIS_TODAY, Definition, definition, value_of
from xuezuo.reports.policies import REPORT_VIEW
from xuezuo.reports.queries.asks import duties_counted
from xuezuo.reports.queries.behind import OWN, Behind, behind
from xuezuo.reports.queries.counts import Counts
from xuezuo.reports.queries.places import places_of
from xuezuo.reports.queries.reviews import GRADES, evaluation_totals
from xuezuo.reports.queries.trend import TREND_KINDS, trend_scope
from xuezuo.reports.types import Figures, Held, Rollup, Scope
from xuezuo.rules.types import Duty

EVALUATION = ("evaluation.evaluated", "evaluation.told", *GRADES, "evaluation.good", "evaluation.good_rate")
BASICS = ("units", "branches", "members", "attendance.expected", "attendance.present", "attendance.rate")
STATES = ("due", "met_late", "met", "missed", "exempt")  # in the order of the chart's colours
MEETINGS = tuple(f"meetings.{kind.value}" for kind in ActivityKind)


@dataclasses.dataclass(frozen=True, slots=True)
class Shown:
    """A figure on a page: what it is and its value in digits (percent without the sign)."""

    about: Definition
    value: str

    @property
    def is_zero(self) -> bool:
        """Nothing counted."""
        return self.value in {"0", "—"}


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """One line of the table of children.

    Attributes:
        name: of the unit.
        code: of the unit.
        uid: of the unit; None for the sum.
        is_own: what belongs to no child.
        may_open: the asker may open a report of this unit.
        cells: the figures under the heads.
    """

    name: str
    code: str
    uid: uuid.UUID | None
    is_own: bool
    may_open: bool
    cells: tuple[Shown, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Topic:
    """A choice of figures for the table of children."""

    id: str
    label: str
    keys: tuple[str, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty with the counts of its states and the share that is met."""

    duty: Duty
    cells: tuple[Shown, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class MonthLine:
    """The meetings of a month."""

    period: Period
    cells: tuple[Shown, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class RollupPage:
    """A roll-up as its page shows it."""

    result: Rollup
    basics: tuple[Shown, ...]
    meetings: tuple[Shown, ...]
    evaluation: tuple[Shown, ...]
    duties: tuple[DutyLine, ...]
    topic: Topic
    topics: tuple[Topic, ...]
    heads: tuple[Definition, ...]
    drawn: tuple[str, ...]
    lines: tuple[Line, ...]
    months: tuple[MonthLine, ...]
    month_heads: tuple[Definition, ...]


def topics(duties: Sequence[Duty]) -> tuple[Topic, ...]:
    """Return the choices for the table of children: basics, meetings, then each duty."""
    each = (Topic(duty.id, duty.label, duty_keys(duty.id)) for duty in duties)
    return (Topic("basics", "组织、党员和出勤", BASICS), Topic("meetings", "会议活动场次", MEETINGS), *each)


def duty_keys(duty_id: str) -> tuple[str, ...]:
    """Return the figures shown of one duty: states, then the share that is met."""
    return (*(f"duties.{duty_id}.{state}" for state in STATES), f"coverage.{duty_id}")


def rollup_page(actor: Actor, counts: Counts, topic_id: str) -> RollupPage:
    """Arrange a roll-up with its tables; a fixed number of queries whatever the number of units."""
    result = counts.rollup
    offered = topics(duties_counted(result))
    topic = next((one for one in offered if one.id == topic_id), offered[0])
    months = trend_lines(counts)
    heads = tuple(definition(key) for key in topic.keys)
    return RollupPage(
        result=result,
        basics=shown(result.figures, BASICS),
        meetings=shown(result.figures, MEETINGS),
        evaluation=_evaluation(result.scope),
        duties=duty_lines(result),
        topic=topic,
        topics=offered,
        heads=heads,
        drawn=_drawn(topic),
        lines=_lines(actor, result, topic.keys),
        months=months,
        month_heads=tuple(definition(f"meetings.{kind}") for kind in TREND_KINDS),
    )


def _evaluation(scope: Scope) -> tuple[Shown, ...]:
    """Return the figures of evaluation that say something; by child they stand on a page of their own."""
    with beyond_scope():
        figures = evaluation_totals(scope)
    if not figures["evaluation.evaluated"]:
        return ()
    return shown(figures, EVALUATION if figures["evaluation.told"] else EVALUATION[:1])


def _drawn(topic: Topic) -> tuple[str, ...]:
    """Return the figures that the chart of children draws: of one unit of measure, five at most."""
    if topic.id == "basics":
        return ("members",)
    return tuple(f"meetings.{kind}" for kind in TREND_KINDS) if topic.id == "meetings" else topic.keys[: len(STATES)]


def shown(figures: Figures, keys: Sequence[str]) -> tuple[Shown, ...]:
    """Return the figures with these keys as they are shown."""
    return tuple(Shown(one, value_of(one, figures)) for one in (definition(key) for key in keys))


def duty_lines(result: Rollup) -> tuple[DutyLine, ...]:
    """Return the duties that bind anybody in the period, in the order of the packs, then what was asked."""
    lines = (DutyLine(duty, shown(result.figures, duty_keys(duty.id))) for duty in duties_counted(result))
    return tuple(line for line in lines if not all(cell.is_zero for cell in line.cells))


def _lines(actor: Actor, result: Rollup, keys: Sequence[str]) -> tuple[Line, ...]:
    ids = [child.unit_id for child in result.children]
    may_open = visible_units(actor, ids, result.scope.today)
    labels = unit_labels({*ids, result.unit_id}, result.scope.last_day)
    own = Line(result.name, result.code, labels[result.unit_id].uid, True, False, shown(result.own, keys))
    children = [
        Line(child.name, child.code, labels[child.unit_id].uid, False, may_open[child.unit_id], cells)
        for child, cells in ((child, shown(child.figures, keys)) for child in result.children)
    ]
    total = Line("合计", "", None, False, False, shown(result.figures, keys))
    return (own, *children, total)


def trend_lines(counts: Counts) -> tuple[MonthLine, ...]:
    """Return the meetings of the 12 months that end with the report's last one."""
    year = trend_scope(counts.rollup.scope)
    heads = [definition(f"meetings.{kind}") for kind in TREND_KINDS]
    return tuple(
        MonthLine(month, tuple(Shown(one, str(counts.months.get((month.id, one.key), 0))) for one in heads))
        for month in periods_between(PeriodKind.MONTH, year.start, year.end)
    )


def behind_of(scope: Scope, key: str, via: int | None) -> Behind:
    """Return what stands behind a counted figure."""
    with beyond_scope():
        return behind(scope, key, via)


def parts_of(scope: Scope, one: Definition, via: int | None) -> tuple[tuple[Shown, ...], tuple[Shown, ...], str]:
    """Return the parts of a ratio or sum, those of its denominator, and its value."""
    with beyond_scope():
        keys = dict.fromkeys((*one.parts, *one.of))
        figures = {key: behind(scope, key, via).total for key in keys}
    return shown(figures, one.parts), shown(figures, one.of), value_of(one, figures)


def visible_units(actor: Actor, unit_ids: Sequence[int], on: dt.date) -> Mapping[int, bool]:
    """Tell of each unit whether the asker may open it; one that has ended is judged on the last day of its life.

    The same answer as `org.queries.access.unit_get_for`, for many units at once.
    """
    sql = """SELECT DISTINCT c.descendant_id FROM org_closure c JOIN org_unit u ON u.id = c.descendant_id
 WHERE c.descendant_id = ANY(%(units)s) AND (%(all)s OR c.ancestor_id = ANY(%(nodes)s))
   AND c.during @> GREATEST(lower(u.during), LEAST(%(on)s::date, COALESCE(upper(u.during), %(on)s::date + 1) - 1))"""
    nodes = list(REPORT_VIEW.nodes(actor))
    rows = fetch_all(sql, {"units": list(set(unit_ids)), "nodes": nodes, "all": actor.is_system, "on": on})
    seen = {row[0] for row in rows}
    return {unit_id: unit_id in seen for unit_id in unit_ids}


def basis_words(one: Definition, held: Held) -> str:
    """Return under which tree a figure counts, in words; empty for ratios and sums."""
    if not one.basis:
        return ""
    return BASIS[one.basis] if held is Held.THEN else BASIS_TODAY


def child_id(scope: Scope, child: str) -> int | None:
    """Return which part of a figure an address means: all (empty: None), the unit's own (`own`), or through a child.

    Raises:
        NotFound: when no child of the report has this uid.
    """
    if child in {"", "own"}:
        return OWN if child else None
    labels = unit_labels(places_of(scope).vias, scope.last_day)
    for unit_id, label in labels.items():
        if str(label.uid) == child:
            return unit_id
    raise NotFound
