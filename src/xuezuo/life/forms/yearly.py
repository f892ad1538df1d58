"""A topic of the year, and the day of its session."""

import uuid
from collections.abc import Mapping, Sequence

from django import forms

from xuezuo.life.queries.yearly import PLANNED_KINDS
from xuezuo.life.services.yearly import Topic
from xuezuo.life.types import KINDS_OF_UNIT, kind_choices


class TopicForm(forms.Form):
    """A topic with month, lead speakers and materials."""

    kind = forms.ChoiceField(label="类型")
    month = forms.ChoiceField(label="月份", choices=[(str(month), f"{month} 月") for month in range(1, 13)])
    title = forms.CharField(label="专题", max_length=200)
    speakers = forms.CharField(label="重点发言人（主讲人）", max_length=120, required=False)
    materials = forms.MultipleChoiceField(
        label="学习资料", required=False, widget=forms.CheckboxSelectMultiple, help_text="资料库中最近的资料。"
    )

    base = forms.DateTimeField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        data: object = None,
        *,
        unit_kind: str,
        materials: Sequence[tuple[uuid.UUID, str]],
        initial: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))  # type: ignore[arg-type]  # what was posted
        kinds = kind_choices(unit_kind, KINDS_OF_UNIT[unit_kind] & frozenset(PLANNED_KINDS))
        self.fields["kind"] = forms.ChoiceField(label="类型", choices=kinds)
        chosen = self.fields["materials"]
        if materials and isinstance(chosen, forms.MultipleChoiceField):
            chosen.choices = [(str(uid), title) for uid, title in materials]
        else:
            del self.fields["materials"]

    def topic(self, year: int) -> Topic:
        """Return what was typed, for the year."""
        said = self.cleaned_data
        materials = tuple(map(uuid.UUID, said.get("materials", ())))
        return Topic(said["kind"], year, int(said["month"]), said["title"], said["speakers"], materials)


class SessionForm(forms.Form):
    """The day of a topic's session."""

    day = forms.DateField(label="日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
