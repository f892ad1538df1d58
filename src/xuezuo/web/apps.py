"""Django's registration of the app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Shell of the site."""

    name = "xuezuo.web"
    label = "web"
