"""Django's registration of the app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Audit trail."""

    name = "xuezuo.platform.audit"
    label = "audit"
