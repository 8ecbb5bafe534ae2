"""The pages of sessions and trainings: what they take, what they refuse, and what they cost."""

import re
from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories.network import make_facilitator
from tests.factories.sessions import again, compose, make_gathering, plan, price
from tests.factories.tour import HILVERSUM, LEUDAL, make_contact
from tests.support.staff import make_colleague
from weerbaar.foundation.accounts.roles import Role
from weerbaar.foundation.ui.times import moment
from weerbaar.outreach.campaign.models import Moment
from weerbaar.outreach.sessions.actions.programme import set_programme
from weerbaar.outreach.sessions.actions.staffing import ask
from weerbaar.outreach.sessions.catalogue import block_by
from weerbaar.outreach.sessions.forms.gatherings import PlanForm
from weerbaar.outreach.sessions.models import CostLine, Gathering, Guest, HeadCount, Invitee, Kind, Material, State
from weerbaar.outreach.sessions.queries.gatherings import overview
from weerbaar.team.network.models import Skill

pytestmark = pytest.mark.django_db
LIST = "/tour/bijeenkomsten/"


def address(one, tail=""):
    return f"/tour/bijeenkomsten/{one.pk}/{tail}"


@pytest.fixture
def now():
    return timezone.now().replace(second=0, microsecond=0)


@pytest.fixture
def one(by, now):
    made = make_gathering(at=now, by=by, wishes="Haat op internet.")
    plan(made, now + timedelta(days=30), at=now, by=by)
    return again(made)


def test_an_empty_list_says_so(visitor, tour_round):
    page = visitor.get(LIST).content.decode()

    assert "Alles is op orde." in page


def test_what_comes_soonest_and_needs_something_stands_on_top(visitor, by, now):
    later, sooner, undated = (
        make_gathering(at=now, by=by),
        make_gathering(LEUDAL, at=now, by=by),
        make_gathering(at=now, by=by),
    )
    plan(later, now + timedelta(days=20), at=now, by=by)
    plan(sooner, now + timedelta(days=10), at=now, by=by)

    found = overview(at=now, page=1)

    assert [row.gathering for row in found.first] == [sooner, later, undated]
    assert [str(row.lacks[0].label) for row in found.first] == ["nog geen gespreksleider"] * 2 + ["nog geen datum"]
    assert "nog geen datum" in visitor.get(LIST).content.decode()


def test_the_list_costs_the_same_for_one_and_for_many(visitor, by, now, django_assert_num_queries):
    for code in (HILVERSUM, "GM0344"):
        done = make_gathering(code, at=now, by=by)
        Gathering.objects.filter(pk=done.pk).update(state=State.CANCELLED, cancelled_at=now)
        plan(make_gathering(code, at=now, by=by), now + timedelta(days=9), at=now, by=by)
        if code == HILVERSUM:
            visitor.get(LIST)
            with CaptureQueriesContext(connection) as few:
                visitor.get(LIST)
    plan(make_gathering("PV31", LEUDAL, at=now, by=by), now + timedelta(days=9), at=now, by=by)

    with django_assert_num_queries(len(few)):
        visitor.get(LIST)


