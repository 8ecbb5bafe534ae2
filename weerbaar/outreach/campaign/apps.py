from django.apps import AppConfig


class CampaignConfig(AppConfig):
    name = "weerbaar.outreach.campaign"
    label = "campaign"

    def ready(self) -> None:
        """Will furnish the Tour, look once more at mail to contacts, and have its files known and ended with their rows."""
        from weerbaar.foundation.accounts.demo import register_furnisher
        from weerbaar.foundation.jobs import last_looks
        from weerbaar.foundation.privacy.hooks import register_purger
        from weerbaar.foundation.vault import owners
        from weerbaar.outreach.campaign.actions.contacts import purge_contacts
        from weerbaar.outreach.campaign.actions.documents import purge_files
        from weerbaar.outreach.campaign.actions.last_looks import LAST_LOOK, still_known
        from weerbaar.outreach.campaign.actions.quiet import copy_quiet
        from weerbaar.outreach.campaign.demo import furnish
        from weerbaar.outreach.campaign.queries.documents import known
        from weerbaar.team.quiet import followers

        register_furnisher(furnish)
        followers.register(copy_quiet)
        last_looks.register(LAST_LOOK, still_known)
        owners.register(known)
        register_purger("campaign.Contact", purge_contacts)
        register_purger("campaign.Document", purge_files)
        register_purger("campaign.ContactFile", purge_files)
