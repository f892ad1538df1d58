"""Django's registration of the app."""

from importlib import import_module

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Roll-ups, sheets, overviews."""

    name = "xuezuo.reports"
    label = "reports"

    def ready(self) -> None:
        """Say to rooms below what this one knows."""
        import_module("xuezuo.reports.handlers")
