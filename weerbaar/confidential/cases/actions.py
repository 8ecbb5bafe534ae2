"""Every write in a case. Each is one transaction with its audit event inside; a refusal changes nothing."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction

from weerbaar.confidential.cases import files, phrases, queries, rules
from weerbaar.confidential.cases.files import kept as kept  # noqa: PLC0414 - other rooms keep files by this action
from weerbaar.confidential.cases.models import Attachment, Case, DutyNotice, Entry, Identity, Note
from weerbaar.confidential.cases.numbers import new_number
from weerbaar.confidential.cases.rules import State
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.audit.actions import record
from weerbaar.foundation.jobs.dispatch import enqueue
from weerbaar.foundation.jobs.mail import enqueue_mail
from weerbaar.foundation.vault.compartments import NewCompartment, lock, new_compartment, rotate, store_compartments
from weerbaar.foundation.vault.errors import NotGranted
from weerbaar.foundation.vault.fields import seal_into
from weerbaar.foundation.vault.inspection import Inspected
from weerbaar.foundation.vault.keyring import Keyring
from weerbaar.foundation.vault.keys import DataKey
from weerbaar.foundation.vault.models import Compartment, Holder
from weerbaar.team.network import queries as network
from weerbaar.team.network.queries import Barred, FirstReaders

SUMMARY_LENGTH = 90
TELL_READERS = "weerbaar.confidential.cases.tasks.tell_readers"
QUIET = timedelta(minutes=2)
"""After a mail that something waits, the next one waits this long: one mail for a busy moment."""
ON_ITS_WAY = timedelta(minutes=1)
CLIENT = "client"


class NotYours(Exception):
    """Only who took the case up does this."""


class MayNotRead(Exception):
    """The client asked that this person does not read along."""


@dataclass(frozen=True)
class FirstContact:
    """What someone wrote to us the first time, cleaned and not yet sealed."""

    message: str = field(repr=False)
    danger: bool
    for_whom: str
    name: str = field(default="", repr=False)
    reach: str = field(default="", repr=False)
    barred: Barred = field(default_factory=Barred, repr=False)
    files: tuple[Inspected, ...] = field(default=(), repr=False)


@transaction.atomic
def open_case(*, contact: FirstContact, readers: FirstReaders, client: Holder, at: datetime) -> Case:
    """Will open a case with thread, team and identity compartments, sealed to the readers and to the client.

    The client holds thread and identity, never the team's notes. The caller keeps the files (`files.kept`).
    """
    case_id, everyone = uuid4(), [*readers.holders, client]
    thread = new_compartment(scope=case_id, kind="thread", holders=everyone, at=at)
    team = new_compartment(scope=case_id, kind="team", holders=readers.holders, at=at)
    identity = new_compartment(scope=case_id, kind="identity", holders=everyone, at=at)
    store_compartments([thread, team, identity])
    case = Case(
        id=case_id,
        number=new_number(at.year),
        danger=contact.danger,
        association=readers.association,
        thread=thread.compartment,
        team=team.compartment,
        identity=identity.compartment,
        opened_at=at,
        last_activity_at=at,
        waiting_since=at,
    )
    seal_into(case, thread.key, summary=summary_of(contact.message))
    case.save(force_insert=True)
    _store_identity(case, identity, contact)
    _store_entry(case=case, key=thread.key, author=None, text=contact.message, incoming=contact.files, at=at)
    enqueue(TELL_READERS, [str(holder.pk) for holder in readers.holders])
    _record_client(client.pk, "case.opened", case, at)
    return case


@transaction.atomic
def claim(*, case: Case, by: Account, keyring: Keyring, at: datetime) -> Case:
    """Will make `by` the one who answers: a grant for them, and the circle's grant goes.

    Raises `AlreadyClaimed` when a colleague was first, and `IllegalMove` when the client had it erased.
    """
    case = _locked(case, keyring)
    if case.claimed_by and case.claimed_at:
        raise queries.AlreadyClaimed(case.claimed_by, case.claimed_at)
    rules.check_move(case, State.OPEN)
    _open_to_write(case, keyring)
    case.state, case.claimed_by, case.claimed_at, case.last_activity_at = State.OPEN, by, at, at
    case.save()
    _regrant(case, [by.holder], keyring, at)
    _record(by, "case.claimed", case, at)
    return case


@transaction.atomic
def hand_over(*, case: Case, by: Account, to: Account | None, keyring: Keyring, note: str, at: datetime) -> Case:
    """Will give the case to a colleague, or back to the circle when `to` is None, and let them know that it waits.

    `by` can no longer open it, unless `by` sits in that circle.

    Raises `NotYours` when `by` did not take it up, `MayNotRead` when the client asked to keep that colleague out.
    """
    case = _locked(case, keyring)
    if not rules.is_claimed_by(by, case):
        raise NotYours
    _open_to_write(case, keyring)
    barred = queries.person_of(keyring, case).barred
    if to is None:
        rules.check_move(case, State.NEW)
        holders = network.circle_holders(case.association, barred)
        case.state, case.claimed_by, case.claimed_at = State.NEW, None, None
    else:
        holders = [to.holder]
        case.claimed_by, case.claimed_at = to, at
    if not holders or (to is not None and network.has_tie(to, barred)):
        raise MayNotRead
    if note:
        _store_note(case, keyring, by, note, at)
    case.waiting_since, case.last_activity_at = case.waiting_since or at, at
    case.save()
    _regrant(case, holders, keyring, at)
    _tell_who_answers(case)
    _record(by, "case.handed_over", case, at, {"to": to.bearer if to else "circle"})
    return case


def answer(
    *, case: Case, by: Account, keyring: Keyring, text: str, incoming: Iterable[Inspected] = (), at: datetime
) -> None:
    """Will write to the client; raises `NotYours` when `by` did not take the case up."""
    incoming = tuple(incoming)
    with kept(incoming), transaction.atomic():
        case = _locked(case, keyring)
        if not rules.is_claimed_by(by, case):
            raise NotYours
        _open_to_write(case, keyring, "thread")
        key = keyring.key_for(_part(case.thread_id))
        _store_entry(case=case, key=key, author=by, text=text, incoming=incoming, at=at)
        case.waiting_since, case.last_activity_at = None, at
        case.save(update_fields=["waiting_since", "last_activity_at"])
        _record(by, "case.answered", case, at)


def write_as_client(
    *, case: Case, keyring: Keyring, text: str, incoming: Iterable[Inspected] = (), at: datetime
) -> None:
    """Will add what the client writes, and let whoever answers know; the case waits from the first unanswered message.

    A case whose helper left the team or the role goes back to the circle first: the client's key opens what the helper's no longer does.
    """
    incoming = tuple(incoming)
    with kept(incoming), transaction.atomic():
        case = _locked(case, keyring)
        if case.claimed_by and not rules.can_still_answer(case.claimed_by):
            _return_to_circle(case, keyring, at)
        _open_to_write(case, keyring, "thread", "identity")
        key = keyring.key_for(_part(case.thread_id))
        _store_entry(case=case, key=key, author=None, text=text, incoming=incoming, at=at)
        case.waiting_since, case.last_activity_at = case.waiting_since or at, at
        case.save()
        _tell_who_answers(case)
        _record_client(keyring.holder_id, "case.client_wrote", case, at)


@transaction.atomic
def note(*, case: Case, by: Account, keyring: Keyring, text: str, at: datetime) -> Note:
    """Will write to colleagues only; raises `NotGranted` when `by` holds no key to the team's compartment."""
    case = _locked(case, keyring)
    _open_to_write(case, keyring, "team")
    written = _store_note(case, keyring, by, text, at)
    Case.objects.filter(pk=case.pk).update(last_activity_at=at)
    _record(by, "case.noted", case, at)
    return written


