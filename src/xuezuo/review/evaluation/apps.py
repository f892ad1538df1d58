"""Django's registration of the app."""

from importlib import import_module

from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    """Democratic evaluation of members."""

    name = "xuezuo.review.evaluation"
    label = "evaluation"

    def ready(self) -> None:
        """Register the audit names."""
        import_module("xuezuo.review.evaluation.events")
