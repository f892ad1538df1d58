"""Classes and enrolment."""

from django import forms
from django.http import QueryDict

from xuezuo.org.types import UnitRow, UnitType
from xuezuo.study.asks.types import AskFacts
from xuezuo.study.training.forms.fields import PeopleField, ask_field
from xuezuo.study.training.models import Enrolment, TrainingClass
from xuezuo.study.training.queries.classes import EnrolmentRow
from xuezuo.study.training.types import ClassSpec, ClassState, EnrolmentState, Person

ALL = ("", "全部")


class ReasonForm(forms.Form):
    """Why something recorded is changed."""

    reason = forms.CharField(label="原因", max_length=200, help_text="原记录会保留，原因会显示给有关人员。")


class ClassFilterForm(forms.Form):
    """What the list of classes is narrowed to."""

    state = forms.ChoiceField(
        label="状态", choices=[ALL, *(one for one in ClassState.choices if one[0] != "draft")], required=False
    )
    unit_type = forms.ChoiceField(label="领域", choices=[ALL, *UnitType.choices], required=False)

    def said(self) -> tuple[str, str]:
        """Return state and domain, as far as they can be read."""
        self.is_valid()
        return self.cleaned_data.get("state", ""), self.cleaned_data.get("unit_type", "")


class ClassForm(forms.Form):
    """What is said of a class."""

    title = forms.CharField(label="名称", max_length=120)
    starts_on = forms.DateField(label="开班日期")
    ends_on = forms.DateField(label="结业日期")
    unit_types = forms.MultipleChoiceField(
        label="领域",
        choices=UnitType.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="不选表示各领域都可以报名",
    )
    audience = forms.CharField(label="培训对象", max_length=200, required=False, help_text="例如：新任支部书记")
    places = forms.IntegerField(label="名额", min_value=1, max_value=99999, required=False, help_text="不填表示不限")
    enrol_until = forms.DateField(label="报名截止", required=False)
    venue = forms.CharField(label="地点", max_length=120, required=False)
    certificate_minutes = forms.IntegerField(
        label="颁发结业证明的学习时长（分钟）",
        min_value=1,
        required=False,
        help_text="学习时长按出勤课程的时长合计；不填表示参加过即可",
    )
    note = forms.CharField(label="说明", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4}))

    @classmethod
    def of(cls, training_class: TrainingClass, data: QueryDict | None, asks: list[AskFacts]) -> "ClassForm":
        """Return the form with what the class says now; an ask that it names and that is over stays named."""
        said = {name: getattr(training_class, name) for name in cls.base_fields}
        form = cls(data, initial={**said, "ask": training_class.ask_id or ""})
        form.offer(asks, training_class.ask_id)
        return form

    def offer(self, asks: list[AskFacts], kept: int | None = None) -> None:
        """Let one of the asks be chosen."""
        self.kept = None if kept in {ask.id for ask in asks} else kept
        if asks and self.kept is None:
            self.fields["ask"] = ask_field(asks)

    def spec(self) -> ClassSpec:
        """Return what was said; only for a valid form."""
        said = {name: self.cleaned_data[name] for name in ClassForm.base_fields}
        ask_id = self.cleaned_data.get("ask", getattr(self, "kept", None))
        return ClassSpec(**{**said, "unit_types": tuple(said["unit_types"])}, ask_id=ask_id)


class NewClassForm(ClassForm):
    """The same, and which unit holds it."""

    def __init__(self, *args: object, units: list[UnitRow], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own arguments
        choices = [(unit.id, unit.name) for unit in units]
        self.fields = {"unit": forms.TypedChoiceField(label="主办组织", choices=choices, coerce=int), **self.fields}


class EnrolForm(forms.Form):
    """Whom to put on the list: own people by a tick; keepers may also name somebody by number."""

    members = forms.TypedMultipleChoiceField(
        label="本组织党员", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    others = PeopleField(
        label="其他党员", required=False, max_length=500, help_text="姓名或党员编号，多人用“、”分开；须是下级组织的党员"
    )

    def __init__(self, data: object, *, people: list[Person], keeps: bool) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django's own argument
        labels = [(one.member_id, f"{one.name}（{one.unit_name}）") for one in people]
        self.fields["members"].choices = labels  # type: ignore[attr-defined]  # a choice field
        if not people:
            del self.fields["members"]
        if not keeps:
            del self.fields["others"]

    def clean(self) -> dict[str, object]:
        """Somebody has to be named."""
        said = super().clean() or {}
        if not self.errors and not (said.get("members") or said.get("others")):
            raise forms.ValidationError("请至少选择一名党员。", code="nobody")
        return said

    def member_ids(self) -> list[int]:
        """Return who was named, each once; only for a valid form."""
        others = [member.pk for member in self.cleaned_data.get("others", [])]
        return list(dict.fromkeys([*self.cleaned_data.get("members", []), *others]))


class DecideForm(forms.Form):
    """Which requests are accepted, all ticked at first."""

    accepted = forms.MultipleChoiceField(label="录取", widget=forms.CheckboxSelectMultiple)

    def __init__(self, data: object, *, rows: list[EnrolmentRow]) -> None:
        asked = [row for row in rows if row.enrolment.state == EnrolmentState.REQUESTED]
        self.rows = {str(row.enrolment.uid): row.enrolment for row in asked}
        super().__init__(data, initial={"accepted": list(self.rows)})  # type: ignore[arg-type]  # Django's own argument
        own = {True: "，本人申请", False: ""}
        self.fields["accepted"].choices = [  # type: ignore[attr-defined]  # a choice field
            (
                str(row.enrolment.uid),
                f"{row.person.name}（{row.person.unit_name}{own[row.enrolment.is_own_request]}）",
            )
            for row in asked
        ]

    def chosen(self) -> list[Enrolment]:
        """Return the accepted enrolments in the order of the list."""
        return [one for uid, one in self.rows.items() if uid in self.cleaned_data["accepted"]]
