"""Two rows of one person become one, and two again when that was wrong."""

from datetime import timedelta

import pytest
from django.test import Client

from tests.factories.tour import HILVERSUM, LEUDAL, MORNING, make_contact, participation_of
from weerbaar.foundation.privacy.actions import purge
from weerbaar.outreach.campaign import data_subject
from weerbaar.outreach.campaign.actions import contacts, story
from weerbaar.outreach.campaign.actions.doubles import CannotBeUndone, NotTwo, merge_contacts, say_two, undo_merge
from weerbaar.outreach.campaign.actions.holders import AlreadyChecked, confirm_change
from weerbaar.outreach.campaign.actions.participations import set_arranger
from weerbaar.outreach.campaign.models import Contact, ContactMerge, HolderChange, Moment, Office
from weerbaar.outreach.campaign.queries.contacts import contacts_on
from weerbaar.outreach.campaign.queries.doubles import likely_doubles
from weerbaar.outreach.campaign.queries.holders import unchecked
from weerbaar.outreach.campaign.queries.own_records import known_about

pytestmark = pytest.mark.django_db


def pairs():
    return [{pair.kept.surname, pair.double.surname} for pair in likely_doubles()]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"infix": "de", "surname": "Vries"}, {"surname": "De Vries"}),
        ({"infix": "'t", "surname": "Hart"}, {"infix": "’t", "surname": "hart"}),
        ({"surname": "IJzer"}, {"surname": "\N{LATIN CAPITAL LIGATURE IJ}zer"}),
        ({"surname": "Désirée"}, {"surname": "Desiree"}),
        ({"surname": "Eerste", "email": "griffie@x.invalid"}, {"surname": "Tweede", "email": "GRIFFIE@x.invalid"}),
        ({"infix": "van", "surname": "Zomer", "first_name": "René"}, {"surname": "Zomer", "first_name": "Rene"}),
        ({"surname": "Bakker", "initials": "D."}, {"surname": "Bakker", "initials": "", "first_name": "Daan"}),
    ],
)
def test_spellings_of_one_person_are_found(tour_round, one, other):
    make_contact(**{"email": "", "initials": ""} | one), make_contact(**{"email": "", "initials": ""} | other)

    assert len(pairs()) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"surname": "Voorbeeld", "initials": "P.", "email": ""},
        {"surname": "Anders", "email": ""},
        {"surname": "Anders", "office": Office.MAYOR},
        {"surname": "Voorbeeld", "infix": "van", "office": Office.MAYOR, "email": ""},
        {"surname": "Voorbeeld", "infix": "van", "initials": "P.", "email": ""},
        {"code": HILVERSUM},
        {"until_on": MORNING.date()},
    ],
)
def test_two_people_are_no_doubles(tour_round, other):
    make_contact(), make_contact(**other)

    assert pairs() == []


def test_what_stays_takes_over_what_it_did_not_know_and_gives_it_back(tour_round, toon):
    kept, double = make_contact(phone="", email=""), make_contact(surname="voorbeeld", phone="0475 000 000")
    participation = participation_of(LEUDAL)
    set_arranger(participation=participation, contact=double, at=MORNING, by=None)
    story.tell(participation=participation, kind=Moment.Kind.CALL, text="Gebeld.", at=MORNING, contact=double)

    merge = merge_contacts(kept=kept, double=double, at=MORNING, by=toon.account)

    kept.refresh_from_db()
    assert (kept.surname, kept.phone, kept.email) == ("Voorbeeld", "0475 000 000", "griffie@gemeente.invalid")
    assert participation_of(LEUDAL).arranger == kept
    assert pairs() == []
    Contact.objects.filter(pk=kept.pk).update(phone="0475 111 111")
    undo_merge(merge=merge, at=MORNING, by=toon.account)

    kept.refresh_from_db(), double.refresh_from_db()
    assert (kept.phone, kept.email, double.merged_into) == ("0475 111 111", "", None)
    assert participation_of(LEUDAL).arranger == double
    assert set(Moment.objects.filter(text="Gebeld.").values_list("contact", flat=True)) == {double.pk}
    with pytest.raises(CannotBeUndone):
        undo_merge(merge=merge, at=MORNING, by=toon.account)


def test_a_chain_is_undone_from_its_end(tour_round, toon):
    first, second, third = (make_contact(surname=name) for name in ("voorbeeld", "Voorbeeld", "VOORBEELD"))
    early = merge_contacts(kept=second, double=first, at=MORNING, by=toon.account)
    late = merge_contacts(kept=third, double=second, at=MORNING, by=toon.account)

    with pytest.raises(CannotBeUndone):
        undo_merge(merge=early, at=MORNING, by=toon.account)
    undo_merge(merge=late, at=MORNING, by=toon.account)
    first.refresh_from_db()
    assert first.merged_into == second
    undo_merge(merge=early, at=MORNING, by=toon.account)
    assert Contact.objects.filter(merged_into=None).count() == 3


