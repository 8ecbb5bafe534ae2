import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories.appointments import make_appointment, make_link, make_talker
from tests.factories.tour import LEUDAL, make_contact, stage_of
from tests.outreach.appointments.conftest import fresh
from tests.support.mails import calendar_in, words_in
from weerbaar.foundation.accounts.models import AttemptCount
from weerbaar.outreach.appointments.models import Appointment, Form, Question, State
from weerbaar.outreach.appointments.queries import offers
from weerbaar.outreach.campaign.actions.links import link_for, revoke
from weerbaar.outreach.campaign.models import Contact, Office, PersonalLink, StageState
from weerbaar.outreach.campaign.queries.links import opener_of

pytestmark = pytest.mark.django_db
WHO = {"name": "Griet Verzonnen", "email": "griet@gemeente.invalid", "form": "visit", "place": "", "colleagues": ""}


@pytest.fixture
def visitor():
    return Client()


def a_slot(link, place=0):
    return offers.offers(link.participation, "intake_talk", on=timezone.localdate())[place]


def text_of(answer):
    return answer.content.decode()


@pytest.mark.parametrize("page_with_a_code", ["/a/", "/offerte/", "/uitvraag/"])
def test_the_example_of_a_code_stays_on_one_line(visitor, page_with_a_code):
    shown = text_of(visitor.get(page_with_a_code))

    assert re.search("[0-9A-Z]{3}\u2011[0-9A-Z]{3}\u2011[0-9A-Z]{3}\\.", shown)
    assert not re.search("[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}", shown)


def test_the_page_says_who_we_are_and_shows_five_times_and_a_number(visitor, address):
    shown = visitor.get(address)

    assert len(shown.context["slots"]) == 5
    for words in (
        "ondersteuningsteam",
        "gemeente Leudal",
        "Geen van deze tijden past",
        "Iemand anders regelt dit",
        "tel:",
    ):
        assert words in text_of(shown)


def test_picking_a_time_books_it_and_mails_an_invitation_to_everybody(visitor, address, here, mails):
    slot = a_slot(here)
    make_contact(email="oud@gemeente.invalid")

    answer = visitor.post(
        address, WHO | {"moment": slot.key, "colleagues": "raad@gemeente.invalid\nwethouder@gemeente.invalid"}
    )

    assert (answer.status_code, answer["Location"]) == (302, f"{address}?gelukt")
    made = Appointment.objects.get()
    assert (made.starts_at, made.link, made.booked_by) == (slot.starts_at, here, None)
    sent = mails()
    assert [mail["To"] for mail in sent] == [
        "griet@gemeente.invalid",
        "raad@gemeente.invalid",
        "wethouder@gemeente.invalid",
    ]
    assert all("METHOD:REQUEST" in calendar_in(mail) for mail in sent)
    # The links are for who arranges it; the others cannot move what is not theirs.
    assert [address in words_in(mail) for mail in sent] == [True, False, False]
    assert "De afspraak staat" in text_of(visitor.get(answer["Location"]))


def test_a_time_that_was_taken_a_second_ago_is_told_and_nothing_changes(visitor, address, here):
    slot = a_slot(here)
    other = make_link("GM0402", at=timezone.now())
    make_appointment(other, at=timezone.now(), slot=slot)

    answer = visitor.post(address, WHO | {"moment": slot.key})

    assert answer["Location"] == f"{address}?bezet"
    assert Appointment.objects.count() == 1
    assert "Deze tijd is net vergeven" in text_of(visitor.get(answer["Location"]))


@pytest.mark.parametrize("moment", ["x", "00000000000000000000000000000001-1790000000", "' OR 1=1"])
def test_a_time_that_was_never_offered_is_not_given(visitor, address, moment):
    answer = visitor.post(address, WHO | {"moment": moment})

    assert answer["Location"] == f"{address}?bezet"
    assert Appointment.objects.count() == 0


def test_a_time_in_the_night_or_in_the_past_is_not_given_though_somebody_is_free(visitor, address, here, talker):
    for begin in (
        timezone.now() - timedelta(days=1),
        timezone.now() + timedelta(days=1),
        timezone.now() + timedelta(days=400),
    ):
        answer = visitor.post(address, WHO | {"moment": f"{talker.pk.hex}-{int(begin.timestamp()) // 1800 * 1800}"})
        assert answer["Location"] == f"{address}?bezet"

    assert Appointment.objects.count() == 0


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"moment": ""}, "Kies een tijd."),
        ({"email": "geen adres"}, "geldig e-mailadres"),
        ({"colleagues": "goed@gemeente.invalid\nfout"}, "Dit is geen e-mailadres: fout"),
        ({"colleagues": " ".join(f"w{number}@gemeente.invalid" for number in range(11))}, "meer dan tien"),
        ({"name": "Griet\nBcc: x"}, "op een regel"),
        ({"vreemd": "1"}, "kent een van de ingestuurde velden niet"),
    ],
)
def test_what_is_filled_in_wrongly_is_said_and_kept(visitor, address, here, facts, words):
    answer = visitor.post(address, WHO | {"moment": a_slot(here).key} | facts)

    assert answer.status_code == 400
    assert words in text_of(answer)
    assert Appointment.objects.count() == 0


