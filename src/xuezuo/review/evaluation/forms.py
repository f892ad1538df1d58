"""Shape of what people type about an evaluation."""

import datetime as dt
from collections.abc import Sequence
from typing import cast

from django import forms

from xuezuo.kernel.clock import SHANGHAI
from xuezuo.life.models import Activity
from xuezuo.org.types import UnitRow
from xuezuo.review.ballots.types import PollMode
from xuezuo.review.evaluation.queries.branch import BranchPage, Row
from xuezuo.review.evaluation.types import Body, Grade, HandedIn, PeersWay, RoundTerms, VerdictLine

NOTHING = ("", "—")


def _day(label: str, help_text: str = "", *, required: bool = True) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, help_text=help_text, required=required)


class StartForm(forms.Form):
    """A round: which unit, which year, from when to when."""

    unit = forms.ChoiceField(label="在哪个组织开展")
    year = forms.IntegerField(label="评议年度", min_value=1950, max_value=2100)
    title = forms.CharField(label="名称", max_length=120)
    document = forms.CharField(label="依据", max_length=200, required=False, help_text="通知的名称和文号")
    as_of = _day("参评人员截止日", "这一天在各支部的党员（含流动党员）参加。")
    starts_on = _day("开始日期")
    ends_on = _day("结束日期")
    appeal_days = forms.IntegerField(label="申诉期限（反馈后多少天）", min_value=1, max_value=90)

    def __init__(self, data: object = None, *, units: Sequence[UnitRow], today: dt.date) -> None:
        initial = {
            "unit": units[0].code if units else "",
            "year": today.year,
            "title": f"{today.year} 年度民主评议党员",
            "as_of": today,
            "starts_on": today,
            "ends_on": today + dt.timedelta(days=60),
            "appeal_days": 10,
        }
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # Django's own arguments
        self.units = {unit.code: unit for unit in units}
        choices = [(unit.code, f"{unit.name}（{unit.kind_label}）") for unit in units]
        self.fields["unit"] = forms.ChoiceField(label="在哪个组织开展", choices=choices)

    @property
    def unit_id(self) -> int:
        """The chosen unit; for a valid form."""
        return self.units[self.cleaned_data["unit"]].id

    def terms(self) -> RoundTerms:
        """Return what was said; for a valid form."""
        return RoundTerms(**{name: self.cleaned_data[name] for name in self.cleaned_data if name != "unit"})


class WhyForm(forms.Form):
    """Why something is undone."""

    why = forms.CharField(label="原因", max_length=200)


class SelfForm(forms.Form):
    """A member's self-review."""

    text = forms.CharField(
        label="自评",
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="对照党员条件，写本年度做了什么、有什么不足、今后怎么改。提交以前只有您自己能看到。不要写涉密内容。",
    )


class PapersForm(forms.Form):
    """For each member who has not handed in on the phone: on paper, or not and why."""

    def __init__(self, data: object = None, *, page: BranchPage) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django's own arguments
        self.rows = [row for row in page.rows if row.subject.handed_in != HandedIn.PHONE]
        self.fields["rest"] = forms.BooleanField(
            label="下面没有选的，都已书面提交", required=False, help_text="先选没有交的人并写原因，再勾这一项"
        )
        ways = [("", "还没有交"), (HandedIn.PAPER, HandedIn.PAPER.label), (HandedIn.EXCUSED, HandedIn.EXCUSED.label)]
        for row in self.rows:
            line = row.subject
            self.fields[f"way_{line.pk}"] = forms.ChoiceField(
                label=line.member.name, choices=ways, required=False, initial=line.handed_in
            )
            self.fields[f"excuse_{line.pk}"] = forms.CharField(
                label="没有交的原因", max_length=200, required=False, initial=line.excuse
            )

    def how(self) -> dict[int, tuple[str, str]]:
        """Return way and excuse by line; for a valid form."""
        said = self.cleaned_data
        keys = [row.subject.pk for row in self.rows]
        rest = HandedIn.PAPER.value if said["rest"] else ""
        return {key: (said[f"way_{key}"] or rest, said[f"excuse_{key}"]) for key in keys}


class PeersForm(forms.Form):
    """When and how members evaluated each other."""

    held_on = _day("互评日期")
    way = forms.ChoiceField(label="互评方式", choices=PeersWay.choices, widget=forms.RadioSelect)


class CommitteeReportForm(forms.Form):
    """What the committee reports of itself."""

    text = forms.CharField(
        label="支部班子工作报告",
        max_length=10000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="一年来做了什么、有什么不足、怎么改。参评党员都能看到；不写个人的事",
    )
    heard_on = forms.DateField(
        label="向党员报告的日期",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="由书记代表支部班子在会上报告；还没有报告的先不填",
    )


class BallotForm(forms.Form):
    """Which ballots, until when."""

    mode = forms.ChoiceField(label="用什么票", choices=PollMode.choices, widget=forms.RadioSelect, initial="paper")
    closes_at = forms.DateTimeField(
        label="投票截止（北京时间）",
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text="不填的，由支部在投票页面结束。",
    )

    def until(self) -> dt.datetime | None:
        """Return the end as an instant; for a valid form."""
        said = cast("dt.datetime | None", self.cleaned_data["closes_at"])
        return said.replace(tzinfo=SHANGHAI).astimezone(dt.UTC) if said is not None else None


