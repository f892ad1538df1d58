"""What is put to the vote, and how."""

from collections.abc import Sequence

from django import forms

from xuezuo.kernel.ids import new_id
from xuezuo.review.votes.types import ElectorRow, Motion, VoteKind, VoteMethod, Why


class MotionForm(forms.Form):
    """A motion at one meeting; the people to choose from are its roster."""

    uid = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label="表决事项")
    subject = forms.CharField(
        label="议题", max_length=200, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="写成可以赞成或不赞成的一句话，例如：同意王某某按期转为正式党员。",
    )  # fmt: skip
    method = forms.ChoiceField(
        label="表决方式", choices=VoteMethod.choices, help_text="接收预备党员和转正必须无记名投票。"
    )
    candidate_name = forms.CharField(
        label="表决对象姓名", max_length=60, required=False,
        help_text="接收预备党员、转正和党委审批必填，一次一人：两人以上的，各建一项，逐个表决。",
    )  # fmt: skip
    candidate = forms.TypedChoiceField(
        label="转正的预备党员", coerce=int, empty_value=None, required=False, help_text="在本支部名册上的，请选择。"
    )
    scrutineer = forms.TypedChoiceField(label="监票人", coerce=int, empty_value=None, required=False)
    counter = forms.TypedChoiceField(
        label="计票人", coerce=int, empty_value=None, required=False, help_text="“当场清点后登记”的无记名投票必填。"
    )

    def __init__(
        self, *args: object, kinds: Sequence[VoteKind], roster: Sequence[ElectorRow], **options: object
    ) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own arguments
        full = [(row.member_id, row.name) for row in roster if row.is_entitled]
        probation = [(row.member_id, row.name) for row in roster if row.why == Why.PROBATIONARY]
        self._choose("kind", [(kind.value, kind.label) for kind in kinds])
        self._choose("candidate", [("", "不在名册上或不适用"), *probation])
        self._choose("scrutineer", [("", "不适用"), *full])
        self._choose("counter", [("", "不适用"), *full])
        self.initial.setdefault("uid", new_id())
        self._names = {str(pk): name for pk, name in probation}

    def _choose(self, name: str, choices: list[tuple[object, object]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]  # a field of choices

    def clean(self) -> dict[str, object]:
        """Take the name of the member chosen."""
        said = super().clean() or {}
        chosen = said.get("candidate")
        if chosen is not None and not said.get("candidate_name"):
            said["candidate_name"] = self._names.get(str(chosen), "")
        return said

    @property
    def motion(self) -> Motion:
        """What was said; only for a valid form."""
        said = self.cleaned_data
        return Motion(
            said["kind"], said["subject"], said["method"], said["candidate_name"], said["candidate"],
            said["scrutineer"], said["counter"],
        )  # fmt: skip
