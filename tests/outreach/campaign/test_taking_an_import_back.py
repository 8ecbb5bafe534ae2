"""A list that came in is taken back, and what somebody worked with since stays."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.letters import make_mailing
from tests.factories.tour import HILVERSUM, LEUDAL, MORNING, make_contact, participation_of
from tests.outreach.campaign.test_importing import HEAD, bring
from weerbaar.foundation.audit.models import Event
from weerbaar.foundation.privacy.actions import purge
from weerbaar.outreach.campaign.actions.contacts import forget_contact
from weerbaar.outreach.campaign.actions.doubles import merge_contacts
from weerbaar.outreach.campaign.actions.holders import confirm_change
from weerbaar.outreach.campaign.actions.taking_back import TakenBack, take_back_import
from weerbaar.outreach.campaign.models import Contact, ContactChange, ContactImport, HolderChange, Moment, Office
from weerbaar.outreach.letters.models import Dispatch

pytestmark = pytest.mark.django_db
LATER = MORNING + timedelta(days=1)
TWO = HEAD + "Leudal;griffier;mevr.;d;;Verzonnen;g@leudal.invalid;;01-05-2026\nGM0402;raadslid;;;;Bedacht;;;\n"
FACTS = ("office", "initials", "surname", "email", "phone", "from_on", "until_on")


def facts():
    return sorted(Contact.objects.values_list(*FACTS), key=str)


def take_back(found, toon):
    return take_back_import(source=found.came_in, at=LATER, by=toon.account)


def test_whom_a_list_made_goes_and_what_it_changed_is_as_it_was(tour_round, toon):
    make_contact(LEUDAL, surname="Verzonnen", initials="", email="", phone="0475 1", from_on=date(2026, 4, 1))
    before = facts()
    came_in = bring(TWO)
    assert (facts() != before, came_in.counts["new"], came_in.counts["changed"]) == (True, 1, 1)

    undone = take_back(came_in, toon)

    assert facts() == before
    assert (undone.gone, undone.restored, undone.left) == (1, 1, [])
    told = Moment.objects.filter(at=LATER).values_list("participation__organisation", "text")
    says = "Inlezen van contactpersonen teruggenomen: 1."
    assert sorted(told) == sorted([(LEUDAL, says), (HILVERSUM, says)])
    assert Event.objects.get(action="contacts.import_undone").detail == {"gone": 1, "restored": 1, "left": 0}


def test_it_is_taken_back_once(tour_round, toon):
    came_in = bring(TWO)
    take_back(came_in, toon)

    with pytest.raises(TakenBack):
        take_back(came_in, toon)


def test_the_same_list_comes_in_again_after_it_was_taken_back(tour_round, toon):
    bring_back = bring(TWO)
    there = facts()
    take_back(bring_back, toon)

    bring(TWO)

    assert facts() == there


def test_a_list_that_changes_nothing_is_no_import(tour_round):
    bring(TWO)

    assert bring(TWO).came_in is None
    assert ContactImport.objects.count() == 1


def change_by_hand(contact, toon):
    Contact.objects.filter(pk=contact.pk).update(phone="0475 9", changed_at=LATER)


def let_arrange(contact, toon):
    place = participation_of(LEUDAL)
    place.arranger = contact
    place.save()


def write_down(contact, toon):
    Moment.objects.create(
        participation=participation_of(LEUDAL), kind="call", text="Gebeld.", at=LATER, contact=contact
    )


def send_a_letter(contact, toon):
    Dispatch.objects.filter(mailing=make_mailing(codes=(LEUDAL,))).update(contact=contact)


def merge_with_another(contact, toon):
    merge_contacts(kept=make_contact(LEUDAL, surname="Verzonnenn"), double=contact, at=LATER, by=toon.account)


@pytest.mark.parametrize("work", [change_by_hand, let_arrange, write_down, send_a_letter, merge_with_another])
def test_whom_somebody_worked_with_since_stays_and_is_named(tour_round, toon, work):
    came_in = bring(TWO)
    work(Contact.objects.get(surname="Verzonnen"), toon)

    undone = take_back(came_in, toon)

    assert [one.surname for one in undone.left] == ["Verzonnen"]
    assert undone.gone == 1
    assert Contact.objects.filter(surname="Verzonnen").exists()


def test_what_was_changed_by_hand_since_is_not_written_over(tour_round, toon):
    known = make_contact(LEUDAL, surname="Verzonnen", initials="", email="", phone="0475 1", from_on=date(2026, 4, 1))
    came_in = bring(TWO)
    Contact.objects.filter(pk=known.pk).update(email="nieuw@leudal.invalid")

    undone = take_back(came_in, toon)

    assert [one.pk for one in undone.left] == [known.pk]
    known.refresh_from_db()
    assert known.email == "nieuw@leudal.invalid"


def test_a_succession_that_nobody_looked_at_goes_too_and_one_that_was_confirmed_stays(tour_round, toon):
    make_contact(LEUDAL, surname="Eerder")
    came_in = bring(TWO)
    change = HolderChange.objects.get()
    take_back(came_in, toon)
    assert not HolderChange.objects.exists()

    again = bring(TWO)
    change = HolderChange.objects.get()
    confirm_change(change=change, revoke_links=False, at=LATER, by=toon.account)
    assert [one.surname for one in take_back(again, toon).left] == ["Verzonnen"]


def test_who_is_forgotten_takes_along_what_the_import_kept_of_them(tour_round, toon):
    came_in = bring(TWO)
    one = Contact.objects.get(surname="Verzonnen")
    forget_contact(contact=one, drop_story=True, at=LATER, by=toon.account)

    assert take_back(came_in, toon).gone == 1
    assert not Contact.objects.exists()


def test_after_two_weeks_it_stays_as_it_is(tour_round):
    bring(TWO)

    purge(at=MORNING + timedelta(days=13))
    assert ContactChange.objects.count() == 2
    purge(at=MORNING + timedelta(days=15))

    assert not ContactImport.objects.exists()
    assert not ContactChange.objects.exists()
    assert Contact.objects.count() == 2


@given(
    names=st.lists(st.sampled_from(["Aap", "Noot", "Mies", "Wim", "Zus"]), min_size=1, max_size=5, unique=True),
    known=st.sets(st.sampled_from(["Aap", "Noot", "Mies"])),
)
def test_whatever_came_in_and_was_taken_back_leaves_everything_as_it_was(tour_round, toon, names, known):
    Contact.objects.all().delete()
    for name in sorted(known):
        make_contact(LEUDAL, Office.OTHER, surname=name, email="", phone="1")
    before = facts()
    came_in = bring(HEAD + "".join(f"Leudal;;;;;{name};{name}@leudal.invalid;2;\n" for name in names))

    if came_in.came_in is not None:
        take_back(came_in, toon)

    assert facts() == before


def test_the_pages_show_what_came_in_and_take_it_back(tour_round, toon, client):
    toon.sign_in(client)
    address = client.post("/tour/inlezen/", {"lijst": SimpleUploadedFile("lijst.csv", TWO.encode())}).url
    came_in = client.post(f"{address}doen/").url
    assert "2 nieuw, 0 veranderd" in client.get(came_in).content.decode()
    assert came_in in client.get("/tour/inlezen/").content.decode()
    assert client.get(f"{came_in}terug/").status_code == 405

    page = client.post(f"{came_in}terug/").content.decode()

    assert "2 weg, 0 weer zoals eerst" in page
    assert Contact.objects.count() == 0
    assert client.post(f"{came_in}terug/").url == came_in
    assert "Wat deze lijst deed, is teruggenomen." in client.get(came_in).content.decode()
    assert came_in not in client.get("/tour/inlezen/").content.decode()
