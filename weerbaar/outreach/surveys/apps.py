from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "weerbaar.outreach.surveys"
    label = "surveys"

    def ready(self) -> None:
        """Will have its files kept and ended in time, its mails and letters stop on an answer, and show itself in the Tour and the demo."""
        from weerbaar.foundation.accounts.demo import register_furnisher
        from weerbaar.foundation.jobs import last_looks
        from weerbaar.foundation.privacy.hooks import register_purger
        from weerbaar.foundation.vault import owners
        from weerbaar.outreach.campaign import data_subject, mergers, panels, settled
        from weerbaar.outreach.campaign.models import PersonalLink
        from weerbaar.outreach.surveys.actions.carrying import carry_along
        from weerbaar.outreach.surveys.actions.files import purge_uploads
        from weerbaar.outreach.surveys.actions.mailing import LAST_LOOK, still_wanted
        from weerbaar.outreach.surveys.actions.own_records import forget, kept, tell
        from weerbaar.outreach.surveys.demo import furnish
        from weerbaar.outreach.surveys.queries.files import known_uploads
        from weerbaar.outreach.surveys.queries.panel import panel
        from weerbaar.outreach.surveys.queries.standing import answered_among

        owners.register(known_uploads)
        register_purger("surveys.Upload", purge_uploads)
        register_furnisher(furnish)
        panels.register(panel, place=40)
        mergers.register(carry_along)
        last_looks.register(LAST_LOOK, still_wanted)
        settled.register(PersonalLink.Purpose.SURVEY, answered_among)
        data_subject.register(tell, forget, kept)
