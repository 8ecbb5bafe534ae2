from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    name = "weerbaar.confidential.incidents"
    label = "incidents"

    def ready(self) -> None:
        """Will have originals go with their case, steps settled when two cases merge, and what stands here searched and done."""
        from weerbaar.confidential.cases import merges, queries  # noqa: PLC0415 - models are ready only now
        from weerbaar.confidential.cases.files import register_owner  # noqa: PLC0415
        from weerbaar.confidential.incidents.actions.merging import settle_steps  # noqa: PLC0415
        from weerbaar.confidential.incidents.queries.plan import todo_of  # noqa: PLC0415
        from weerbaar.confidential.incidents.queries.search import words_of_incidents  # noqa: PLC0415
        from weerbaar.confidential.incidents.queries.shelf import SealedOriginals  # noqa: PLC0415

        register_owner(SealedOriginals())
        merges.register(settle_steps)
        queries.register_searched(words_of_incidents)
        queries.register_todo(todo_of)
