"""Forms of allauth in the words of the house."""

from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms


class AccountFilterForm(forms.Form):
    """What the list of log-ins is narrowed to."""

    name = forms.CharField(label="用户名", required=False, max_length=60, help_text="开头几个字即可。")
    state = forms.ChoiceField(
        label="状态",
        required=False,
        choices=[("", "全部"), ("open", "启用"), ("closed", "停用"), ("locked", "锁定"), ("admin", "系统管理员")],
    )


class AccountDeedForm(forms.Form):
    """What is done to a log-in, and why."""

    deed = forms.ChoiceField(label="办理", widget=forms.RadioSelect)
    reason = forms.CharField(label="原因", max_length=200, help_text="原因会留在操作留痕里。")

    def __init__(self, data: object, deeds: dict[str, str]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # QueryDict or None
        self.fields["deed"].choices = list(deeds.items())  # type: ignore[attr-defined]  # of a ChoiceField


class LoginForm(AllauthLoginForm):  # type: ignore[misc]  # allauth ships no types
    """User name or member's number, and the password."""

    def __init__(self, *args: object, **keywords: object) -> None:
        super().__init__(*args, **keywords)
        self.fields["login"].label = "用户名或党员编号"
        for name in ("login", "password"):
            self.fields[name].widget.attrs.pop("placeholder", None)  # repeats the label and looks like a value


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """A new passkey and what to call it."""

    name = forms.CharField(label="名称", required=False, max_length=60, help_text="例如：我的手机。")


class EditPasskeyForm(EditWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """Another name for a passkey."""

    name = forms.CharField(label="名称", max_length=60)
