"""Django's registration of the app."""

from importlib import import_module

from django.apps import AppConfig


class ContestsConfig(AppConfig):
    """Knowledge contests, speeches, essays."""

    name = "xuezuo.study.contests"
    label = "contests"

    def ready(self) -> None:
        """Register the audit names."""
        import_module("xuezuo.study.contests.events")
