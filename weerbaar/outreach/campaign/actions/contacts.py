"""Adding, changing, ending and moving contacts. Whoever holds an office changes; what belongs to the office stays."""

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.audit.actions import record
from weerbaar.outreach.campaign import data_subject, names
from weerbaar.outreach.campaign.actions.story import tell
from weerbaar.outreach.campaign.models import Contact, FormOfAddress, HolderChange, Moment, Office, Participation
from weerbaar.outreach.campaign.queries.contacts import contacts_on, holder_of
from weerbaar.outreach.campaign.rules import HELD_BY_ONE


class EndsBeforeBegin(Exception):
    """Nobody leaves before they came."""


class NotThere(Exception):
    """The organisation that somebody moves to does not exist, or the contact went up in another."""


@dataclass(frozen=True, kw_only=True)
class ContactFacts:
    """What we know of somebody in an office, tidied: names written in one way, the prefix apart from the surname."""

    office: Office
    surname: str
    infix: str = ""
    initials: str = ""
    first_name: str = ""
    form_of_address: FormOfAddress = FormOfAddress.NONE
    function: str = ""
    email: str = ""
    phone: str = ""
    from_on: date | None = None
    until_on: date | None = None

    def tidied(self) -> "ContactFacts":
        """Will return the same facts, written in one way."""
        infix, surname = names.tidy(self.infix).lower(), names.tidy(self.surname)
        if not infix:
            infix, surname = names.split_surname(surname)
        told = asdict(self) | {
            "infix": infix, "surname": surname, "initials": names.tidy_initials(self.initials),
            "first_name": names.tidy(self.first_name), "email": self.email.strip().lower(),
        }  # fmt: skip
        return ContactFacts(**told)


@transaction.atomic
def add_contact(
    *, organisation_code: str, facts: ContactFacts, at: datetime, by: Account | None, source: str = ""
) -> Contact:
    """Will add somebody at an organisation.

    When an office that one person holds had a holder, that is a succession: it waits until somebody looked at it.
    """
    before = _holder_before(organisation_code, facts, at)
    told = asdict(facts.tidied())
    made = Contact.objects.create(organisation_id=organisation_code, source=source, added_at=at, changed_at=at, **told)
    _tell(made, gettext("Toegevoegd als %(office)s.") % {"office": made.get_office_display()}, at, by)
    if before is not None:
        notice_change(former=before, successor=made, on=facts.from_on or _day(at), at=at)
    _record("contact.added", made, by, at)
    return made


@transaction.atomic
def change_contact(*, contact: Contact, facts: ContactFacts, at: datetime, by: Account | None) -> list[str]:
    """Will put down what we know anew, and return the names of the fields that changed; nothing when nothing did."""
    row = Contact.objects.select_for_update().get(pk=contact.pk)
    told = asdict(facts.tidied())
    changed = [name for name, value in told.items() if getattr(row, name) != value]
    if not changed:
        return []
    before = _holder_before(row.organisation_id, facts, at) if "office" in changed else None
    for name in changed:
        setattr(row, name, told[name])
    row.changed_at = at
    row.save(update_fields=[*changed, "changed_at"])
    if before is not None and before.pk != row.pk:
        notice_change(former=before, successor=row, on=facts.from_on or _day(at), at=at)
    _record("contact.changed", row, by, at)
    return changed


@transaction.atomic
def end_contact(*, contact: Contact, on: date, at: datetime, by: Account | None) -> None:
    """Will note that somebody is gone from a day on; raises `EndsBeforeBegin`.

    Who arranged things arranges nothing any more; an office that is empty waits for a look.
    """
    row = Contact.objects.select_for_update().get(pk=contact.pk)
    if row.from_on is not None and on < row.from_on:
        raise EndsBeforeBegin
    row.until_on, row.changed_at = on, at
    row.save(update_fields=["until_on", "changed_at"])
    _tell(row, gettext("Vertrokken als %(office)s.") % {"office": row.get_office_display()}, at, by)
    Participation.objects.filter(arranger=row, round__ends_on__gte=on).update(arranger=None)
    waits = HolderChange.objects.filter(former=row, checked_at=None).exists()
    if row.office in HELD_BY_ONE and not waits:
        successor = holder_of(Office(row.office), organisation_code=row.organisation_id, on=on)
        notice_change(former=row, successor=successor, on=on, at=at)
    _record("contact.ended", row, by, at)


