"""Forms about one member."""

import datetime as dt
from typing import Any, Final

from django import forms

from xuezuo.kernel import clock
from xuezuo.org.forms.fields import UnitField
from xuezuo.org.models import Member
from xuezuo.org.services.people import Personal, Secret
from xuezuo.org.types import AffiliationKind, MemberStage, Sex

# For the browser: eleven digits and more do not even get into the address. The server looks again.
NO_LONG_NUMBER: Final = r"(?!.*[0-9](?:[ \-]?[0-9]){10}).*"


class FindForm(forms.Form):
    """A whole identity number or phone; never filled in again."""

    number = forms.CharField(
        label="公民身份号码或手机号码",
        max_length=30,
        help_text="须填完整号码。",
        widget=forms.PasswordInput(attrs={"type": "text", "autocomplete": "off"}),  # never echoes
    )


class MemberFilterForm(forms.Form):
    """What the list of members is narrowed to."""

    q = forms.CharField(
        label="查找",
        required=False,
        max_length=60,
        help_text="姓名、全拼、首字母或党员编号。",
        widget=forms.TextInput(attrs={"pattern": NO_LONG_NUMBER, "title": "证件号码和手机号码请用“按号码查找”。"}),
    )
    unit = forms.UUIDField(required=False, widget=forms.HiddenInput)
    stage = forms.ChoiceField(
        label="人员类别",
        required=False,
        choices=[("", "全部"), (MemberStage.FULL, "正式党员"), (MemberStage.PROBATIONARY, "预备党员")],
    )
    kind = forms.ChoiceField(label="组织关系", required=False, choices=[("", "正式"), *AffiliationKind.choices[1:]])
    login = forms.ChoiceField(
        label="登录账号", required=False, choices=[("", "全部"), ("yes", "已开通"), ("no", "未开通")]
    )


class PersonalForm(forms.Form):
    """What is known of a person."""

    name = forms.CharField(label="姓名", max_length=60)
    sex = forms.ChoiceField(label="性别", choices=Sex.choices)
    born_on = forms.DateField(label="出生日期")
    joined_on = forms.DateField(label="入党日期")
    full_on = forms.DateField(label="转正日期", required=False, help_text="预备党员留空。")
    nation = forms.CharField(label="民族", max_length=20, required=False)
    education = forms.CharField(label="学历", max_length=20, required=False)
    hours_exempt_from = forms.DateField(
        label="学时不作硬性要求起始日期", required=False, help_text="年老体弱等情况经支部同意的填写。"
    )

    def personal(self) -> Personal:
        """Return the cleaned data."""
        data = self.cleaned_data
        return Personal(**{name: data[name] for name in Personal.__dataclass_fields__})


class EnrollForm(PersonalForm):
    """A new member."""

    number = forms.CharField(label="党员编号", max_length=40)
    on = forms.DateField(label="编入日期", initial=clock.today)

    field_order = ("number", "name", "sex", "born_on", "joined_on", "full_on", "on")


class CorrectForm(PersonalForm):
    """A correction with its reason."""

    reason = forms.CharField(label="更正原因", max_length=200, help_text="例如：与户口本核对。")

    @classmethod
    def of(cls, member: Member, data: Any = None) -> "CorrectForm":  # Django's QueryDict or None
        """Return the form filled with what is stored."""
        initial = {name: getattr(member, name) for name in Personal.__dataclass_fields__}
        return cls(data, initial=initial)


class NumberForm(forms.Form):
    """Another member number, and why."""

    number = forms.CharField(label="新的党员编号", max_length=40)
    reason = forms.CharField(label="更正原因", max_length=200, help_text="例如：录入时错了一位，按党员信息库核对。")


class IdentityForm(forms.Form):
    """Identity number and phone; an empty field stays as it is."""

    id_number = forms.CharField(label="公民身份号码", max_length=20, required=False, help_text="留空则不更改。")
    phone = forms.CharField(label="手机号码", max_length=20, required=False, help_text="留空则不更改。")

    def changes(self) -> dict[str, str]:
        """Return what was filled in."""
        return {name: value for name, value in self.cleaned_data.items() if value}


class UnmaskForm(forms.Form):
    """Which number, and why."""

    secret = forms.ChoiceField(
        label="查看", choices=[(Secret.ID_NUMBER, "公民身份号码"), (Secret.PHONE, "手机号码")], widget=forms.RadioSelect
    )
    reason = forms.CharField(label="查看原因", max_length=200, help_text="原因和您的姓名将长期保存，党员本人可以看到。")


class OwnUnmaskForm(forms.Form):
    """Which of one's own numbers."""

    secret = UnmaskForm.base_fields["secret"]


class PromoteForm(forms.Form):
    """Full membership."""

    on = forms.DateField(label="转正日期", help_text="从支部大会通过转正之日算起。")
    document = forms.CharField(label="依据", max_length=200, help_text="例如：支部大会决议及上级批复文号。")


class EndForm(forms.Form):
    """The end of membership."""

    on = forms.DateField(label="出册日期", initial=clock.today)
    reason = forms.CharField(label="原因和依据", max_length=200, help_text="例如：去世；除名及批复文号。")


class RegroupForm(forms.Form):
    """Another group of the same branch."""

    unit = UnitField(label="编入", help_text="本支部或其党小组的组织代码或全称。")
    on = forms.DateField(label="起始日期", initial=clock.today)


class AffiliationForm(forms.Form):
    """A floating, residence or temporary affiliation of a member named by number and name."""

    number = forms.CharField(label="党员编号", max_length=40)
    name = forms.CharField(label="姓名", max_length=60, help_text="编号与姓名须相符，以免登记错人。")
    kind = forms.ChoiceField(label="组织关系类型", choices=AffiliationKind.choices[1:])
    on = forms.DateField(label="起始日期", initial=clock.today)
    reason = forms.CharField(label="原因", max_length=200, help_text="例如：在本地务工，持流动党员活动证报到。")


class ReasonForm(forms.Form):
    """A day and a reason."""

    on = forms.DateField(label="日期", initial=clock.today)
    reason = forms.CharField(label="原因", max_length=200)

    @property
    def day(self) -> dt.date:
        """The cleaned day."""
        day: dt.date = self.cleaned_data["on"]
        return day
