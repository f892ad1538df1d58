"""What plans and prompts are called, to whom prompts go, and why something is taken back."""

from collections.abc import Sequence

from django import forms

from xuezuo.kernel.periods import Period, PeriodKind
from xuezuo.org.types import UnitRow
from xuezuo.rules.vocabulary import UnitType
from xuezuo.study.plans.forms.items import several
from xuezuo.study.plans.models import Plan, Prompt
from xuezuo.study.plans.types import Audience, PlanHead, PromptHead


class ReasonForm(forms.Form):
    """Why something is taken back or left out."""

    reason = forms.CharField(label="原因", max_length=200, help_text="上下级都能看到")


class HeadForm(forms.Form):
    """What a plan is called and what it rests on."""

    title = forms.CharField(label="名称", max_length=100)
    document = forms.CharField(
        label="依据", max_length=200, required=False, help_text="文件名称和文号；没有就写计划本身"
    )

    @property
    def head(self) -> PlanHead:
        """What was said; only for a valid form."""
        said = self.cleaned_data
        return PlanHead(" ".join(said["title"].split()), " ".join(said["document"].split()))

    @classmethod
    def of(cls, posted: object, plan: Plan) -> "HeadForm":
        """Return the form filled with what a plan is called now."""
        return cls(posted, initial={"title": plan.title, "document": plan.document})  # type: ignore[arg-type]  # posted


def unit_field(units: Sequence[UnitRow]) -> forms.TypedChoiceField:
    """Return the field in which one of the units is chosen."""
    return forms.TypedChoiceField(label="组织", choices=[(unit.id, unit.name) for unit in units], coerce=int)


class MakeForm(HeadForm):
    """A new plan: for which unit and year."""

    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100)

    field_order = ("unit", "year", "title", "document")

    def __init__(self, posted: object, units: Sequence[UnitRow], year: int) -> None:
        title = f"{year}年党员教育计划"
        super().__init__(posted, initial={"year": year, "title": title})  # type: ignore[arg-type]  # posted or None
        self.fields = {"unit": unit_field(units), **self.fields}


class PromptForm(forms.Form):
    """What a prompt says and to whom it goes."""

    month = forms.CharField(
        label="月份", widget=forms.TextInput(attrs={"type": "month", "pattern": "[0-9]{4}-[0-9]{2}"})
    )
    title = forms.CharField(label="标题", max_length=100)
    body = forms.CharField(label="内容", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 6}))
    audience = forms.ChoiceField(label="发给", choices=Audience.choices)
    unit_types = several("只发给这些单位类别", UnitType, "不选为全部")

    def __init__(self, posted: object, units: Sequence[UnitRow] = (), **options: object) -> None:
        super().__init__(posted, **options)  # type: ignore[arg-type]  # Django's own arguments
        if units:
            self.fields = {"unit": unit_field(units), **self.fields}

    def clean_month(self) -> Period:
        """Read the month."""
        try:
            month = Period.parse(self.cleaned_data["month"])
        except ValueError:
            month = None
        if month is None or month.kind is not PeriodKind.MONTH:
            raise forms.ValidationError("请写成 2025-03 的形式。", code="month")
        return month

    @property
    def head(self) -> PromptHead:
        """What was said; only for a valid form."""
        said = self.cleaned_data
        title, types = " ".join(said["title"].split()), tuple(said["unit_types"])
        return PromptHead(title, said["body"].strip(), said["month"].start, said["audience"], types)

    @classmethod
    def of(cls, posted: object, prompt: Prompt) -> "PromptForm":
        """Return the form filled with what a prompt says now."""
        names = ("title", "body", "audience", "unit_types")
        said = {"month": f"{prompt.month:%Y-%m}", **{name: getattr(prompt, name) for name in names}}
        return cls(posted, initial=said)


class ForwardForm(forms.Form):
    """Pass a prompt on with an addition."""

    addition = forms.CharField(
        label="本级补充",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="原文会附在后面，不用重新录入；没有补充可以留空",
    )

    def __init__(self, posted: object, units: Sequence[UnitRow]) -> None:
        super().__init__(posted)  # type: ignore[arg-type]  # posted data or None
        self.fields = {"unit": unit_field(units), **self.fields}
