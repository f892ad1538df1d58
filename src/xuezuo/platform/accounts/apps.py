"""Django's registration of the app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Log-ins."""

    name = "xuezuo.platform.accounts"
    label = "accounts"
