"""Sessions and their attendance: one choice for each person of the list, with the reason of a leave."""

import dataclasses
import uuid
from collections.abc import Iterable

from django import forms

from xuezuo.kernel.ids import new_id
from xuezuo.platform.http.roll_call import Line, RollCall
from xuezuo.study.training.forms.fields import PeopleField
from xuezuo.study.training.models import Lecturer, Session
from xuezuo.study.training.types import (
    MAX_MINUTES,
    AttendanceRow,
    AttendanceStatus,
    Mark,
    Person,
    SessionSpec,
    Sheet,
)


class SessionForm(forms.Form):
    """What a session was."""

    occurred_on = forms.DateField(label="日期")
    starts_at = forms.TimeField(
        label="开始时间", required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    minutes = forms.IntegerField(label="时长（分钟）", min_value=1, max_value=MAX_MINUTES)
    topic = forms.CharField(label="课题", max_length=200)
    lecturer_id = forms.TypedChoiceField(
        label="授课人", required=False, coerce=int, empty_value=None, help_text="从宣讲员名册中选择"
    )
    lecturer_note = forms.CharField(
        label="特邀授课人", max_length=80, required=False, help_text="只填名册以外的人，页面上注明“特邀”"
    )

    def __init__(self, *args: object, lecturers: Iterable[Lecturer], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own arguments
        choices = [(one.pk, f"{one.name}（{one.organization}）" if one.organization else one.name) for one in lecturers]
        if choices:
            self.fields["lecturer_id"].choices = [("", "不选"), *choices]  # type: ignore[attr-defined]  # a choice field
        else:
            del self.fields["lecturer_id"]

    @classmethod
    def names(cls) -> list[str]:
        """Return the fields that say what a session was."""
        return list(SessionForm.base_fields)

    def spec(self) -> SessionSpec:
        """Return what was said; only for a valid form."""
        return SessionSpec(**{name: self.cleaned_data[name] for name in self.names() if name in self.cleaned_data})


class SessionCorrectForm(SessionForm):
    """The same as it stands, and why it changes."""

    reason = forms.CharField(label="更正原因", max_length=200)

    @classmethod
    def of(cls, session: Session, data: object, lecturers: Iterable[Lecturer]) -> "SessionCorrectForm":
        """Return the form with what the session says now; its lecturer can stay, of whichever day."""
        people = {one.pk: one for one in [*lecturers, *([session.lecturer] if session.lecturer else [])]}
        said = {name: getattr(session, name) for name in cls.names()}
        return cls(data, initial=said, lecturers=people.values())


class GuestsForm(forms.Form):
    """Who came without being on the list."""

    guests = PeopleField(
        label="旁听人员", required=False, max_length=500, help_text="姓名或党员编号，用“、”分开；不计入应到和实到"
    )

    def added(self) -> tuple[int, ...]:
        """Return who was named; only for a valid form."""
        return tuple(member.pk for member in self.cleaned_data["guests"])


class AttendanceReasonForm(GuestsForm):
    """Why attendance is corrected, and who was a guest after all or was none."""

    reason = forms.CharField(label="更正原因", max_length=200, help_text="原记录会保留。")

    def __init__(self, data: object, *, rows: Iterable[AttendanceRow]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django's own argument
        came = [row.person for row in rows if row.is_guest and row.status == AttendanceStatus.PRESENT]
        if came:
            choices = [(str(one.member_id), one.name) for one in came]
            self.fields["removed"] = forms.MultipleChoiceField(
                label="取消旁听", required=False, choices=choices, widget=forms.CheckboxSelectMultiple
            )

    def removed(self) -> tuple[int, ...]:
        """Return who was no guest; only for a valid form."""
        return tuple(map(int, self.cleaned_data.get("removed", ())))


@dataclasses.dataclass(slots=True)
class SheetForm(RollCall):
    """The roll call of a session."""

    @classmethod
    def of_people(cls, people: Iterable[Person]) -> "SheetForm":
        """Make a fresh sheet: everybody was present."""
        return cls.of(Line(one.member_id, one.name, one.unit_name) for one in people)

    @classmethod
    def of_rows(cls, rows: Iterable[AttendanceRow]) -> "SheetForm":
        """Make the sheet of what is recorded; guests are not asked about."""
        return cls.of(
            Line(row.person.member_id, row.person.name, row.person.unit_name, row.status, row.reason)
            for row in rows
            if not row.is_guest
        )

    def sheet(self, guests: tuple[int, ...] = ()) -> Sheet:
        """Return what everybody did, each named, and the guests."""
        return Sheet(tuple(Mark(line.member_id, line.value, line.reason) for line in self.lines), guests)


def client_uid(text: object) -> uuid.UUID:
    """Return the client's id of a submission, or a new one."""
    try:
        return uuid.UUID(str(text))
    except ValueError:
        return new_id()
