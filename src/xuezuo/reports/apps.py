"""Django's registration of the app."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Roll-ups, sheets, overviews."""

    name = "xuezuo.reports"
    label = "reports"
