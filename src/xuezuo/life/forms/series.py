"""Templates, series, and single turns of them."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django import forms

from xuezuo.life.queries.patterns import ORDINALS, WEEKDAYS
from xuezuo.life.types import (
    MAX_COMMENT_DAYS,
    MAX_MINUTES,
    ActivityKind,
    Rhythm,
    SeriesSpec,
    TemplatePoint,
    TemplateSpec,
    kind_choices,
    meeting_name,
)
from xuezuo.org.types import UnitKind


class TemplateForm(forms.Form):
    """The usual form of a unit's meetings; its points are `TemplateRows` on the same page."""

    name = forms.CharField(label="模板名称", max_length=80)
    kind = forms.ChoiceField(label="类型")
    starts_at = forms.TimeField(
        label="开始时间", required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    minutes = forms.IntegerField(label="时长（分钟）", required=False, min_value=1, max_value=MAX_MINUTES)
    place = forms.CharField(label="地点", required=False, max_length=120)
    topic = forms.CharField(label="主题", required=False, max_length=200)
    notice = forms.CharField(label="通知", required=False, widget=forms.Textarea(attrs={"rows": 4}))
    comment_days = forms.IntegerField(
        label="会议记录征求意见天数",
        required=False,
        min_value=1,
        max_value=MAX_COMMENT_DAYS,
        help_text="不填则按本组织的设定。",
    )

    def __init__(self, data: object = None, *, unit_kind: str, initial: Mapping[str, str] | None = None) -> None:
        super().__init__(data, initial=dict(initial or {}))  # type: ignore[arg-type]  # Django's own
        kinds = kind_choices(unit_kind)
        monthly = ActivityKind.GROUP_MEETING if unit_kind == UnitKind.GROUP else ActivityKind.COMMITTEE_MEETING
        self.fields["name"].help_text = f"例如：每月{meeting_name(monthly, unit_kind)}"
        self.fields["kind"] = forms.ChoiceField(label="类型", choices=kinds)

    def spec(self, points: Sequence[TemplatePoint]) -> TemplateSpec:
        """Return what was said, for a valid form and its points."""
        return TemplateSpec(**self.cleaned_data, agenda=tuple(points))


class SeriesForm(forms.Form):
    """On which days meetings come again; only the fields of the chosen rhythm count."""

    rhythm = forms.ChoiceField(label="规律", choices=Rhythm.choices)
    ordinal = forms.TypedChoiceField(
        label="第几个（用于“每月第几个星期几”）", choices=ORDINALS, coerce=int, required=False, empty_value=None
    )
    weekday = forms.TypedChoiceField(
        label="星期几（用于前一项和“每周星期几”）", choices=WEEKDAYS, coerce=int, required=False, empty_value=None
    )
    day = forms.IntegerField(
        label="几日（用于“每月几日”）",
        required=False,
        min_value=1,
        max_value=31,
        help_text="该月没有这一天的，用最后一天。",
    )
    every = forms.IntegerField(label="每几个月（周）一次", min_value=1, max_value=12, initial=1)
    starts_on = forms.DateField(label="从哪天起")
    ends_on = forms.DateField(label="到哪天止", required=False, help_text="不填则一直安排下去。")
    base = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: object = None, *, today: dt.date, initial: Mapping[str, object] | None = None) -> None:
        usual = {"starts_on": today, "every": 1, "ordinal": 1, "weekday": 4}
        super().__init__(data, initial=dict(initial or usual))  # type: ignore[arg-type]  # Django's own

    def clean(self) -> dict[str, object]:
        """Keep only what the rhythm needs, and say what is missing."""
        said = dict(super().clean() or {})
        needed = {
            Rhythm.WEEKLY: ["weekday"],
            Rhythm.MONTHLY_WEEKDAY: ["weekday", "ordinal"],
            Rhythm.MONTHLY_DAY: ["day"],
        }[Rhythm(said.get("rhythm", Rhythm.WEEKLY))]
        for name in ("weekday", "ordinal", "day"):
            if name not in needed:
                said[name] = None
            elif said.get(name) is None and name not in self.errors:
                self.add_error(name, "请选择。")
        ends_on, starts_on = said.get("ends_on"), said.get("starts_on")
        if isinstance(ends_on, dt.date) and isinstance(starts_on, dt.date) and ends_on < starts_on:
            self.add_error("ends_on", "结束日期早于开始日期。")
        return said

    def spec(self) -> SeriesSpec:
        """Return what was said, for a valid form."""
        return SeriesSpec(**{name: self.cleaned_data[name] for name in SeriesSpec.__slots__})


class DayForm(forms.Form):
    """One civil day."""

    on = forms.DateField(label="日期")


class HorizonForm(forms.Form):
    """Until when drafts are made."""

    until = forms.DateField(label="生成到哪天", help_text="最多一年。")


class CommentDaysForm(forms.Form):
    """For how many days attendees may comment on minutes."""

    comment_days = forms.IntegerField(label="会议记录征求意见天数", min_value=1, max_value=MAX_COMMENT_DAYS)
