from django.apps import AppConfig


class CampaignConfig(AppConfig):
    name = "weerbaar.outreach.campaign"
    label = "campaign"

    def ready(self) -> None:
        """Will open two rounds for the invented team."""
        from weerbaar.foundation.accounts.demo import register_furnisher
        from weerbaar.outreach.campaign.demo import furnish

        register_furnisher(furnish)
