"""Django's registration of the app."""

from importlib import import_module

from django.apps import AppConfig


class ElectionsConfig(AppConfig):
    """Term change, elections and delegates."""

    name = "xuezuo.review.elections"
    label = "elections"

    def ready(self) -> None:
        """Register the audit names, what a meeting says of its election, and who a congress's delegates are."""
        import_module("xuezuo.review.elections.events")
        panel = import_module("xuezuo.review.elections.queries.panel")
        congresses = import_module("xuezuo.review.elections.queries.congresses")
        life = import_module("xuezuo.life.queries")
        life.add_panel("elections", panel.meeting_panel)
        life.add_delegates("elections", congresses.delegates_of)
