"""A round with a few organisations of the register, and invented people there."""

from datetime import UTC, date, datetime

from weerbaar.outreach.campaign.actions.rounds import open_round
from weerbaar.outreach.campaign.models import Contact, Office, Participation, Round, Stage, StageKind
from weerbaar.public.authorities.actions import load_built_in

MORNING = datetime(2026, 5, 29, 8, 0, tzinfo=UTC)
LEUDAL, HILVERSUM, WIJDEMEREN = "GM1640", "GM0402", "GM1696"


def make_round(code: str = "2026", *, starts_on: date = date(2026, 4, 1), ends_on: date = date(2028, 7, 1)) -> Round:
    """Will open a round with every municipality and province of the built-in register."""
    load_built_in(at=MORNING)
    return open_round(code=code, name=f"Ronde {code}", starts_on=starts_on, ends_on=ends_on, at=MORNING)


def participation_of(code: str = LEUDAL, *, round: Round | None = None) -> Participation:  # noqa: A002 - the noun of the field
    """Will return the place of an organisation in a round, which is opened when there is none."""
    there = Round.objects.first()
    if round is None and there is None:
        there = make_round()
    return Participation.objects.select_related("round").get(organisation=code, round=round or there)


def stage_of(participation: Participation, kind: StageKind = StageKind.INTAKE_TALK) -> Stage:
    return Stage.objects.get(participation=participation, kind=kind)


def make_contact(code: str = LEUDAL, office: Office = Office.CLERK, **facts) -> Contact:
    """Will make an invented contact."""
    told = {"surname": "Voorbeeld", "initials": "G.", "email": "griffie@gemeente.invalid"} | facts
    return Contact.objects.create(organisation_id=code, office=office, added_at=MORNING, changed_at=MORNING, **told)
