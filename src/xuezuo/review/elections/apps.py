"""Django's registration of the app."""

from importlib import import_module

from django.apps import AppConfig


class ElectionsConfig(AppConfig):
    """Term change, elections and delegates."""

    name = "xuezuo.review.elections"
    label = "elections"

    def ready(self) -> None:
        """Register the audit names, and what a meeting's page and minutes say of its election."""
        import_module("xuezuo.review.elections.events")
        panel = import_module("xuezuo.review.elections.queries.panel")
        import_module("xuezuo.life.queries").add_panel("elections", panel.meeting_panel)
