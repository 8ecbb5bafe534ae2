"""Whatever anybody does in whatever order: who can read a case is exactly who should, tried with each one's own keys.

The model below says who should. It knows nothing of keys: associations with members, who answers, who stepped back.
"""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.factories.cases import make_case, texts_seen
from tests.factories.custodians import agree, ask_for, make_custodians
from tests.factories.team import NIGHT, make_adviser, make_association
from tests.support.staff import make_colleague
from weerbaar.confidential.cases import actions, queries
from weerbaar.confidential.cases.models import Case, StandIn
from weerbaar.foundation.accounts.actions.staff import deactivate
from weerbaar.foundation.accounts.roles import Role
from weerbaar.foundation.vault.circles import rotate_circle
from weerbaar.foundation.vault.compartments import compartments_of, rotate
from weerbaar.foundation.vault.errors import NotGranted
from weerbaar.foundation.vault.models import Grant, Holder
from weerbaar.team.network.actions import declare_tie
from weerbaar.team.network.models import Association
from weerbaar.team.network.queries import Barred, NobodyMayRead

pytestmark = pytest.mark.django_db

LATER = NIGHT + timedelta(minutes=20)
SEATED = {"raadsleden": ("Vera", "Wil", "Ada"), "wethouders": ("Joris", "Piet"), "burgemeesters": ("Bas",)}
ADVISERS = [name for names in SEATED.values() for name in names]
TIED = {"Wil", "Joris"}
"""Who declared a tie to the party that some clients keep out."""
REFUSALS = (NotGranted, NobodyMayRead, actions.MayNotRead, actions.NobodyElse)
ANY, NAME = st.integers(0, 99), st.sampled_from(ADVISERS)


@dataclass
class Should:
    """What should be so of one case."""

    case: Case
    association: str
    clients: list = field(default_factory=list)
    keeps_out_party: bool = False
    stepped_back: set[str] = field(default_factory=set)
    helper: str = ""
    by_name: set[str] | None = None
    """Who reads it separately; None when it is with the circle of the association."""
    away: str = ""
    texts: int = 1
    ended: bool = False

    def kept_out(self):
        return self.stepped_back | (TIED if self.keeps_out_party else set())


