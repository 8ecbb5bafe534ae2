from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "weerbaar.confidential.cases"
    label = "cases"

    def ready(self) -> None:
        """Will let nobody leave with cases in their hands, and say on the health page when nobody can open a case."""
        from weerbaar.confidential.cases import queries
        from weerbaar.confidential.cases.actions import recovery
        from weerbaar.foundation.accounts import departures
        from weerbaar.foundation.jobs import health

        departures.register_in_hands(queries.cases_in_hands)
        departures.register(recovery.note_orphans)
        health.register("helpers", queries.every_case_has_a_helper)
        health.register("custodians", queries.enough_custodians)
