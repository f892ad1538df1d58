"""Django's registration of the app."""

from importlib import import_module

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    """What there is to study."""

    name = "xuezuo.study.library"
    label = "library"

    def ready(self) -> None:
        """Register the audit names and the kinds of long work."""
        import_module("xuezuo.study.library.events")
        import_module("xuezuo.study.library.tasks")
