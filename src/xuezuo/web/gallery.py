"""Sample data of the living gallery: every component in every state, with invented words."""

import dataclasses
import datetime as dt

import segno
from django import forms
from django.http import HttpRequest
from django.utils.safestring import SafeString, mark_safe

from xuezuo.platform.http import paginate
from xuezuo.platform.http.paging import page_number
from xuezuo.web.navigation import Link


class SampleForm(forms.Form):
    """One field of every kind."""

    topic = forms.CharField(label="议题", max_length=60, help_text="写明讨论什么，不超过 60 字。")
    held_on = forms.DateField(label="召开日期")
    minutes = forms.IntegerField(label="时长（分钟）", min_value=1, required=False)
    kind = forms.ChoiceField(label="会议类型", choices=[("a", "支部党员大会"), ("b", "支部委员会会议"), ("c", "党课")])
    mode = forms.ChoiceField(
        label="记录方式", choices=[("scan", "扫码签到"), ("sheet", "纸质签到表")], widget=forms.RadioSelect
    )
    parts = forms.MultipleChoiceField(
        label="主题党日内容",
        choices=[("dues", "交纳党费"), ("study", "集中学习"), ("talk", "志愿服务")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    notes = forms.CharField(label="记录", widget=forms.Textarea, required=False)
    scan = forms.FileField(label="附件", required=False, help_text="PDF、图片或文档，不超过 20 MB。")
    agree = forms.BooleanField(label="已核对出勤情况", required=False)


@dataclasses.dataclass(frozen=True, slots=True)
class SampleRow:
    """A row of the sample table."""

    branch: str
    duty: str
    done: str
    state: str


ROWS = [
    SampleRow("清溪镇机关第一党支部", "支部党员大会", "1 / 1", "met"),
    SampleRow("清溪镇柳岸村党支部", "主题党日", "1 / 1", "met_late"),
    SampleRow("清溪镇松风社区党支部", "支部委员会会议", "0 / 1", "due"),
    SampleRow("清溪镇中心小学党支部", "党课", "0 / 1", "missed"),
    SampleRow("清溪镇林场流动党员党支部", "党小组会", "—", "exempt"),
]
FACTS = [("组织代码", "QX-0104"), ("组织类型", "党支部"), ("成立日期", "2011-07-01"), ("撤销日期", "")]
TABS = [
    {"label": "本月", "url": "#a", "is_current": True, "count": 3},
    {"label": "本季度", "url": "#b", "is_current": False, "count": 1},
    {"label": "全年", "url": "#c", "is_current": False, "count": None},
]
TREND = [("1 月", 44, 2), ("2 月", 39, 7), ("3 月", 45, 1), ("4 月", 46, 0), ("5 月", 42, 4), ("6 月", 41, 5)]
ENTRIES = [
    {"at": dt.datetime(2026, 3, 5, 11, 20, tzinfo=dt.UTC), "who": "李委员", "what": "记录会议", "detail": "出席 37 人"},
    {"at": dt.datetime(2026, 3, 6, 1, 5, tzinfo=dt.UTC), "who": "王书记", "what": "确认会议记录", "detail": ""},
]
CRUMBS = [Link("组织", "#"), Link("清溪镇党委", "#"), Link("柳岸村党支部", "")]


def gallery_context(request: HttpRequest) -> dict[str, object]:
    """Return what the gallery shows; the forms are one empty and one with every error."""
    return {
        "form": SampleForm(initial={"held_on": dt.date(2026, 3, 5)}),
        "bad_form": SampleForm({"bad-held_on": "三月五日", "bad-minutes": "-3", "bad-kind": "x"}, prefix="bad"),
        "rows": ROWS,
        "states": ["met", "met_late", "due", "missed", "exempt"],
        "facts": FACTS,
        "tabs": TABS,
        "crumbs": CRUMBS,
        "trend": TREND,
        "entries": ENTRIES,
        "page": paginate([f"第 {n} 行" for n in range(1, 96)], page_number(request)),
        "qr": qr_sample(),
    }


def qr_sample() -> SafeString:
    """Return a QR code as SVG without inline styles."""
    code = segno.make("https://example.invalid/sign-in/sample", error="m")
    return mark_safe(code.svg_inline(scale=4, border=2, omitsize=True, dark="#1f2328"))  # noqa: S308  # drawn by us
