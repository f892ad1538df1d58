"""Django's registration of the app."""

from importlib import import_module

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    """Duties and their status."""

    name = "xuezuo.duties"
    label = "duties"

    def ready(self) -> None:
        """Register the audit names, and what the room says when a unit ends."""
        import_module("xuezuo.duties.events")
        import_module("xuezuo.duties.handlers")
