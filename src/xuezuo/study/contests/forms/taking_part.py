"""What authors, jurors and hosts fill in."""

from decimal import Decimal

from django import forms

from xuezuo.study.contests.forms.contest import numbers_in
from xuezuo.study.contests.models import Criterion, Entry, Marking
from xuezuo.study.contests.types import MARK, CallKind, Credits, Press, Work


class WorkForm(forms.Form):
    """A work without its authors."""

    title = forms.CharField(label="作品题目", max_length=120)
    text = forms.CharField(
        label="正文",
        max_length=30000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text="请不要写姓名、编号和所在组织，评委不能知道作者是谁。",
    )
    file = forms.FileField(
        label="作品文件",
        required=False,
        help_text="DOCX 或 PDF，不超过 20 MB。文件名和文件属性中的作者会自动去掉；图片里的文字无法检查，请自己留意。",
    )

    @property
    def work(self) -> Work:
        """What was handed in; only for a valid form."""
        said = self.cleaned_data
        file = said["file"]
        return Work(said["title"], said["text"], (file.name, file.read()) if file else ())


class EntryForm(WorkForm):
    """A work, and who wrote it beside who hands it in."""

    others = forms.CharField(
        label="共同作者的党员编号", max_length=400, required=False, help_text="没有可不填；多人用“、”分开。"
    )
    agrees = forms.BooleanField(
        label="如获奖，同意公布姓名和作品", required=False, help_text="不同意时只公布编号和奖项。"
    )

    @property
    def credits(self) -> Credits:
        """Who wrote it; only for a valid form."""
        return Credits(tuple(numbers_in(self.cleaned_data["others"])), self.cleaned_data["agrees"])


class EntryReplaceForm(WorkForm):
    """A new version of a work: what is there stands in the fields, the file stays unless said otherwise."""

    def __init__(self, data: object, files: object, *, entry: Entry) -> None:
        initial = {"title": entry.title, "text": entry.text}
        super().__init__(data, files, initial=initial)  # type: ignore[arg-type]  # Django's own arguments
        if entry.file is not None:
            self.fields["file"].help_text = f"不上传就沿用原来的文件。{self.fields['file'].help_text}"
            self.fields["drops_file"] = forms.BooleanField(label="不再要原来的文件", required=False)

    @property
    def work(self) -> Work:
        """What was handed in; only for a valid form."""
        made = super().work
        keeps = "drops_file" in self.fields and not self.cleaned_data["drops_file"] and not made.file
        return Work(made.title, made.text, made.file, keeps_file=keeps)


class MarksForm(forms.Form):
    """A juror's marks, one field for each criterion."""

    def __init__(self, *args: object, criteria: list[Criterion], last: Marking | None, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own arguments
        self.criteria = criteria
        given = last.marks if last else {}
        for one in criteria:
            former = given.get(str(one.pk))
            self.fields[f"c{one.pk}"] = forms.DecimalField(
                label=f"{one.title}（满分 {one.marks // MARK}）",
                min_value=Decimal(0),
                max_value=Decimal(one.marks) / MARK,
                decimal_places=2,
                initial=None if former is None else f"{Decimal(former) / MARK:f}",
            )
        self.fields["note"] = forms.CharField(
            label="评语",
            max_length=500,
            required=False,
            initial=last.note if last else "",
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text="只有您自己能看到。",
        )

    @property
    def marks(self) -> dict[int, int]:
        """Criterion -> hundredths; only for a valid form."""
        return {one.pk: int(self.cleaned_data[f"c{one.pk}"] * MARK) for one in self.criteria}


class PressForm(forms.Form):
    """One touch of the host."""

    kind = forms.ChoiceField(choices=CallKind.choices)
    seen = forms.IntegerField(min_value=0)
    round_id = forms.IntegerField(required=False)
    card_id = forms.IntegerField(required=False)
    team_id = forms.IntegerField(required=False)
    answer = forms.ChoiceField(choices=[("right", ""), ("wrong", "")], required=False)
    stake = forms.IntegerField(required=False)

    @property
    def press(self) -> Press:
        """What was pressed; only for a valid form."""
        said = self.cleaned_data
        return Press(
            said["kind"], said["seen"], said["round_id"], said["card_id"], said["team_id"],
            said["answer"] == "right", said["stake"] or 0,
        )  # fmt: skip
