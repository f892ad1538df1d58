"""Which meetings a minutes book holds, and as what file."""

import datetime as dt

from django import forms

from xuezuo.life.queries.records import Span
from xuezuo.life.types import kind_choices

LONGEST = dt.timedelta(days=366 * 5)


class BookForm(forms.Form):
    """Days, kind and file of a minutes book; before anything is asked, this year until today."""

    start = forms.DateField(label="从", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    last = forms.DateField(label="到", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    kind = forms.ChoiceField(label="类型", required=False)
    form = forms.ChoiceField(
        label="文件",
        choices=[("pdf", "PDF（打印、存档）"), ("docx", "Word（可编辑）")],
        widget=forms.RadioSelect,
    )

    def __init__(self, data: object = None, *, unit_kind: str, today: dt.date) -> None:
        initial = {"start": today.replace(month=1, day=1), "last": today, "form": "pdf"}
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # what was posted or asked
        kinds = forms.ChoiceField(label="类型", choices=[("", "全部"), *kind_choices(unit_kind)], required=False)
        self.fields["kind"] = kinds

    def clean(self) -> dict[str, object]:
        """Refuse days in the wrong order and books that nobody binds."""
        found = super().clean() or {}
        start, last = found.get("start"), found.get("last")
        if start and last and start > last:
            self.add_error("last", "结束日期早于开始日期，请改正其中一个。")
        elif start and last and last - start > LONGEST:
            self.add_error("last", "一本最多 5 年，请缩短时间后分册生成。")
        return found

    def span(self) -> Span:
        """Return what was asked for; only when it is valid."""
        found = self.cleaned_data
        return Span(found["start"], found["last"], found["kind"])

    @property
    def file(self) -> str:
        """`pdf` or `docx`."""
        return str(self.cleaned_data["form"])
