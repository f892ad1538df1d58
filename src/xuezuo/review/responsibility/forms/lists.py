"""Forms of lists of duties."""

import datetime as dt
from collections.abc import Sequence

from django import forms

from xuezuo.org.types import UnitRow
from xuezuo.review.responsibility.models import DutyItem
from xuezuo.review.responsibility.types import DutySpec, Holder

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def day(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    """Return a field for a civil day."""
    return forms.DateField(label=label, required=required, widget=DATE, help_text=help_text)


def lines(label: str, longest: int, *, rows: int = 3, required: bool = True, help_text: str = "") -> forms.CharField:
    """Return a field for a text of several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=longest, required=required, widget=widget, help_text=help_text)


class ReasonForm(forms.Form):
    """Why something is sent back or left out."""

    reason = forms.CharField(label="原因", max_length=200, help_text="对方会看到")


class ListForm(forms.Form):
    """A new list: for which unit and year."""

    unit = forms.TypedChoiceField(label="组织", coerce=int)
    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100)
    title = forms.CharField(label="名称", max_length=100)

    def __init__(self, posted: object, units: Sequence[UnitRow], year: int) -> None:
        initial = {"year": year, "title": f"{year}年责任清单"}
        super().__init__(posted, initial=initial)  # type: ignore[arg-type]  # posted data or None
        self.fields["unit"].choices = [(unit.id, unit.name) for unit in units]  # type: ignore[attr-defined]  # a choice field


class FillForm(forms.Form):
    """Where duties are taken from."""

    source = forms.ChoiceField(label="从哪里带入", widget=forms.RadioSelect)

    def __init__(self, posted: object, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__(posted)  # type: ignore[arg-type]  # posted data or None
        self.fields["source"].choices = [("last_year", "上年已通过的清单"), *choices]  # type: ignore[attr-defined]  # a choice field


class AdoptForm(forms.Form):
    """On which day a list was adopted, and by what."""

    on = day("通过日期", help_text="委员会会议或党员大会通过的日期")
    document = forms.CharField(label="依据", max_length=200, required=False, help_text="会议名称或文号")


class DutyForm(forms.Form):
    """One duty of a list."""

    area = forms.CharField(label="方面", max_length=40, help_text="如：政治建设、组织生活、党员教育")
    what = lines("责任事项", 300)
    holder = forms.ChoiceField(label="由谁负责", choices=Holder.choices)
    measure = lines("措施", 400, required=False)
    due_on = day("期限", required=False, help_text="不填为全年")

    @property
    def spec(self) -> DutySpec:
        """What was said; only for a valid form."""
        said = self.cleaned_data
        return DutySpec(said["area"], said["what"], said["holder"], said["measure"], said["due_on"])

    @classmethod
    def of(cls, posted: object, item: DutyItem | None) -> "DutyForm":
        """Return the form filled with what a duty says now, or empty."""
        names = ("area", "what", "holder", "measure", "due_on")
        said = {name: getattr(item, name) for name in names} if item else {}
        return cls(posted, initial=said)  # type: ignore[arg-type]  # posted data or None


class DoneForm(forms.Form):
    """That a duty was done, when and how."""

    on = day("完成日期")
    note = lines("完成情况", 300)

    @classmethod
    def of(cls, posted: object, item: DutyItem, today: dt.date) -> "DoneForm":
        """Return the form filled with what was noted before."""
        return cls(posted, initial={"on": item.done_on or today, "note": item.done_note})  # type: ignore[arg-type]  # posted
