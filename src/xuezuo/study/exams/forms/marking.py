"""Marking, putting a key right, results on paper."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from xuezuo.kernel.text import squeeze
from xuezuo.study.exams.exchange.answers import KeyFault, read_key
from xuezuo.study.exams.exchange.findings import MESSAGES
from xuezuo.study.exams.exchange.questions import prose
from xuezuo.study.exams.forms.fields import MarksField
from xuezuo.study.exams.models import QuestionVersion
from xuezuo.study.exams.queries.paper_entry import Candidate
from xuezuo.study.exams.queries.papers import Section, marks_text
from xuezuo.study.exams.services.marking import MarkChange
from xuezuo.study.exams.services.regrading import KeyChange
from xuezuo.study.exams.types import PaperResult, key_text


class MarkForm(forms.Form):
    """Marks for the answer that is held."""

    marks = MarksField(label="得分")
    note = forms.CharField(
        label="评语", max_length=300, required=False, help_text="本人能看到", widget=forms.Textarea(attrs={"rows": 2})
    )


class MarkChangeForm(MarkForm):
    """Other marks for an answer that is marked."""

    reason = forms.CharField(label="更改原因", max_length=160, help_text="本人能看到；原来的分数会保留")

    def change(self, response_id: int) -> MarkChange:
        """Return what was said; only for a valid form."""
        said = self.cleaned_data
        return MarkChange(response_id, said["marks"], said["note"], squeeze(said["reason"]))


class KeyForm(forms.Form):
    """The right key, and why."""

    answer = forms.CharField(label="正确答案", max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
    reason = forms.CharField(label="更正原因", max_length=160, help_text="成绩有变化的人都会看到")

    def __init__(self, *args: object, version: QuestionVersion, **options: object) -> None:
        right = version.corrected_by or version
        initial = {"answer": key_text(version.question.kind, right.key)}
        super().__init__(*args, initial=initial, **options)  # type: ignore[arg-type, misc]  # Django's own arguments
        self.version = version

    def clean_answer(self) -> tuple[object, ...]:
        """Read the key in the light of the question."""
        version, text = self.version, prose(self.cleaned_data["answer"])
        try:
            return tuple(read_key(version.question.kind, text, version.options, version.stem))
        except KeyFault as fault:
            raise forms.ValidationError(MESSAGES[fault.code].format(**fault.params)) from fault

    @property
    def change(self) -> KeyChange:
        """What was said; only for a valid form."""
        return KeyChange(self.version.pk, self.cleaned_data["answer"], squeeze(self.cleaned_data["reason"]))


class PaperResultForm(forms.Form):
    """One member's result on paper, by sections or as a sum."""

    occurred_on = forms.DateField(label="考试日期")
    marks = MarksField(label="总分", required=False, help_text="填了各部分得分时可以留空")
    reason = forms.CharField(label="更正原因", max_length=200, required=False)

    def __init__(self, *args: object, parts: Sequence[Section], is_known: bool, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own arguments
        self.parts = list(parts) if len(parts) > 1 else []
        for place, part in enumerate(self.parts):
            label = f"{part.label}（{marks_text(part.marks)} 分）"
            self.fields[f"part-{place}"] = MarksField(label=label, required=False)
        if is_known:
            self.fields["reason"].required = True
        else:
            del self.fields["reason"]
        self.order_fields(["occurred_on", *(f"part-{place}" for place in range(len(self.parts))), "marks", "reason"])

    def clean(self) -> dict[str, object]:
        """See that the sum is there and agrees with the sections."""
        said = super().clean() or {}
        given = [said.get(f"part-{place}") for place in range(len(self.parts))]
        if any(one is not None for one in given):
            if any(one is None for one in given):
                self.add_error(None, "各部分得分要么都填，要么都不填。")
            elif said.get("marks") not in (None, sum(given)):  # type: ignore[arg-type]  # none is missing
                self.add_error("marks", "总分与各部分得分之和不符。")
            else:
                said["marks"] = sum(given)
        elif said.get("marks") is None and "marks" not in self.errors:
            self.add_error("marks", "请填写总分或各部分得分。")
        return said

    @property
    def result(self) -> PaperResult:
        """What was said; only for a valid form."""
        said = self.cleaned_data
        marks = [said[f"part-{place}"] for place in range(len(self.parts))]
        parts = zip((part.label for part in self.parts), marks, (part.marks for part in self.parts), strict=True)
        known = tuple(parts) if marks and marks[0] is not None else ()
        return PaperResult(said["marks"], said["occurred_on"], known, squeeze(said.get("reason", "")))


class SheetForm:
    """Sums for a page of members: a field for each who has no result yet."""

    def __init__(self, people: Sequence[Candidate], posted: Mapping[str, str], day: dt.date) -> None:
        self.people, self.posted, self.day = people, posted, day
        self.errors: list[str] = []
        self.results: list[tuple[int, PaperResult]] = []

    def is_valid(self) -> bool:
        """Read what was filled in into `results`, or say in `errors` what is wrong."""
        day = self._read(forms.DateField(required=False), "occurred_on", "考试日期") or self.day
        for one in self.people:
            marks = None if one.source else self._read(MarksField(required=False), f"marks-{one.uid}", one.name)
            if marks is not None:
                self.results.append((one.member_id, PaperResult(marks, day)))
        if not self.errors and not self.results:
            self.errors.append("没有填写任何分数。")
        return not self.errors

    def _read(self, field: forms.Field, name: str, label: str) -> Any:
        text = self.posted.get(name, "")
        try:
            return field.clean(text)
        except forms.ValidationError as fault:
            self.errors.append(f"{label}：“{text[:12]}”不对。{''.join(fault.messages)}")
            return None

    def add_error(self, _field: None, message: str) -> None:
        """Note what the service refused."""
        self.errors.append(message)
