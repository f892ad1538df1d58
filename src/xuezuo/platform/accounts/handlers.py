"""What Django and allauth report about log-ins, written into the audit trail.

Their signals are the only place where every way in (password, passkey, second factor) is told.
"""

from allauth.mfa import signals as factor_signals
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.dispatch import receiver
from django.http import HttpRequest

from xuezuo.kernel import clock
from xuezuo.platform.access import ANONYMOUS, Actor
from xuezuo.platform.accounts import audit_names, services, sessions
from xuezuo.platform.accounts.models import Account
from xuezuo.platform.audit import services as audit


@receiver(user_logged_in)
def note_login(user: Account, request: HttpRequest, **_kwargs: object) -> None:
    """Record a log-in; the new session is in use from now on, so that the first page need not write it."""
    _record(audit_names.LOGGED_IN, user)
    sessions.touch(request.session, clock.now(), idle_seconds=settings.SESSION_COOKIE_AGE)


@receiver(user_logged_out)
def note_logout(user: Account | None, **_kwargs: object) -> None:
    """Record a log-out; Django also reports one when nobody was logged in."""
    if user is not None:
        _record(audit_names.LOGGED_OUT, user)


@receiver(factor_signals.authenticator_added)
def note_factor_added(user: Account, authenticator: Authenticator, **_kwargs: object) -> None:
    """Record a new second factor."""
    _record(audit_names.FACTOR_ADDED, user, authenticator)


@receiver(factor_signals.authenticator_removed)
def note_factor_removed(user: Account, authenticator: Authenticator, **_kwargs: object) -> None:
    """Record that a second factor was taken away."""
    _record(audit_names.FACTOR_REMOVED, user, authenticator)


@receiver(factor_signals.authenticator_reset)
def note_factor_reset(user: Account, authenticator: Authenticator, **_kwargs: object) -> None:
    """Record new recovery codes."""
    _record(audit_names.FACTOR_RESET, user, authenticator)


@receiver(factor_signals.authentication_failed)
def note_factor_failed(user: Account, authenticator: Authenticator, **_kwargs: object) -> None:
    """Record a wrong second factor; it is not known who typed it."""
    after = {"type": str(authenticator.type)}
    subject = services.subject(user)
    audit.record(audit_names.FACTOR_FAILED, actor=ANONYMOUS, subject=subject, after=after, at=clock.now())


def _record(name: str, account: Account, authenticator: Authenticator | None = None) -> None:
    actor = Actor(account_id=account.pk, label=f"account:{account.pk}")
    after = {"type": str(authenticator.type)} if authenticator else {}
    audit.record(name, actor=actor, subject=services.subject(account), after=after, at=clock.now())