def calm(answer):
    return answer.status_code == 404 and "Deze link opent niets" in text_of(answer)


def test_ended_revoked_guessed_and_mistaken_links_get_one_calm_answer(visitor, address, here, toon):
    survey = link_for(
        participation=here.participation, purpose=PersonalLink.Purpose.SURVEY, office=Office.CLERK, at=timezone.now()
    )
    ended = make_link("GM0402", at=timezone.now())
    PersonalLink.objects.filter(pk=ended.pk).update(expires_on=timezone.localdate() - timedelta(days=1))
    revoked = make_link("GM1696", at=timezone.now())
    revoke(link=revoked, at=timezone.now(), by=toon.account)

    answers = [
        visitor.get(f"/a/{token}/{step}")
        for token in ("a" * 26, "z" * 200, opener_of(survey).token, opener_of(ended).token, opener_of(revoked).token)
        for step in (
            "",
            "andere-dagen/",
            "doorgeven/",
            "nu-niet/",
            "erbij/",
            "plek/",
            "verzetten/",
            "afzeggen/",
            "uitnodiging.ics",
        )
    ]

    assert all(calm(answer) for answer in answers)
    without_address = {text_of(one).replace(one.request["PATH_INFO"], "") for one in answers}
    assert len(without_address) == 1
    assert visitor.post(f"/a/{opener_of(ended).token}/", WHO).status_code == 404


def test_the_code_of_a_letter_leads_to_the_page(visitor, address, here):
    answer = visitor.post("/a/", {"code": opener_of(here).code.lower().replace("-", " ")})

    assert answer["Location"] == address
    assert AttemptCount.objects.count() == 0


def test_a_code_in_the_address_is_filled_in_and_opens_nothing_by_itself(visitor, here):
    code = opener_of(here).code

    shown = visitor.get(f"/a/{code}/")

    assert shown.status_code == 200
    assert f'value="{code}"' in text_of(shown)
    assert "Leudal" not in text_of(shown)


def test_a_mistyped_code_stays_in_its_field_with_what_to_do(visitor):
    answer = visitor.post("/a/", {"code": "ABC-DEF-GHJ"})

    assert answer.status_code == 404
    assert 'value="ABC-DEF-GHJ"' in text_of(answer)
    assert "Deze code kennen wij niet (meer)" in text_of(answer)


def test_guessing_codes_is_slowed_and_no_address_is_kept(visitor):
    answers = [
        visitor.post("/a/", {"code": f"AAA-AAA-A{number}A"}, REMOTE_ADDR="203.0.113.7").status_code
        for number in range(5)
    ]

    assert answers[:2] == [404, 404]
    assert 429 in answers
    (count,) = AttemptCount.objects.all()
    assert "203" not in count.key


def test_none_fits_asks_the_team(visitor, address, here):
    answer = visitor.post(f"{address}andere-dagen/", {"text": "Alleen op vrijdagmiddag"})

    assert answer["Location"] == f"{address}?dagen"
    (question,) = Question.objects.all()
    assert (question.kind, question.text) == (Question.Kind.OTHER_DAYS, "Alleen op vrijdagmiddag")
    assert stage_of(here.participation).state == StageState.WANTED
    assert "Alleen op vrijdagmiddag" in text_of(visitor.get(address))
    visitor.post(f"{address}andere-dagen/", {"text": "Of op maandag"})
    assert Question.objects.get().text == "Of op maandag"


def test_somebody_else_arranges_it_and_the_addressee_keeps_seeing(visitor, address, here, mails):
    told = {"name": "Sietske Verzonnen", "email": "sietske@gemeente.invalid", "office": "secretary"}

    visitor.post(f"{address}doorgeven/", told)
    answer = visitor.post(f"{address}doorgeven/", told)  # pressed twice: handed on once, mailed once

    assert answer["Location"] == f"{address}?doorgegeven"
    handed = PersonalLink.objects.get(handed_by=here)
    assert (str(handed.handed_to), handed.office) == ("Sietske Verzonnen", "secretary")
    (mail,) = mails()
    assert mail["To"] == "sietske@gemeente.invalid"
    theirs = f"/a/{opener_of(handed).token}/"
    assert theirs in words_in(mail)
    # Both see both; each has their own link, and nobody the other's.
    for one, other in ((address, theirs), (theirs, address)):
        shown = text_of(visitor.get(one))
        assert "secretaris: Sietske Verzonnen" in shown
        assert other not in shown
    assert fresh(here.participation).arranger == handed.handed_to


