"""Forms of an activity: which list, for whom and when, what it was."""

import datetime as dt
from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django import forms

from xuezuo.kernel.periods import Period
from xuezuo.life.forms.fields import PersonField
from xuezuo.life.queries.asks import asks_offered
from xuezuo.life.queries.lists import Filters
from xuezuo.life.types import KINDS_OF_UNIT, MAX_MINUTES, ActivityKind, Gathering, Part, State, kind_choices
from xuezuo.org.types import UnitKind, UnitRow
from xuezuo.study.asks.queries.lists import Doer
from xuezuo.study.asks.types import AskFacts

ALL = ("", "全部")


class FilterForm(forms.Form):
    """What a list of activities is narrowed to; odd values narrow to nothing and say so."""

    kind = forms.ChoiceField(label="类型", choices=[ALL, *kind_choices()], required=False)
    month = forms.CharField(
        label="月份", required=False, widget=forms.TextInput(attrs={"type": "month", "pattern": "[0-9]{4}-[0-9]{2}"})
    )
    state = forms.ChoiceField(label="状态", choices=[ALL, *State.choices], required=False)
    unit = forms.CharField(label="组织代码（含下级）", required=False, max_length=40)
    late = forms.BooleanField(label="只看补录的", required=False)

    def clean_month(self) -> Period | None:
        """Read the month."""
        text = self.cleaned_data["month"]
        try:
            return Period.parse(text) if text else None
        except ValueError:
            raise forms.ValidationError("请写成 2025-03 的形式。", code="month") from None

    @property
    def asked_unit(self) -> str:
        """The unit as a query string for the pages that record or plan."""
        unit = self.filters().unit
        return f"?{urlencode({'unit': unit})}" if unit else ""

    def filters(self) -> Filters:
        """Return what was asked for, as far as it can be read."""
        self.is_valid()
        found = self.cleaned_data
        return Filters(
            kind=found.get("kind", ""),
            state=found.get("state", ""),
            period=found.get("month"),
            unit=found.get("unit", ""),
            late=found.get("late", False),
        )


def _usual(unit: UnitRow | None) -> str:
    """Return the kind that is offered first: above the branches the committee meets, the members hardly ever."""
    kinds = [kind for kind, _ in kind_choices(unit.kind)] if unit else [""]
    meets = str(ActivityKind.COMMITTEE_MEETING)
    return meets if unit and unit.kind in (UnitKind.COMMITTEE, UnitKind.GENERAL_BRANCH) else kinds[0]


class WhereForm(forms.Form):
    """Which unit, which kind, which day: what decides the roster. Sent by GET, so that the roster can be shown."""

    unit = forms.ChoiceField(label="组织")
    kind = forms.ChoiceField(label="类型")
    date = forms.DateField(label="日期")
    ask = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: object, *, units: list[UnitRow], today: dt.date) -> None:
        self.units = {unit.code: unit for unit in units}
        asked = dict(data.items()) if hasattr(data, "items") else {}
        codes = {str(unit.uid): unit.code for unit in units}  # links from pages of units name them by uid
        asked["unit"] = codes.get(asked.get("unit", ""), asked.get("unit", ""))
        first = next((unit.code for unit in units), "")
        unit = self.units.get(asked.get("unit") or first)
        kinds = kind_choices(unit.kind) if unit else []
        defaults = {"unit": first, "kind": _usual(unit) if kinds else "", "date": today.isoformat()}
        said = {name: asked.get(name) or value for name, value in defaults.items()}
        super().__init__(said | {"ask": asked.get("ask", "")})
        self.fields["unit"] = forms.ChoiceField(label="组织", choices=[(u.code, u.name) for u in units])
        self.fields["kind"] = forms.ChoiceField(label="类型", choices=kinds)

    @property
    def chosen(self) -> UnitRow:
        """The chosen unit."""
        return self.units[self.cleaned_data["unit"]]

    def asks(self) -> list[AskFacts]:
        """Return what the chosen unit can be said to have served on the chosen day; for a valid form."""
        return asks_offered(Doer.of(self.chosen), self.cleaned_data["kind"], self.cleaned_data["date"])


