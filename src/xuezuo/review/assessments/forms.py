"""Forms of assessments."""

from collections.abc import Sequence

from django import forms

from xuezuo.org.types import UnitRow
from xuezuo.review.assessments.types import QuestionKind, QuestionSpec, SurveySpec
from xuezuo.review.ballots.types import PollMode


class SurveyForm(forms.Form):
    """A new questionnaire."""

    unit = forms.TypedChoiceField(label="组织", coerce=int)
    title = forms.CharField(label="名称", max_length=100)
    intro = forms.CharField(label="说明", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    campaign = forms.ChoiceField(label="针对哪项学习教育", required=False)
    sample = forms.IntegerField(
        label="随机抽取多少人",
        required=False,
        min_value=10,
        help_text="不填为全体；至少 10 人。抽取后谁都可以核对",
    )
    by_unit = forms.BooleanField(
        label="按直接下级分开统计", required=False, help_text="不足 10 人的组织合并；收回不足 10 份的不显示"
    )

    def __init__(
        self, posted: object, units: Sequence[UnitRow], campaigns: Sequence[tuple[str, str]], campaign: str = ""
    ) -> None:
        super().__init__(posted, initial={"campaign": campaign})  # type: ignore[arg-type]  # posted data or None
        self.fields["unit"].choices = [(unit.id, unit.name) for unit in units]  # type: ignore[attr-defined]  # a choice field
        self.fields["campaign"].choices = campaigns  # type: ignore[attr-defined]  # a choice field

    @property
    def spec(self) -> SurveySpec:
        """What was said; only for a valid form."""
        said = self.cleaned_data
        campaign = int(said["campaign"]) if said["campaign"] else None
        return SurveySpec(said["title"], said["intro"], campaign, said["sample"], said["by_unit"])


class QuestionForm(forms.Form):
    """One question."""

    text = forms.CharField(label="题目", max_length=200)
    kind = forms.ChoiceField(label="题型", choices=QuestionKind.choices)
    options = forms.CharField(
        label="选项",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="每行一个；五级评价不用填。没有文字题：用词会暴露是谁写的，想了解的原因请列成选项",
    )

    @property
    def spec(self) -> QuestionSpec:
        """What was said; only for a valid form."""
        said = self.cleaned_data
        return QuestionSpec(said["text"], said["kind"], tuple(said["options"].splitlines()))


class OpenForm(forms.Form):
    """How answers come in."""

    mode = forms.ChoiceField(
        label="填写方式", choices=PollMode.choices, initial=PollMode.ELECTRONIC, widget=forms.RadioSelect
    )
