"""Banks and questions."""

from django import forms

from xuezuo.kernel.text import squeeze
from xuezuo.org.types import UnitRow
from xuezuo.study.exams.exchange.answers import KeyFault, read_key
from xuezuo.study.exams.exchange.findings import MESSAGES
from xuezuo.study.exams.exchange.questions import prose
from xuezuo.study.exams.queries.banks import QuestionFilters
from xuezuo.study.exams.types import CHOICES, BankSpec, NewQuestion, QuestionKind, QuestionText, key_text


class ReasonForm(forms.Form):
    """Why something recorded is changed."""

    reason = forms.CharField(label="原因", max_length=200, help_text="原记录会保留，原因会显示在历史中。")


class BankForm(forms.Form):
    """What a bank is called and who may use it."""

    title = forms.CharField(label="名称", max_length=80)
    note = forms.CharField(label="说明", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    is_shared = forms.BooleanField(
        label="下级组织可用",
        required=False,
        help_text="下级的出题人能看到题目和答案，并用来出题。用于正式考试的题库请不要勾选。",
    )

    @property
    def spec(self) -> BankSpec:
        """What was said; only for a valid form."""
        said = self.cleaned_data
        return BankSpec(squeeze(said["title"]), prose(said["note"]), said["is_shared"])


class NewBankForm(BankForm):
    """The same, and for which unit."""

    def __init__(self, *args: object, units: list[UnitRow], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own arguments
        choices = [(unit.id, unit.name) for unit in units]
        self.fields = {"unit": forms.TypedChoiceField(label="组织", choices=choices, coerce=int), **self.fields}


class QuestionForm(forms.Form):
    """What a question says; the kind stands when it is edited."""

    topic = forms.CharField(label="知识点", max_length=60, required=False)
    stem = forms.CharField(
        label="题干", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}), help_text="填空题的每个空用 ____ 表示"
    )
    options = forms.CharField(
        label="选项",
        max_length=2400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="每行一个，依次为 A、B、C……；只有单选题和多选题需要",
    )
    answer = forms.CharField(
        label="答案",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="选择题填字母（如 ACD）；判断题填“对”或“错”；填空题几个空用“；”分开，同一空的几种写法用“|”分开；"
        "简答题填参考答案",
    )
    explanation = forms.CharField(
        label="解析", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    source = forms.CharField(label="出处", max_length=200, required=False)

    kind = ""

    def clean(self) -> dict[str, object]:
        """Read the key in the light of kind, options and stem."""
        said = super().clean() or {}
        said["kind"] = kind = said.get("kind", self.kind)
        options = [squeeze(line) for line in said.get("options", "").splitlines() if line.strip()]
        said["options"] = tuple(options) if kind in CHOICES else ()
        if kind in CHOICES and len(set(options)) < max(2, len(options)):
            self.add_error("options", "请至少填写两个选项，每行一个，内容不能相同。")
        elif len(options) > 8:
            self.add_error("options", "选项最多 8 个。")
        elif "answer" in said:
            self._read_key(said, kind)
        return said

    def _read_key(self, said: dict[str, object], kind: str) -> None:
        answer, options, stem = (said.get(name) for name in ("answer", "options", "stem"))
        try:
            said["key"] = tuple(read_key(kind, prose(str(answer)), list(options), str(stem)))  # type: ignore[call-overload]  # a tuple
        except KeyFault as fault:
            self.add_error("answer", MESSAGES[fault.code].format(**fault.params))

    @property
    def text(self) -> QuestionText:
        """What was said; only for a valid form."""
        said = self.cleaned_data
        key, source = said["key"], squeeze(said["source"])
        return QuestionText(prose(said["stem"]), said["options"], key, prose(said["explanation"]), source)


class NewQuestionForm(QuestionForm):
    """A question for a bank."""

    number = forms.CharField(label="题号", max_length=40)
    kind = forms.ChoiceField(label="题型", choices=QuestionKind.choices)  # type: ignore[assignment]  # a field here

    field_order = ("number", "kind", "topic", "stem", "options", "answer", "explanation", "source")

    @property
    def new(self) -> NewQuestion:
        """What was said; only for a valid form."""
        said = self.cleaned_data
        return NewQuestion(squeeze(said["number"]), said["kind"], squeeze(said["topic"]), self.text)


class EditQuestionForm(QuestionForm):
    """Another version of a question."""

    reason = forms.CharField(label="修改原因", max_length=200, help_text="原来的版本会保留，已经用它的试卷不受影响")

    @classmethod
    def of(cls, posted: object, kind: str, topic: str, text: QuestionText) -> "EditQuestionForm":
        """Return the form filled with what the question says now."""
        initial = {
            "topic": topic, "stem": text.stem, "options": "\n".join(text.options), "answer": key_text(kind, text.key),
            "explanation": text.explanation, "source": text.source,
        }  # fmt: skip
        form = cls(posted or None, initial=initial)  # type: ignore[arg-type]  # what was posted
        form.kind = kind
        if kind not in CHOICES:
            form.fields["options"].widget = forms.HiddenInput()
        return form


class QuestionFilterForm(forms.Form):
    """What the list of questions is narrowed to."""

    kind = forms.ChoiceField(label="题型", required=False, choices=[("", "全部"), *QuestionKind.choices])
    topic = forms.ChoiceField(label="知识点", required=False)
    words = forms.CharField(label="题干或题号", required=False, max_length=60)
    retired = forms.BooleanField(label="已停用的", required=False)

    def __init__(self, *args: object, topics: list[str], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own arguments
        choices = [("", "全部"), *((topic, topic) for topic in topics)]
        self.fields["topic"] = forms.ChoiceField(label="知识点", required=False, choices=choices)

    def filters(self) -> QuestionFilters:
        """Return what is asked for; an odd value asks for nothing."""
        said = self.cleaned_data if self.is_valid() else {}
        return QuestionFilters(**{name: value for name, value in said.items() if value})


class FileForm(forms.Form):
    """A file to import."""

    file = forms.FileField(label="文件", help_text="用模板填写的 XLSX，或列名相同的 CSV")
    reason = forms.CharField(
        label="修改原因", max_length=200, required=False, help_text="文件改动了已有内容时，写入历史"
    )
    dry_run = forms.BooleanField(label="只检查，不导入", required=False, initial=True)
