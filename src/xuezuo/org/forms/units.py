"""Forms of the structural deeds. Each has the day the deed takes effect and the document it rests on."""

from django import forms

from xuezuo.kernel import clock
from xuezuo.org.forms.fields import UnitField
from xuezuo.org.types import BranchFunction, Document, NewUnit, SplitPlan, UnitKind, UnitType


class DayForm(forms.Form):
    """On which day the tree is shown, and what is looked for."""

    q = forms.CharField(label="查找组织", required=False, max_length=60, help_text="名称、拼音、首字母或组织代码")
    on = forms.DateField(label="按哪一天的情况", required=False)


class DeedForm(forms.Form):
    """The two things every structural deed needs."""

    on = forms.DateField(
        label="生效日期", initial=clock.today, help_text="可以早于或晚于今天；自这一天起按新情况计算。"
    )
    document = forms.CharField(label="文件依据", max_length=200, help_text="批准文件的文号或名称。")

    def basis(self) -> Document:
        """Return the cleaned day and document."""
        return Document(self.cleaned_data["on"], self.cleaned_data["document"])


class SetUpForm(DeedForm):
    """A new unit below another."""

    code = forms.CharField(label="组织代码", max_length=40, help_text="终身不变、不重复使用。")
    name = forms.CharField(label="组织名称", max_length=120)
    kind = forms.ChoiceField(label="组织类型", choices=UnitKind.choices, initial=UnitKind.BRANCH)
    unit_type = forms.ChoiceField(label="单位类别", choices=[("", "未填"), *UnitType.choices], required=False)
    function = forms.ChoiceField(label="支部类型", choices=[("", "未填"), *BranchFunction.choices], required=False)
    is_temporary = forms.BooleanField(label="临时党支部", required=False)
    field_order = ("code", "name", "kind", "unit_type", "function", "is_temporary", "on", "document")

    def new_unit(self, parent_id: int) -> NewUnit:
        """Return the cleaned unit."""
        names = ("code", "name", "kind", "unit_type", "function", "is_temporary")
        return NewUnit(parent_id=parent_id, **{name: self.cleaned_data[name] for name in names})


class RenameForm(DeedForm):
    """Another name."""

    name = forms.CharField(label="新名称", max_length=120)
    field_order = ("name", "on", "document")


class MoveForm(DeedForm):
    """Another superior."""

    parent = UnitField(label="新的上级组织")
    field_order = ("parent", "on", "document")


class MergeForm(DeedForm):
    """The unit that receives."""

    target = UnitField(label="接收组织", help_text="填写组织代码或组织全称。党员和下级组织都转入这个组织。")
    field_order = ("target", "on", "document")


class SplitForm(DeedForm):
    """The new units and who goes where."""

    parts = forms.CharField(
        label="分设为",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="每行一个新组织：组织代码，空格，组织名称。至少两行。",
    )
    main = forms.CharField(
        label="主要承接组织的代码", max_length=40, help_text="未列入名单的党员、下级组织和以往记录由它承接。"
    )
    members = forms.CharField(
        label="党员去向",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="每行一人：党员编号，空格，新组织代码。可从表格粘贴。",
    )
    field_order = ("parts", "main", "members", "on", "document")

    def clean_parts(self) -> list[tuple[str, str]]:
        """Read a code and a name from each line."""
        return _pairs(self.cleaned_data["parts"], "组织代码 组织名称")

    def clean_members(self) -> list[tuple[str, str]]:
        """Read a number and a code from each line."""
        return _pairs(self.cleaned_data["members"], "党员编号 组织代码")

    def plan(self) -> SplitPlan:
        """Return the cleaned plan."""
        data = self.cleaned_data
        return SplitPlan(tuple(data["parts"]), data["main"].strip(), tuple(data["members"]))


def _pairs(text: str, shape: str) -> list[tuple[str, str]]:
    lines = [line.replace("，", " ").replace(",", " ").split(maxsplit=1) for line in text.splitlines() if line.strip()]
    for number, words in enumerate(lines, 1):
        if len(words) < 2:
            raise forms.ValidationError(f"第 {number} 行不完整：请写成“{shape}”。")
    return [(first, rest.strip()) for first, rest in lines]
