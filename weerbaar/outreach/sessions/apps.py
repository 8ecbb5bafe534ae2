from django.apps import AppConfig


class SessionsConfig(AppConfig):
    name = "weerbaar.outreach.sessions"
    label = "sessions"

    def ready(self) -> None:
        """Will read answers by mail, look once more at mail that waited, stand on the page of an organisation and behind an evaluation, follow a merger, tell what it has of a contact, and furnish."""
        from weerbaar.foundation.accounts.demo import register_furnisher
        from weerbaar.foundation.jobs import arrivals, last_looks
        from weerbaar.outreach.campaign import data_subject, mergers, panels, subjects
        from weerbaar.outreach.sessions.actions.mailing import LAST_LOOK, still_invited
        from weerbaar.outreach.sessions.actions.mergers import carry
        from weerbaar.outreach.sessions.actions.own_records import forget, kept, tell
        from weerbaar.outreach.sessions.actions.replies import receive
        from weerbaar.outreach.sessions.demo import furnish
        from weerbaar.outreach.sessions.panel import show
        from weerbaar.outreach.sessions.queries.subjects import gatherings_with

        arrivals.register("sessions", receive)
        last_looks.register(LAST_LOOK, still_invited)
        data_subject.register(tell, forget, kept)
        mergers.register(carry)
        panels.register(show, place=40)
        subjects.register("gathering", gatherings_with)
        register_furnisher(furnish)
