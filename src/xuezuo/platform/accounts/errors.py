"""What can go wrong with log-ins."""

from xuezuo.kernel.errors import DomainError, Kind


class UsernameTaken(DomainError):
    """Another account has this user name."""

    code = "accounts.username_taken"
    kind = Kind.CONFLICT
    template = "用户名“{username}”已被使用，请换一个。"


class UsernameUnfit(DomainError):
    """A user name that could be misread, or taken for a member number."""

    code = "accounts.username_unfit"
    template = "用户名须为2至30个汉字、字母、数字或 . _ -，并以汉字或字母开头。"


class PasswordWeak(DomainError):
    """The password breaks a rule; `reason` says which."""

    code = "accounts.password_weak"
    template = "密码不符合要求：{reason}"


class LoginLocked(DomainError):
    """Too many wrong passwords for one user name."""

    code = "accounts.login_locked"
    kind = Kind.FORBIDDEN
    template = (
        "密码连续输错次数过多，为保护账号，{until}之前不能登录。"
        "忘记密码的党员请找所在支部书记重新打印邀请码；其他人员请联系系统管理员。"
    )


class AccountIsSelf(DomainError):
    """Nobody closes, opens or empowers the own log-in."""

    code = "accounts.account_is_self"
    kind = Kind.CONFLICT
    template = "不能对自己正在使用的账号办理这一项，请由另一名管理员办理。"


class AccountAsIs(DomainError):
    """The deed would change nothing."""

    code = "accounts.account_as_is"
    kind = Kind.CONFLICT
    template = "账号已经是这样，无需办理。"


class WhyMissing(DomainError):
    """Managing another person's log-in needs a reason."""

    code = "accounts.reason_missing"
    template = "请填写办理原因（不超过 200 个字），它会留在操作留痕里。"


class AccountUnknown(DomainError):
    """The command line named an account that does not exist."""

    code = "accounts.account_unknown"
    kind = Kind.NOT_FOUND
    template = "没有账号“{name}”。请核对用户名或党员编号。"
