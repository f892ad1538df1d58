"""Django's registration of the app."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Attachments."""

    name = "xuezuo.platform.files"
    label = "files"
