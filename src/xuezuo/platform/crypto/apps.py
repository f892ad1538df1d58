"""Django's registration of the app."""

from django.apps import AppConfig


class CryptoConfig(AppConfig):
    """Which keys a database belongs to."""

    name = "xuezuo.platform.crypto"
    label = "crypto"
