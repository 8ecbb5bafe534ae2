"""A letter that went out in the old round, and one that stands ready in the new. Nobody in it exists."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.accounts.roles import Role
from weerbaar.foundation.ui.times import AMSTERDAM
from weerbaar.outreach.campaign.actions.post import set_address
from weerbaar.outreach.campaign.models import Round
from weerbaar.outreach.campaign.queries import post
from weerbaar.outreach.campaign.queries.rounds import rounds
from weerbaar.outreach.letters.actions import arriving, mailings, sending
from weerbaar.outreach.letters.actions.templates import begin_with_standards
from weerbaar.outreach.letters.models import Channel, TemplateVersion
from weerbaar.outreach.letters.queries import dispatches, templates
from weerbaar.outreach.letters.queries.recipients import Reader, Wish

OLD_PROVINCE, OLD_NAME = "PV31", "Uitnodiging Limburg 2023"
NEW_PROVINCE, NEW_NAME = "PV27", "Uitnodiging Noord-Holland"
SENT_ON = date(2023, 5, 30)
ANSWERS = (
    "De griffier belt: graag, na de zomer.",
    "De secretaresse vraagt om drie data in oktober.",
    "Kort briefje: wij hebben al een protocol en maken graag kennis.",
)


def furnish(team: Iterable[Account], at: datetime) -> None:
    """Will write to one province in the round that is over, and put a letter ready in the one that runs; once."""
    known, by = list(rounds()), next((one for one in team if Role.TOUR in one.roles), None)
    if not known or templates.invitation_version() is not None:
        return
    begin_with_standards(at=at, by=by)
    version = templates.invitation_version()
    if version is None:
        return
    _give_addresses(known[0])
    if by is not None and known[-1].starts_on <= SENT_ON < known[-1].ends_on:
        _send_old(known[-1], version, by)
    wish = _wish(known[0], version, NEW_PROVINCE)
    mailings.prepare(wish=wish, version=version, name=NEW_NAME, dated_on=at.date(), at=at, by=by)


def _give_addresses(current: Round) -> None:
    for number, one in enumerate(post.taking_part(current)):
        town = one.organisation.authority.seat or one.organisation.authority.name
        set_address(
            participation=one,
            address_line=f"Postbus {100 + number}",
            postcode=f"{1000 + number * 25} AA",
            town=town[:80],
        )


def _send_old(old: Round, version: TemplateVersion, by: Account) -> None:
    at = datetime.combine(SENT_ON, time(9), AMSTERDAM)
    wish = _wish(old, version, OLD_PROVINCE)
    made = mailings.prepare(wish=wish, version=version, name=OLD_NAME, dated_on=SENT_ON, at=at, by=by)
    mailings.release(mailing=made, provinces=[OLD_PROVINCE], at=at, by=by)
    while sending.make_ready(mailing_id=made.pk, at=at + timedelta(hours=1)):
        pass
    sending.note_posted(mailing=made, province=OLD_PROVINCE, on=SENT_ON, at=at + timedelta(hours=8), by=by)
    sent = list(dispatches.printable(made, OLD_PROVINCE))
    for number, one in enumerate(sent[:9]):
        later = at + timedelta(days=12 + 3 * number)
        arriving.note_answered(dispatch=one, text=ANSWERS[number % len(ANSWERS)], on=later.date(), at=later, by=by)
    for one in sent[9:11]:
        arriving.note_returned(dispatch=one, why="Op de envelop staat: verhuisd.", at=at + timedelta(days=6), by=by)


def _wish(found: Round, version: TemplateVersion, province: str) -> Wish:
    return Wish(
        template=version.template, round=found, readers=(Reader.HEAD,), channels=(Channel.LETTER,), province=province
    )
