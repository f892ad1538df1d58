"""The short forms around an activity."""

from collections.abc import Iterable, Sequence

from django import forms

from xuezuo.life.forms.fields import PeopleField, PersonField
from xuezuo.life.models import AgendaItem
from xuezuo.life.types import AttendanceRow, AttendanceStatus, Decided, GuestChange
from xuezuo.org.types import UnitRow


class ReasonForm(forms.Form):
    """Why something recorded is changed."""

    reason = forms.CharField(label="原因", max_length=200, help_text="原记录会保留，原因会显示在历史中。")


class AttendanceReasonForm(ReasonForm):
    """Why attendance is corrected, and who was a guest after all or was none."""

    added = PeopleField(
        label="增加列席",
        required=False,
        help_text="姓名或党员编号，多人用“、”分开；外单位党员请填编号。不计入应到和实到。",
    )

    def __init__(self, *args: object, rows: Iterable[AttendanceRow]) -> None:
        super().__init__(*args)  # type: ignore[arg-type]  # Django's own arguments
        came = [row for row in rows if row.is_guest and row.status == AttendanceStatus.PRESENT]
        if came:
            choices = [(str(row.member_id), row.name) for row in came]
            self.fields["removed"] = forms.MultipleChoiceField(
                label="取消列席", required=False, choices=choices, widget=forms.CheckboxSelectMultiple
            )

    def guests(self) -> GuestChange:
        """Return what was chosen."""
        added = tuple(member.pk for member in self.cleaned_data["added"])
        return GuestChange(added, tuple(map(int, self.cleaned_data.get("removed", ()))))


class MinutesForm(forms.Form):
    """The minutes as text, and the version that was open while writing."""

    text = forms.CharField(label="会议记录", widget=forms.Textarea(attrs={"rows": 16}))
    reason = forms.CharField(label="修改原因", max_length=200, required=False, help_text="会议确认后再修改时必填。")
    base = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def clean_base(self) -> int:
        """Without a version nothing was there."""
        return self.cleaned_data["base"] or 0


class ResolutionForm(forms.Form):
    """A decision, its agenda item, its owner, until when, and the version that was open while writing."""

    text = forms.CharField(label="决议", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    item = forms.ChoiceField(label="议题", required=False)
    owner = PersonField(label="责任人", required=False, help_text="姓名、拼音或党员编号")
    due_on = forms.DateField(label="完成时限", required=False)
    reason = forms.CharField(label="修改原因", max_length=200, required=False, help_text="会议确认后再修改时必填。")
    base = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: object,
        items: Sequence[AgendaItem],
        is_new: bool = True,
        is_sealed: bool = False,
        **options: object,
    ) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own arguments
        self.items = {str(item.uid): item.pk for item in items}
        choices = [("", "不属于某项议题"), *((str(item.uid), f"{item.position}. {item.title}") for item in items)]
        self.fields["item"] = forms.ChoiceField(label="议题", required=False, choices=choices)
        if not items:
            del self.fields["item"]
        if is_new:
            del self.fields["base"]
            self._ask_why(is_sealed=is_sealed)

    def _ask_why(self, *, is_sealed: bool) -> None:
        """Ask for the reason of a decision that is added after the minutes were sealed; of any other nobody asks."""
        if not is_sealed:
            del self.fields["reason"]
            return
        said = "会议记录已固定，补登的决议会注明原因，只有可以更正记录的同志能补登。"
        self.fields["reason"] = forms.CharField(label="补登原因", max_length=200, help_text=said)

    def decided(self) -> Decided:
        """Return what was said, for a valid form."""
        said, owner = self.cleaned_data, self.cleaned_data["owner"]
        item_id = self.items.get(said.get("item", ""))
        return Decided(said["text"], owner.pk if owner else None, said["due_on"], item_id)


class ReportForm(forms.Form):
    """That a decision was carried out: how and when."""

    note = forms.CharField(label="完成情况", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    on = forms.DateField(label="完成日期")


class DoneForm(ReportForm):
    """That it is confirmed; the owner's words may stand."""

    note = forms.CharField(label="完成情况", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3}))


class CommentForm(forms.Form):
    """What somebody says to the minutes."""

    text = forms.CharField(label="我的意见", max_length=500, widget=forms.Textarea(attrs={"rows": 4}))


class AnswerForm(forms.Form):
    """What is answered to a comment, and the answer that stood there."""

    answer = forms.CharField(
        label="答复", max_length=500, widget=forms.Textarea(attrs={"rows": 4}), help_text="征求意见期内可以修改。"
    )
    base = forms.CharField(max_length=500, required=False, widget=forms.HiddenInput)


class GuestForm(forms.Form):
    """Somebody from elsewhere who came."""

    member = PersonField(label="列席党员", help_text="外单位党员请填党员编号")


class FileForm(forms.Form):
    """A file to attach."""

    file = forms.FileField(label="附件", help_text="PDF、JPG、PNG、DOCX、XLSX，不超过 20 MB")


class DeedFileForm(forms.Form):
    """A workbook or JSON Lines file of deeds."""

    file = forms.FileField(label="文件", help_text="用模板填写的 XLSX，或 JSON Lines（.jsonl）")
    dry_run = forms.BooleanField(label="只检查，不导入", required=False, initial=True)


class TalkForm(forms.Form):
    """Who talked with whom and when; never about what."""

    unit = forms.ChoiceField(label="组织")
    date = forms.DateField(label="日期")
    first = PersonField(label="谈话人", widget=forms.TextInput(attrs={"list": "people", "autocomplete": "off"}))
    second = PersonField(label="谈话对象", widget=forms.TextInput(attrs={"list": "people", "autocomplete": "off"}))

    def __init__(self, *args: object, units: list[UnitRow], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own arguments
        self.fields["unit"] = forms.ChoiceField(label="组织", choices=[(unit.code, unit.name) for unit in units])