class TestPlanning:
    told = {"starts": "19:30", "ends": "22:00", "room": "", "address": "", "place": "gemeente Hilversum"}

    def day(self, days):
        return {"day": (timezone.localdate() + timedelta(days=days)).isoformat()}

    def test_a_moment_is_that_of_the_clock_in_amsterdam(self, visitor, by, now, mails):
        made = make_gathering(at=now, by=by)

        visitor.post(address(made, "wanneer/"), self.told | {"day": "2027-10-26"})

        assert again(made).starts_at.isoformat() == "2027-10-26T17:30:00+00:00"
        invitation = mails("griffie-gm0402@gemeente.invalid")[-1]["invitation"]
        assert invitation["method"] == "REQUEST"
        assert "DTSTART;TZID=Europe/Amsterdam:20271026T193000" in invitation["content"]

    @pytest.mark.parametrize(
        "wrong", [{"ends": "19:30"}, {"place": "Atlantis"}, {"starts": "25:00"}, {"day": "2020-01-01"}, {"day": "x"}]
    )
    def test_what_cannot_be_is_refused(self, visitor, by, now, wrong):
        made = make_gathering(at=now, by=by)

        assert visitor.post(address(made, "wanneer/"), self.told | self.day(9) | wrong).status_code == 400
        assert again(made).state == State.ASKED

    @pytest.mark.usefixtures("tour_round")
    def test_an_hour_of_today_that_was_is_refused_by_its_hour(self, monkeypatch):
        evening = moment(timezone.localdate(), time(21))
        monkeypatch.setattr("weerbaar.outreach.sessions.forms.gatherings.timezone.now", lambda: evening)

        form = PlanForm(self.told | self.day(0))

        assert list(form.errors) == ["starts"]

    def test_everybody_who_gets_a_mail_is_named_who_said_nothing_yet_too(self, visitor, one, by, now):
        asked = make_facilitator()
        ask(gathering=one, facilitator=asked, skill=Skill.MODERATE, at=now, by=by)
        Invitee.objects.create(gathering=one, email="assistent@gemeente.invalid", added_at=now)

        for tail in ("wanneer/", "zonder-datum/", "afzeggen/"):
            page = visitor.get(address(one, tail)).content.decode()
            for email in (asked.email, "assistent@gemeente.invalid", "griffie-gm0402@gemeente.invalid"):
                assert email in page

    def test_the_same_moment_again_mails_nobody(self, visitor, one, mails):
        count = len(mails())
        form = visitor.get(address(one, "wanneer/")).context["form"]
        told = {name: form[name].value() for name in form.fields}

        assert (
            visitor.post(
                address(one, "wanneer/"),
                told | {"starts": told["starts"].isoformat(), "ends": told["ends"].isoformat()},
            ).status_code
            == 302
        )
        assert len(mails()) == count

    def test_calling_off_asks_why_and_can_be_done_once(self, visitor, one):
        assert visitor.post(address(one, "afzeggen/"), {"because": ""}).status_code == 400
        assert visitor.post(address(one, "afzeggen/"), {"because": "Geen zaal."}).status_code == 302
        assert visitor.post(address(one, "afzeggen/"), {"because": "Geen zaal."}).status_code == 400
        assert again(one).state == State.CANCELLED

    def test_terms_ask_for_somebody_to_lead(self, visitor, one):
        told = {"wishes": "x", "minutes": "120", "moderators": "0", "trainers": "0", "payer": "team"}

        assert visitor.post(address(one, "wensen/"), told).status_code == 400
        assert visitor.post(address(one, "wensen/"), told | {"trainers": "2"}).status_code == 302
        assert (again(one).trainers, again(one).minutes) == (2, 120)