class GatheringForm(forms.Form):
    """What an activity was; kind and day come from `WhereForm` or from the activity itself."""

    minutes = forms.IntegerField(label="时长（分钟）", required=False, min_value=1, max_value=MAX_MINUTES)
    starts_at = forms.TimeField(
        label="开始时间", required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    topic = forms.CharField(label="主题", required=False, max_length=200)
    place = forms.CharField(label="地点", required=False, max_length=120)
    lecturer = PersonField(
        label="主讲人（党员）",
        required=False,
        help_text="姓名、拼音或党员编号",
        widget=forms.TextInput(attrs={"list": "people", "autocomplete": "off"}),
    )
    lecturer_note = forms.CharField(label="主讲人（系统外）", required=False, max_length=80)
    parts = forms.MultipleChoiceField(label="包含的内容（各自计入要求）", required=False)
    asks = forms.MultipleChoiceField(label="落实哪项要求", required=False)

    def __init__(
        self, data: object = None, *, kind: str, unit_kind: str, asks: Sequence[AskFacts] = (), **options: object
    ) -> None:
        super().__init__(data, **options)  # type: ignore[arg-type]  # Django's own arguments
        self.ask_ids = {str(ask.uid): ask.id for ask in asks}
        self._offer_asks(asks)
        if kind != ActivityKind.LECTURE and not self._names_lecturer():
            for name in ("lecturer", "lecturer_note"):
                del self.fields[name]
        fitting = [k for k in ActivityKind if k in KINDS_OF_UNIT[unit_kind] and k not in (kind, ActivityKind.THEME_DAY)]
        self.fields["parts"] = forms.MultipleChoiceField(
            label="包含的内容（各自计入要求）",
            required=False,
            choices=kind_choices(unit_kind, fitting),
            widget=forms.CheckboxSelectMultiple,
        )

    @classmethod
    def after(cls, where: WhereForm, posted: Mapping[str, object]) -> "GatheringForm | None":
        """Return the form that goes with a valid `where`; None when unit, kind or day cannot be read."""
        if not where.is_valid():
            return None
        return cls(
            posted or None,
            kind=where.cleaned_data["kind"],
            unit_kind=where.chosen.kind,
            asks=where.asks(),
            initial={"minutes": 60, "asks": [where.cleaned_data["ask"]]},
        )

    def _offer_asks(self, asks: Sequence[AskFacts]) -> None:
        """Offer the asks that are open; without any the field is not shown."""
        if not asks:
            del self.fields["asks"]
            return
        self.fields["asks"] = forms.MultipleChoiceField(
            label="落实哪项要求（学习教育、计划、提示）",
            required=False,
            choices=[(str(ask.uid), f"{ask.label}（到{_last_day(ask)}）") for ask in asks],
            widget=forms.CheckboxSelectMultiple,
        )

    def _names_lecturer(self) -> bool:
        return bool(self.initial.get("lecturer") or self.initial.get("lecturer_note"))

    def gathering(self, kind: str, day: dt.date) -> Gathering:
        """Return what was said, for a valid form."""
        said = self.cleaned_data
        lecturer = said.get("lecturer")
        return Gathering(
            kind=kind,
            occurred_on=day,
            minutes=said["minutes"],
            starts_at=said["starts_at"],
            place=said["place"],
            topic=said["topic"],
            lecturer_id=lecturer.pk if lecturer else None,
            lecturer_note=said.get("lecturer_note", ""),
            parts=tuple(Part(part) for part in said["parts"]),
            asks=tuple(sorted(self.ask_ids[uid] for uid in said.get("asks", []))),
        )


def _last_day(ask: AskFacts) -> str:
    last = ask.during.last_day
    return f"{last.month}月{last.day}日" if last else ""


class NoticeForm(forms.Form):
    """The text of a notice."""

    notice = forms.CharField(label="通知内容", required=False, widget=forms.Textarea(attrs={"rows": 5}))
