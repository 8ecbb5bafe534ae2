from django.apps import AppConfig


class AppointmentsConfig(AppConfig):
    name = "weerbaar.outreach.appointments"
    label = "appointments"

    def ready(self) -> None:
        """Will read answers by mail, look once more at mail that waited, follow a change of holder or a merger, and stand on the page of an organisation."""
        from weerbaar.foundation.accounts.demo import register_furnisher
        from weerbaar.foundation.jobs import arrivals, last_looks
        from weerbaar.outreach.appointments.actions.carrying import carry_along
        from weerbaar.outreach.appointments.actions.notices import LAST_LOOK, still_invited
        from weerbaar.outreach.appointments.actions.own_records import forget, tell
        from weerbaar.outreach.appointments.actions.questions import ask_about_successor
        from weerbaar.outreach.appointments.actions.replies import receive
        from weerbaar.outreach.appointments.demo import furnish
        from weerbaar.outreach.appointments.queries.panel import panel_of
        from weerbaar.outreach.appointments.queries.subjects import appointments_with
        from weerbaar.outreach.campaign import data_subject, mergers, panels, subjects, succession

        arrivals.register("appointments", receive)
        last_looks.register(LAST_LOOK, still_invited)
        register_furnisher(furnish)
        data_subject.register(tell, forget)
        mergers.register(carry_along)
        subjects.register("appointment", appointments_with)
        succession.register(ask_about_successor)
        panels.register(panel_of, place=20)
