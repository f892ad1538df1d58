"""Django's registration of the app."""

from importlib import import_module

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """Campaigns of study."""

    name = "xuezuo.study.campaigns"
    label = "campaigns"

    def ready(self) -> None:
        """Register the audit names."""
        import_module("xuezuo.study.campaigns.events")
