"""Quotations: made, sent, accepted, declined, and replaced by a new version. What was sent never changes."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext

from weerbaar.foundation.accounts.actions.used_forms import use_form
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.papers.press import pressed
from weerbaar.outreach.campaign.actions.links import link_for, note_opened
from weerbaar.outreach.campaign.models import PersonalLink
from weerbaar.outreach.campaign.queries.links import opener_of
from weerbaar.outreach.sessions import phrases
from weerbaar.outreach.sessions.actions import post
from weerbaar.outreach.sessions.actions.states import begun, record_act, tell_all
from weerbaar.outreach.sessions.models import Gathering, Quotation, QuotationYear
from weerbaar.outreach.sessions.money import line_cents, total
from weerbaar.outreach.sessions.papers import quotation_paper
from weerbaar.outreach.sessions.queries.gatherings import Recipient, name_of, participations_of, recipients_of
from weerbaar.outreach.sessions.queries.hall import programme_of
from weerbaar.outreach.sessions.queries.moments import moment_of, place_of
from weerbaar.outreach.sessions.queries.quotations import digest_of, is_expired, is_whole, lines_of

_OF_ITS_OWN = frozenset({"number", "version", "made_on", "valid_until", "sender", "kvk"})


class NothingToOffer(Exception):
    """Without a line of costs there is no quotation."""


class NothingChanged(Exception):
    """The quotation that was accepted says the same already."""


class NotOpen(Exception):
    """The quotation was answered, replaced, or is past its last day."""


class NotAsItWas(Exception):
    """The quotation no longer says what it said when it was made: nobody can agree to that."""


@transaction.atomic
def make_quotation(*, gathering: Gathering, valid_until: date, at: datetime, by: Account) -> Quotation:
    """Will freeze what it costs now into a quotation, under a number of its own or as the next version of that number.

    Raises `NothingToOffer`, `NothingChanged`, and `NotNow`.
    """
    now = begun(gathering)
    if not lines_of(now):
        raise NothingToOffer
    before = Quotation.objects.select_for_update().filter(gathering=now, replaced_at=None).first()
    body = _body(now)
    if before is not None and before.accepted_at is not None and _core(before.content) == body:
        raise NothingChanged
    number = before.number if before else _next_number(timezone.localdate(at).year)
    version = before.version + 1 if before else 1
    Quotation.objects.filter(gathering=now, replaced_at=None).update(replaced_at=at)
    own = {
        "number": number, "version": version, "made_on": timezone.localdate(at), "valid_until": valid_until,
        "sender": settings.LETTER_SENDER, "kvk": settings.LETTER_KVK.strip(),
    }  # fmt: skip
    content = {**body, **{name: value.isoformat() if isinstance(value, date) else value for name, value in own.items()}}
    made = Quotation.objects.create(
        gathering=now, participation=participations_of(now)[0], number=number, version=version, content=content,
        digest=digest_of(content), valid_until=valid_until, made_at=at, made_by=by,
    )  # fmt: skip
    record_act("quotation.made", now, at=at, by=by, detail={"number": number, "version": version})
    return made


def differs(gathering: Gathering, quotation: Quotation) -> bool:
    """Whether a quotation says something else than what it would say now."""
    return _core(quotation.content) != _body(gathering)


def send_quotation(
    *, quotation: Quotation, recipient: Recipient, at: datetime, by: Account, form: str = ""
) -> PersonalLink:
    """Will mail a quotation to whom was chosen, with the link of their office and the paper.

    Asked for once more it goes out again under the same link; the same `form` of a page is taken once. The paper is set
    before anything is locked. Raises `NotOpen`, and accounts' `SentBefore`.
    """
    pdf = pressed(quotation_paper(quotation.content))
    with transaction.atomic():
        if form:
            use_form(form, at=at)
        now = begun(quotation.gathering)
        stands = _locked(quotation)
        _refuse_unless_open(stands, timezone.localdate(at))
        purpose = PersonalLink.Purpose.QUOTATION
        link = link_for(participation=recipient.participation, purpose=purpose, office=recipient.office, at=at)
        address = f"{settings.SITE_URL}{reverse('quotation', args=[opener_of(link).token])}"
        until = format_date(stands.valid_until, "j F Y")
        post.quotation(recipient, now, number=stands.number, until=until, link=address, pdf=pdf)
        Quotation.objects.filter(pk=stands.pk, sent_at=None).update(sent_at=at)
        Quotation.objects.filter(pk=stands.pk).update(sent_to=recipient.email)
        tell_all(now, gettext("Offerte %(number)s gestuurd.") % {"number": stands.number}, at=at, by=by)
        record_act("quotation.sent", now, at=at, by=by, detail={"number": stands.number, "version": stands.version})
    return link


def answer_quotation(
    *, quotation: Quotation, link: PersonalLink, accepts: bool, name: str, function: str, at: datetime, reason: str = "",
    form: str = "",
) -> None:  # fmt: skip
    """Will take the answer of an organisation; what was accepted is frozen from then on, and goes back as paper.

    Raises `NotOpen`, `NotAsItWas` when its digest no longer fits, and accounts' `SentBefore` for the same `form` of a page.
    """
    pdf = pressed(quotation_paper(quotation.content))
    with transaction.atomic():
        if form:
            use_form(form, at=at)
        now = begun(quotation.gathering, ahead=False)
        stands = _locked(quotation)
        if stands.sent_at is None or stands.participation_id != link.participation_id or now.cancelled_at is not None:
            raise NotOpen
        _refuse_unless_open(stands, timezone.localdate(at))
        stands.accepted_at, stands.declined_at = (at, None) if accepts else (None, at)
        stands.answered_by, stands.answered_as, stands.reason = name, function, reason
        stands.save(update_fields=["accepted_at", "declined_at", "answered_by", "answered_as", "reason"])
        note_opened(link=link, on=timezone.localdate(at))
        said = gettext("Offerte %(number)s aangenomen.") if accepts else gettext("Offerte %(number)s niet aangenomen.")
        tell_all(now, said % {"number": stands.number}, at=at, by=None)
        for email, words in _to_tell(now, stands, timezone.localdate(at)):
            post.quotation_answered(now, email=email, number=stands.number, accepted=accepts, pdf=pdf, said=words)
        act = "quotation.accepted" if accepts else "quotation.declined"
        record_act(act, now, at=at, by=None, detail={"number": stands.number, "version": stands.version})


def _to_tell(gathering: Gathering, quotation: Quotation, on: date) -> list[tuple[str, str]]:
    """Both sides get the answer in writing: whom it was sent to there, and whoever made the quotation here.

    The second reads who said what too.
    """
    theirs = [quotation.sent_to] if quotation.sent_to else [one.email for one in recipients_of(gathering, on=on)[:1]]
    maker = quotation.made_by
    said = ", ".join(part for part in (quotation.answered_by, quotation.answered_as) if part)
    said += f": «{quotation.reason}»" if quotation.reason else ""
    ours = [(maker.email, said)] if maker is not None and maker.deactivated_at is None else []
    return [*((email, "") for email in theirs), *ours]


def _locked(quotation: Quotation) -> Quotation:
    return Quotation.objects.select_for_update(of=("self",)).select_related("made_by").get(pk=quotation.pk)


def _refuse_unless_open(quotation: Quotation, on: date) -> None:
    answered = quotation.accepted_at is not None or quotation.declined_at is not None
    if answered or quotation.replaced_at is not None or is_expired(quotation, on):
        raise NotOpen
    if not is_whole(quotation):
        raise NotAsItWas


def _next_number(year: int) -> str:
    QuotationYear.objects.get_or_create(year=year)
    row = QuotationYear.objects.select_for_update().get(year=year)
    row.last += 1
    row.save(update_fields=["last"])
    return f"OT-{year}-{row.last:04d}"


def _core(content: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in content.items() if name not in _OF_ITS_OWN}


def _body(gathering: Gathering) -> dict[str, Any]:
    """What a quotation says, in words and whole numbers that JSON keeps as they are."""
    lines = lines_of(gathering)
    sums = total(lines)
    organisation = participations_of(gathering)[0].organisation
    address = [
        organisation.authority.full_name,
        organisation.address_line,
        f"{organisation.postcode} {organisation.town}",
    ]
    return {
        "to": "\n".join(part.strip() for part in address if part.strip()),
        "what": f"{gathering.get_kind_display()}, {name_of(gathering)}",
        "when": moment_of(gathering),
        "where": place_of(gathering),
        "programme": [{"name": one.item.name, "minutes": one.item.minutes} for one in programme_of(gathering)],
        "lines": [
            {
                "text": f"{line.get_kind_display()}: {line.text}", "quantity": line.quantity,
                "unit_cents": line.unit_cents, "vat": line.vat, "cents": line_cents(line),
            }
            for line in lines
        ],
        "without": sums.without,
        "taxes": [{"rate": tax.rate, "over": tax.over, "cents": tax.cents} for tax in sums.taxes],
        "whole": sums.whole,
        "terms": [str(term) for term in phrases.TERMS],
    }  # fmt: skip
