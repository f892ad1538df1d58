"""A field for marks: people write marks, hundredths are stored."""

from decimal import Decimal

from django import forms

from xuezuo.study.exams.types import MARK


class MarksField(forms.DecimalField):
    """Marks with at most two decimals; cleans to hundredths, or None when empty."""

    def __init__(self, *, label: str = "", required: bool = True, help_text: str = "") -> None:
        super().__init__(
            label=label, required=required, help_text=help_text, max_digits=6, decimal_places=2, min_value=0
        )

    def clean(self, value: object) -> int | None:
        """Return the marks in hundredths."""
        marks: Decimal | None = super().clean(value)
        return None if marks is None else int(marks * MARK)

    def prepare_value(self, value: object) -> object:
        """Show stored hundredths as marks."""
        return Decimal(value) / MARK if isinstance(value, int) else value
