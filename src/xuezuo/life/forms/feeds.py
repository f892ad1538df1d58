"""Which meetings a calendar shall hold."""

import uuid
from collections.abc import Sequence

from django import forms

from xuezuo.org.types import UnitRow


class FeedForm(forms.Form):
    """The own meetings, or those of one unit."""

    unit = forms.ChoiceField(label="日历内容", required=False)

    def __init__(self, data: object = None, *, units: Sequence[UnitRow]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # what was posted
        self.names = {unit.id: unit.name for unit in units}
        choices = [("", "我要参加的会议"), *((str(unit.uid), f"{unit.name}的全部会议") for unit in units)]
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
        field.choices = choices

    def unit_uid(self) -> uuid.UUID | None:
        """Return the unit that was chosen; None = the own meetings."""
        text = self.cleaned_data["unit"]
        return uuid.UUID(text) if text else None