class OpinionsForm(forms.Form):
    """Grade, opinion and reason for each member; lines left empty are not written yet."""

    body = forms.ChoiceField(label="由谁评定", choices=Body.choices, widget=forms.RadioSelect)
    decided_on = _day("评定日期")

    def __init__(self, data: object = None, *, page: BranchPage, today: dt.date) -> None:
        initial = {"body": page.part.body or Body.COMMITTEE, "decided_on": page.part.decided_on or today}
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # Django's own arguments
        self.rows = page.rows
        for row in page.rows:
            self._add(row)

    def _add(self, row: Row) -> None:
        key, had = row.subject.pk, row.verdict
        if row.subject.is_graded:
            only = row.standing.leaders[0] if len(row.standing.leaders) == 1 else ""
            self.fields[f"grade_{key}"] = forms.ChoiceField(
                label="等次", choices=[NOTHING, *Grade.choices], required=False, initial=had.grade if had else only
            )
        self.fields[f"opinion_{key}"] = forms.CharField(
            label="评定意见",
            max_length=1000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
            initial=had.opinion if had else "",
        )
        if row.subject.is_graded:
            self.fields[f"reason_{key}"] = forms.CharField(
                label="与测评不同的理由", max_length=300, required=False, initial=had.reason if had else ""
            )

    def cards(self) -> list[tuple[Row, list[forms.BoundField]]]:
        """Return each member with the fields about the member."""
        names = ("grade", "opinion", "reason")
        return [
            (row, [self[f"{name}_{row.subject.pk}"] for name in names if f"{name}_{row.subject.pk}" in self.fields])
            for row in self.rows
        ]

    def lines(self) -> list[VerdictLine]:
        """Return what was said of each member of whom anything was said; for a valid form."""
        said = self.cleaned_data
        made = [
            VerdictLine(
                row.subject.pk,
                said.get(f"grade_{row.subject.pk}", ""),
                said[f"opinion_{row.subject.pk}"],
                said.get(f"reason_{row.subject.pk}", ""),
            )
            for row in self.rows
        ]
        return [line for line in made if line.grade or line.opinion or line.reason]


class CorrectForm(forms.Form):
    """A new version of one opinion."""

    opinion = forms.CharField(
        label="评定意见", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    reason = forms.CharField(label="与测评不同的理由", max_length=300, required=False)
    why = forms.CharField(label="更正原因（本人会看到）", max_length=300)

    def __init__(self, data: object = None, *, row: Row) -> None:
        had = row.verdict
        initial = {"grade": had.grade, "opinion": had.opinion, "reason": had.reason} if had else {}
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # Django's own arguments
        self.subject_id = row.subject.pk
        if row.subject.is_graded:
            self.fields["grade"] = forms.ChoiceField(label="等次", choices=Grade.choices)
            self.order_fields(["grade"])

    def line(self) -> VerdictLine:
        """Return what was said; for a valid form."""
        said = self.cleaned_data
        return VerdictLine(self.subject_id, said.get("grade", ""), said["opinion"], said["reason"])


class FinishForm(forms.Form):
    """At which meeting it was held."""

    activity = forms.ChoiceField(label="在哪次会议上开展", widget=forms.RadioSelect)

    def __init__(self, data: object = None, *, meetings: Sequence[Activity]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django's own arguments
        choices = [(str(one.uid), f"{one.occurred_on} {one.get_kind_display()} {one.topic}") for one in meetings]
        self.fields["activity"] = forms.ChoiceField(label="在哪次会议上开展", choices=choices, widget=forms.RadioSelect)


class TakeForm(forms.Form):
    """Who has come since."""

    number = forms.CharField(label="党员编号", max_length=40)


class AppealForm(forms.Form):
    """Why the member does not agree."""

    text = forms.CharField(label="申诉理由", max_length=2000, widget=forms.Textarea(attrs={"rows": 6}))


class AnswerForm(forms.Form):
    """The answer of the branch."""

    answer = forms.CharField(label="支部的答复", max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))


class DecideForm(forms.Form):
    """The answer of the superior."""

    answer = forms.CharField(label="上级的答复", max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))
    revise = forms.TypedChoiceField(
        label="结论",
        choices=[("no", "维持原评定"), ("yes", "要求支部重新评定")],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )


class CountsForm(forms.Form):
    """Which year, which tree. Sent by GET."""

    year = forms.ChoiceField(label="年度")
    tree = forms.ChoiceField(label="隶属关系", choices=[("then", "按当时隶属关系"), ("today", "按现在隶属关系")])

    def __init__(self, data: object, *, years: Sequence[int], today: dt.date) -> None:
        asked = dict(data.items()) if hasattr(data, "items") else {}
        self.latest = max(years, default=today.year)
        offered = list(years) or [today.year]
        said = {"year": str(offered[0]), "tree": "then"}
        super().__init__({name: asked.get(name) or value for name, value in said.items()})
        self.fields["year"] = forms.ChoiceField(label="年度", choices=[(str(one), f"{one} 年度") for one in offered])

    def asked(self) -> tuple[int, bool]:
        """Return the year and whether the tree is today's; what cannot be is the latest year, then."""
        if not self.is_valid():
            return self.latest, False
        return int(self.cleaned_data["year"]), self.cleaned_data["tree"] == "today"


class ImportForm(forms.Form):
    """A file of past years."""

    file = forms.FileField(label="文件（XLSX 或 CSV）")
