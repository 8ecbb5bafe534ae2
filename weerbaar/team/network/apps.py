from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "weerbaar.team.network"
    label = "network"

    def ready(self) -> None:
        """Will take back the keys of the circles from whoever leaves the team."""
        from weerbaar.foundation.accounts import departures  # noqa: PLC0415 - models are ready only now
        from weerbaar.team.network import actions  # noqa: PLC0415

        departures.register(actions.leave_everywhere)
