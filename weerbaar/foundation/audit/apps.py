from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "weerbaar.foundation.audit"
    label = "audit"

    def ready(self) -> None:
        """Will have every look at sealed text and every purge recorded, and the head watched by the health page."""
        from weerbaar.foundation.audit import actions, health
        from weerbaar.foundation.privacy import hooks
        from weerbaar.foundation.vault import looks, rotation

        looks.register(actions.record_look)
        rotation.register_application_key(actions.renew_signing_key)
        hooks.register_witness(actions.record_purge)
        health.register()
