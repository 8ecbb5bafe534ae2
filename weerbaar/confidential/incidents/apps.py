from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    name = "weerbaar.confidential.incidents"
    label = "incidents"

    def ready(self) -> None:
        """Will have originals go with their case and stay when lost files are swept, and settle steps when two cases merge."""
        from weerbaar.confidential.cases import merges  # noqa: PLC0415 - models are ready only now
        from weerbaar.confidential.cases.files import register_owner  # noqa: PLC0415
        from weerbaar.confidential.incidents.actions.merging import settle_steps  # noqa: PLC0415
        from weerbaar.confidential.incidents.queries.shelf import SealedOriginals  # noqa: PLC0415

        register_owner(SealedOriginals())
        merges.register(settle_steps)