@transaction.atomic
def move_contact(
    *, contact: Contact, organisation_code: str, office: Office, on: date, at: datetime, by: Account | None
) -> Contact:
    """Will let somebody go on in an office elsewhere, as a new row: what was written stays with the old office.

    Raises `NotThere` when that organisation takes no part in the Tour, and `EndsBeforeBegin`.
    """
    if not Participation.objects.filter(organisation=organisation_code, merged_into=None).exists():
        raise NotThere
    end_contact(contact=contact, on=on, at=at, by=by)
    facts = ContactFacts(
        office=office, surname=contact.surname, infix=contact.infix, initials=contact.initials, first_name=contact.first_name,
        form_of_address=FormOfAddress(contact.form_of_address), from_on=on,
    )  # fmt: skip
    return add_contact(organisation_code=organisation_code, facts=facts, at=at, by=by, source=contact.source)


def notice_change(*, former: Contact | None, successor: Contact | None, on: date, at: datetime) -> HolderChange:
    """Will note that an office got another holder, for somebody to look at; inside the caller's transaction."""
    known = successor or former
    assert known is not None
    change, _ = HolderChange.objects.get_or_create(
        organisation_id=known.organisation_id, office=known.office, former=former, successor=successor, checked_at=None,
        defaults={"on": on, "noticed_at": at},
    )  # fmt: skip
    return change


def _holder_before(organisation_code: str, facts: ContactFacts, at: datetime) -> Contact | None:
    """Who holds the office now, when one person holds it and the new one is there by now or will be."""
    if facts.office not in HELD_BY_ONE or (facts.until_on is not None and facts.until_on <= _day(at)):
        return None
    return contacts_on(_day(at), [organisation_code]).filter(office=facts.office).order_by("-added_at", "id").first()


def _tell(contact: Contact, text: str, at: datetime, by: Account | None) -> None:
    """Without a name in the words: whoever asks to be forgotten is forgotten with the row."""
    running = Participation.objects.filter(
        organisation=contact.organisation_id, merged_into=None, round__ends_on__gte=_day(at)
    )
    for participation in running:
        tell(participation=participation, kind=Moment.Kind.CONTACT, text=text, at=at, by=by, contact=contact)


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()


def _record(action: str, contact: Contact, by: Account | None, at: datetime) -> None:
    bearer, role = (by.bearer, by.main_role) if by else ("system", "system")
    record(bearer=bearer, role=role, action=action, subject=f"contact:{contact.pk}", at=at)


def purge_contacts(rows: QuerySet[Contact], at: datetime) -> int:
    """Will end contacts whose term has passed, for the nightly purge: rooms forget them as they do on request.

    The doubles that went up in them end too; otherwise each would be somebody of their own again.
    """
    ended = list(Contact.objects.filter(Q(pk__in=rows.values("pk")) | Q(merged_into__in=rows.values("pk"))))
    for row in ended:
        data_subject.forget_in_rooms(row, at)
    return Contact.objects.filter(pk__in=[row.pk for row in ended]).delete()[1].get(Contact._meta.label, 0)


@transaction.atomic
def forget_contact(*, contact: Contact, drop_story: bool, at: datetime, by: Account) -> None:
    """Will remove somebody who asks for it (AVG art. 17), with the doubles that went up in the row.

    What was agreed with the organisation stays, without the person. With `drop_story` what was written down about talks
    with them goes too. The audit trail keeps that this was done, and not who it was.
    """
    rows = [contact, *Contact.objects.filter(merged_into=contact)]
    for row in rows:
        data_subject.forget_in_rooms(row, at)
    keys = [row.pk for row in rows]
    if drop_story:
        Moment.objects.filter(contact__in=keys).delete()
    Contact.objects.filter(pk__in=keys).delete()
    record(bearer=by.bearer, role=by.main_role, action="contact.forgotten", detail={"rows": len(keys)}, at=at)
