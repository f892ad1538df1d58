"""Django's registration of the app."""

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    """Duties and their status."""

    name = "xuezuo.duties"
    label = "duties"
