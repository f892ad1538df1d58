"""Django's registration of the app."""

from django.apps import AppConfig


class OrgConfig(AppConfig):
    """Organization tree and members."""

    name = "xuezuo.org"
    label = "org"