def glance(*, case: Case, by: Account, at: datetime) -> None:
    """Will let colleagues see that someone is reading a case that nobody has taken up."""
    Case.objects.filter(pk=case.pk, claimed_by=None).update(glanced_at=at, glanced_by=by)


@transaction.atomic
def erase(*, case: Case, by: UUID, at: datetime) -> None:
    """Will destroy all that was written, every file and every key, on request of the client with holder id `by`.

    What stays is a tombstone: number, state, dates and which association answered.
    """
    case = _locked(case)
    if case.state == State.ERASED:
        return  # a second click: it is gone already
    rules.check_move(case, State.ERASED)
    files.remove_after_commit(Attachment.objects.filter(entry__case=case).values_list("pk", flat=True))
    parts = [part for part in (case.thread_id, case.team_id, case.identity_id) if part]
    case.state, case.erased_at, case.summary, case.danger = State.ERASED, at, None, False
    case.thread = case.team = case.identity = None
    case.waiting_since = case.claimed_at = case.claimed_by = case.glanced_at = case.glanced_by = None
    case.save()
    # Grants, entries, files, notes and identity hang on the compartments and go with them.
    Compartment.objects.filter(pk__in=parts).delete()
    _record_client(by, "case.erased", case, at)


@transaction.atomic
def shut_out_client(*, case: Case, keyring: Keyring, at: datetime) -> None:
    """Will take the client's grants away on the client's own request; the helpers can still read."""
    case = _locked(case, keyring)
    _open_to_write(case, keyring)
    for part in (case.thread_id, case.identity_id):
        stay = Holder.objects.filter(grants__compartment_id=_part(part)).exclude(kind=Holder.Kind.RECEIPT)
        rotate(compartment_id=_part(part), keyring=keyring, holders=list(stay), at=at)
    _record_client(keyring.holder_id, "case.receipt_closed", case, at)


