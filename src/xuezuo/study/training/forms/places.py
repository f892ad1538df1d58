"""Teaching points, routes, visits."""

import datetime as dt
import re

from django import forms
from django.http import QueryDict

from xuezuo.org.types import UnitRow
from xuezuo.study.asks.types import AskFacts
from xuezuo.study.training.forms.fields import ask_field
from xuezuo.study.training.models import Place, Route
from xuezuo.study.training.types import MAX_MINUTES, Person, PlaceSpec, RouteSpec, VisitSpec

_AREA = forms.Textarea(attrs={"rows": 4})


class PlaceForm(forms.Form):
    """What is said of a teaching point."""

    name = forms.CharField(label="名称", max_length=120)
    address = forms.CharField(label="地址", max_length=200)
    shows = forms.CharField(label="教学内容", max_length=2000, widget=_AREA)
    contact = forms.CharField(label="联系方式", max_length=120, required=False, help_text="只给有预约权限的人看")
    closed_on = forms.DateField(label="停用日期", required=False, help_text="停用后不再列出，以前的现场教学保留")

    @classmethod
    def of(cls, place: Place, data: QueryDict | None) -> "PlaceForm":
        """Return the form with what is said now."""
        return cls(data, initial={name: getattr(place, name) for name in PlaceForm.base_fields})

    def spec(self) -> PlaceSpec:
        """Return what was said; only for a valid form."""
        return PlaceSpec(**{name: self.cleaned_data[name] for name in PlaceForm.base_fields})


class NewPlaceForm(PlaceForm):
    """The same, and who keeps it."""

    def __init__(self, data: QueryDict | None, *, units: list[UnitRow]) -> None:
        super().__init__(data)
        self.fields = {"unit": unit_field("管理组织", units), **self.fields}
        del self.fields["closed_on"]

    def clean(self) -> dict[str, object]:
        """A new one is in use."""
        return {**(super().clean() or {}), "closed_on": None}


class RouteForm(forms.Form):
    """A route: the numbers of its points in order."""

    title = forms.CharField(label="名称", max_length=120)
    minutes = forms.IntegerField(label="时长（分钟）", min_value=1, max_value=MAX_MINUTES)
    note = forms.CharField(label="说明", max_length=500, required=False, widget=_AREA)

    def __init__(self, data: QueryDict | None, *, units: list[UnitRow], places: list[Place], **options: object) -> None:
        super().__init__(data, **options)  # type: ignore[arg-type]  # Django's own arguments
        self.places = places
        if units:
            self.fields = {"unit": unit_field("管理组织", units), **self.fields}
        listed = "；".join(f"{number} {place.name}" for number, place in enumerate(places, 1))
        self.fields["order"] = forms.CharField(
            label="教学点的顺序", max_length=200, help_text=f"依次填序号，用“、”分开，例如 2、1。可选：{listed}"
        )

    def clean_order(self) -> tuple[int, ...]:
        """Read the numbers as ids of points."""
        words = [word for word in re.split(r"[、，,；;\s]+", self.cleaned_data["order"]) if word]
        if not all(word.isdigit() and 1 <= int(word) <= len(self.places) for word in words):
            raise forms.ValidationError("请填写列出的教学点的序号，用“、”分开。", code="order")
        return tuple(self.places[int(word) - 1].pk for word in words)

    def spec(self) -> RouteSpec:
        """Return what was said; only for a valid form."""
        said = self.cleaned_data
        return RouteSpec(said["title"], said["order"], said["minutes"], said["note"], said.get("closed_on"))


