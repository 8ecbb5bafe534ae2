"""When an organisation goes up in another, what was agreed with it goes along, and no calendar notices."""

from django.utils.translation import gettext, override

from weerbaar.outreach.appointments.models import Appointment, Form, Proposal, Question, State
from weerbaar.outreach.campaign.mergers import Merged


def carry_along(merged: Merged) -> None:
    """Will let appointments, questions and proposed times of the former organisation be those of its successor.

    Every appointment keeps its UID, SEQUENCE, answers and mails, and the place that people were told: a town hall does
    not move because a border does. When both have an appointment for the same stage both stay, and a person is asked
    which of them goes on: nobody is told off by a change of the register. Called again for the same merger it changes
    nothing.
    """
    _keep_places(merged)
    agreed = Appointment.objects.filter(participation=merged.successor, state=State.BOOKED)
    there = set(agreed.values_list("stage", flat=True))
    for one in Appointment.objects.select_for_update().filter(participation=merged.former).order_by("starts_at", "id"):
        is_beside = one.is_beside or (one.state == State.BOOKED and one.stage in there)
        Appointment.objects.filter(pk=one.pk).update(participation=merged.successor, is_beside=is_beside)
        if is_beside and one.state == State.BOOKED:
            _ask_which(one, merged)
    Question.objects.filter(participation=merged.former).update(participation=merged.successor)
    _carry_proposals(merged)


def _keep_places(merged: Merged) -> None:
    """An empty place means the town hall of the organisation, which from now on would be another one."""
    name = merged.former.organisation.authority.full_name
    empty = Appointment.objects.filter(participation=merged.former, form=Form.VISIT, place="")
    empty.update(place=name)


def _ask_which(appointment: Appointment, merged: Merged) -> None:
    with override("nl"):
        words = gettext("%(former)s is opgegaan in %(successor)s. Beide hebben een afspraak: welke gaat door?") % {
            "former": merged.former.organisation.authority.name,
            "successor": merged.successor.organisation.authority.name,
        }
    Question.objects.get_or_create(
        key=f"merged:{appointment.pk}",
        defaults={
            "participation": merged.successor, "appointment": appointment, "kind": Question.Kind.MERGED, "text": words,
            "asked_at": merged.at,
        },
    )  # fmt: skip


def _carry_proposals(merged: Merged) -> None:
    """A time that was proposed to both is proposed once."""
    there = {_what(one) for one in Proposal.objects.filter(participation=merged.successor)}
    for one in Proposal.objects.filter(participation=merged.former):
        if _what(one) in there:
            one.delete()
        else:
            Proposal.objects.filter(pk=one.pk).update(participation=merged.successor)


def _what(proposal: Proposal) -> tuple[object, ...]:
    return proposal.stage, proposal.facilitator_id, proposal.starts_at
