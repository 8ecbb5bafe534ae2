from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    name = "weerbaar.confidential.incidents"
    label = "incidents"

    def ready(self) -> None:
        """Will have originals go with their case, steps settled when two cases merge, and what stands here searched and done."""
        from weerbaar.confidential.cases import merges, queries
        from weerbaar.confidential.cases.files import register_owner
        from weerbaar.confidential.incidents.actions.merging import settle_steps
        from weerbaar.confidential.incidents.queries.plan import todo_of
        from weerbaar.confidential.incidents.queries.search import words_of_incidents
        from weerbaar.confidential.incidents.queries.shelf import SealedOriginals

        register_owner(SealedOriginals())
        merges.register(settle_steps)
        queries.register_searched(words_of_incidents)
        queries.register_todo(todo_of)
