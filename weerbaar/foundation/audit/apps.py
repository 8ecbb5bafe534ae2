from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "weerbaar.foundation.audit"
    label = "audit"

    def ready(self) -> None:
        """Will have every look at sealed text recorded, and the head watched by the health page."""
        from weerbaar.foundation.audit import actions, health  # noqa: PLC0415 - models are ready only now
        from weerbaar.foundation.vault import looks, rotation  # noqa: PLC0415

        looks.register(actions.record_look)
        rotation.register_application_key(actions.renew_signing_key)
        health.register()
