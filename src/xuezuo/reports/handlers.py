"""What this room tells a room below that may not ask it: the numbers a report of responsibility starts from.

Every number is a figure of the registry, counted under the tree of then, and leads to the rows behind it. A few keys
are asked one by one: the whole extra registry would cost a query for each duty.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse

from xuezuo.duties.queries.hours import FIRST_YEAR, unit_hours
from xuezuo.duties.types import DutyState
from xuezuo.kernel.shares import percent
from xuezuo.org.types import UnitKind, UnitRow
from xuezuo.platform.access import beyond_scope
from xuezuo.reports.figures import found
from xuezuo.reports.overview.check import check_text
from xuezuo.reports.queries.behind import behind
from xuezuo.reports.queries.choices import asked_between
from xuezuo.reports.queries.rollup import rollup
from xuezuo.reports.types import Held, Rollup, Scope
from xuezuo.review.responsibility import figures
from xuezuo.review.responsibility.types import KnownFigure, Span

EXTRA: Final = ("deeds", "talks", "resolutions", "resolutions.done", "lectures.by_secretary")
ALWAYS: Final = frozenset({"members", "branches", "deeds"})
SHOWN_STATES: Final = frozenset({DutyState.MET, DutyState.MET_LATE, DutyState.MISSED, DutyState.DUE})
HOURS_LABEL: Final = "完成学时要求的党员"


class Known:
    """The registry of figures, as the chain of responsibility asks it."""

    @beyond_scope()
    def figures(self, unit: UnitRow, span: Span, on: dt.date) -> tuple[KnownFigure, ...]:
        """Return the figures of the roll-up that say something, and the class hours of a branch's year."""
        scope = self._scope(unit, span, on)
        values = rollup(scope).figures | {key: behind(scope, key).total for key in EXTRA}
        shown = [one for key, value in values.items() if (one := _known(key, value)) is not None]
        return (*shown, *self._rate(values), *self._hours(unit, span, scope))

    def faults(self, text: str, unit: UnitRow, span: Span, known: Sequence[KnownFigure]) -> tuple[str, ...]:
        """Return typed percentages and counts that disagree with these figures."""
        values = {one.key: one.value for one in known if one.key and one.value is not None}
        scope = self._scope(unit, span, span.last_day)
        frozen = Rollup(unit.id, unit.code, unit.name, scope, values, {}, ())
        return tuple(finding.message for finding in check_text(text, frozen))

    def link(self, unit: UnitRow, span: Span, key: str) -> str:
        """Return the address of the rows behind a figure."""
        asked = asked_between(span.start, span.end, Held.THEN, span.last_day)
        return f"{reverse('reports:behind', args=[unit.uid])}?{asked.query}&{urlencode({'figure': key})}"

    def _scope(self, unit: UnitRow, span: Span, on: dt.date) -> Scope:
        return Scope(unit.id, span.start, span.end, Held.THEN, on)

    def _rate(self, values: dict[str, int]) -> list[KnownFigure]:
        one, expected = found("attendance.rate"), values.get("attendance.expected", 0)
        if one is None or not expected:
            return []
        rate = percent(values["attendance.present"], expected)
        return [KnownFigure(one.key, one.label, None, one.unit, one.says, rate)]

    def _hours(self, unit: UnitRow, span: Span, scope: Scope) -> list[KnownFigure]:
        if unit.kind != UnitKind.BRANCH or span.start.year < FIRST_YEAR:
            return []
        rows = [hours for _, hours in unit_hours(unit.id, span.start.year, scope.today) if not hours.is_exempt]
        done = sum(hours.done >= hours.required for hours in rows)
        says = "当年到截止日为止已达到学时要求的党员人数；年底属于本支部的党员，免学的不计。"
        return [KnownFigure("", HOURS_LABEL, done, f"人（应完成 {len(rows)} 人）", says)] if rows else []


def _known(key: str, value: int) -> KnownFigure | None:
    """Return a figure for a report; None for zeros that say nothing and for states that are nobody's doing."""
    state = key.rpartition(".")[2]
    is_duty = key.startswith("duties.")
    if (not value and key not in ALWAYS) or (is_duty and state not in SHOWN_STATES):
        return None
    one = found(key)
    return KnownFigure(one.key, one.label, value, one.unit, one.says) if one is not None else None


figures.register(Known())
