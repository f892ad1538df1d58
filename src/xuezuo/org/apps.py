"""Django's registration of the app."""

from importlib import import_module

from django.apps import AppConfig


class OrgConfig(AppConfig):
    """Organization tree and members."""

    name = "xuezuo.org"
    label = "org"

    def ready(self) -> None:
        """Let member numbers log in."""
        import_module("xuezuo.org.handlers")