def tell(*, holder_ids: Iterable[UUID], at: datetime) -> None:
    """Will mail everyone behind these holders that something waits, if it does and they did not hear just now."""
    for holder_id in holder_ids:
        with transaction.atomic():
            again_at = _tell_one(holder_id, at)
            if again_at:
                enqueue(TELL_READERS, [str(holder_id)], run_after=again_at)


@transaction.atomic
def sweep_files(*, at: datetime) -> int:
    """Will remove files that were lost more than a day ago, and record how many."""
    removed = files.sweep(before=at - timedelta(days=1))
    if removed:
        record(bearer="system", role="system", action="files.swept", detail={"files": removed}, at=at)
    return removed


def summary_of(message: str) -> str:
    """Will return the first words of a message on one line, at most ninety characters."""
    line = " ".join(message.split())
    return line if len(line) <= SUMMARY_LENGTH else f"{line[: SUMMARY_LENGTH - 1].rsplit(' ', 1)[0].rstrip('.,;: ')}…"


def _locked(case: Case, keyring: Keyring | None = None) -> Case:
    """Holds the compartments and then the row of the case, and has the keyring read its grants anew.

    Whoever waited here may find that the keys, the helper or the whole case have changed. Raises `NotGranted` when a
    compartment is not the one of this case that it should be.
    """
    kinds = {case.thread_id: "thread", case.team_id: "team", case.identity_id: "identity"}
    parts = [part for part in kinds if part]
    if any(part.scope != case.pk or part.kind != kinds[part.pk] for part in lock(parts)):
        raise NotGranted
    if keyring:
        keyring.forget(parts)
    return Case.objects.select_for_update().get(pk=case.pk)


def _open_to_write(case: Case, keyring: Keyring, *parts: str) -> None:
    """Opens what a write needs, recorded as such: a write is no look that the client should wonder about."""
    wanted = [getattr(case, f"{part}_id") for part in parts or ("thread", "team", "identity")]
    keyring.open([part for part in wanted if part], purpose="write")


def _part(compartment_id: UUID | None) -> UUID:
    if compartment_id is None:
        raise NotGranted
    return compartment_id


