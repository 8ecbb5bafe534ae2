"""Two contacts of one person become one case. There is no way back, so nothing may be lost on the way."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from weerbaar.confidential.cases import merges, queries, rules
from weerbaar.confidential.cases.actions.recusal import bar
from weerbaar.confidential.cases.actions.steps import NotYours, end_stand_in, part_of, record_by, touch
from weerbaar.confidential.cases.actions.storing import store_note
from weerbaar.confidential.cases.models import Case, FeedbackGiven, Identity, Person
from weerbaar.confidential.cases.safe_contact import Profile
from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.vault.compartments import adopt, compartments_of, empty_into, lock, rotate_all
from weerbaar.foundation.vault.errors import NotGranted
from weerbaar.foundation.vault.fields import seal_into
from weerbaar.foundation.vault.keyring import Keyring
from weerbaar.foundation.vault.models import Compartment, Grant, Holder
from weerbaar.foundation.vault.recovery import forget_contributions

PARTS = ("thread", "team", "identity")


class TheSame(Exception):
    """A case does not go into itself."""


@dataclass(frozen=True)
class Facts:
    """Which of the two cases says who the client is: what the other said goes to a note of the team."""

    name_from_gone: bool = False
    reach_from_gone: bool = False


@transaction.atomic
def merge(*, case: Case, gone: Case, by: Account, keyring: Keyring, facts: Facts, at: datetime) -> Case:
    """Will put all that is in `gone` into `case`, and leave a tombstone of `gone` that says where it went.

    Everything is sealed anew, for `by` and for the clients of both: either's seven words lead to the one conversation.
    Whoever one of them keeps out is kept out. Raises `TheSame`, `NotYours` unless `by` answers in both, `IllegalMove` when
    either is closed, and `DangerFirst` when there may be danger in `gone`.
    """
    case, gone = _locked(case, gone, keyring)
    if not (rules.is_claimed_by(by, case) and rules.is_claimed_by(by, gone)):
        raise NotYours
    rules.check_can_answer(case)
    state = rules.check_move(gone, "case.merged")
    clients = _clients_of(case, gone)
    said = [_("Samengevoegd met zaak %(number)s.") % {"number": gone.number}]
    said += merges.settle(case=case, gone=gone, by=by, keyring=keyring, at=at)
    said += _join_identities(case, gone, keyring, facts)
    store_note(case, keyring, by, "\n\n".join(said), at)
    _move_rows(case, gone, keyring)
    if gone.waiting_since:
        case.waiting_since = min(case.waiting_since or gone.waiting_since, gone.waiting_since)
    if gone.held_at and not case.held_at:
        case.held_at, case.held_by = gone.held_at, gone.held_by
    touch(case, at)
    case.save()
    _leave_tombstone(gone, case, state)
    _grant(case, by, clients, keyring, at)
    record_by(by, "case.merged", gone, at, {"into": case.subject})
    record_by(by, "case.took_in", case, at, {"from": gone.subject})
    return Case.objects.get(pk=case.pk)


def _locked(case: Case, gone: Case, keyring: Keyring) -> tuple[Case, Case]:
    """Holds both as `steps.locked` does one: every compartment in one order, then both rows."""
    if case.pk == gone.pk:
        raise TheSame
    kinds = {part.pk: part.kind for part in lock(_parts_of(case, gone))}
    held = {one.pk: one for one in Case.objects.select_for_update().filter(pk__in=[case.pk, gone.pk]).order_by("pk")}
    for one in held.values():
        if any(kinds.get(getattr(one, f"{part}_id")) != part for part in PARTS):
            raise NotGranted
    keyring.forget(kinds)
    keyring.open(kinds, purpose="write")
    for part in kinds:
        keyring.key_for(part)
    return held[case.pk], held[gone.pk]


def _parts_of(*cases: Case) -> list[UUID]:
    return [part.pk for one in cases for part in compartments_of(one.pk)]


def _clients_of(*cases: Case) -> list[Holder]:
    threads = [part_of(one.thread_id) for one in cases]
    grants = Holder.objects.filter(kind=Holder.Kind.RECEIPT, grants__compartment_id__in=threads)
    return list(grants.distinct().order_by("pk"))


def _join_identities(case: Case, gone: Case, keyring: Keyring, facts: Facts) -> list[str]:
    """What only one of them says is kept, of what they say differently one is chosen; returns what was not."""
    ours, theirs = queries.person_of(keyring, case), queries.person_of(keyring, gone)
    name, other_name = (theirs.name, ours.name) if facts.name_from_gone else (ours.name, theirs.name)
    reach, other_reach = (theirs.reach, ours.reach) if facts.reach_from_gone else (ours.reach, theirs.reach)
    known, key = Identity.objects.get(case=case), keyring.key_for(part_of(case.identity_id))
    seal_into(known, key, name=name or other_name, reach=reach or other_reach)
    known.save(update_fields=["name", "reach"])
    bar(case, keyring, ours.barred.joined_with(theirs.barred))
    said = []
    if other_name not in {"", name or other_name}:
        said.append(_("Naam in het andere bericht: %(name)s") % {"name": other_name})
    if other_reach not in {"", reach or other_reach}:
        said.append(_("Bereikbaar volgens het andere bericht: %(reach)s") % {"reach": other_reach})
    return said + _join_profiles(case, gone, keyring, from_gone=facts.reach_from_gone)


def _join_profiles(case: Case, gone: Case, keyring: Keyring, *, from_gone: bool) -> list[str]:
    """How the client wants to be reached has a row with the id of its case: one stays, and what it said less is told."""
    ours, theirs = (Person.objects.filter(pk=one.pk).first() for one in (case, gone))
    if theirs is None:
        return []
    mine, other = ours.profile.reveal(keyring) if ours else "", theirs.profile.reveal(keyring)
    stays, goes = (other, mine) if from_gone or not ours else (mine, other)
    theirs.delete()
    row = ours or Person(id=case.pk, case=case, identity_id=part_of(case.identity_id), added_at=theirs.added_at)
    seal_into(row, keyring.key_for(row.identity_id), relation="", name="", reach="", profile=stays)
    row.save()
    if goes in {"", stays}:
        return []
    told = ", ".join(text for text in asdict(Profile.from_text(goes)).values() if text)
    return [_("Veilig bereiken volgens het andere bericht: %(told)s") % {"told": told}]


def _move_rows(case: Case, gone: Case, keyring: Keyring) -> None:
    """Seals what is in `gone` for the compartments of `case`, and lets every row of whichever room point to `case`."""
    others = [part.pk for part in compartments_of(gone.pk) if part.kind not in PARTS]
    for part in PARTS:
        source, target = (part_of(getattr(one, f"{part}_id")) for one in (gone, case))
        empty_into(source=source, target=target, keyring=keyring, leave=(Case, Identity))
    adopt(scope=case.pk, compartment_ids=others)
    asked = gone.recoveries.values_list("pk", flat=True)
    forget_contributions(asked)
    gone.recoveries.filter(opened_at=None).delete()
    Identity.objects.filter(case=gone).delete()
    FeedbackGiven.objects.filter(case=gone).delete()
    end_stand_in(gone)
    for relation in Case._meta.related_objects:
        if relation.one_to_many:
            name = relation.field.name
            relation.related_model._default_manager.filter(**{name: gone}).update(**{name: case})


def _leave_tombstone(gone: Case, case: Case, state: rules.State) -> None:
    parts = [part_of(getattr(gone, f"{part}_id")) for part in PARTS]
    gone.state, gone.merged_into, gone.summary, gone.danger, gone.outcome = state, case, None, False, ""
    gone.thread = gone.team = gone.identity = None
    gone.waiting_since = gone.claimed_at = gone.claimed_by = gone.glanced_at = gone.glanced_by = None
    gone.closed_at = gone.closed_by = gone.held_at = gone.held_by = gone.erase_on = None
    gone.save()
    Compartment.objects.filter(pk__in=parts).delete()


def _grant(case: Case, by: Account, clients: list[Holder], keyring: Keyring, at: datetime) -> None:
    """New keys for all of it: for `by`, and for either client except the notes of the team."""
    ours = [Holder.objects.get(pk=by.holder_id)]
    parts = compartments_of(case.pk)
    kinds_read = set(
        Grant.objects.filter(compartment__scope=case.pk, holder__in=clients).values_list("compartment__kind", flat=True)
    )
    holders = {part.pk: [*ours, *(clients if part.kind in kinds_read else [])] for part in parts}
    rotate_all(holders=holders, keyring=keyring, at=at)
