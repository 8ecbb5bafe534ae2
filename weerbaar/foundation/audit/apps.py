from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "weerbaar.foundation.audit"
    label = "audit"