def test_handing_on_goes_from_hand_to_hand(visitor, address, here):
    at = address
    for name, office in (("Sietske Verzonnen", "secretary"), ("Bo Beleid", "safety_officer")):
        visitor.post(
            f"{at}doorgeven/", {"name": name, "email": f"{name.split()[0].lower()}@gemeente.invalid", "office": office}
        )
        newest = PersonalLink.objects.order_by("-issued_at").first()
        at = f"/a/{opener_of(newest).token}/"

    chain = visitor.get(address).context["chain"]

    assert [(hand.office, hand.name) for hand in chain] == [
        ("griffier", ""), ("secretaris", "Sietske Verzonnen"), ("beleidsmedewerker veiligheid", "Bo Beleid")
    ]  # fmt: skip
    assert Contact.objects.filter(organisation=LEUDAL).count() == 2


def test_not_now_and_not_at_all_are_taken_as_they_are(visitor, address, here):
    day = timezone.localdate() + timedelta(days=90)

    visitor.post(f"{address}nu-niet/", {"until": day.isoformat(), "reason": ""})
    stage = stage_of(here.participation)
    assert (stage.state, stage.later_until) == (StageState.LATER, day)

    visitor.post(f"{address}nu-niet/", {"until": "", "reason": "Geen behoefte"})
    assert stage_of(here.participation).state == StageState.DECLINED
    assert visitor.post(f"{address}nu-niet/", {"until": "2020-01-01", "reason": ""}).status_code == 400


def test_what_is_missing_is_said_by_its_name(visitor, address):
    said = text_of(visitor.post(f"{address}doorgeven/", {"name": "", "email": "", "office": "other"}))

    assert "Vul de naam van uw collega in." in said
    assert "Vul het e-mailadres van uw collega in." in said


def test_what_was_agreed_is_moved_on_the_page(visitor, address, here, booked, mails):
    mails()
    offered = visitor.get(f"{address}verzetten/").context["slots"]
    assert booked.starts_at not in [slot.starts_at for slot in offered]
    target = offered[0]

    answer = visitor.post(f"{address}verzetten/", {"moment": target.key})

    assert answer["Location"] == f"{address}?verzet"
    assert (fresh(booked).starts_at, fresh(booked).sequence) == (target.starts_at, 1)
    (mail,) = mails()
    assert "SEQUENCE:1" in calendar_in(mail)


def test_what_was_agreed_is_cancelled_on_the_page_with_a_reason(visitor, address, booked):
    answer = visitor.post(f"{address}afzeggen/", {"reason": "Ziek"})

    assert answer["Location"] == f"{address}?afgezegd"
    assert (fresh(booked).state, fresh(booked).cancel_reason) == (State.CANCELLED, "Ziek")


def test_the_place_changes_and_colleagues_are_invited(visitor, address, booked, mails):
    mails()

    visitor.post(f"{address}plek/", {"form": "video", "place": ""})
    visitor.post(f"{address}erbij/", {"colleagues": "raad@gemeente.invalid"})

    assert fresh(booked).form == Form.VIDEO
    assert visitor.get(f"{address}plek/").context["form"]["form"].value() == Form.VIDEO
    assert [mail["To"] for mail in mails()] == ["griffie@gemeente.invalid", "raad@gemeente.invalid"]


@pytest.mark.parametrize("step", ["verzetten/", "afzeggen/", "plek/"])
def test_close_to_the_day_the_page_says_to_call(visitor, address, booked, step):
    Appointment.objects.filter(pk=booked.pk).update(
        starts_at=timezone.now() + timedelta(hours=3), ends_at=timezone.now() + timedelta(hours=4)
    )

    shown = visitor.get(address + step)

    assert "Bel ons even" in text_of(shown)
    assert visitor.post(address + step, {"reason": "", "moment": "x", "form": "visit", "place": ""}).status_code in {
        400,
        409,
    }
    assert fresh(booked).sequence == 0


def test_without_an_appointment_there_is_nothing_to_move(visitor, address):
    assert visitor.post(f"{address}afzeggen/", {"reason": ""})["Location"] == f"{address}?weg"


def test_when_nobody_is_free_the_page_says_how_to_name_days(visitor, here, talker, address):
    talker.working_hours.all().delete()

    shown = text_of(visitor.get(address))

    assert "Er zijn nu geen vrije tijden" in shown
    assert "andere-dagen/" in shown


def test_the_calendar_file_is_what_the_mail_brought(visitor, address, booked, mails):
    answer = visitor.get(f"{address}uitnodiging.ics")

    assert booked.uid.encode() in b"".join(answer.streaming_content)


def test_the_page_is_in_english_too(visitor, address):
    visitor.cookies["taal"] = "en"

    shown = text_of(visitor.get(address))

    assert "None of these times fits" in shown
    assert "Geen van deze tijden past" not in shown


def test_the_page_costs_the_same_for_one_talker_and_for_six(visitor, address, django_assert_num_queries):
    visitor.get(address)
    with CaptureQueriesContext(connection) as one:
        visitor.get(address)
    for number in range(5):
        make_talker(f"Begeleider{number} Verzonnen")

    with django_assert_num_queries(len(one)):
        visitor.get(address)