class TestTheHall:
    def test_a_programme_is_proposed_and_kept(self, visitor, one):
        form = visitor.get(address(one, "programma/")).context["form"]
        told = {name: form[name].value() for name in form.fields if form[name].value()}
        assert told["place_online-haat"]

        visitor.post(address(one, "programma/"), told)

        assert again(one).state == State.PROGRAMME_READY
        assert visitor.post(address(one, "programma/"), {"place_welkom": "eerst"}).status_code == 400

    def test_a_number_in_the_programme_that_cannot_be_is_told_with_its_part_and_at_its_field(self, visitor, one):
        told = {"place_welkom": "1", "minutes_welkom": "999", "minutes_online-haat": "0"}

        refused = visitor.post(address(one, "programma/"), told)

        (wrong,) = refused.context["form"].errors["minutes_welkom"]
        name = next(block.name for block in refused.context["form"].blocks if block.key == "welkom")
        assert wrong == f"«{name}»: vul 1 tot en met 240 minuten in."
        assert refused.content.decode().count("1 tot en met 240 minuten") == 4

    def test_materials_are_added_once_ticked_and_removed(self, visitor, one):
        told = {"name": "Beamer", "side": "team"}
        assert visitor.post(address(one, "zaal/materiaal/"), told).status_code == 302
        assert visitor.post(address(one, "zaal/materiaal/"), told).status_code == 400
        key = {"id": str(Material.objects.get().pk)}
        visitor.post(address(one, "zaal/materiaal-klaar/"), key)
        assert Material.objects.get().done_at is not None
        visitor.post(address(one, "zaal/materiaal-klaar/"), key)
        assert Material.objects.get().done_at is None
        visitor.post(address(one, "zaal/materiaal-weg/"), key)
        assert not Material.objects.exists()

    def test_a_label_leads_to_one_field(self, visitor, one):
        page = visitor.get(address(one, "zaal/")).content.decode()

        found = re.findall(r' id="([^"]+)"', page)
        assert len(found) == len(set(found))

    def test_numbers_are_counted_without_names(self, visitor, one):
        visitor.post(address(one, "zaal/aantallen/"), {"council": "31", "executive": "6", "staff": "", "other": "0"})

        assert HeadCount.objects.get(gathering=one, group="council").expected == 31
        assert visitor.post(address(one, "zaal/aantallen/"), {"council": "-1"}).status_code == 400

    def test_what_was_counted_is_put_right_afterwards_and_the_story_keeps_both(self, visitor, by, now):
        one = make_gathering(at=now - timedelta(days=3), by=by)
        plan(one, now - timedelta(hours=3), at=now - timedelta(days=3), by=by)
        right = {"council": "25", "executive": "6", "staff": "", "other": ""}
        assert visitor.post(address(one, "afloop/geteld/"), right).status_code == 400
        visitor.post(address(one, "afloop/gehouden/"), right | {"council": "52"})

        assert visitor.post(address(one, "afloop/geteld/"), right | {"council": "veel"}).status_code == 400
        assert visitor.post(address(one, "afloop/geteld/"), right).status_code == 302

        assert HeadCount.objects.get(gathering=one, group="council").present == 25
        told = Moment.objects.filter(kind=Moment.Kind.SESSION).order_by("at", "id").last().text
        assert told == "Opnieuw geteld: 31 aanwezigen in plaats van 58."

        count = Moment.objects.count()
        assert visitor.post(address(one, "afloop/geteld/"), right).status_code == 302
        assert Moment.objects.count() == count
        visitor.post(address(one, "afloop/geteld/"), right | {"council": "24", "executive": "7"})
        told = Moment.objects.filter(kind=Moment.Kind.SESSION).order_by("at", "id").last().text
        assert told == "Opnieuw geteld: 31 aanwezigen, anders verdeeld."

    def test_names_are_kept_only_where_they_are_wished_and_gone_when_they_are_not(self, visitor, one):
        told = {"names": "Robin Verzonnen\nSam Bedacht", "group": "council"}
        assert visitor.post(address(one, "zaal/deelnemers/"), told).status_code == 400
        visitor.post(address(one, "zaal/namen/"))

        visitor.post(address(one, "zaal/deelnemers/"), told)

        assert list(Guest.objects.values_list("name", "on")) == [
            ("Robin Verzonnen", timezone.localdate(one.starts_at)), ("Sam Bedacht", timezone.localdate(one.starts_at)),
        ]  # fmt: skip
        visitor.post(address(one, "zaal/deelnemer-weg/"), {"id": str(Guest.objects.first().pk)})
        assert Guest.objects.count() == 1
        visitor.post(address(one, "zaal/namen/"))
        assert not Guest.objects.exists()

    def test_the_contact_of_the_day_moves_along_and_ends_thirty_days_later(self, visitor, one, by, now):
        from weerbaar.foundation.privacy.actions import purge  # noqa: PLC0415 - one use

        visitor.post(address(one, "zaal/contact/"), {"name": "De bode", "phone": "035 000 00 00"})
        plan(one, now + timedelta(days=40), at=now, by=by)
        assert again(one).day_contact.on == timezone.localdate(now + timedelta(days=40))

        purge(at=now + timedelta(days=69))
        assert hasattr(again(one), "day_contact")
        purge(at=now + timedelta(days=72))
        assert not hasattr(again(one), "day_contact")
        assert visitor.post(address(one, "zaal/contact/"), {"name": "x", "phone": "bel maar"}).status_code == 400

    @pytest.mark.parametrize("tail", ["zaal/niets/", "zaal/materiaal-weg/", "afloop/niets/"])
    def test_what_cannot_be_changed_is_not_there(self, visitor, one, tail):
        assert visitor.post(address(one, tail), {"id": "x"}).status_code == 404


