"""Tellers, paper, reasons."""

from collections.abc import Sequence

from django import forms

from xuezuo.review.ballots.queries.pages import Voter
from xuezuo.review.ballots.types import Way

PER_PAGE = ((1, "每页 1 张"), (2, "每页 2 张"), (4, "每页 4 张"))
MOST_COPIES = 2000


class _PeopleForm(forms.Form):
    people = forms.TypedMultipleChoiceField(coerce=int, widget=forms.CheckboxSelectMultiple)

    @property
    def chosen(self) -> list[int]:
        """The members' ids."""
        return list(self.cleaned_data["people"])

    def _offer(self, label: str, people: Sequence[Voter]) -> None:
        field = self.fields["people"]
        field.label = label
        field.choices = [(one.member_id, f"{one.name}（{one.number}）") for one in people]  # type: ignore[attr-defined]  # a choice field


class TellersForm(_PeopleForm):
    """Who counts the paper."""

    def __init__(self, *args: object, people: Sequence[Voter], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # as forms.Form
        self._offer("计票人", people)


class IssueForm(_PeopleForm):
    """Who was handed paper: those who have no ballot yet, all or those ticked."""

    everybody = forms.BooleanField(label="全部尚未领票的人", required=False)

    def __init__(self, *args: object, voters: Sequence[Voter], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # as forms.Form
        self.left = [one for one in voters if one.way not in Way.values]
        self.order_fields(["everybody", "people"])
        self.fields["people"].required = False
        self._offer("领到纸质票的人", self.left)

    @property
    def chosen(self) -> list[int]:
        """The members' ids."""
        return [one.member_id for one in self.left] if self.cleaned_data["everybody"] else super().chosen

    def clean(self) -> dict[str, object]:
        """Ask for somebody."""
        said = super().clean() or {}
        if not said.get("everybody") and not said.get("people"):
            self.add_error("people", "请勾选领到纸质票的人；都已领票的，不用再登记。")
        return said


class ReasonForm(forms.Form):
    """A reason that is kept with the poll."""

    reason = forms.CharField(label="原因", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class SureForm(forms.Form):
    """Nothing is done by a single touch."""

    sure = forms.BooleanField(label="我确认结束，结果不再更改")


class PrintForm(forms.Form):
    """How many paper ballots, and how many on a page."""

    copies = forms.IntegerField(label="张数", min_value=1, max_value=MOST_COPIES, initial=10)
    per_page = forms.TypedChoiceField(label="排版", choices=PER_PAGE, coerce=int, initial=1)