def _regrant(case: Case, helpers: list[Holder], keyring: Keyring, at: datetime) -> None:
    """Gives every compartment a new key for `helpers`, and for the client where the client held it."""
    for part in (case.thread_id, case.team_id, case.identity_id):
        client = Holder.objects.filter(kind=Holder.Kind.RECEIPT, grants__compartment_id=_part(part))
        rotate(compartment_id=_part(part), keyring=keyring, holders=[*helpers, *client], at=at)


def _return_to_circle(case: Case, keyring: Keyring, at: datetime) -> None:
    """Gives a case whose helper left back to who can answer. The team's notes were under the helper's key and go."""
    barred = queries.person_of(keyring, case).barred
    holders = network.circle_holders(case.association, barred)
    if not holders:
        readers = network.first_readers(chosen="", barred=barred)
        case.association, holders = readers.association, readers.holders
    rules.check_move(case, State.NEW)
    team = new_compartment(scope=case.pk, kind="team", holders=holders, at=at)
    store_compartments([team])
    case.team_id, old = team.compartment.pk, case.team_id
    case.state, case.claimed_by, case.claimed_at = State.NEW, None, None
    case.save()
    Compartment.objects.filter(pk=old).delete()
    for part in (_part(case.thread_id), _part(case.identity_id)):
        client = Holder.objects.filter(kind=Holder.Kind.RECEIPT, grants__compartment_id=part)
        rotate(compartment_id=part, keyring=keyring, holders=[*holders, *client], at=at)
    case.refresh_from_db(fields=["summary"])


def _tell_who_answers(case: Case) -> None:
    enqueue(TELL_READERS, [str(holder_id) for holder_id in queries.holders_who_answer(case)])


def _tell_one(holder_id: UUID, at: datetime) -> datetime | None:
    """Returns when to look again, if it is too soon to mail now."""
    notice = DutyNotice.objects.select_for_update().filter(pk=holder_id).first()
    # A message may have been on its way into the database while the last mail was made.
    if not queries.waits_for(holder_id, since=notice.told_at - ON_ITS_WAY if notice else None):
        return None
    if notice and at - notice.told_at < QUIET:
        return notice.told_at + QUIET
    for address in network.addresses_of([holder_id]):
        enqueue_mail(to=address, subject=phrases.mail_subject(), body=phrases.mail_body(settings.SITE_URL))
    DutyNotice.objects.update_or_create(holder_id=holder_id, defaults={"told_at": at})
    return None


def _store_identity(case: Case, identity: NewCompartment, contact: FirstContact) -> None:
    row = Identity(case=case, identity=identity.compartment)
    barred = json.dumps(asdict(contact.barred)) if contact.barred else ""
    seal_into(row, identity.key, name=contact.name, reach=contact.reach, for_whom=contact.for_whom, barred=barred)
    row.save(force_insert=True)


def _store_entry(
    *, case: Case, key: DataKey, author: Account | None, text: str, incoming: Iterable[Inspected], at: datetime
) -> None:
    entry = Entry(case=case, thread_id=key.compartment_id, author=author, written_at=at)
    seal_into(entry, key, body=text)
    entry.save(force_insert=True)
    Attachment.objects.bulk_create(files.attachments(entry, incoming, key))


def _store_note(case: Case, keyring: Keyring, author: Account, text: str, at: datetime) -> Note:
    key = keyring.key_for(_part(case.team_id))
    written = Note(case=case, team_id=key.compartment_id, author=author, written_at=at)
    seal_into(written, key, body=text)
    written.save(force_insert=True)
    return written


def _record(by: Account, action: str, case: Case, at: datetime, detail: dict[str, str] | None = None) -> None:
    record(bearer=by.bearer, role=by.main_role, action=action, subject=case.subject, detail=detail, at=at)


def _record_client(holder_id: UUID, action: str, case: Case, at: datetime) -> None:
    record(bearer=f"receipt:{holder_id}", role=CLIENT, action=action, subject=case.subject, at=at)
