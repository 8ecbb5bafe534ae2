from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "weerbaar.team.network"
    label = "network"

    def ready(self) -> None:
        """Will take back the keys of the circles from whoever leaves the team."""
        from weerbaar.foundation.accounts import departures
        from weerbaar.team.network import actions

        departures.register(actions.leave_everywhere)
