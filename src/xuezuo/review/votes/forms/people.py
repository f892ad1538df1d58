"""Who is left out of V, and what absent members handed in in writing."""

from collections.abc import Sequence

from django import forms

from xuezuo.review.votes.types import BY_CONSENT, BY_DOCUMENT, Claim, ElectorRow, Stand, Why, Written

INSTANT = "%Y-%m-%dT%H:%M"
_HOW = [("own", "本人书面意见"), ("proxy", "委托他人代为投票")]


def _people(rows: Sequence[ElectorRow]) -> list[tuple[object, str]]:
    return [("", "请选择"), *((row.member_id, f"{row.name} {row.number}") for row in rows if row.is_entitled)]


class ExclusionForm(forms.Form):
    """A member who does not count among those due to attend; the six kinds only where the province allows them."""

    member = forms.TypedChoiceField(label="党员", coerce=int)
    why = forms.ChoiceField(label="原因")
    document = forms.CharField(label="依据（文件、决定及文号）", max_length=200)

    def __init__(self, *args: object, roster: Sequence[ElectorRow], allows_six: bool, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own arguments
        reasons = [*BY_DOCUMENT, *(BY_CONSENT if allows_six else ())]
        self.fields["member"].choices = _people(roster)  # type: ignore[attr-defined]  # a field of choices
        self.fields["why"].choices = [(why.value, why.label) for why in reasons]  # type: ignore[attr-defined]  # the same
        if allows_six:
            self.fields["consent"] = forms.CharField(
                label="上级党组织同意的文号", max_length=200, required=False, help_text="前两种原因不需要。"
            )
            self.fields["is_approved"] = forms.BooleanField(
                label="已经支部大会通过", required=False, help_text="前两种原因不需要。"
            )

    @property
    def claim(self) -> Claim:
        """What was said; only for a valid form."""
        said = self.cleaned_data
        papers = said.get("consent", ""), bool(said.get("is_approved"))
        return Claim(said["member"], Why(said["why"]), said["document"], *papers)


class OpinionForm(forms.Form):
    """A written opinion."""

    member = forms.TypedChoiceField(label="未到会的党员", coerce=int)
    how = forms.ChoiceField(label="交来的是", choices=_HOW, initial="own")
    stand = forms.ChoiceField(
        label="意见", choices=Stand.choices, help_text="保存后只有本人和计票能用到，其他人（包括您）不再能看到。"
    )
    received_at = forms.DateTimeField(
        label="交来时间",
        input_formats=[INSTANT, "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=INSTANT),
        help_text="会议开始之前交来的才计票。",
    )

    def __init__(self, *args: object, roster: Sequence[ElectorRow], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own arguments
        self.fields["member"].choices = _people(roster)  # type: ignore[attr-defined]  # a field of choices

    @property
    def written(self) -> Written:
        """What was said; only for a valid form."""
        said = self.cleaned_data
        return Written(said["member"], said["stand"], said["received_at"], said["how"] == "proxy")
