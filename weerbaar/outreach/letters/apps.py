from django.apps import AppConfig


class LettersConfig(AppConfig):
    name = "weerbaar.outreach.letters"
    label = "letters"

    def ready(self) -> None:
        """Will read the mail that comes back, look once more at mail that waited, show its letters on the page of an organisation, and furnish."""
        from weerbaar.foundation.accounts.demo import register_furnisher
        from weerbaar.foundation.jobs import arrivals, last_looks
        from weerbaar.outreach.campaign import data_subject, mergers, next_acts, panels
        from weerbaar.outreach.letters.actions.arriving import carry_along, receive
        from weerbaar.outreach.letters.actions.own_records import forget, kept, tell
        from weerbaar.outreach.letters.actions.sending import LAST_LOOK, still_wanted
        from weerbaar.outreach.letters.demo import furnish
        from weerbaar.outreach.letters.queries.addresses import letter_to
        from weerbaar.outreach.letters.queries.dispatches import panel_of

        data_subject.register(tell, forget, kept)
        arrivals.register("letters", receive)
        last_looks.register(LAST_LOOK, still_wanted)
        mergers.register(carry_along)
        next_acts.register("send_letter", letter_to)
        panels.register(panel_of, place=30)
        register_furnisher(furnish)
