"""What was counted in the room."""

from django import forms

from xuezuo.review.votes.types import Count, Judgement, RuledBy

MOST = 100_000


def _number(label: str, help_text: str = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MOST, help_text=help_text)


class CountForm(forms.Form):
    """Votes; with ballots also how many were handed out, came back and are spoilt."""

    def __init__(self, *args: object, is_secret: bool, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own arguments
        ballots = {
            "issued": _number("发出的票"),
            "returned": _number("收回的票", "多于发出的票时，表决无效，应当重新表决。"),
            "invalid": _number("其中无效的票", "无法辨认或不按规定填写的。"),
        }
        votes = {"yes": _number("赞成"), "no": _number("不赞成"), "abstain": _number("弃权")}
        self.fields = {**(ballots if is_secret else {}), **votes, **self.fields}

    @property
    def count(self) -> Count:
        """What was counted; only for a valid form."""
        names = ("yes", "no", "abstain", "issued", "returned", "invalid")
        return Count(*(self.cleaned_data.get(name, 0) for name in names))


class ReasonForm(forms.Form):
    """Why a vote is repeated or made void."""

    reason = forms.CharField(label="原因", max_length=200, help_text="和原记录一起保留。")


class CloseForm(forms.Form):
    """Closing is final, so a single touch does not do it."""

    sure = forms.BooleanField(label="到会的人都投完了，结束投票")


class CorrectionForm(CountForm):
    """The right count, and why it is changed."""

    reason = forms.CharField(label="更正原因", max_length=200, help_text="原来的数字和算式会保留。")


class RulingForm(forms.Form):
    """What was ruled on a result that no provision decides."""

    result = forms.ChoiceField(label="认定结果", choices=[("yes", "通过"), ("no", "不通过")], widget=forms.RadioSelect)
    by = forms.ChoiceField(label="由谁认定", choices=RuledBy.choices)
    on = forms.DateField(label="认定日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    article = forms.CharField(
        label="依据",
        max_length=200,
        help_text="议事规则的名称和条款，或上级文件的标题和文号。例如：党委会议事规则第八条。",
    )
    reason = forms.CharField(
        label="理由", max_length=300, widget=forms.Textarea(attrs={"rows": 3}), help_text="和票数一起写进会议记录。"
    )

    @property
    def judgement(self) -> Judgement:
        """What was said; only for a valid form."""
        said = self.cleaned_data
        return Judgement(said["result"] == "yes", said["by"], said["on"], said["article"], said["reason"])
