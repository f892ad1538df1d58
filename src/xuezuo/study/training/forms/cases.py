"""Cases and research topics."""

import re

from django import forms
from django.http import QueryDict

from xuezuo.org.queries.people import member_numbers
from xuezuo.org.types import UnitRow
from xuezuo.study.training.forms.fields import PeopleField, PersonField
from xuezuo.study.training.forms.places import unit_field
from xuezuo.study.training.models import Case, Topic
from xuezuo.study.training.types import CaseKind, CaseSpec, TopicSpec

ALL = ("", "全部")


class CaseFilterForm(forms.Form):
    """What the list of cases is narrowed to."""

    kind = forms.ChoiceField(label="类别", choices=[ALL, *CaseKind.choices], required=False)
    words = forms.CharField(label="词语", max_length=60, required=False)

    def said(self) -> tuple[str, str]:
        """Return kind and words, as far as they can be read."""
        self.is_valid()
        return self.cleaned_data.get("kind", ""), self.cleaned_data.get("words", "")


class CaseForm(forms.Form):
    """What a case says."""

    title = forms.CharField(label="标题", max_length=120)
    kind = forms.ChoiceField(label="类别", choices=CaseKind.choices)
    text = forms.CharField(
        label="正文",
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="不写真实姓名，写成“某支部”“某党员”",
    )
    source = forms.CharField(label="来源", max_length=200, help_text="例如通报的名称和文号")
    tags = forms.CharField(label="标签", max_length=120, required=False, help_text="用“、”分开")

    @classmethod
    def of(cls, case: Case, data: QueryDict | None) -> "CaseForm":
        """Return the form with what the case says now."""
        same = {name: getattr(case, name) for name in ("title", "kind", "text", "source")}
        return cls(data, initial={**same, "tags": "、".join(case.tags)})

    def spec(self) -> CaseSpec:
        """Return what was said; only for a valid form."""
        said = self.cleaned_data
        tags = tuple(word for word in re.split(r"[、，,；;\s]+", said["tags"]) if word)
        return CaseSpec(said["title"], said["kind"], said["text"], said["source"], tags)


class NewCaseForm(CaseForm):
    """The same, and whose it is."""

    def __init__(self, data: QueryDict | None, *, units: list[UnitRow]) -> None:
        super().__init__(data)
        self.fields = {"unit": unit_field("组织", units), **self.fields}


class PublishForm(forms.Form):
    """What has to be looked at before a case is published."""

    names_are_checked = forms.BooleanField(
        label="我已核对：正文和附件中没有党员、群众的姓名和其他个人信息",
        error_messages={"required": "请先核对并勾选，再发布。"},
    )


class FileForm(forms.Form):
    """A file to attach."""

    file = forms.FileField(label="附件", help_text="PDF、JPG、PNG、DOCX、XLSX，不超过 20 MB")


class TopicForm(forms.Form):
    """What is said of a research topic."""

    title = forms.CharField(label="题目", max_length=120)
    aims = forms.CharField(label="要求", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4}))
    owner = PersonField(label="负责人", help_text="姓名或党员编号")
    members = PeopleField(label="课题组成员", required=False, max_length=300, help_text="姓名或党员编号，用“、”分开")
    starts_on = forms.DateField(label="开始日期")
    due_on = forms.DateField(label="完成期限")

    @classmethod
    def of(cls, topic: Topic, data: QueryDict | None) -> "TopicForm":
        """Return the form with what is said now."""
        ids = list(topic.people.order_by("pk").values_list("member_id", flat=True))
        numbers = member_numbers([topic.owner_id, *ids])
        same = {name: getattr(topic, name) for name in ("title", "aims", "starts_on", "due_on")}
        people = {"owner": numbers.get(topic.owner_id, ""), "members": "、".join(numbers.get(pk, "") for pk in ids)}
        return cls(data, initial={**same, **people})

    def spec(self) -> TopicSpec:
        """Return what was said; only for a valid form."""
        said = self.cleaned_data
        return TopicSpec(
            title=said["title"],
            aims=said["aims"],
            owner_id=said["owner"].pk,
            starts_on=said["starts_on"],
            due_on=said["due_on"],
            member_ids=tuple(member.pk for member in said["members"]),
        )


class NewTopicForm(TopicForm):
    """The same, and whose it is."""

    def __init__(self, data: QueryDict | None, *, units: list[UnitRow]) -> None:
        super().__init__(data)
        self.fields = {"unit": unit_field("组织", units), **self.fields}


class ResultForm(forms.Form):
    """What came of a topic."""

    result = forms.CharField(label="成果说明", max_length=2000, widget=forms.Textarea(attrs={"rows": 6}))
