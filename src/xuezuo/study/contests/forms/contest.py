"""What those who run a contest fill in."""

import re

from django import forms

from xuezuo.kernel.text import squeeze
from xuezuo.org.types import UnitRow
from xuezuo.study.contests.models import Contest, Round
from xuezuo.study.contests.types import (
    MARK,
    WRITTEN,
    Award,
    CardText,
    ContestKind,
    ContestSpec,
    RoundKind,
    RoundSpec,
    RulingSpec,
)

INSTANT = "%Y-%m-%dT%H:%M"


class ContestForm(forms.Form):
    """What is said of a contest."""

    title = forms.CharField(label="名称", max_length=120)
    topic = forms.CharField(label="主题", max_length=200, required=False)
    rules = forms.CharField(
        label="规则和要求", max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 6})
    )
    held_on = forms.DateField(label="举办日期", required=False)
    entries_until = forms.DateTimeField(
        label="投稿截止时间",
        required=False,
        input_formats=[INSTANT, "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=INSTANT),
        help_text="演讲比赛和征文必填。到时不再接收、更换作品。",
    )
    drops_extremes = forms.BooleanField(
        label="去掉一个最高分和一个最低分",
        required=False,
        help_text="有三名以上评委打分的作品适用。开始后不再改变。",
    )

    @classmethod
    def of(cls, posted: object, contest: Contest) -> "ContestForm":
        """Return the form filled with what is said now."""
        fields = ("title", "topic", "rules", "held_on", "entries_until", "drops_extremes")
        form = cls(posted or None, initial={name: getattr(contest, name) for name in fields})  # type: ignore[arg-type]  # what was posted
        if not contest.is_written:
            del form.fields["entries_until"], form.fields["drops_extremes"]
        return form

    def clean(self) -> dict[str, object]:
        """Ask for the deadline where works are handed in."""
        said = super().clean() or {}
        if said.get("kind") in WRITTEN and not said.get("entries_until") and "entries_until" not in self.errors:
            self.add_error("entries_until", "请填写投稿截止时间。")
        return said

    @property
    def spec(self) -> ContestSpec:
        """What was said; only for a valid form."""
        said = self.cleaned_data
        return ContestSpec(
            said["title"], said["topic"], said["rules"], said["held_on"], said.get("entries_until"),
            bool(said.get("drops_extremes")),
        )  # fmt: skip


class NewContestForm(ContestForm):
    """The same, of which kind and for which unit."""

    def __init__(self, *args: object, units: list[UnitRow], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own arguments
        kinds = forms.ChoiceField(label="类型", choices=ContestKind.choices)
        choices = [(unit.id, unit.name) for unit in units]
        unit = forms.TypedChoiceField(
            label="主办组织", choices=choices, coerce=int, help_text="面向这个组织及其下级组织的党员。"
        )
        self.fields = {"kind": kinds, "unit": unit, **self.fields}


class RoundForm(forms.Form):
    """A round."""

    kind = forms.ChoiceField(label="类型", choices=RoundKind.choices)
    title = forms.CharField(label="名称", max_length=40, required=False, help_text="不填则用类型的名称。")
    marks_right = forms.IntegerField(label="答对加分", min_value=0, max_value=1000, initial=10)
    marks_wrong = forms.IntegerField(label="答错扣分", min_value=0, max_value=1000, initial=0)
    levels = forms.CharField(
        label="风险题分值档", max_length=60, required=False, help_text="如：10、20、30。答对加、答错扣所选的分值。"
    )

    def clean_levels(self) -> tuple[int, ...]:
        """Read whole numbers."""
        words = [word for word in re.split(r"[、，,;；\s]+", self.cleaned_data["levels"]) if word]
        if not all(word.isascii() and word.isdigit() and 0 < int(word) <= 1000 for word in words):
            raise forms.ValidationError("请填写 1 到 1000 的整数，用“、”分开。")
        return tuple(int(word) for word in words)

    @property
    def spec(self) -> RoundSpec:
        """What was said; only for a valid form."""
        said = self.cleaned_data
        title = squeeze(said["title"]) or RoundKind(said["kind"]).label
        levels = said["levels"] if said["kind"] == RoundKind.RISK else ()
        return RoundSpec(said["kind"], title, said["marks_right"], said["marks_wrong"], levels)


class TeamForm(forms.Form):
    """A team."""

    name = forms.CharField(label="队名", max_length=40)
    unit = forms.TypedChoiceField(label="代表组织", coerce=int, empty_value=None, required=False)
    people = forms.CharField(
        label="队员的党员编号", max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="多人用“、”或换行分开。",
    )  # fmt: skip

    def __init__(self, *args: object, units: list[UnitRow], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own arguments
        choices = [("", "不代表某个组织"), *((unit.id, unit.name) for unit in units)]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]  # a field of choices

    def clean_people(self) -> list[str]:
        """Read the numbers, each once."""
        return numbers_in(self.cleaned_data["people"])


class CardForm(forms.Form):
    """A question card."""

    number = forms.IntegerField(label="题号", min_value=1, max_value=9999)
    round = forms.TypedChoiceField(label="用于", coerce=int, empty_value=None, required=False)
    stem = forms.CharField(label="题目", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    options = forms.CharField(
        label="选项", max_length=2400, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="每行一个，依次为 A、B、C……；没有选项可不填。",
    )  # fmt: skip
    answer = forms.CharField(label="答案", max_length=500)
    explanation = forms.CharField(
        label="解析", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: object, rounds: list[Round], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own arguments
        self.fields["round"].choices = round_choices(rounds)  # type: ignore[attr-defined]  # a field of choices

    def clean_options(self) -> tuple[str, ...]:
        """Read one option a line."""
        lines = [squeeze(line) for line in self.cleaned_data["options"].splitlines() if line.strip()]
        if len(lines) > 8:
            raise forms.ValidationError("选项最多 8 个。")
        return tuple(lines)

    @property
    def text(self) -> CardText:
        """What was said; only for a valid form."""
        said = self.cleaned_data
        stem, answer = said["stem"].strip(), squeeze(said["answer"])
        return CardText(said["number"], stem, answer, said["options"], said["explanation"].strip())


class CardFileForm(forms.Form):
    """A workbook of cards."""

    file = forms.FileField(label="文件", help_text="题库模板的 XLSX；题号按现有题卡接着排。")
    round = forms.TypedChoiceField(label="用于", coerce=int, empty_value=None, required=False)

    def __init__(self, *args: object, rounds: list[Round], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own arguments
        self.fields["round"].choices = round_choices(rounds)  # type: ignore[attr-defined]  # a field of choices


def round_choices(rounds: list[Round]) -> list[tuple[object, str]]:
    """Return the rounds to choose from."""
    return [("", "任何一轮"), *((one.pk, one.title) for one in rounds)]


class CriteriaForm(forms.Form):
    """What the jury marks."""

    lines = forms.CharField(
        label="评分项目和满分（每行一项）", widget=forms.Textarea(attrs={"rows": 6}),
        help_text="如：主题鲜明 40。满分合计一般为 100。",
    )  # fmt: skip

    def clean_lines(self) -> list[tuple[str, int]]:
        """Read title and full marks of each line."""
        found = []
        for line in filter(None, map(squeeze, self.cleaned_data["lines"].splitlines())):
            match = re.fullmatch(r"(.{1,40}?)[\s:：]*(\d{1,3})\s*分?", line)
            if match is None or not int(match[2]):
                raise forms.ValidationError(f"“{line[:20]}”没有写明满分。请写成“主题鲜明 40”。")
            found.append((match[1].strip(), int(match[2]) * MARK))
        return found


class JurorForm(forms.Form):
    """Somebody for the jury."""

    number = forms.CharField(
        label="评委的党员编号",
        max_length=40,
        help_text="可以是其他组织的党员，须有登录账号。与作者同支部的作品自动回避。",
    )


class ReasonForm(forms.Form):
    """Why a contest is made void."""

    reason = forms.CharField(label="原因", max_length=200, help_text="参赛者会看到。")


class RulingForm(forms.Form):
    """Who is out, or in again, and why."""

    target = forms.ChoiceField(label="队伍或作品")
    ruling = forms.ChoiceField(
        label="裁定", choices=[("out", "取消资格"), ("in", "恢复资格")], widget=forms.RadioSelect, initial="out"
    )
    reason = forms.CharField(label="原因", max_length=200, help_text="参赛者会看到。请不要写作者是谁。")

    def __init__(self, data: object, *, targets: list[tuple[str, str]]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # Django's own argument
        self.fields["target"].choices = targets  # type: ignore[attr-defined]  # a choice field

    @property
    def spec(self) -> RulingSpec:
        """What was ruled; only for a valid form."""
        said = self.cleaned_data
        return RulingSpec(said["target"], said["ruling"] == "out", said["reason"])


class AwardsForm(forms.Form):
    """An award for each number, or none."""

    def __init__(self, *args: object, numbers: list[int], given: dict[int, str], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own arguments
        for number in numbers:
            self.fields[f"n{number}"] = forms.ChoiceField(
                label=f"{number} 号作品",
                required=False,
                choices=[("", "不获奖"), *Award.choices],
                initial=given[number],
            )

    @property
    def awards(self) -> dict[int, str]:
        """What was chosen; only for a valid form."""
        return {int(name[1:]): award for name, award in self.cleaned_data.items()}


def numbers_in(text: str) -> list[str]:
    """Return the numbers of members in a text, each once, in order."""
    return list(dict.fromkeys(word for word in re.split(r"[、，,;；\s]+", squeeze(text)) if word))
