"""What the log-in pages of allauth do here: no sign-up, no mail, names and numbers, lock-out, sealed second factors."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from xuezuo.kernel import clock
from xuezuo.platform.access import ANONYMOUS, Actor
from xuezuo.platform.accounts import audit_names, services, throttle
from xuezuo.platform.accounts.errors import LoginLocked
from xuezuo.platform.accounts.models import Account
from xuezuo.platform.accounts.queries import account_by_login
from xuezuo.platform.audit import services as audit
from xuezuo.platform.crypto import seal, unseal

MISMATCH = "用户名(或党员编号)与密码不符，请检查后重新输入。"
FACTOR_PLACE = "mfa_authenticator"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Log-in by user name or member number."""

    error_messages: ClassVar = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": MISMATCH,
        "too_many_login_attempts": "尝试次数过多，请稍后再试。",
        "rate_limited": "操作过于频繁，请稍后再试。",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  # CONFIG allauth's signature
        """Nobody signs up; people come by invitation."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """There is no mail here."""

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Account | None:
        """Check a password, counting the attempt first (see `throttle`)."""
        login = str(credentials.get("username", ""))
        account = account_by_login(login)
        subject, at = throttle.subject_of(account, login), clock.now()
        try:
            throttle.attempt_begin(subject, at=at)
            found = super().authenticate(request, account=account, password=credentials.get("password", ""))
            if not isinstance(found, Account):
                self._note(audit_names.LOGIN_FAILED, subject, account)
                self._refuse_last(subject, account)
                return None
        except LoginLocked as locked:
            raise ValidationError(locked.message, code=locked.code) from None
        throttle.attempt_succeeded(subject)
        return found

    def _refuse_last(self, subject: str, account: Account | None) -> None:
        try:
            throttle.attempt_failed(subject, at=clock.now())
        except LoginLocked:
            self._note(audit_names.LOGIN_LOCKED, subject, account)
            raise

    def _note(self, name: str, subject: str, account: Account | None) -> None:
        about = services.subject(account) if account else ("accounts.login", subject)
        audit.record(name, actor=ANONYMOUS, subject=about, at=clock.now())

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Leave counting to `throttle`: allauth's counter lives in a cache and forgets."""

    def set_password(self, user: Account, password: str) -> None:
        """Store a password that its owner has chosen on the password page."""
        services.password_set(
            actor=Actor(account_id=user.pk, label=f"account:{user.pk}"), account=user, password=password, at=clock.now()
        )


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Second factors, sealed in the database."""

    def encrypt(self, text: str) -> str:
        """Seal a secret of a second factor."""
        return seal(text, place=FACTOR_PLACE).hex()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret of a second factor."""
        return unseal(bytes.fromhex(encrypted_text), place=FACTOR_PLACE)

    def get_totp_issuer(self) -> str:
        """Name this site in the authenticator's list."""
        return "学做"


def client_address(request: HttpRequest) -> str:
    """Return the address of the network a request comes from, for counting; see `XUEZUO_TRUSTED_PROXIES`."""
    return str(get_adapter(request).get_client_ip(request))
