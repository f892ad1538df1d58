"""Forms about posts, terms, transfers and invitations."""

import uuid
from collections.abc import Sequence

from django import forms
from django.http import QueryDict

from xuezuo.kernel import clock
from xuezuo.kernel.dates import add_months
from xuezuo.org.forms.fields import MemberField, UnitField
from xuezuo.org.services.people import Appointment, Letter, NewLogin, Proof
from xuezuo.org.types import PostKind


class AppointForm(forms.Form):
    """A post for a member."""

    member = MemberField(help_text="担任职务的党员的编号。")
    kind = forms.ChoiceField(label="职务", choices=PostKind.choices)
    title = forms.CharField(
        label="职务全称", max_length=40, required=False, help_text="例如：组织委员；留空则用职务名称。"
    )
    on = forms.DateField(label="任职起始日期", initial=clock.today)
    document = forms.CharField(label="依据", max_length=200, help_text="例如：选举结果和批复文号。")

    def __init__(self, data: QueryDict | None = None, *, kinds: Sequence[str]) -> None:
        """Offer only posts that the unit has and the asker may give; the service decides."""
        super().__init__(data)
        choices = [(value, label) for value, label in PostKind.choices if value in kinds]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]  # the stubs know only the base field

    def appointment(self) -> Appointment:
        """Return the cleaned post."""
        data = self.cleaned_data
        return Appointment(kind=data["kind"], document=data["document"], title=data["title"])


class TermForm(forms.Form):
    """A new term of office."""

    on = forms.DateField(label="任期起始日期", initial=clock.today)
    years = forms.IntegerField(
        label="任期年数", required=False, min_value=1, max_value=5, help_text="留空则按现行规定计算。"
    )
    document = forms.CharField(label="批复文件", max_length=200)


class SendForm(forms.Form):
    """An introduction letter."""

    to_unit = UnitField(label="转入组织", help_text="转入的党支部或党小组的组织代码或全称。")
    reason = forms.CharField(label="转接原因", max_length=200)
    document = forms.CharField(label="介绍信编号", max_length=100, required=False)
    on = forms.DateField(label="转出日期", initial=clock.today)
    valid_until = forms.DateField(
        label="有效期至", initial=lambda: add_months(clock.today(), 3), help_text="最长三个月。"
    )

    def letter(self) -> Letter:
        """Return the cleaned letter."""
        data = self.cleaned_data
        return Letter(reason=data["reason"], valid_until=data["valid_until"], document=data["document"])


class ReceiveForm(forms.Form):
    """The day of the receipt."""

    on = forms.DateField(label="接收日期", initial=clock.today, help_text="从这一天起，党员编入本组织。")


class DecideForm(forms.Form):
    """Why a transfer is refused or withdrawn."""

    reason = forms.CharField(label="原因", max_length=200)


class InviteForm(forms.Form):
    """For whom codes are printed."""

    member = forms.TypedMultipleChoiceField(coerce=uuid.UUID)

    @classmethod
    def for_uids(cls, data: QueryDict) -> "InviteForm":
        """Return the form for whatever uids were sent; who they are is the query's business."""
        form = cls(data)
        form.fields["member"].choices = [(uid, uid) for uid in data.getlist("member") if _is_uid(uid)]  # type: ignore[attr-defined]  # set on the field
        return form

    def uids(self) -> list[uuid.UUID]:
        """Return the cleaned uids."""
        return list(self.cleaned_data["member"])


def _is_uid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


class JoinForm(forms.Form):
    """A log-in made with a printed code."""

    code = forms.CharField(label="邀请码", max_length=40, help_text="邀请单上的12位字母和数字，不分大小写。")
    check = forms.CharField(
        label="核对信息", max_length=40, help_text="公民身份号码后四位，或党员编号。", widget=forms.TextInput
    )
    username = forms.CharField(
        label="用户名",
        max_length=30,
        required=False,
        help_text="自己起一个好记的名字；留空也可以，以后用党员编号登录。",
    )
    password = forms.CharField(
        label="密码", max_length=128, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="至少8个字符，不能全是数字。", strip=False,
    )  # fmt: skip
    again = forms.CharField(
        label="再输一遍密码",
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_again(self) -> str:
        """Check that both passwords are the same."""
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("password"):
            raise forms.ValidationError("两次输入的密码不一致。")
        return again

    def proof(self, address: str) -> Proof:
        """Return what the stranger gave."""
        return Proof(self.cleaned_data["code"], self.cleaned_data["check"], address)

    def login(self) -> NewLogin:
        """Return what the member chose."""
        return NewLogin(self.cleaned_data["username"], self.cleaned_data["password"])
