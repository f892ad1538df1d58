"""Django's registration of the app."""

from importlib import import_module

from django.apps import AppConfig


class LifeConfig(AppConfig):
    """Meetings and attendance."""

    name = "xuezuo.life"
    label = "life"

    def ready(self) -> None:
        """Register what the room says when a unit ends."""
        import_module("xuezuo.life.handlers")
