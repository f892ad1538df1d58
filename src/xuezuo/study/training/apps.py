"""Django's registration of the app."""

from importlib import import_module

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """Classes, lecturers, teaching points, cases, research topics."""

    name = "xuezuo.study.training"
    label = "training"

    def ready(self) -> None:
        """Register the audit names."""
        import_module("xuezuo.study.training.events")
