"""Letters as files: one, a province to print, a set to disclose, or a whole round for the command line."""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.audit.actions import record
from weerbaar.foundation.papers.letter_press import LetterPress, Outcome, pressed_letter
from weerbaar.outreach.campaign.actions.links import link_for
from weerbaar.outreach.campaign.models import Participation, Round
from weerbaar.outreach.campaign.queries.links import opener_of
from weerbaar.outreach.letters import safety
from weerbaar.outreach.letters.composing import Letter, compose_version
from weerbaar.outreach.letters.models import Channel, Dispatch, Mailing, TemplateVersion
from weerbaar.outreach.letters.queries import dispatches as queries
from weerbaar.outreach.letters.queries.recipients import Plan, Reader, Recipient, Wish, plan_for_print, purpose_of

MOST = 500


class NothingToPrint(Exception):
    """There is no letter to print or disclose, or not every letter of this province was made yet."""


@dataclass(frozen=True, kw_only=True)
class Printed:
    """A letter for the command line: whose it is, where it stands in its file, and its words."""

    code: str
    province: str
    postcode: str
    has_address: bool
    letter: Letter


def one(dispatch: Dispatch, *, disclosed: bool = False) -> bytes:
    """Will make one letter as PDF, as it went or as it can be disclosed; raises `CannotBeSet` and `TooMuch`."""
    letter = queries.letter_of(dispatch)
    if disclosed:
        letter = safety.letter_disclosed(letter, queries.people_to_hide([dispatch.participation.organisation_id]))
    return pressed_letter(letter.sheet)


def print_file(mailing: Mailing, province: str) -> bytes:
    """Will make the letters of a province in one PDF, by postcode; raises `NothingToPrint` and `CannotBeSet`."""
    if queries.are_being_made(mailing, province):
        raise NothingToPrint
    letters = [queries.letter_of(dispatch) for dispatch in queries.printable(mailing, province)[:MOST]]
    return together(letters, title=f"{mailing.name}, {province}")


def together(letters: Sequence[Letter], *, title: str) -> bytes:
    """Will make letters in one PDF, each on a new page; raises `NothingToPrint` and `CannotBeSet`."""
    if not letters:
        raise NothingToPrint
    with LetterPress(children=1) as press:
        return press.together([letter.sheet for letter in letters], title=title)


def disclosed_set(*, mailing: Mailing, province: str, at: datetime, by: Account) -> bytes:
    """Will make a set to disclose of what went to a province; raises `NothingToPrint`. Who asked is recorded."""
    sent = list(queries.sent_in(mailing, province)[:MOST])
    return _disclosed(sent, subject=f"mailing:{mailing.pk}", at=at, by=by)


def disclosed_of(*, participation: Participation, at: datetime, by: Account) -> bytes:
    """Will make a set to disclose of what went to one organisation; raises `NothingToPrint`. Who asked is recorded."""
    sent = list(queries.sent_to(participation)[:MOST])
    return _disclosed(sent, subject=f"participation:{participation.pk}", at=at, by=by)


@transaction.atomic
def letters_of_round(
    *,
    round: Round,  # noqa: A002 - the noun of the field
    version: TemplateVersion,
    province: str,
    dated_on: date,
    at: datetime,
) -> tuple[list[Printed], Plan]:
    """Will write the letter to the head of every organisation of a round, with the link of its office.

    It goes out by nobody's hand here, so that nothing is noted as sent. Whom we write nothing to now is in the plan.
    """
    wish = Wish(
        template=version.template, round=round, readers=(Reader.HEAD,), channels=(Channel.LETTER,), province=province
    )
    plan = plan_for_print(wish, dated_on=dated_on, on=timezone.localtime(at).date())
    printed = [_printed(one, version, at) for one in plan.recipients]
    record(
        bearer="operator", role="operator", action="letters.printed", subject=f"round:{round.pk}",
        detail={"letters": len(printed)}, at=at,
    )  # fmt: skip
    return sorted(printed, key=lambda one: (one.province, one.postcode, one.code)), plan


def pressed(printed: Sequence[Printed]) -> Iterator[tuple[Printed, Outcome]]:
    """Will make each letter as PDF, in order."""
    with LetterPress() as press:
        yield from zip(printed, press.each(one.letter.sheet for one in printed), strict=True)


def _printed(one: Recipient, version: TemplateVersion, at: datetime) -> Printed:
    link = link_for(participation=one.participation, purpose=purpose_of(version.template), office=one.office, at=at)
    organisation = one.participation.organisation
    return Printed(
        code=organisation.pk, province=organisation.authority.province_id or organisation.pk,
        postcode=organisation.postcode, has_address=bool(organisation.address_line and organisation.postcode),
        letter=compose_version(version, one.snapshot, opener_of(link)),
    )  # fmt: skip


@transaction.atomic
def _disclosed(sent: Sequence[Dispatch], *, subject: str, at: datetime, by: Account) -> bytes:
    if not sent:
        raise NothingToPrint
    people = queries.people_to_hide({one.participation.organisation_id for one in sent})
    letters = [safety.letter_disclosed(queries.letter_of(one), people) for one in sent]
    out, listed = io.BytesIO(), io.StringIO()
    lines = csv.writer(listed, delimiter=";")
    lines.writerow(
        [gettext("bestand"), gettext("organisatie"), gettext("aan"), gettext("verstuurd op"), gettext("onderwerp")]
    )
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as whole, LetterPress() as press:
        outcomes = press.each(letter.sheet for letter in letters)
        for number, (dispatch, letter, outcome) in enumerate(zip(sent, letters, outcomes, strict=True), 1):
            name = f"{number:03d}-{dispatch.participation.organisation_id}-{dispatch.channel}.pdf"
            whole.writestr(name, outcome.taken())
            body = dispatch.participation.organisation.authority.full_name
            lines.writerow([name, body, dispatch.get_office_display(), dispatch.sent_on, letter.subject])
        whole.writestr("inhoud.csv", "\ufeff" + listed.getvalue())
    record(
        bearer=by.bearer,
        role=by.main_role,
        action="post.disclosed",
        subject=subject,
        detail={"letters": len(sent)},
        at=at,
    )
    return out.getvalue()
