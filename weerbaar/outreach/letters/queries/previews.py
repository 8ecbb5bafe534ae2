"""A letter as it would look, for one organisation, before anything is kept."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from weerbaar.outreach.campaign.queries import post
from weerbaar.outreach.campaign.queries.rounds import current_round
from weerbaar.outreach.letters import safety
from weerbaar.outreach.letters.composing import SAMPLE, Letter, compose
from weerbaar.outreach.letters.models import TemplateVersion
from weerbaar.outreach.letters.queries.dispatches import people_to_hide
from weerbaar.outreach.letters.queries.recipients import Reader, sample_for

NAME_TAKEN = _("Er is al een brief met deze naam.")
ADDRESS_DOES_NOT_FIT = _("Het adres heeft meer regels dan er achter het venster van een envelop passen.")
CANNOT_BE_SET = _("Van deze tekst kan geen brief worden gemaakt. Maak haar korter, of haal bijzondere tekens weg.")

NOBODY = _("Er is niemand die deze brief zou krijgen. Kijk bij wie er wordt overgeslagen, en waarom.")
NOTHING_READY = _("Daar staat niets meer klaar. Misschien liet een collega het al gaan.")


@dataclass(frozen=True)
class Preview:
    """A letter, how it looks when it is disclosed, and what should not be in it."""

    letter: Letter
    disclosed: Letter
    findings: list[safety.Finding]


def organisations(*, on: date) -> list[tuple[str, str]]:
    """Will give the organisations that an example can be made for, by code and name; none without a round."""
    current = current_round(on)
    return (
        [(one.organisation_id, one.organisation.authority.full_name) for one in post.taking_part(current)]
        if current
        else []
    )


def preview(*, subject: str, body: str, purpose: str, code: str, reader: str, on: date) -> Preview | None:
    """Will make a letter to one organisation of the current round; to the first when none is named, None without a round."""
    current = current_round(on)
    found = post.taking_part(current, codes=[code] if code else None).first() if current else None
    if found is None:
        return None
    snapshot = sample_for(found, reader or Reader.HEAD, on=on).snapshot
    letter = compose(subject=subject, body=body, purpose=purpose, snapshot=snapshot, opener=SAMPLE)
    people = people_to_hide([found.organisation_id])
    return Preview(letter, safety.letter_disclosed(letter, people), safety.findings(f"{subject}\n\n{body}", people))


def findings_in(version: TemplateVersion) -> list[safety.Finding]:
    """Will give what should not stand in a version, whoever it goes to."""
    return safety.findings(f"{version.subject}\n\n{version.body}", people_to_hide())
