"""What is sent from the very same page twice makes one mailing, one version and one example."""

import pytest
from django.utils import timezone

from tests.factories.letters import (
    BODY,
    DAY,
    LIMBURG,
    dispatch_to,
    give_addresses,
    make_mailing,
    make_version,
    send_all,
)
from tests.factories.tour import LEUDAL
from tests.outreach.letters.test_pages import ASKED
from tests.support.twice import assert_taken_once, sent_twice
from weerbaar.outreach.letters.actions import mailings
from weerbaar.outreach.letters.models import Dispatch, DispatchState, TemplateVersion

pytestmark = pytest.mark.django_db
WRITTEN = {"naam": "Brief", "doel": "appointment", "stap": "", "onderwerp": "Over {organisatie}", "tekst": BODY}


def address(mailing, tail=""):
    return f"/tour/brieven/{mailing.pk}/{tail}"


def test_a_mailing_is_set_ready_once(visitor, tour_round):
    version = make_version()
    give_addresses(LEUDAL)

    assert_taken_once(visitor, "/tour/brieven/nieuw/", ASKED | {"sjabloon": str(version.template_id)})


def test_an_example_is_mailed_once(visitor, queued):
    assert_taken_once(visitor, address(make_mailing(), "proef/"), {})

    assert len(queued()) == 1


def test_a_mailing_is_released_once_and_stays_taken_back(visitor, toon):
    mailing, told = make_mailing(), {"provincies": [LIMBURG]}
    assert_taken_once(visitor, address(mailing, "vrijgeven/"), told)
    mailings.take_back(mailing=mailing, at=timezone.now(), by=toon.account)

    sent_twice(visitor, address(mailing, "vrijgeven/"), told)

    assert not Dispatch.objects.filter(state=DispatchState.RELEASED).exists()


def test_letters_are_posted_and_answered_once(visitor):
    mailing = make_mailing()
    send_all(mailing)

    answered = address(mailing, f"{dispatch_to(mailing).pk}/antwoord/")
    assert_taken_once(visitor, answered, {"op": "2026-06-03", "wat": "Graag."})
    assert_taken_once(visitor, address(mailing, "gepost/"), {"provincie": LIMBURG, "op": DAY.isoformat()})


def test_a_template_is_made_once_and_its_words_are_kept_once(visitor, tour_round):
    assert_taken_once(visitor, "/tour/brieven/sjablonen/nieuw/", WRITTEN | {"actie": "bewaar"})
    template = TemplateVersion.objects.get().template

    assert_taken_once(
        visitor, f"/tour/brieven/sjablonen/{template.pk}/", {"onderwerp": "Anders", "tekst": BODY, "actie": "bewaar"}
    )


def test_an_example_is_shown_as_often_as_it_is_asked(visitor, tour_round):
    asked = WRITTEN | {"voorbeeld": LEUDAL, "lezer": "head", "actie": "voorbeeld"}

    answers, _counted = sent_twice(visitor, "/tour/brieven/sjablonen/nieuw/", asked)

    assert [answer.status_code for answer in answers] == [200, 200]
