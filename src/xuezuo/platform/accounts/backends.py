"""Checking the password of an account that has been found already; reading the account of a session."""

from allauth.account.auth_backends import AuthenticationBackend
from django.db import connection
from django.http import HttpRequest

from xuezuo.platform.accounts.models import Account

_FIELDS = ("id", "password", "last_login", "username", "is_active", "is_admin", "must_change_password", "created_at")
_ACCOUNT = f"SELECT {', '.join(_FIELDS)} FROM accounts_account WHERE id = %s"


class PasswordBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth ships no types
    """allauth's check without its search: `AccountAdapter` has looked for the account, by name and by number."""

    def authenticate(
        self, request: HttpRequest | None, *, account: Account | None = None, password: str = "", **_others: object
    ) -> Account | None:
        """Return the account when the password is its own; an unknown one takes as long as a wrong password."""
        del request
        if account is None:
            self._mitigate_timing_attack(password)
            return None
        found: Account | None = self._check_password(account, password)
        return found

    def get_user(self, user_id: int) -> Account | None:
        """Return the account of a session while it may be used; every request asks, so the statement is ready-made."""
        with connection.cursor() as cursor:
            cursor.execute(_ACCOUNT, [user_id])
            row = cursor.fetchone()
        account = Account.from_db(connection.alias, _FIELDS, row) if row else None
        return account if self.user_can_authenticate(account) else None
