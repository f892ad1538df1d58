"""Forms of reports, problems and reviews of reports."""

import datetime as dt

from django import forms

from xuezuo.review.ballots.types import PollMode
from xuezuo.review.responsibility.forms.lists import day, lines
from xuezuo.review.responsibility.models import ReportVersion, ReviewEntry
from xuezuo.review.responsibility.services.rounds import EntryWords, RoundHead
from xuezuo.review.responsibility.types import Grade, Holder, ProblemSpec, ReportTexts


class TextsForm(forms.Form):
    """The three texts of a report, and the revision that the writer began from."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    done = lines("工作情况", 20000, rows=12, help_text="系统数据自动附在前面，不必重抄；手填的数字会标出并核对")
    problems = lines("存在问题", 10000, rows=6, required=False)
    plans = lines("下一步打算", 10000, rows=6, required=False)

    @property
    def texts(self) -> ReportTexts:
        """What was said; only for a valid form."""
        said = self.cleaned_data
        return ReportTexts(said["done"], said["problems"], said["plans"])

    @classmethod
    def of(cls, posted: object, version: ReportVersion) -> "TextsForm":
        """Return the form filled with what the version says."""
        names = ("revision", "done", "problems", "plans")
        return cls(posted, initial={name: getattr(version, name) for name in names})  # type: ignore[arg-type]  # posted


class CallForm(forms.Form):
    """Until when the units below hand in."""

    due_on = day("报送期限")
    note = forms.CharField(label="要求", max_length=400, required=False, help_text="如需重点说明什么；不要求另附材料")


class HeardForm(forms.Form):
    """When the secretary reported to the members' meeting."""

    on = day("向党员大会述职的日期", help_text="登记后，本组织党员可以查看这份报告")


class ProblemForm(forms.Form):
    """A problem for the list."""

    what = lines("问题", 300)
    measure = lines("整改措施", 400)
    holder = forms.ChoiceField(label="由谁负责", choices=Holder.choices)
    due_on = day("整改期限")

    @property
    def spec(self) -> ProblemSpec:
        """What was said; only for a valid form."""
        said = self.cleaned_data
        return ProblemSpec(said["what"], said["measure"], said["holder"], said["due_on"])


class CloseForm(forms.Form):
    """That a problem was put right."""

    on = day("完成日期")
    outcome = lines("整改结果", 300)


class RoundForm(forms.Form):
    """A new round of reviews."""

    year = forms.IntegerField(label="述职年度", min_value=2000, max_value=2100)
    title = forms.CharField(label="名称", max_length=100)
    held_on = day("评议会日期")
    document = forms.CharField(label="依据", max_length=200, required=False, help_text="通知的名称和文号")

    @property
    def head(self) -> RoundHead:
        """What was said; only for a valid form."""
        said = self.cleaned_data
        return RoundHead(said["year"], said["title"], said["held_on"], said["document"])

    @classmethod
    def fresh(cls, posted: object, on: dt.date) -> "RoundForm":
        """Return the form for the year that ends about now."""
        year = on.year if on.month > 6 else on.year - 1
        initial = {"year": year, "title": f"{year}年度党组织书记抓基层党建述职评议", "held_on": on}
        return cls(posted, initial=initial)  # type: ignore[arg-type]  # posted data or None


class BallotForm(forms.Form):
    """How ballots come in."""

    mode = forms.ChoiceField(label="选票", choices=PollMode.choices, initial=PollMode.PAPER, widget=forms.RadioSelect)


class EntryForm(forms.Form):
    """What is written about one secretary."""

    reports_at = forms.TimeField(
        label="述职时间", required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    is_written = forms.BooleanField(label="书面述职（不在会上讲）", required=False)
    questions = lines("提问和点评", 4000, rows=4, required=False)
    opinion = lines("评议意见", 4000, rows=4, required=False, help_text="反馈后本人会看到")
    grade = forms.ChoiceField(
        label="评定等次",
        choices=[("", "尚未评定"), *Grade.choices],
        required=False,
        help_text="“好、较好、一般、差”四等的条文出处未核实，仅作提醒，由评定的党组织决定",
    )

    @property
    def words(self) -> EntryWords:
        """What was said; only for a valid form."""
        return EntryWords(**{name: self.cleaned_data[name] for name in _WORDS})

    @classmethod
    def of(cls, posted: object, entry: ReviewEntry) -> "EntryForm":
        """Return the form filled with what was written before."""
        return cls(posted, initial={name: getattr(entry, name) for name in _WORDS})  # type: ignore[arg-type]  # posted


_WORDS = ("reports_at", "is_written", "questions", "grade", "opinion")
