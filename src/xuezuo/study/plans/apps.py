"""Django's registration of the app."""

from importlib import import_module

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Year plans and monthly prompts."""

    name = "xuezuo.study.plans"
    label = "plans"

    def ready(self) -> None:
        """Register the audit names."""
        import_module("xuezuo.study.plans.events")
