from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "weerbaar.foundation.audit"
    label = "audit"

    def ready(self) -> None:
        """Will have every look at sealed text and every purge recorded, and the head watched by the health page."""
        from weerbaar.foundation.audit import actions, health  # noqa: PLC0415 - models are ready only now
        from weerbaar.foundation.privacy import hooks  # noqa: PLC0415
        from weerbaar.foundation.vault import looks, rotation  # noqa: PLC0415

        looks.register(actions.record_look)
        rotation.register_application_key(actions.renew_signing_key)
        hooks.register_witness(actions.record_purge)
        health.register()
