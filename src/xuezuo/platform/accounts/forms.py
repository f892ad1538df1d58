"""Forms of allauth in the words of the house."""

from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms


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