class TestPeopleAndCosts:
    def test_somebody_is_asked_from_the_page_and_let_go_again(self, visitor, one):
        person = make_facilitator()
        assert "15 minuten reizen" not in visitor.get(address(one, "bezetting/")).content.decode()
        told = {"facilitator": str(person.pk), "skill": "moderate"}

        assert visitor.post(address(one, "bezetting/vragen/"), told).status_code == 302
        assert visitor.post(address(one, "bezetting/vragen/"), told).status_code == 400
        asked = again(one).working_asks[0]
        assert visitor.post(address(one, f"bezetting/{asked.pk}/los/"), {"why": "withdrawn"}).status_code == 302
        assert visitor.post(address(one, f"bezetting/{asked.pk}/los/"), {"why": "withdrawn"}).status_code == 400

    @pytest.mark.parametrize(
        "wrong", [{"facilitator": "x"}, {"skill": "talk"}, {"facilitator": "00000000-0000-0000-0000-000000000000"}]
    )
    def test_nobody_unknown_is_asked(self, visitor, one, wrong):
        told = {"facilitator": str(make_facilitator().pk), "skill": "moderate"}

        assert visitor.post(address(one, "bezetting/vragen/"), told | wrong).status_code == 404

    def test_a_line_is_added_and_taken_away(self, visitor, one):
        told = {"kind": "fee", "text": "trainer", "quantity": "2", "unit_cents": "1.250,50", "vat": "21"}

        visitor.post(address(one, "kosten/regel/"), told)

        line = CostLine.objects.get()
        assert (line.unit_cents, line.quantity, line.vat) == (125_050, 2, 21)
        assert "€\N{NO-BREAK SPACE}3.026,21" in visitor.get(address(one, "kosten/")).content.decode()
        for wrong in ({"quantity": "0"}, {"unit_cents": "veel"}, {"vat": "6"}, {"kind": "fooi"}):
            assert visitor.post(address(one, "kosten/regel/"), told | wrong).status_code == 400
        visitor.post(address(one, f"kosten/regel/{line.pk}/weg/"))
        assert not CostLine.objects.exists()

    def test_a_quotation_needs_a_line_and_a_day_that_is_still_to_come(self, visitor, by, now):
        made = make_gathering(kind=Kind.TRAINING, at=now, by=by)
        day = {"valid_until": (timezone.localdate() + timedelta(days=30)).isoformat()}
        assert visitor.post(address(made, "offerte/"), day).status_code == 400
        price(made, by=by, at=now)

        assert visitor.post(address(made, "offerte/"), {"valid_until": "2020-01-01"}).status_code == 400
        assert visitor.post(address(made, "offerte/"), day).status_code == 302
        quotation = again(made).standing_quotations[0]
        assert visitor.post(address(made, f"offerte/{quotation.pk}/sturen/"), {"to": "x@y.invalid"}).status_code == 400
        told = {"to": "griffie-gm0402@gemeente.invalid"}
        assert visitor.post(address(made, f"offerte/{quotation.pk}/sturen/"), told).status_code == 302
        pdf = visitor.get(address(made, f"offerte/{quotation.pk}/pdf/"))
        assert (pdf.headers["Content-Type"], pdf.content[:5]) == ("application/pdf", b"%PDF-")

    def test_the_page_of_one_costs_the_same_with_one_and_with_many_parts(
        self, visitor, one, by, now, django_assert_num_queries
    ):
        visitor.get(address(one))
        with CaptureQueriesContext(connection) as bare:
            visitor.get(address(one))
        compose(one, by=by, at=now)
        price(one, by=by, at=now)

        with django_assert_num_queries(len(bare)):
            visitor.get(address(one))