class WhoCanRead(RuleBasedStateMachine):
    people: dict  # by first name; set by the test, because keys take time to make

    def __init__(self):
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.members = {code: set(names) for code, names in SEATED.items()}
        self.gone: set[str] = set()
        self.cases: list[Should] = []

    def teardown(self):
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    # --- the model ---

    def readers(self, should):
        if should.ended:
            return set()
        readers = self.members[should.association] if should.by_name is None else should.by_name
        return readers - self.gone

    def goes_to(self, should, *, others=True):
        """Who reads what nobody takes up: association, and by name or None for its circle. Nothing when nobody is left."""
        rest = sorted(SEATED, key=lambda code: f"Vereniging {code}")
        for code in [should.association, *rest] if others else [should.association]:
            may = self.members[code] - should.kept_out()
            if may:
                return code, (may if should.kept_out() else None)
        return None

    def wait_again(self, should, place):
        should.association, should.by_name = place
        should.helper = should.away = ""

    def given_to(self, should, name):
        should.helper, should.by_name = name, {name}

    def pick(self, number, *, claimed=None):
        found = [
            one
            for one in self.cases
            if not one.ended and (claimed is None or (one.helper != "" and one.helper not in self.gone) == claimed)
        ]
        return found[number % len(found)] if found else None

    def hers(self, should, name):
        one = self.people[name]
        return {"case": should.case, "by": one.account, "keyring": one.keyring, "at": LATER}

    # --- what people do ---

    @initialize()
    def one_case(self):
        self.someone_writes("raadsleden", keeps_out_party=False)

    @precondition(lambda self: len(self.cases) < 4)
    @rule(chosen=st.sampled_from(sorted(SEATED)), keeps_out_party=st.booleans())
    def someone_writes(self, chosen, keeps_out_party):
        should = Should(None, chosen, keeps_out_party=keeps_out_party)
        place = self.goes_to(should)
        if place is None:
            return
        arrived = make_case(chosen=chosen, barred=Barred(parties=("VVD",)) if keeps_out_party else Barred())
        should.case = arrived.case
        should.clients.append(arrived.keyring)
        self.wait_again(should, place)
        self.cases.append(should)

    @rule(number=ANY, name=NAME)
    def claim(self, number, name):
        should = self.pick(number)
        if should is None or should.helper:
            return
        if name in self.readers(should):
            actions.claim(**self.hers(should, name))
            self.given_to(should, name)
        else:
            self.refused(lambda: actions.claim(**self.hers(should, name)))

    @rule(number=ANY, to=NAME)
    def transfer(self, number, to):
        should = self.pick(number, claimed=True)
        if should is None or to == should.helper or to in self.gone:
            return
        acts = self.hers(should, should.helper) | {"to": self.people[to].account, "note": ""}
        if to in should.kept_out():
            self.refused(lambda: actions.hand_over(**acts))
        else:
            actions.hand_over(**acts)
            self.given_to(should, to)

    @rule(number=ANY)
    def hand_back(self, number):
        should = self.pick(number, claimed=True)
        if should is None:
            return
        acts, place = self.hers(should, should.helper) | {"to": None, "note": ""}, self.goes_to(should, others=False)
        if place is None:
            self.refused(lambda: actions.hand_over(**acts))
        else:
            actions.hand_over(**acts)
            self.wait_again(should, place)

    @rule(number=ANY, name=NAME, then_taken_up=st.booleans())
    def step_back(self, number, name, then_taken_up):
        should = self.pick(number)
        if should is None or should.helper not in {"", name} or name not in self.readers(should):
            return
        should.stepped_back.add(name)
        place = self.goes_to(should)
        if place is None:
            should.stepped_back.remove(name)
            self.refused(lambda: actions.recuse(**self.hers(should, name)))
        else:
            actions.recuse(**self.hers(should, name))
            self.wait_again(should, place)
            if then_taken_up:
                first = min(self.readers(should))
                actions.claim(**self.hers(should, first))
                self.given_to(should, first)
                self.offer_to_who_is_kept_out(should)

    def offer_to_who_is_kept_out(self, should):
        for name in should.kept_out() - self.gone if should.helper else ():
            acts = self.hers(should, should.helper) | {"to": self.people[name].account, "note": ""}
            self.refused(lambda acts=acts: actions.hand_over(**acts))

    @rule(number=ANY)
    def rotate_keys(self, number):
        should = self.pick(number)
        for name in sorted(self.readers(should))[:1] if should else ():
            keyring = self.people[name].keyring
            for part in compartments_of(should.case.pk):
                rotate(compartment_id=part.pk, keyring=keyring, at=LATER)

    @rule(code=st.sampled_from(sorted(SEATED)))
    def rotate_circle(self, code):
        for name in sorted(self.members[code])[:1]:
            circle = Association.objects.get(pk=code).circle_id
            rotate_circle(circle_id=circle, keyring=self.people[name].keyring, at=LATER)

    @rule(name=NAME, to=st.lists(NAME, min_size=1, max_size=3, unique=True))
    def go_on_leave(self, name, to):
        if name in self.gone:
            return
        accounts, one = [self.people[other].account for other in to], self.people[name]
        actions.go_on_leave(by=one.account, to=accounts, keyring=one.keyring, note="", at=LATER)
        for should in [one for one in self.cases if one.helper == name and not one.ended]:
            may = set(to) - {name} - self.gone - should.kept_out()
            now = Case.objects.select_related("claimed_by").get(pk=should.case.pk).claimed_by.name.split()[0]
            assert now in (may or {name})
            self.given_to(should, now)
            should.away = "" if should.away == now else (should.away or (name if may else ""))

    @rule(name=NAME, back=NAME)
    def come_back(self, name, back):
        if name in self.gone or name == back:
            return
        one = self.people[name]
        actions.give_back(by=one.account, to=self.people[back].account, keyring=one.keyring, note="", at=LATER)
        for should in self.cases:
            lent = should.helper == name and should.away == back and not should.ended
            if lent and back not in self.gone | should.kept_out():
                self.given_to(should, back)
                should.away = ""

    @precondition(lambda self: len(self.gone) < 3)
    @rule(name=NAME)
    def leave_the_team(self, name):
        if name not in self.gone:
            deactivate(account=self.people[name].account, by=self.people["Bea"].account, at=LATER, force=True)
            self.gone.add(name)
            for members in self.members.values():
                members.discard(name)

    @rule(number=ANY, to=NAME, pair=st.permutations(["Kees", "Lot", "Mia"]))
    def reopen_by_custodians(self, number, to, pair):
        should = self.pick(number)
        if should is None or to in self.gone:
            return
        request = ask_for(should.case, self.people[to], self.people["Cleo"], at=LATER)
        agree(request, self.people[pair[0]], at=LATER)
        outcome = agree(request, self.people[pair[1]], at=LATER)
        if to in should.kept_out():
            assert outcome == actions.Outcome.KEPT_OUT
        else:
            assert outcome == actions.Outcome.OPENED
            self.given_to(should, to)
            should.away = ""

    @rule(number=ANY, other=ANY)
    def make_one_of_two(self, number, other):
        should, gone = self.pick(number, claimed=True), self.pick(other, claimed=True)
        if should is None or should is gone or should.helper != gone.helper:
            return
        acts = self.hers(should, should.helper) | {"gone": gone.case, "facts": actions.Facts()}
        actions.merge(**acts)
        should.clients += gone.clients
        should.stepped_back |= gone.stepped_back
        should.keeps_out_party |= gone.keeps_out_party
        should.texts += gone.texts
        gone.ended, gone.clients = True, []

    @rule(number=ANY)
    def the_client_writes(self, number):
        should = self.pick(number)
        if should is None or not should.clients:
            return
        place = self.goes_to(should) if should.helper in self.gone else ()
        write = {"case": should.case, "keyring": self.again(should.clients[0]), "text": "meer", "at": LATER}
        if place is None:
            self.refused(lambda: actions.write_as_client(**write))
            return
        actions.write_as_client(**write)
        should.texts += 1
        if place:
            self.wait_again(should, place)

    @rule(number=ANY)
    def the_words_are_made_invalid(self, number):
        should = self.pick(number)
        if should is not None and should.clients:
            actions.shut_out_client(case=should.case, keyring=self.again(should.clients[0]), at=LATER)
            should.clients = []

    @rule(number=ANY)
    def all_is_erased(self, number):
        should = self.pick(number)
        if should is not None and should.clients:
            actions.erase(case=should.case, by=should.clients[0].holder_id, at=LATER)
            should.ended, should.clients = True, []

    # --- what must be so ---

    @invariant()
    def who_can_read_is_who_should(self):
        for should in self.cases:
            opened = {name for name, one in self.people.items() if self.reads(one.keyring, should)}
            assert opened == self.readers(should)
            for client in should.clients:
                assert queries.case_of_thread(self.again(client), should.case.pk) == should.case
                assert len(texts_seen(self.again(client), self.now(should))) == should.texts

    @invariant()
    def keys_were_given_to_those_alone(self):
        for should in self.cases:
            people = {one.account.holder_id: name for name, one in self.people.items()}
            for part in compartments_of(should.case.pk):
                holders = Holder.objects.filter(grants__compartment=part)
                kinds = [holder.kind for holder in holders]
                assert kinds.count("recovery") == 1
                assert kinds.count("receipt") == (0 if part.kind == "team" else len(should.clients))
                assert kinds.count("circle") == (should.by_name is None)
                named = {people[holder.pk] for holder in holders if holder.kind == "person"}
                assert named == (should.by_name or set()) - self.gone
            if should.ended:
                assert not Grant.objects.filter(compartment__scope=should.case.pk).exists()

    @invariant()
    def a_case_that_nobody_reads_is_known(self):
        alone = {should.case.pk for should in self.cases if not should.ended and not self.readers(should)}
        assert {case.pk for case in queries.orphans()} == alone

    @invariant()
    def who_stands_in_is_known(self):
        away = {should.case.pk: should.away for should in self.cases if should.away and not should.ended}
        rows = {row.case_id: row.away.name.split()[0] for row in StandIn.objects.select_related("away")}
        assert rows == away

    # --- tools ---

    def refused(self, act):
        with pytest.raises(REFUSALS), transaction.atomic():
            act()

    def reads(self, keyring, should):
        case = queries.case_for(keyring, should.case.number)
        if case is None:
            return False
        assert len(texts_seen(keyring, case)) == should.texts
        return True

    def now(self, should):
        return Case.objects.get(pk=should.case.pk)

    @staticmethod
    def again(keyring):
        """The same keyring at a next visit: what it opened before is forgotten."""
        return type(keyring)(
            holder_id=keyring.holder_id, secret=keyring.secret, bearer=keyring.bearer, role=keyring.role, at=keyring.at
        )


def test_who_can_read_is_who_should_after_any_sequence_of_acts():
    people = {name: make_adviser(f"{name} Voorbeeld") for name in ADVISERS}
    for code, names in SEATED.items():
        make_association(code, *(people[name] for name in names))
    for name in TIED:
        declare_tie(account=people[name].account, party="VVD", at=NIGHT)
    people |= {one.account.name.split()[0]: one for one in make_custodians()}
    people["Cleo"] = make_colleague(Role.COORDINATOR, name="Cleo Koppel", app=False)
    people["Bea"] = make_colleague(Role.ADMINISTRATOR, name="Bea Beheer", app=False)
    machine = type("Machine", (WhoCanRead,), {"people": people})

    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=10, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
