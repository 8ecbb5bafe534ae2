from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "weerbaar.outreach.surveys"
    label = "surveys"

    def ready(self) -> None:
        """Will have its files stay when lost ones are swept, and go from the disk when their term ends."""
        from weerbaar.foundation.privacy.hooks import register_purger
        from weerbaar.foundation.vault import owners
        from weerbaar.outreach.surveys.actions.files import purge_uploads
        from weerbaar.outreach.surveys.queries.files import known_uploads

        owners.register(known_uploads)
        register_purger("surveys.Upload", purge_uploads)
