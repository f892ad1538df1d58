"""Django's registration of the app."""

from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Log-ins."""

    name = "xuezuo.platform.accounts"
    label = "accounts"

    def ready(self) -> None:
        """Listen to what allauth reports."""
        import_module("xuezuo.platform.accounts.handlers")
