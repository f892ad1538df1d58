"""Forms of commendations."""

from collections.abc import Sequence

from django import forms

from xuezuo.org.types import UnitRow
from xuezuo.review.commendations.types import NominationSpec, SchemeFor, SchemeSpec

type Choices = Sequence[tuple[str, str]]


def day(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    """Return a field for a civil day."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, widget=widget, help_text=help_text)


def lines(label: str, longest: int, *, required: bool = True, help_text: str = "") -> forms.CharField:
    """Return a field for a text of several lines."""
    widget = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(label=label, max_length=longest, required=required, widget=widget, help_text=help_text)


class SchemeForm(forms.Form):
    """A new scheme."""

    unit = forms.TypedChoiceField(label="组织", coerce=int)
    title = forms.CharField(label="名称", max_length=100)
    whom = forms.ChoiceField(label="表彰对象", choices=SchemeFor.choices)
    criteria = lines("条件", 4000, help_text="用文字写明；不打分，不排名")
    places = forms.IntegerField(label="名额", min_value=1, max_value=999)
    until = day("推荐截止")
    notice_days = forms.IntegerField(label="公示工作日", min_value=1, max_value=30, initial=5)
    document = forms.CharField(label="依据", max_length=200, required=False)

    def __init__(self, posted: object, units: Sequence[UnitRow]) -> None:
        super().__init__(posted)  # type: ignore[arg-type]  # posted data or None
        self.fields["unit"].choices = [(unit.id, unit.name) for unit in units]  # type: ignore[attr-defined]  # a choice field

    @property
    def spec(self) -> SchemeSpec:
        """What was said; only for a valid form."""
        return SchemeSpec(**{name: value for name, value in self.cleaned_data.items() if name != "unit"})


class NominationForm(forms.Form):
    """Whom a unit nominates, and why."""

    who = forms.ChoiceField(label="推荐", required=False)
    grounds = lines("事迹和理由", 4000, help_text="不写身份证号和电话")
    activities = forms.MultipleChoiceField(
        label="相关活动记录", required=False, widget=forms.CheckboxSelectMultiple, help_text="只作链接，不计分"
    )

    def __init__(self, posted: object, who: Choices, activities: Choices) -> None:
        super().__init__(posted)  # type: ignore[arg-type]  # posted data or None
        self.fields["who"].choices = who  # type: ignore[attr-defined]  # a choice field
        self.fields["activities"].choices = activities  # type: ignore[attr-defined]  # a choice field

    @property
    def spec(self) -> NominationSpec:
        """What was said; only for a valid form."""
        said = self.cleaned_data
        member = int(said["who"]) if said["who"] else None
        return NominationSpec(member, said["grounds"], tuple(int(one) for one in said["activities"]))


class StepForm(forms.Form):
    """What a level says of a nomination."""

    passed = forms.TypedChoiceField(
        label="审核结果",
        choices=[("yes", "同意，报上一级"), ("no", "退回")],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    why = forms.CharField(label="意见", max_length=300, required=False, help_text="退回时必须写明原因")


class NoticeForm(forms.Form):
    """What a notice says besides the names."""

    intro = lines("公示说明", 2000, required=False, help_text="名单由系统按审核结果和本人意愿生成，不必抄写")


class ReviewForm(forms.Form):
    """The opinion of the secrecy review."""

    note = lines("保密审查意见", 300, help_text="确认不涉密，不含身份证号、电话等个人信息")


class ApproveForm(forms.Form):
    """Until when a notice stands."""

    ends_on = day("公示到哪天", required=False, help_text="不填按周一至周五计算；遇法定节假日请填更晚的日期")


class TextForm(forms.Form):
    """One text: an objection, an answer, a reason."""

    text = lines("内容", 2000)


class DecideForm(forms.Form):
    """The decision on one nomination."""

    awarded = forms.TypedChoiceField(
        label="决定",
        choices=[("yes", "予以表彰"), ("no", "不予表彰")],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    document = forms.CharField(label="决定的名称和文号", max_length=200)


class PledgeForm(forms.Form):
    """A pledge."""

    text = lines("我承诺", 300)
    until = day("期限")


class StateForm(forms.Form):
    """What came of a pledge."""

    is_kept = forms.TypedChoiceField(
        label="是否兑现",
        choices=[("yes", "已兑现"), ("no", "未兑现")],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    stated = lines("兑现情况", 300)


class PostForm(forms.Form):
    """An exemplary post."""

    title = forms.CharField(label="先锋岗名称", max_length=60)
    task = forms.CharField(label="职责", max_length=300, required=False)
    who = forms.ChoiceField(label="由谁担任", required=False)
    since = day("起始日期")

    def __init__(self, posted: object, who: Choices) -> None:
        super().__init__(posted)  # type: ignore[arg-type]  # posted data or None
        self.fields["who"].choices = [("", "集体"), *who]  # type: ignore[attr-defined]  # a choice field


class DayForm(forms.Form):
    """On which day something ended."""

    on = day("结束日期")