def test_the_page_of_one_costs_the_same_for_one_organisation_and_for_many(visitor, by, now, django_assert_num_queries):
    alone, together = make_gathering(at=now, by=by), make_gathering("PV31", LEUDAL, "GM0344", "GM0014", at=now, by=by)
    visitor.get(address(alone))
    with CaptureQueriesContext(connection) as few:
        visitor.get(address(alone))

    with django_assert_num_queries(len(few)):
        visitor.get(address(together))


def test_the_page_of_one_says_until_when_where_for_whom_and_whether_the_programme_fits(visitor, by, now):
    made = make_gathering(at=now, by=by)
    plan(made, moment(date(2027, 10, 26), time(19, 30)), at=now, by=by)
    set_programme(gathering=again(made), chosen=[(block_by("welkom"), 200)], at=now, by=by)

    page = visitor.get(address(made)).content.decode()

    assert "Dinsdag 26 oktober 2027, 19.30 tot 22.00 uur · Raadzaal, Dudokpark 1, Hilversum" in page
    assert f"/tour/organisatie/{HILVERSUM}/?ronde=" in page
    assert "50 minuten te lang" in page


def test_whoever_may_only_look_at_cases_sees_none_of_it(one):
    client = Client()
    make_colleague(Role.ADVISER, name="Vera Voorbeeld").sign_in(client)

    for tail in ("", "programma/", "bezetting/", "zaal/", "kosten/", "afloop/"):
        assert client.get(address(one, tail)).status_code == 404


def test_the_page_of_an_organisation_shows_what_is_planned(visitor, one):
    page = visitor.get(f"/tour/organisatie/{HILVERSUM}/").content.decode()

    assert address(one) in page
    assert "Training plannen" in page


@pytest.mark.parametrize(
    ("tail", "leads_to"),
    [
        ("zaal/aantallen/", "zaal/"), ("afloop/toezegging/", "afloop/"), ("kosten/regel/", "kosten/"),
        ("offerte/", "kosten/"), ("bezetting/vragen/", "bezetting/"),
        ("antwoorden/00000000-0000-0000-0000-000000000000/weg/", "antwoorden/"),
    ],
)  # fmt: skip
def test_an_address_that_takes_a_form_leads_to_its_page_and_marks_its_tab(visitor, one, tail, leads_to):
    assert visitor.get(address(one, tail)).headers["Location"] == address(one, leads_to)

    refused = visitor.post(address(one, "zaal/aantallen/"), {"council": "-1"}).content.decode()

    assert f'<a href="{address(one, "zaal/")}" aria-current="page">' in refused


@pytest.mark.parametrize("tail", ["", "wanneer/", "kosten/", "afloop/qr/", "afloop/pdf/"])
def test_what_is_not_there_is_not_there(visitor, tour_round, tail):
    assert visitor.get(f"/tour/bijeenkomsten/00000000-0000-0000-0000-000000000000/{tail}").status_code == 404


def test_looking_at_every_page_changes_nothing(visitor, one, by, now):
    compose(one, by=by, at=now)
    make_contact(HILVERSUM, email="x@gemeente.invalid")
    with CaptureQueriesContext(connection) as asked:
        for tail in ("", "wensen/", "wanneer/", "afzeggen/", "programma/", "bezetting/", "zaal/", "kosten/", "afloop/"):
            assert visitor.get(address(one, tail)).status_code == 200

    changing = ("INSERT", "UPDATE", "DELETE")
    tables = [query["sql"] for query in asked if query["sql"].startswith(changing) and "sessions_" in query["sql"]]
    assert tables == []
