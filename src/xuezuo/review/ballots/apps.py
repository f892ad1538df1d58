"""Django's registration of the app."""

from importlib import import_module

from django.apps import AppConfig


class BallotsConfig(AppConfig):
    """Secret polls: electronic ballots that nobody can trace, and counted paper."""

    name = "xuezuo.review.ballots"
    label = "ballots"

    def ready(self) -> None:
        """Register the audit names and the schedule."""
        import_module("xuezuo.review.ballots.events")
        import_module("xuezuo.review.ballots.tasks")
