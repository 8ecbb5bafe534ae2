"""No row that hangs on an organisation is forgotten in a merger: a new relation is named here, with who carries it."""

from django.apps import apps

from weerbaar.outreach.campaign.models import Organisation, Participation, Stage

STAYS = "history of the former, on purpose"
CARRIED = {
    "campaign.Contact.organisation": "_move_people",
    "campaign.HolderChange.organisation": "_move_people",
    "campaign.Participation.organisation": STAYS,
    "campaign.Participation.merged_into": "says where it went",
    "campaign.BatchChange.participation": STAYS,
    "campaign.Stage.participation": "_settle_stages",
    "campaign.StageMove.stage": "_swap_steps",
    "campaign.PersonalLink.participation": "_HANGING",
    "campaign.Promise.participation": "_HANGING",
    "campaign.Document.participation": "_HANGING",
    "campaign.Moment.participation": "_HANGING",
    "campaign.Call.participation": "_HANGING",
    "letters.Dispatch.participation": "letters.carry_along",
    "appointments.Appointment.participation": "appointments.carry_along",
    "appointments.Question.participation": "appointments.carry_along",
    "appointments.Proposal.participation": "appointments.carry_along",
    "sessions.Host.stage": "sessions.carry",
    "sessions.Quotation.participation": "sessions.carry",
    "surveys.Response.participation": "surveys.carry_along",
    "surveys.SurveyMail.participation": "surveys.carry_along",
}


def test_every_relation_to_an_organisation_is_carried_or_stays_on_purpose():
    found = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model in {Organisation, Participation, Stage}
    }

    assert found == set(CARRIED)
