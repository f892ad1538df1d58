"""Django's registration of the app."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Long work with progress."""

    name = "xuezuo.platform.jobs"
    label = "jobs"
