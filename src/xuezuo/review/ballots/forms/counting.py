"""One teller's count."""

from collections.abc import Iterator, Sequence

from django import forms

from xuezuo.kernel.text import squeeze
from xuezuo.review.ballots.models import Item
from xuezuo.review.ballots.types import ItemCount, TellerSheet
from xuezuo.review.ballots.words import choices_from_json

MOST = 1_000_000
LINE = 60  # characters of a line that are shown again
UNREADABLE = "“%(line)s”看不懂：每行写一个姓名、空格和票数，同一人只写一行。"


def _number(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MOST, widget=forms.NumberInput(attrs={"size": 5}))


class CountForm(forms.Form):
    """Numbers item by item; names written in, one a line with its number."""

    returned = _number("收回票数")
    invalid = _number("其中无效票数")

    def __init__(self, *args: object, items: Sequence[Item], write_ins: int, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # as forms.Form
        self.items = items
        for item in items:
            for choice in choices_from_json(item.choices):
                self.fields[f"count-{item.position}-{choice.code}"] = _number(f"{item.label}：{choice.label}")
            self.fields[f"left-{item.position}"] = _number(f"{item.label}：未填（弃权）")
        if write_ins:
            help_text = "每行一人：姓名，空格，票数。例如：张三 2"
            area = forms.Textarea(attrs={"rows": 4})
            self.fields["names"] = forms.CharField(label="另选他人", required=False, widget=area, help_text=help_text)

    def clean_names(self) -> tuple[tuple[str, int], ...]:
        """Read the names written in."""
        found: dict[str, int] = {}
        for line in self.cleaned_data["names"].splitlines():
            name, _, times = squeeze(line).rpartition(" ")
            if not squeeze(line):
                continue
            if not name or not times.isdecimal() or len(times) > len(str(MOST)) or name in found:
                raise forms.ValidationError(UNREADABLE, params={"line": line[:LINE]})
            found[name] = int(times)
        return tuple(found.items())

    def groups(self) -> Iterator[tuple[Item, list[forms.BoundField]]]:
        """Return the fields of each item, for the page."""
        for item in self.items:
            codes = [choice.code for choice in choices_from_json(item.choices)]
            names = [*(f"count-{item.position}-{code}" for code in codes), f"left-{item.position}"]
            yield item, [self[name] for name in names]

    @property
    def sheet(self) -> TellerSheet:
        """What was counted."""
        said = self.cleaned_data
        items = tuple(
            ItemCount(
                item.position,
                {code: said[f"count-{item.position}-{code}"] for code, _ in item.choices},
                said[f"left-{item.position}"],
            )
            for item in self.items
        )
        return TellerSheet(said["returned"], said["invalid"], items, said.get("names", ()))
