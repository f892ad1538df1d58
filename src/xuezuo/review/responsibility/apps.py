"""Django's registration of the app."""

from importlib import import_module

from django.apps import AppConfig


class ResponsibilityConfig(AppConfig):
    """The chain of responsibility: duties of the year, reports, review of reports."""

    name = "xuezuo.review.responsibility"
    label = "responsibility"

    def ready(self) -> None:
        """Register the audit names, and the problems in the list of follow-ups."""
        import_module("xuezuo.review.responsibility.events")
        import_module("xuezuo.review.responsibility.handlers")
