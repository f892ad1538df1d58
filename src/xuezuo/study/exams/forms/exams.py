"""What an exam is; which questions stand in its paper; by which rules it draws."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django import forms

from xuezuo.kernel.text import squeeze
from xuezuo.org.types import UnitRow, UnitType
from xuezuo.study.asks.types import AskFacts
from xuezuo.study.exams.exchange.questions import prose
from xuezuo.study.exams.forms.fields import MarksField
from xuezuo.study.exams.models import Bank, Exam
from xuezuo.study.exams.queries.banks import QuestionFilters
from xuezuo.study.exams.queries.papers import PaperLine, refreshed
from xuezuo.study.exams.types import Draw, ExamMode, ExamSpec, ExamState, PaperKind, QuestionKind


class ExamForm(forms.Form):
    """The settings of an exam; the paper has pages of its own."""

    title = forms.CharField(label="名称", max_length=120)
    mode = forms.ChoiceField(
        label="方式", choices=ExamMode.choices, help_text="练习：不限次数、不限时，每题答后可看解析，不记合格"
    )
    paper = forms.ChoiceField(label="试卷", choices=PaperKind.choices)
    opens_at = forms.DateTimeField(label="开始时间")
    closes_at = forms.DateTimeField(label="结束时间")
    minutes = forms.IntegerField(
        label="时限（分钟）", required=False, min_value=1, max_value=480, help_text="从各人开始作答起算；不限时留空"
    )
    attempts = forms.IntegerField(label="每人次数", min_value=1, max_value=20, initial=1)
    pass_marks = MarksField(label="合格分", required=False, help_text="不分合格与否的留空")
    unit_types = forms.MultipleChoiceField(
        label="参加范围",
        required=False,
        choices=UnitType.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="本组织及其全部下级的党员；只要其中某些类别单位的，请勾选",
    )
    instructions = forms.CharField(
        label="考前说明", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    shuffles_questions = forms.BooleanField(label="每人题目顺序不同", required=False, initial=True)
    shuffles_options = forms.BooleanField(label="每人选项顺序不同", required=False, initial=True)
    shows_key_at_end = forms.BooleanField(label="考试结束后公布答案和解析", required=False, initial=True)
    ask = forms.TypedChoiceField(
        label="落实哪项要求", required=False, coerce=int, empty_value=None, help_text="参加这次考学即计入所选要求"
    )

    def __init__(self, *args: object, asks: Sequence[AskFacts] = (), **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own arguments
        self.fields["ask"].choices = [("", "不指定"), *((ask.id, ask.label) for ask in asks)]  # type: ignore[attr-defined]  # a choice field
        if not asks:
            del self.fields["ask"]

    @classmethod
    def of(cls, posted: object, exam: Exam, asks: Sequence[AskFacts]) -> "ExamForm":
        """Return the form filled with the settings of a draft."""
        names = [name for name in cls.base_fields if name not in ("unit_types", "ask")]
        initial = {name: getattr(exam, name) for name in names}
        initial |= {"unit_types": exam.unit_types, "ask": exam.ask_id, "attempts": exam.attempts or 1}
        return cls(posted or None, initial=initial, asks=asks)

    @property
    def spec(self) -> ExamSpec:
        """What was said; only for a valid form."""
        said = dict(self.cleaned_data)
        said.pop("unit", None)
        words = {"title": squeeze(said["title"]), "instructions": prose(said["instructions"])}
        is_practice = said["mode"] == ExamMode.PRACTICE
        rest = {"attempts": 0 if is_practice else said["attempts"], "unit_types": tuple(said["unit_types"])}
        return ExamSpec(ask_id=said.pop("ask", None), **{**said, **words, **rest})


class NewExamForm(ExamForm):
    """The same, and of which unit."""

    def __init__(self, *args: object, units: list[UnitRow], asks: Sequence[AskFacts] = (), **options: object) -> None:
        super().__init__(*args, asks=asks, **options)
        choices = [(unit.id, unit.name) for unit in units]
        self.fields = {"unit": forms.TypedChoiceField(label="组织", choices=choices, coerce=int), **self.fields}


class ExtendForm(forms.Form):
    """Until when a published exam is open, and why longer."""

    closes_at = forms.DateTimeField(label="新的结束时间", help_text="只能比现在的晚")
    reason = forms.CharField(label="原因", max_length=200, help_text="党员在新的结束时间旁边看到；同时记入操作留痕")


class StateForm(forms.Form):
    """Which exams are listed."""

    state = forms.ChoiceField(label="状态", required=False, choices=[("", "未作废"), *ExamState.choices])


class PaperForm:
    """The paper of a draft: for each question its place, its marks, whether it stays. Fields are named by version."""

    def __init__(self, lines: Sequence[PaperLine], posted: Mapping[str, str]) -> None:
        self.lines, self.posted = lines, posted

    def items(self) -> list[tuple[int, int]]:
        """Return versions and marks in the order asked for.

        Raises:
            ValidationError: a place or marks that are no number.
        """
        kept = [self._kept(line) for line in self.lines if f"remove-{line.version_id}" not in self.posted]
        found = [(version_id, marks) for _, _, version_id, marks in sorted(kept)]
        return refreshed(found) if "refresh" in self.posted else found

    def _kept(self, line: PaperLine) -> tuple[int, int, int, int]:
        place = forms.IntegerField(required=False).clean(self.posted.get(f"place-{line.version_id}"))
        same = MarksField(required=False).clean(self.posted.get(f"all-{line.kind}", ""))
        own = MarksField(required=False).clean(self.posted.get(f"marks-{line.version_id}", ""))
        return place or line.position, line.position, line.version_id, same or own or line.marks


class PickForm(forms.Form):
    """Where to look for questions, and the marks of those that are taken."""

    bank = forms.TypedChoiceField(label="题库", coerce=int)
    kind = forms.ChoiceField(label="题型", required=False, choices=[("", "全部"), *QuestionKind.choices])
    words = forms.CharField(label="题干、题号或知识点", required=False, max_length=60)

    def __init__(self, *args: object, banks: Sequence[Bank], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own arguments
        self.fields["bank"].choices = [(bank.pk, bank.title) for bank in banks]  # type: ignore[attr-defined]  # a choice field
        self.banks = {bank.pk: bank for bank in banks}

    @property
    def chosen(self) -> Bank | None:
        """The bank that is looked through: the one asked for, else the first."""
        asked = self.cleaned_data.get("bank") if self.is_valid() else None
        return self.banks.get(asked) if asked else next(iter(self.banks.values()), None)

    def filters(self) -> QuestionFilters:
        """Return what is asked for; an odd value asks for nothing."""
        said = self.cleaned_data if self.is_valid() else {}
        return QuestionFilters(kind=said.get("kind", ""), words=said.get("words", ""))


class TakeForm(forms.Form):
    """Which of the questions shown are taken, each for how many marks."""

    version = forms.TypedMultipleChoiceField(coerce=int, required=False)
    marks = MarksField(label="每题分值")
    whole_page = forms.BooleanField(required=False)

    def __init__(self, *args: object, shown: Sequence[int], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own arguments
        self.fields["version"].choices = [(one, one) for one in shown]  # type: ignore[attr-defined]  # a choice field
        self.shown = shown

    def items(self) -> list[tuple[int, int]]:
        """Return what is taken, with its marks."""
        said = self.cleaned_data
        chosen = self.shown if said["whole_page"] else said["version"]
        return [(version_id, said["marks"]) for version_id in chosen]


class DrawForm(forms.Form):
    """One rule; an empty row is left out."""

    bank = forms.TypedChoiceField(label="题库", coerce=int, required=False, empty_value=None)
    kind = forms.ChoiceField(label="题型", choices=QuestionKind.choices, required=False)
    topic = forms.CharField(label="知识点", max_length=60, required=False)
    count = forms.IntegerField(label="题数", min_value=0, max_value=300, required=False)
    marks = MarksField(label="每题分", required=False)

    def __init__(self, *args: object, banks: Sequence[Bank], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own arguments
        self.fields["bank"].choices = [("", "选择题库"), *((bank.pk, bank.title) for bank in banks)]  # type: ignore[attr-defined]  # a choice field

    @property
    def draw(self) -> Draw | None:
        """The rule; None for a row without a number of questions."""
        said = self.cleaned_data
        if not said.get("count") or not said.get("bank"):
            return None
        return Draw(said["bank"], said["kind"], said["count"], said["marks"] or 0, squeeze(said["topic"]))


DrawForms = forms.formset_factory(DrawForm, extra=3, max_num=20)


def ends_in_week(now: dt.datetime) -> dict[str, dt.datetime]:
    """Return a window to begin with: from the next full hour, for a week."""
    start = now.replace(minute=0, second=0, microsecond=0) + dt.timedelta(hours=1)
    return {"opens_at": start, "closes_at": start + dt.timedelta(days=7)}
