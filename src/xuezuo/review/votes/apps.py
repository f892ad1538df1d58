"""Django's registration of the app."""

from importlib import import_module

from django.apps import AppConfig


class VotesConfig(AppConfig):
    """Votes at meetings: who is entitled, who is present, which formula, what came of it."""

    name = "xuezuo.review.votes"
    label = "votes"

    def ready(self) -> None:
        """Register the audit names, and the panel on the page of a meeting."""
        import_module("xuezuo.review.votes.events")
        import_module("xuezuo.review.votes.handlers")
