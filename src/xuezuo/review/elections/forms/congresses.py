"""Congresses."""

from collections.abc import Sequence

from django import forms

from xuezuo.org.types import UnitRow
from xuezuo.review.elections.types import CongressPlan


class CongressForm(forms.Form):
    """What is said of a congress."""

    title = forms.CharField(label="名称", max_length=120)
    planned_on = forms.DateField(label="拟召开日期")
    seats = forms.IntegerField(label="代表名额", min_value=1, help_text="一般 100 至 200 名，最多不超过 300 名。")
    document = forms.CharField(label="上级批复的文件", max_length=200, required=False)

    @property
    def plan(self) -> CongressPlan:
        """What was said; only for a valid form."""
        said = self.cleaned_data
        return CongressPlan(said["title"], said["planned_on"], said["seats"], said["document"])


class NewCongressForm(CongressForm):
    """The same, of which committee."""

    def __init__(self, *args: object, units: Sequence[UnitRow], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own arguments
        unit = forms.TypedChoiceField(label="召开的组织", choices=[(one.id, one.name) for one in units], coerce=int)
        self.fields = {"unit": unit, **self.fields}


class QuotaForm(forms.Form):
    """How many delegates each unit elects."""

    def __init__(self, *args: object, units: Sequence[tuple[int, str, int]], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own arguments
        self.units = units
        for pk, name, seats in units:
            self.fields[f"unit_{pk}"] = forms.IntegerField(label=name, initial=seats, min_value=0, max_value=300)

    @property
    def seats(self) -> dict[int, int]:
        """Seats by unit; only for a valid form."""
        return {pk: self.cleaned_data[f"unit_{pk}"] for pk, *_ in self.units}


class CheckForm(forms.Form):
    """What the check of credentials found."""

    result = forms.ChoiceField(label="审查结果", choices=(("yes", "合格"), ("no", "不合格")))
    reason = forms.CharField(
        label="审查意见", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="不合格的必须写明原因。",
    )  # fmt: skip


class CloseForm(forms.Form):
    """Nothing is done by a single touch."""

    sure = forms.BooleanField(label="我确认党代表大会已经闭会")
