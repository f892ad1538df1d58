"""Django's registration of the app."""

from importlib import import_module

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    """Duties and their status."""

    name = "xuezuo.duties"
    label = "duties"

    def ready(self) -> None:
        """Register the audit names."""
        import_module("xuezuo.duties.events")
