"""The register of lecturers, offers, bookings."""

import datetime as dt

from django import forms
from django.http import QueryDict

from xuezuo.kernel.clock import SHANGHAI
from xuezuo.org.queries.people import member_numbers
from xuezuo.org.types import UnitRow
from xuezuo.study.training.forms.fields import PersonField
from xuezuo.study.training.models import Booking, Lecturer
from xuezuo.study.training.types import MAX_MINUTES, LecturerSpec, OfferSpec


class LecturerForm(forms.Form):
    """What the register says of a lecturer."""

    member = PersonField(label="党员", required=False, help_text="姓名或党员编号；不是本系统党员的留空，填下面的姓名")
    name = forms.CharField(label="姓名（系统外）", max_length=80, required=False)
    organization = forms.CharField(label="工作单位", max_length=120, required=False)
    topics = forms.CharField(
        label="宣讲题目", max_length=1500, widget=forms.Textarea(attrs={"rows": 4}), help_text="每行一个"
    )
    active_from = forms.DateField(label="聘任日期")
    active_until = forms.DateField(label="聘任截止", required=False, help_text="不填表示长期；停聘时填最后一天")
    note = forms.CharField(label="说明", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}))

    @classmethod
    def of(cls, lecturer: Lecturer, data: QueryDict | None) -> "LecturerForm":
        """Return the form with what the register says now."""
        number = member_numbers([lecturer.member_id]).get(lecturer.member_id, "") if lecturer.member_id else ""
        same = ("organization", "active_from", "active_until", "note")
        initial = {
            "member": number,
            "name": "" if number else lecturer.name,
            "topics": "\n".join(lecturer.topics),
            **{field: getattr(lecturer, field) for field in same},
        }
        return cls(data, initial=initial)

    def clean(self) -> dict[str, object]:
        """Somebody has to be named, once."""
        said = super().clean() or {}
        if not self.errors and bool(said.get("member")) == bool(said.get("name")):
            raise forms.ValidationError("请选择党员，或填写系统外人员的姓名，二者填一项。", code="who")
        return said

    def spec(self) -> LecturerSpec:
        """Return what was said; only for a valid form."""
        said = self.cleaned_data
        return LecturerSpec(
            member_id=said["member"].pk if said["member"] else None,
            name=said["name"],
            organization=said["organization"],
            topics=tuple(said["topics"].splitlines()),
            active_from=said["active_from"],
            active_until=said["active_until"],
            note=said["note"],
        )


class NewLecturerForm(LecturerForm):
    """The same, and whose register."""

    def __init__(self, *args: object, units: list[UnitRow], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own arguments
        choices = [(unit.id, unit.name) for unit in units]
        self.fields = {"unit": forms.TypedChoiceField(label="管理组织", choices=choices, coerce=int), **self.fields}


class OfferForm(forms.Form):
    """A lecture at a time."""

    topic = forms.ChoiceField(label="题目")
    date = forms.DateField(label="日期")
    time = forms.TimeField(label="开始时间", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    minutes = forms.IntegerField(label="时长（分钟）", min_value=1, max_value=MAX_MINUTES, initial=90)

    def __init__(self, data: QueryDict | None, *, topics: list[str]) -> None:
        super().__init__(data)
        self.fields["topic"] = forms.ChoiceField(label="题目", choices=[(topic, topic) for topic in topics])

    def spec(self) -> OfferSpec:
        """Return what was said; only for a valid form."""
        said = self.cleaned_data
        return OfferSpec(said["topic"], dt.datetime.combine(said["date"], said["time"], SHANGHAI), said["minutes"])


class BookingForm(forms.Form):
    """For which unit, and where."""

    unit = forms.TypedChoiceField(label="听讲组织", coerce=int)
    place = forms.CharField(label="地点", max_length=120)

    def __init__(self, data: QueryDict | None, *, units: list[UnitRow]) -> None:
        super().__init__(data)
        choices = [(unit.id, unit.name) for unit in units]
        self.fields["unit"] = forms.TypedChoiceField(label="听讲组织", choices=choices, coerce=int)


class HeldForm(forms.Form):
    """How long it took and how many listened."""

    minutes = forms.IntegerField(label="时长（分钟）", min_value=1, max_value=MAX_MINUTES)
    listeners = forms.IntegerField(label="听众人数", min_value=1, max_value=99999)


class HeldCorrectForm(HeldForm):
    """The same as it stands, and why it changes."""

    reason = forms.CharField(label="更正原因", max_length=200, help_text="原来的数字保留在操作留痕中。")

    @classmethod
    def of(cls, booking: Booking, data: QueryDict | None) -> "HeldCorrectForm":
        """Return the form with the numbers of now."""
        return cls(data, initial={"minutes": booking.minutes, "listeners": booking.listeners})
