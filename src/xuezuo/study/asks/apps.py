"""Django's registration of the app."""

from importlib import import_module

from django.apps import AppConfig


class AsksConfig(AppConfig):
    """What units ask of those below them."""

    name = "xuezuo.study.asks"
    label = "asks"

    def ready(self) -> None:
        """Register the audit names."""
        import_module("xuezuo.study.asks.events")