class RouteChangeForm(RouteForm):
    """The same as it stands, from when it is no longer offered, and why it changes if it was visited."""

    closed_on = forms.DateField(label="停用日期", required=False, help_text="停用后不再列出，以前的现场教学保留")

    def __init__(self, data: QueryDict | None, *, now: RouteSpec, places: list[Place], is_visited: bool) -> None:
        numbers = {place.pk: number for number, place in enumerate(places, 1)}
        order = "、".join(str(numbers[pk]) for pk in now.place_ids)
        said = {name: getattr(now, name) for name in ("title", "minutes", "note", "closed_on")}
        super().__init__(data, units=[], places=places, initial={**said, "order": order})
        if is_visited:
            self.fields["reason"] = forms.CharField(
                label="修改原因", max_length=200, help_text="已有支部走过这条线路，原来的版本会保留。"
            )

    @property
    def reason(self) -> str:
        """Why; only for a valid form."""
        return str(self.cleaned_data.get("reason", ""))


class VisitWhereForm(forms.Form):
    """Which unit and which day: what decides who can have come. Sent by GET, so that the people can be shown."""

    date = forms.DateField(label="日期")

    def __init__(self, data: QueryDict, *, units: list[UnitRow], today: dt.date) -> None:
        first = str(units[0].id) if units else ""
        super().__init__(
            {"unit": data.get("unit") or first, "date": data.get("date") or today.isoformat()},
        )
        self.fields = {"unit": unit_field("组织", units), **self.fields}


class VisitForm(forms.Form):
    """What a visit was: the goal, how long, who came by ticks, or how many."""

    goal = forms.ChoiceField(label="教学点或线路")
    minutes = forms.IntegerField(label="时长（分钟）", min_value=1, max_value=MAX_MINUTES)
    members = forms.TypedMultipleChoiceField(
        label="参加的党员", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    others = forms.IntegerField(
        label="未点名的人数",
        min_value=0,
        max_value=9999,
        required=False,
        help_text="群众、外单位人员；或只登记人数",
    )
    note = forms.CharField(label="说明", max_length=300, required=False)

    def __init__(
        self,
        data: QueryDict | None,
        *,
        goals: tuple[list[Place], list[Route]],
        people: list[Person],
        asks: list[AskFacts],
        **options: object,
    ) -> None:
        super().__init__(data, **options)  # type: ignore[arg-type]  # Django's own arguments
        places, routes = goals
        named = [(f"p{place.pk}", place.name) for place in places]
        self.fields["goal"] = forms.ChoiceField(
            label="教学点或线路", choices=[*named, *((f"r{route.pk}", f"线路：{route.title}") for route in routes)]
        )
        ticks = [(one.member_id, one.name) for one in people]
        self.fields["members"].choices = ticks  # type: ignore[attr-defined]  # a choice field
        self.initial.setdefault("members", [pk for pk, _ in ticks])
        if not people:
            del self.fields["members"]
        if asks:
            self.fields["ask"] = ask_field(asks)

    @staticmethod
    def said(spec: VisitSpec) -> dict[str, object]:
        """Return what a recorded visit says, as initial values."""
        goal = f"p{spec.place_id}" if spec.place_id else f"r{spec.route_id}"
        same = {"goal": goal, "minutes": spec.minutes, "note": spec.note, "ask": spec.ask_id or ""}
        return {**same, "members": list(spec.member_ids), "others": spec.people - len(spec.member_ids)}

    def clean(self) -> dict[str, object]:
        """Somebody came."""
        said = super().clean() or {}
        if not self.errors and not said.get("members") and not said.get("others"):
            raise forms.ValidationError("请勾选参加的党员，或填写人数。", code="nobody")
        return said

    def spec(self, day: dt.date) -> VisitSpec:
        """Return what was said; only for a valid form."""
        said = self.cleaned_data
        members, goal = tuple(sorted(said.get("members", []))), said["goal"]
        return VisitSpec(
            occurred_on=day,
            minutes=said["minutes"],
            people=len(members) + (said["others"] or 0),
            place_id=int(goal[1:]) if goal[0] == "p" else None,
            route_id=int(goal[1:]) if goal[0] == "r" else None,
            member_ids=members,
            note=said["note"],
            ask_id=said.get("ask"),
        )


def unit_field(label: str, units: list[UnitRow]) -> forms.TypedChoiceField:
    """Return the choice of a unit."""
    return forms.TypedChoiceField(label=label, choices=[(unit.id, unit.name) for unit in units], coerce=int)
