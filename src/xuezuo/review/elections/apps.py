"""Django's registration of the app."""

from importlib import import_module

from django.apps import AppConfig


class ElectionsConfig(AppConfig):
    """Term change, elections and delegates."""

    name = "xuezuo.review.elections"
    label = "elections"

    def ready(self) -> None:
        """Register the audit names."""
        import_module("xuezuo.review.elections.events")
