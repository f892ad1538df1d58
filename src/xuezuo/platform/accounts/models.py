"""Log-ins. A log-in knows nothing of members; `org.Member` points to it."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from xuezuo.platform.privacy import classify


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by user name; making one is `services.account_create`."""


class Account(AbstractBaseUser):
    """A log-in: user name, password (Argon2id), state.

    `is_admin` marks a technical administrator (settings, jobs, health); it opens no personal data.
    """

    username = models.CharField("用户名", max_length=60, unique=True)
    is_active = models.BooleanField("启用", default=True)
    is_admin = models.BooleanField("系统管理员", default=False)
    must_change_password = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = AccountManager()

    privacy = classify(
        internal="id is_active is_admin must_change_password created_at last_login",
        personal="username",
        secret="password",
    )

    def __str__(self) -> str:
        return f"account {self.pk}"


class LoginThrottle(models.Model):
    """Wrong passwords of one log-in (`account:<id>`) or of one unknown name (`name:<hash>`).

    Also how many log-ins came from one address (`address:<keyed hash>`) since `counted_at`.
    """

    subject = models.CharField(max_length=40, unique=True)
    failures = models.PositiveSmallIntegerField(default=0)
    counted_at = models.DateTimeField()
    locked_until = models.DateTimeField(null=True)

    privacy = classify(internal="id subject failures counted_at locked_until")

    def __str__(self) -> str:
        return self.subject
