"""The log-in form, in the words of the house."""

from allauth.account.forms import LoginForm as AllauthLoginForm


class LoginForm(AllauthLoginForm):  # type: ignore[misc]  # allauth ships no types
    """User name or member's number, and the password."""

    def __init__(self, *args: object, **keywords: object) -> None:
        super().__init__(*args, **keywords)
        self.fields["login"].label = "用户名或党员编号"
        for name in ("login", "password"):
            self.fields[name].widget.attrs.pop("placeholder", None)  # repeats the label and looks like a value
