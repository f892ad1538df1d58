"""Django's registration of the app."""

from importlib import import_module

from django.apps import AppConfig


class ExamsConfig(AppConfig):
    """Question banks, papers, sittings."""

    name = "xuezuo.study.exams"
    label = "exams"

    def ready(self) -> None:
        """Register the audit names and the kinds of long work."""
        import_module("xuezuo.study.exams.events")
        import_module("xuezuo.study.exams.tasks")
