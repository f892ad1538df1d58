"""Django's registration of the app."""

from importlib import import_module

from django.apps import AppConfig


class CommendationsConfig(AppConfig):
    """Commendations: nomination, public notice, record."""

    name = "xuezuo.review.commendations"
    label = "commendations"

    def ready(self) -> None:
        """Register the audit names."""
        import_module("xuezuo.review.commendations.events")