def test_only_two_rows_of_one_organisation_become_one(tour_round, toon):
    here, there = make_contact(), make_contact(HILVERSUM)

    for kept, double in ((here, here), (here, there)):
        with pytest.raises(NotTwo):
            merge_contacts(kept=kept, double=double, at=MORNING, by=toon.account)


def test_who_was_said_to_be_two_is_not_asked_again(tour_round, toon):
    one, other = make_contact(), make_contact(surname="voorbeeld")

    say_two(one=other, other=one, at=MORNING, by=toon.account)
    say_two(one=one, other=other, at=MORNING, by=toon.account)

    assert pairs() == []


def test_the_page_merges_and_takes_back(tour_round, toon):
    client = Client()
    toon.sign_in(client)
    one, other = make_contact(), make_contact(surname="voorbeeld")

    assert "hetzelfde mailadres" in client.get("/tour/dubbelen/").content.decode()
    client.post("/tour/dubbelen/samenvoegen/", {"blijft": str(one.pk), "dubbel": str(other.pk)})
    assert "Neem terug" in client.get("/tour/dubbelen/").content.decode()
    client.post(f"/tour/dubbelen/{ContactMerge.objects.get().pk}/terug/")
    client.post("/tour/dubbelen/twee/", {"blijft": str(one.pk), "dubbel": str(other.pk)})

    assert Contact.objects.filter(merged_into=None).count() == 2
    assert "Geen dubbelen" in client.get("/tour/dubbelen/").content.decode()
    assert client.post("/tour/dubbelen/samenvoegen/", {"blijft": "x", "dubbel": "y"}).status_code == 404


def succession(**facts):
    former = make_contact(office=Office.MAYOR, surname="Voorbeeld", initials="D.")
    facts = contacts.ContactFacts(office=Office.MAYOR, surname="voorbeeld", initials="D.", **facts)
    successor = contacts.add_contact(organisation_code=LEUDAL, facts=facts, at=MORNING, by=None)
    return former, successor, HolderChange.objects.get()


def test_nobody_succeeds_themselves(tour_round, toon):
    former, successor, change = succession()

    merge = merge_contacts(kept=former, double=successor, at=MORNING, by=toon.account)

    assert not unchecked(LEUDAL).exists()
    with pytest.raises(AlreadyChecked):
        confirm_change(change=change, revoke_links=False, at=MORNING, by=toon.account)
    undo_merge(merge=merge, at=MORNING, by=toon.account)
    assert (change.pk, former.pk, successor.pk) == unchecked(LEUDAL).values_list("pk", "former", "successor").get()


def test_a_successor_whose_row_went_up_in_another_is_that_other(tour_round, toon):
    _former, successor, _change = succession(first_name="Daan")
    kept = make_contact(office=Office.MAYOR, surname="Voorbeeld", first_name="Daan", initials="")

    merge_contacts(kept=kept, double=successor, at=MORNING, by=toon.account)

    assert unchecked(LEUDAL).get().successor == kept


def test_a_merge_from_before_that_kept_less_can_still_be_undone(tour_round, toon):
    kept, double = make_contact(), make_contact(surname="voorbeeld")
    merge = merge_contacts(kept=kept, double=double, at=MORNING, by=toon.account)
    ContactMerge.objects.update(
        before={name: merge.before[name] for name in ("facts", "arranger", "handed_to", "contact")}
    )

    undo_merge(merge=merge, at=MORNING, by=toon.account)

    double.refresh_from_db()
    assert double.merged_into is None


def test_what_a_room_has_about_a_double_is_told_with_the_row_that_stays(tour_round, toon, monkeypatch):
    monkeypatch.setattr(data_subject, "_TELLERS", [lambda one: [data_subject.Told("brief", one.surname)]])
    kept, double = make_contact(), make_contact(surname="voorbeeld")
    merge_contacts(kept=kept, double=double, at=MORNING, by=toon.account)

    assert [one.says for one in known_about(kept)][-2:] == ["Voorbeeld", "voorbeeld"]


def test_who_was_succeeded_is_gone_then_though_a_later_day_was_known(tour_round, toon):
    former, successor, change = succession(first_name="Daan")
    Contact.objects.filter(pk=former.pk).update(until_on=MORNING.date() + timedelta(days=90))

    confirm_change(change=change, revoke_links=False, at=MORNING, by=toon.account)

    assert list(contacts_on(MORNING.date(), [LEUDAL]).filter(office=Office.MAYOR)) == [successor]


def test_whose_term_passed_goes_with_the_rows_that_went_up_in_theirs(tour_round, toon):
    kept, double = make_contact(until_on=MORNING.date()), make_contact(surname="voorbeeld", email="")
    merge_contacts(kept=kept, double=double, at=MORNING, by=toon.account)

    purge(at=MORNING + timedelta(days=731))

    assert not Contact.objects.exists()
