"""Django's registration of the app."""

from django.apps import AppConfig


class LifeConfig(AppConfig):
    """Meetings and attendance."""

    name = "xuezuo.life"
    label = "life"
