from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "weerbaar.team.network"
    label = "network"

    def ready(self) -> None:
        """Will take back the keys of the circles from whoever leaves the team, and end facilitators after their term."""
        from weerbaar.foundation.accounts import demo as accounts
        from weerbaar.foundation.accounts import departures
        from weerbaar.foundation.privacy.hooks import register_purger
        from weerbaar.team.network import actions, demo
        from weerbaar.team.network.actions.facilitators import end_facilitators

        register_purger("network.Facilitator", end_facilitators)
        departures.register(actions.leave_everywhere)
        accounts.register_furnisher(demo.seat_demo_advisers)
        accounts.register_furnisher(demo.furnish_facilitators)
