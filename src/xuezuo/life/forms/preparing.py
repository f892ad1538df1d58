"""Forms of an organizational-life meeting: a step, an opinion, a problem."""

from django import forms

from xuezuo.life.forms.fields import PersonField
from xuezuo.life.models import FoundProblem
from xuezuo.life.services.preparing import Collected, Finding, Marked
from xuezuo.life.types import OpinionSource

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class StepForm(forms.Form):
    """When a step was done, and a word about it."""

    done_on = forms.DateField(label="完成日期", widget=DATE)
    note = forms.CharField(
        label="说明", max_length=200, required=False, help_text="只写做了什么，不写谈话和批评的内容，不写姓名。"
    )

    def marked(self, step: str) -> Marked:
        """Return what was typed about the step."""
        return Marked(step, self.cleaned_data["done_on"], self.cleaned_data["note"])


class OpinionForm(forms.Form):
    """An opinion without names."""

    source = forms.ChoiceField(label="来自", choices=OpinionSource.choices)
    people = forms.IntegerField(label="人数", min_value=1, initial=1, help_text="提出相同意见的人数。")
    text = forms.CharField(
        label="意见", max_length=500, widget=forms.Textarea(attrs={"rows": 3}), help_text="不写提意见人的姓名。"
    )
    collected_on = forms.DateField(label="征求日期", widget=DATE)

    def collected(self) -> Collected:
        """Return what was typed."""
        return Collected(**self.cleaned_data)


class ProblemForm(forms.Form):
    """A problem with its measure, owner and day."""

    text = forms.CharField(label="问题", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    measure = forms.CharField(
        label="整改措施", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    owner = PersonField(label="责任人", required=False, help_text="姓名或党员编号。")
    due_on = forms.DateField(label="完成时限", required=False, widget=DATE)

    @staticmethod
    def values_of(problem: FoundProblem) -> dict[str, object]:
        """Return the problem as it stands in the form."""
        owner = problem.owner.number if problem.owner else ""
        return {"text": problem.text, "measure": problem.measure, "owner": owner, "due_on": problem.due_on}

    def finding(self) -> Finding:
        """Return what was typed."""
        said, owner = self.cleaned_data, self.cleaned_data["owner"]
        return Finding(said["text"], said["measure"], owner.pk if owner else None, said["due_on"])
