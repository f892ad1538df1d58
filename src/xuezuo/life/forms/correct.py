"""Correcting an activity: its fields as they stand, and the reason."""

from django import forms

from xuezuo.life.forms.activity import GatheringForm
from xuezuo.life.models import Activity
from xuezuo.life.queries.asks import asks_offered, asks_served
from xuezuo.life.types import KINDS_OF_UNIT, Gathering, Part, kind_choices
from xuezuo.org.queries.people import member_numbers
from xuezuo.study.asks.queries.lists import Doer


class CorrectForm(GatheringForm):
    """All fields of an activity and why they change."""

    def __init__(self, data: object = None, *, activity: Activity) -> None:
        self.known = {part.kind: part.minutes for part in activity.parts.all()}
        numbers = member_numbers([activity.lecturer_id]) if activity.lecturer_id else {}
        initial = {
            "kind": activity.kind,
            "date": activity.occurred_on,
            "minutes": activity.minutes,
            "starts_at": activity.starts_at,
            "topic": activity.topic,
            "place": activity.place,
            "lecturer": numbers.get(activity.lecturer_id or 0, ""),
            "lecturer_note": activity.lecturer_note,
            "parts": list(self.known),
        }
        unit = activity.unit
        asks = asks_offered(Doer(unit.pk, unit.kind, unit.unit_type or ""), activity.kind, activity.occurred_on)
        served = {ask_id for ask_id, _ in asks_served(activity)}
        initial["asks"] = [str(ask.uid) for ask in asks if ask.id in served]
        self.kept = tuple(sorted(served - {ask.id for ask in asks}))  # withdrawn since: stays as it was
        super().__init__(data, kind=activity.kind, unit_kind=unit.kind, asks=asks, initial=initial)
        kinds = kind_choices(unit.kind, {*KINDS_OF_UNIT[unit.kind], activity.kind})
        self.fields["kind"] = forms.ChoiceField(label="类型", choices=kinds)
        self.fields["date"] = forms.DateField(label="日期")
        self.fields["reason"] = forms.CharField(label="更正原因", max_length=200)
        self.order_fields(["kind", "date", "starts_at", "minutes", "topic", "place"])

    def corrected(self) -> Gathering:
        """Return what the activity should say; parts keep their lengths."""
        said = self.gathering(self.cleaned_data["kind"], self.cleaned_data["date"])
        parts = tuple(Part(part.kind, self.known.get(part.kind)) for part in said.parts)
        values = {name: getattr(said, name) for name in said.__slots__ if name not in {"parts", "asks"}}
        return Gathering(**values, parts=parts, asks=tuple(sorted((*said.asks, *self.kept))))


class PlanForm(CorrectForm):
    """All fields of a meeting that was not held yet; no reason is asked."""

    def __init__(self, data: object = None, *, activity: Activity) -> None:
        super().__init__(data, activity=activity)
        del self.fields["reason"]
