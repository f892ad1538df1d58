"""Which month, which kinds, which day: as addresses, so that every view of the calendar can be kept and sent."""

import dataclasses
import datetime as dt
from urllib.parse import urlencode

from django import forms

from xuezuo.kernel.periods import Period, PeriodKind
from xuezuo.life.types import KINDS_OF_UNIT, ActivityKind, kind_choices
from xuezuo.org.types import UnitKind


@dataclasses.dataclass(frozen=True, slots=True)
class Links:
    """Query strings of the neighbouring months, of today's, and of the shown one (to which a day is added)."""

    previous: str
    following: str
    today: str
    here: str


class CalendarForm(forms.Form):
    """What the calendar is narrowed to; odd values narrow to nothing."""

    kind = forms.MultipleChoiceField(
        label="类型", choices=ActivityKind.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: object, *, unit_kind: str) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django's own argument
        fitting = KINDS_OF_UNIT[unit_kind] | KINDS_OF_UNIT[UnitKind.GROUP]  # of a unit and of what lies below
        names = unit_kind if unit_kind in {UnitKind.BRANCH, UnitKind.GROUP} else ""
        choices = kind_choices(names, fitting)
        self.fields["kind"] = forms.MultipleChoiceField(
            label="类型", choices=choices, required=False, widget=forms.CheckboxSelectMultiple
        )

    def kinds(self) -> list[str]:
        """Return the chosen kinds; none = all."""
        return list(self.cleaned_data["kind"]) if self.is_valid() else []

    def month(self, today: dt.date) -> Period:
        """Return the month that was asked for, else the present one."""
        try:
            asked = Period.parse(self.data.get("month", ""))
        except ValueError:
            return Period.containing(PeriodKind.MONTH, today)
        is_month = asked.kind is PeriodKind.MONTH and 1990 <= asked.start.year <= 2100
        return asked if is_month else Period.containing(PeriodKind.MONTH, today)

    def day(self, month: Period) -> dt.date | None:
        """Return the day that was asked for, if it lies in the month."""
        try:
            day = dt.date.fromisoformat(self.data.get("day", ""))
        except ValueError:
            return None
        return day if day in month else None

    def links(self, month: Period, today: dt.date) -> Links:
        """Return where to go from the shown month with the same kinds."""
        present = Period.containing(PeriodKind.MONTH, today)
        kinds = [("kind", kind) for kind in self.kinds()]

        def to(period: Period) -> str:
            return f"?{urlencode([('month', period.id), *kinds])}"

        return Links(to(month.previous()), to(month.next()), to(present), to(month))
