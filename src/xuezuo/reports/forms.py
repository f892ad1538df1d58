"""Shape of input."""

from django import forms


class CheckForm(forms.Form):
    """A text whose figures are to be compared."""

    text = forms.CharField(
        label="稿子", max_length=100_000, widget=forms.Textarea(attrs={"rows": 12}), help_text="不会保存。"
    )
