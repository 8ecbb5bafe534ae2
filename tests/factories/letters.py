"""Templates and mailings of an invented team, and organisations that post can go to."""

from datetime import UTC, date, datetime, timedelta

from tests.factories.tour import HILVERSUM, LEUDAL, MORNING, make_contact, make_round
from weerbaar.outreach.campaign.models import FormOfAddress, Office, Organisation, Participation, Round
from weerbaar.outreach.letters.actions import mailings, sending
from weerbaar.outreach.letters.actions.templates import make_template
from weerbaar.outreach.letters.models import Dispatch, Mailing, TemplateVersion
from weerbaar.outreach.letters.queries.recipients import Reader, Wish

NOON = datetime(2026, 5, 29, 10, 0, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
DAY = date(2026, 5, 29)
LIMBURG, NORTH_HOLLAND = "PV31", "PV27"
BODY = """\
{aanhef},

Wij komen graag langs bij {organisatie}. Wij praten dan over:

- wat er speelt;
- wat er al is.

{link}

Met vriendelijke groet,
namens het team
"""


def make_version(name: str = "Uitnodiging", **facts) -> TemplateVersion:
    """Will make a template that asks for the intake talk, and return its first version."""
    told = {"purpose": "appointment", "stage": "intake_talk", "subject": "Een gesprek", "body": BODY} | facts
    return make_template(name=name, at=MORNING, by=None, **told)


def give_addresses(*codes: str) -> None:
    """Will give organisations a postal address; all of them when none is named."""
    found = Organisation.objects.filter(pk__in=codes) if codes else Organisation.objects.all()
    for number, one in enumerate(found.order_by("-pk")):
        Organisation.objects.filter(pk=one.pk).update(
            address_line=f"Postbus {number + 1}", postcode=f"{1000 + number} AB", town="Voorbeelddam"
        )


def wish_for(version: TemplateVersion, round: Round, **facts) -> Wish:  # noqa: A002 - the noun of the field
    told = {"readers": (Reader.HEAD,), "channels": ("letter",)} | facts
    return Wish(template=version.template, round=round, **told)


def make_mailing(*, codes: tuple[str, ...] = (LEUDAL, HILVERSUM), office: Office = Office.MAYOR, **facts) -> Mailing:
    """Will set a letter ready for a few organisations that have an address, and a mayor with a mail address."""
    found = Round.objects.first() or make_round()
    version = facts.pop("version", None) or make_version()
    give_addresses(*codes)
    for code in codes:
        make_contact(
            code, office, surname="Vries", infix="de", initials="D.", form_of_address=FormOfAddress.MS,
            email=f"{office.label}@{code.lower()}.invalid",
        )  # fmt: skip
    wish = wish_for(version, found, codes=codes, **facts)
    return mailings.prepare(wish=wish, version=version, name="Uitnodiging", dated_on=DAY, at=NOON, by=None)


def send_all(mailing: Mailing) -> None:
    """Will release a mailing in every province, let the time to take it back pass, and send."""
    provinces = list(mailing.dispatches.values_list("province", flat=True).distinct())
    mailings.release(mailing=mailing, provinces=provinces, at=NOON, by=None)
    while sending.go_on(mailing_id=mailing.pk, at=LATER):
        pass
    for province in provinces:
        sending.note_posted(mailing=mailing, province=province, on=DAY, at=LATER, by=None)


def dispatch_to(mailing: Mailing, code: str = LEUDAL) -> Dispatch:
    return mailing.dispatches.get(participation__organisation=code)


def participation(code: str = LEUDAL) -> Participation:
    return Participation.objects.get(organisation=code)
