"""Items of plans and prompts, and how an upper item is fitted to its place."""

import datetime as dt

from django import forms

from xuezuo.kernel.dates import ONE_DAY, DateSpan
from xuezuo.rules.vocabulary import DeedKind, Post, SubjectKind, UnitType
from xuezuo.study.asks.types import AskPeriod
from xuezuo.study.plans.models import PlanItem, PromptItem
from xuezuo.study.plans.models.asked import AskedItem
from xuezuo.study.plans.types import ItemSpec, LocalSpec

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def day(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    """Return a field for a civil day."""
    return forms.DateField(label=label, required=required, widget=DATE, help_text=help_text)


def several(label: str, words: type[DeedKind | SubjectKind | UnitType | Post], help_text: str = "") -> forms.Field:
    """Return a field in which any number of words may be chosen."""
    choices = [(word.value, word.label) for word in words]
    widget = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(label=label, choices=choices, required=False, widget=widget, help_text=help_text)


class AskedForm(forms.Form):
    """What items of plans and of prompts have in common."""

    label = forms.CharField(label="事项", max_length=60)
    what = forms.CharField(
        label="怎么做、什么算", max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    deed_kinds = several("以哪些活动完成", DeedKind, "一项都不选，就只作通知，不要求做什么")
    required_count = forms.IntegerField(label="次数", min_value=1, max_value=99, initial=1)
    subjects = several("谁来做", SubjectKind, "党员单独选")
    is_required = forms.BooleanField(label="必须做（不勾选为选做）", required=False, initial=True)
    is_named = forms.BooleanField(
        label="记录时点名这一项才算", required=False, help_text="不勾选时，同类活动开展一次就自动计入"
    )
    unit_types = several("只对这些单位类别", UnitType, "不选为全部")
    posts = several("党员中只对任这些职务的", Post, "不选为全部党员")

    by_posts = several("由任这些职务的人主讲或主持", Post, "不选则谁主讲都算；选了，只有他们主讲或主持的才算")

    def spec_in(self, during: DateSpan | None, period: AskPeriod = AskPeriod.SPAN) -> ItemSpec:
        """Return what was said, for this time; only for a valid form."""
        said = self.cleaned_data
        return ItemSpec(
            label=" ".join(said["label"].split()),
            what=said["what"].strip(),
            during=during,
            subjects=tuple(SubjectKind(one) for one in said["subjects"]),
            deed_kinds=tuple(DeedKind(one) for one in said["deed_kinds"]),
            period=period,
            required=said["required_count"],
            is_required=said["is_required"],
            is_named=said["is_named"] and bool(said["deed_kinds"]),
            unit_types=tuple(UnitType(one) for one in said["unit_types"]),
            posts=tuple(Post(one) for one in said["posts"]),
            by_posts=tuple(Post(one) for one in said["by_posts"]),
        )


def said_by(item: AskedItem) -> dict[str, object]:
    """Return what an item says, as the form's fields hold it."""
    names = ("label", "what", "deed_kinds", "subjects", "is_required", "is_named", "unit_types", "posts", "by_posts")
    return {"required_count": item.required, **{name: getattr(item, name) for name in names}}


class TimeForm(forms.Form):
    """From which day to which; the last day is always said."""

    start = day("从哪天起")
    until = day("到哪天为止", help_text="每一项都要有截止日期")

    def clean(self) -> dict[str, object]:
        """Read the time."""
        said = super().clean() or {}
        start, until = said.get("start"), said.get("until")
        if start and until and until < start:
            self.add_error("until", "截止日期早于开始日期。请改为同一天或以后的日期。")
        return said


class PlanItemForm(AskedForm, TimeForm):
    """An own item of a plan."""

    period = forms.ChoiceField(label="多久一次", choices=AskPeriod.choices)

    field_order = ("label", "what", "start", "until", "deed_kinds", "period", "required_count", "subjects")

    @property
    def spec(self) -> ItemSpec:
        """What was said; only for a valid form."""
        said = self.cleaned_data
        return self.spec_in(DateSpan(said["start"], said["until"] + ONE_DAY), AskPeriod(said["period"]))

    @classmethod
    def fresh(cls, posted: object, year: int) -> "PlanItemForm":
        """Return an empty form for a plan of the year."""
        initial = {"start": dt.date(year, 1, 1), "until": dt.date(year, 12, 31), "subjects": ["branch"]}
        return cls(posted, initial=initial)  # type: ignore[arg-type]  # posted data or None

    @classmethod
    def of(cls, posted: object, item: PlanItem) -> "PlanItemForm":
        """Return the form filled with what an item says now."""
        time = {"start": item.during.lower, "until": item.during.upper - ONE_DAY, "period": item.period}
        return cls(posted, initial={**said_by(item), **time})  # type: ignore[arg-type]  # posted data or None


class PromptItemForm(AskedForm):
    """An item of a prompt: asked once, from the day of sending to its last day."""

    until = day("到哪天为止", required=False, help_text="有要求的必须填写；只作通知的可以不填")

    field_order = ("label", "what", "deed_kinds", "until", "required_count", "subjects")

    @property
    def spec(self) -> ItemSpec:
        """What was said; only for a valid form."""
        until = self.cleaned_data["until"]
        return self.spec_in(DateSpan(until, until + ONE_DAY) if until else None)

    @classmethod
    def of(cls, posted: object, item: PromptItem | None) -> "PromptItemForm":
        """Return the form filled with what an item says now, or empty."""
        said = {"subjects": ["branch"]} if item is None else {**said_by(item), "until": item.until}
        return cls(posted, initial=said)  # type: ignore[arg-type]  # posted data or None


class LocalForm(TimeForm):
    """How the unit does what is asked above."""

    topic = forms.CharField(label="本级主题", max_length=100, required=False)
    planned_on = day("计划在哪天做", required=False, help_text="只作提示，不改变期限")
    until = day("到哪天为止", help_text="可以比上级提前，不能推后")
    required_count = forms.IntegerField(label="次数", min_value=1, max_value=99, help_text="可以增加，不能减少")
    is_required = forms.BooleanField(label="必须做", required=False)

    field_order = ("topic", "planned_on", "start", "until", "required_count", "is_required")

    @property
    def local(self) -> LocalSpec:
        """What was said; only for a valid form."""
        said = self.cleaned_data
        during = DateSpan(said["start"], said["until"] + ONE_DAY)
        topic = " ".join(said["topic"].split())
        return LocalSpec(topic, said["planned_on"], during, said["required_count"], said["is_required"])

    @classmethod
    def of(cls, posted: object, item: PlanItem) -> "LocalForm":
        """Return the form filled with what the unit made of an item so far."""
        said = {
            "topic": item.topic,
            "planned_on": item.planned_on,
            "start": item.during.lower,
            "until": item.during.upper - ONE_DAY,
            "required_count": item.required,
            "is_required": item.is_required,
        }
        return cls(posted, initial=said)  # type: ignore[arg-type]  # posted data or None
