"""Steps of an election: papers, reasons, answers."""

import datetime as dt
from collections.abc import Sequence

from django import forms

from xuezuo.kernel import clock
from xuezuo.org.types import UnitRow
from xuezuo.review.elections.types import Approval, ElectionKind, Paper, Plan


class PaperForm(forms.Form):
    """The day, the document, a remark."""

    on = forms.DateField(label="日期", initial=clock.today)
    document = forms.CharField(
        label="文件名称和文号", max_length=200, help_text="例如：关于换届选举的请示，某支〔2026〕3号。"
    )
    note = forms.CharField(label="说明", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    @property
    def paper(self) -> Paper:
        """What was said; only for a valid form."""
        said = self.cleaned_data
        return Paper(said["on"], said["document"], said.get("note", ""))


class ReasonForm(forms.Form):
    """A reason that is kept with the election."""

    reason = forms.CharField(label="原因", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class ConfirmForm(PaperForm):
    """The approval of a result, and from when it holds."""

    takes_office_on = forms.DateField(
        label="就任日期", initial=clock.today, help_text="原任职务和上一届任期到前一天为止，新的从这一天开始。"
    )
    years = forms.IntegerField(
        label="任期年数", required=False, min_value=1, max_value=5, help_text="留空按现行规定计算；批复另有规定的照填。"
    )

    @property
    def approval(self) -> Approval:
        """What was said; only for a valid form."""
        said = self.cleaned_data
        return Approval(self.paper, said["takes_office_on"], said["years"])


class ReportForm(PaperForm):
    """The report of a result, with the wording of each post."""

    def __init__(self, *args: object, elected: Sequence[tuple[int, str]] = (), **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own arguments
        self.elected = elected
        for pk, name in elected:
            self.fields[f"title_{pk}"] = forms.CharField(
                label=f"{name}的分工", max_length=40, required=False, help_text="例如：组织委员；留空为“委员”。"
            )

    @property
    def titles(self) -> dict[int, str]:
        """The wording by candidate id; only for a valid form."""
        return {pk: self.cleaned_data[f"title_{pk}"] for pk, _ in self.elected}


class ChangeForm(forms.Form):
    """Title and seats."""

    title = forms.CharField(label="名称", max_length=120)
    seats = forms.IntegerField(label="应选名额", min_value=1, max_value=60)


class ReduceForm(forms.Form):
    """The recorded consent to fewer seats."""

    consenting = forms.IntegerField(label="同意减少名额的选举人数", min_value=0)
    note = forms.CharField(label="表决方式和说明", max_length=500, help_text="例如：当场举手表决。")


class BeginForm(ChangeForm):
    """A new election."""

    def __init__(
        self, *args: object, units: list[UnitRow], congresses: list[tuple[int, str]], **options: object
    ) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own arguments
        unit = forms.TypedChoiceField(label="组织", choices=[(one.id, one.name) for one in units], coerce=int)
        kind = forms.ChoiceField(label="类型", choices=ElectionKind.choices)
        congress = forms.TypedChoiceField(
            label="党代表大会",
            choices=[("", "没有，由党员大会选举"), *congresses],
            coerce=int,
            empty_value=None,
            required=False,
            help_text="选举代表的，选上级筹备的代表大会；由代表大会选举委员会的，选本组织的代表大会。",
        )
        is_past = forms.BooleanField(
            label="事后补录：以前已经举行的选举，按纸质材料登记",
            required=False,
            help_text="各步骤按当时的日期和文件登记，检查与现办的选举相同；结果仍由上级确认。",
        )
        self.fields = {"unit": unit, "kind": kind, **self.fields, "congress": congress, "is_past": is_past}
        self.fields["seats"].help_text = "书记、副书记选举填书记和副书记的总数；候选人至少要多五分之一，等额的除外。"

    @property
    def plan(self) -> Plan:
        """What was said; only for a valid form."""
        said = self.cleaned_data
        return Plan(said["kind"], said["title"], said["seats"], said["congress"], said["is_past"])


class NoticeForm(forms.Form):
    """A reminder of the unit above."""

    on = forms.DateField(label="提醒日期", initial=clock.today)
    way = forms.ChoiceField(label="方式", choices=(("letter", "发函"), ("telephone", "电话")))
    document = forms.CharField(label="函的文号，或电话记录", max_length=200)

    @property
    def paper(self) -> Paper:
        """What was said; only for a valid form."""
        return Paper(self.cleaned_data["on"], self.cleaned_data["document"])


class ShiftForm(forms.Form):
    """Another day, as approved."""

    due_on = forms.DateField(label="批准的届满日期")
    document = forms.CharField(label="批准文件", max_length=200)
    note = forms.CharField(label="延期或提前的原因", max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def paper(self, on: dt.date) -> Paper:
        """Return what was said; only for a valid form."""
        return Paper(on, self.cleaned_data["document"], self.cleaned_data["note"])
