"""Shape of what people type about campaigns."""

import datetime as dt
from collections.abc import Sequence

from django import forms

from xuezuo.org.types import UnitRow
from xuezuo.study.campaigns.queries.checks import CheckLine
from xuezuo.study.campaigns.types import BatchTerms, CheckState, Mark, StartTerms
from xuezuo.study.campaigns.types.pack import CampaignModel

NOWHERE = ""


class ChooseForm(forms.Form):
    """Which campaign for which unit. Sent by GET, so that what it asks can be shown."""

    unit = forms.ChoiceField(label="组织")
    pack = forms.ChoiceField(label="学习教育")

    def __init__(self, data: object, *, units: Sequence[UnitRow], packs: dict[str, CampaignModel]) -> None:
        self.units, self.packs = {unit.code: unit for unit in units}, packs
        asked = dict(data.items()) if hasattr(data, "items") else {}
        said = {"unit": next(iter(self.units), ""), "pack": next(iter(packs), "")}
        super().__init__({name: asked.get(name) or value for name, value in said.items()})
        self.fields["unit"] = forms.ChoiceField(label="组织", choices=[(u.code, u.name) for u in units])
        self.fields["pack"] = forms.ChoiceField(
            label="学习教育", choices=[(pack.id, pack.title) for pack in packs.values()]
        )

    @property
    def unit_row(self) -> UnitRow:
        """The chosen unit; for a valid form."""
        return self.units[self.cleaned_data["unit"]]

    @property
    def chosen(self) -> CampaignModel:
        """The chosen pack; for a valid form."""
        return self.packs[self.cleaned_data["pack"]]


class StartForm(forms.Form):
    """On what the campaign rests, when each batch begins, and which batch each unit below belongs to."""

    document = forms.CharField(label="依据（通知的名称和文号）", max_length=200)
    issued_on = forms.DateField(label="发文日期", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(
        self, data: object = None, *, pack: CampaignModel, children: Sequence[UnitRow], today: dt.date
    ) -> None:
        super().__init__(data, initial={"issued_on": today})  # type: ignore[arg-type]  # Django's own arguments
        self.pack, self.children = pack, children
        self.is_split = len(pack.batches) > 1 and bool(children)
        batches = pack.batches if self.is_split else pack.batches[:1]
        for batch in batches:
            self.fields[f"starts_{batch.id}"] = forms.DateField(
                label=f"{batch.label}开始日期",
                required=not self.is_split,
                help_text=f"{batch.who}。本级也在这一批。" if self.is_split and batch.with_own else batch.who,
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            )
        choices = [*((batch.id, batch.label) for batch in batches), (NOWHERE, "不参加")]
        for child in children if self.is_split else ():
            self.fields[f"unit_{child.code}"] = forms.ChoiceField(
                label=child.name, choices=choices, required=False, initial=batches[0].id
            )

    def terms(self) -> StartTerms:
        """Return what was said; for a valid form. A batch without units does not take place."""
        said, batches = self.cleaned_data, []
        for batch in self.pack.batches:
            starts_on = said.get(f"starts_{batch.id}")
            units = tuple(child.id for child in self.children if said.get(f"unit_{child.code}") == batch.id)
            if starts_on is not None and (units or not self.is_split):
                batches.append(BatchTerms(batch.id, starts_on, units))
        if len(batches) == 1 and len(batches[0].unit_ids) == len(self.children):
            batches = [BatchTerms(batches[0].key, batches[0].starts_on)]
        return StartTerms(said["document"], said["issued_on"], tuple(batches))

    def clean(self) -> dict[str, object]:
        """Want a first day for each batch that has units."""
        said = super().clean() or {}
        for batch in self.pack.batches if self.is_split else ():
            used = any(said.get(f"unit_{child.code}") == batch.id for child in self.children)
            if used and not said.get(f"starts_{batch.id}"):
                self.add_error(f"starts_{batch.id}", "有组织属于这一批，请写明开始日期。")
        return said


class WhyForm(forms.Form):
    """Why a campaign is paused or closed."""

    why = forms.CharField(label="原因（下级组织会看到）", max_length=200)


class FindForm(forms.Form):
    """What to look for in the library."""

    text = forms.CharField(label="找资料", max_length=100, required=False)


class MaterialForm(forms.Form):
    """Which material was chosen; empty = none."""

    material = forms.UUIDField(required=False)


class RoundForm(forms.Form):
    """A round of checking: which items, until when."""

    label = forms.CharField(label="名称", max_length=60)
    due_on = forms.DateField(label="完成时限", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    items = forms.MultipleChoiceField(label="检查内容", required=False, widget=forms.CheckboxSelectMultiple)
    more = forms.CharField(label="另外的检查内容（每行一项）", required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, data: object = None, *, pack: CampaignModel, is_look_back: bool) -> None:
        known = [(item.id, item.asks) for item in pack.checklist]
        initial = {"label": "回头看" if is_look_back else "检查", "items": [key for key, _ in known]}
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # Django's own arguments
        self.known = dict(known)
        self.fields["items"] = forms.MultipleChoiceField(
            label="检查内容", required=False, choices=known, widget=forms.CheckboxSelectMultiple
        )

    def chosen(self) -> list[tuple[str, str]]:
        """Return (id, what is checked); for a valid form."""
        more = [line.strip()[:500] for line in self.cleaned_data["more"].splitlines() if line.strip()]
        return [
            *((key, self.known[key]) for key in self.cleaned_data["items"]),
            *((f"more_{number}", text) for number, text in enumerate(more, start=1)),
        ]


class MarksForm(forms.Form):
    """What was found at a unit, item by item."""

    def __init__(self, data: object = None, *, lines: Sequence[CheckLine]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django's own arguments
        self.lines = lines
        for line in lines:
            self.fields[f"state_{line.id}"] = forms.ChoiceField(
                label=line.asks,
                choices=[*CheckState.choices, ("", "还没有检查")],
                required=False,
                initial=line.state,
                widget=forms.RadioSelect,
            )
            self.fields[f"remark_{line.id}"] = forms.CharField(
                label="说明", required=False, max_length=200, initial=line.remark
            )

    def marks(self) -> list[Mark]:
        """Return what was said of each item; for a valid form."""
        said = self.cleaned_data
        return [Mark(line.id, said[f"state_{line.id}"], said[f"remark_{line.id}"]) for line in self.lines]
