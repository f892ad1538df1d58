"""Django's registration of the app."""

from importlib import import_module

from django.apps import AppConfig


class ReadingConfig(AppConfig):
    """Reading lists, self-study, what a member keeps for oneself."""

    name = "xuezuo.study.reading"
    label = "reading"

    def ready(self) -> None:
        """Register the audit names."""
        import_module("xuezuo.study.reading.events")
