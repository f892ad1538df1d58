"""Django's registration of the app."""

from importlib import import_module

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """Special assessments by anonymous questionnaire."""

    name = "xuezuo.review.assessments"
    label = "assessments"

    def ready(self) -> None:
        """Register the audit names, and the links on pages of campaigns."""
        import_module("xuezuo.review.assessments.events")
        import_module("xuezuo.review.assessments.handlers")
