"""A letter about the Uitvraag stops at who answered meanwhile, and says so."""

import pytest

from tests.factories.letters import DAY, LATER, LIMBURG, NOON, NORTH_HOLLAND, dispatch_to, make_mailing, make_version
from tests.factories.surveys import answered, open_uitvraag
from tests.factories.tour import HILVERSUM, LEUDAL
from weerbaar.outreach.letters.actions import mailings, sending
from weerbaar.outreach.letters.queries.recipients import Reader, Why, Wish, plan_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(tour_round):
    return open_uitvraag(tour_round)


@pytest.fixture
def about_it(survey):
    return make_version(name="Uitvraag", purpose="survey", stage="")


def released(version, channels=("letter",)):
    mailing = make_mailing(version=version, channels=channels)
    mailings.release(mailing=mailing, provinces=[LIMBURG, NORTH_HOLLAND], at=NOON, by=None)
    return mailing


def went_or_why(mailing, code):
    dispatch = dispatch_to(mailing, code)
    return dispatch.state, dispatch.why


def test_who_answered_between_the_release_and_the_making_gets_no_letter(survey, about_it):
    mailing = released(about_it)
    answered(survey, LEUDAL)

    sending.go_on(mailing_id=mailing.pk, at=LATER)

    assert went_or_why(mailing, LEUDAL) == ("skipped", Why.ANSWERED)
    assert went_or_why(mailing, HILVERSUM) == ("ready", "")


def test_who_answered_while_a_mail_that_was_made_is_held_gets_none(survey, about_it, queued, toon):
    mailing = released(about_it, channels=("mail",))
    sending.make_ready(mailing_id=mailing.pk, at=LATER)
    mailings.pause(mailing=mailing, at=LATER, by=toon.account)
    answered(survey, LEUDAL)
    mailings.resume(mailing=mailing, at=LATER, by=toon.account)

    while sending.go_on(mailing_id=mailing.pk, at=LATER):
        pass

    assert went_or_why(mailing, LEUDAL) == ("skipped", Why.ANSWERED)
    assert [mail["to"] for mail in queued()] == ["burgemeester@gm0402.invalid"]


def test_a_half_filled_answer_stops_no_letter(survey, about_it):
    mailing = released(about_it)
    answered(survey, LEUDAL, sent=False)

    sending.go_on(mailing_id=mailing.pk, at=LATER)

    assert went_or_why(mailing, LEUDAL) == ("ready", "")


def test_a_letter_about_something_else_goes_to_who_answered(survey):
    mailing = released(make_version())
    answered(survey, LEUDAL)

    sending.go_on(mailing_id=mailing.pk, at=LATER)

    assert went_or_why(mailing, LEUDAL) == ("ready", "")


def test_the_dry_run_and_the_pages_say_why_somebody_gets_none(survey, about_it, tour_round, visitor):
    mailing = released(about_it)
    answered(survey, LEUDAL)
    wish = Wish(
        template=about_it.template, round=tour_round, readers=(Reader.HEAD,), channels=("letter",), codes=(LEUDAL,)
    )
    sending.go_on(mailing_id=mailing.pk, at=LATER)

    assert plan_of(wish, dated_on=DAY, on=DAY).reasons == [(Why.ANSWERED, 1)]
    page = visitor.get(f"/tour/brieven/{mailing.pk}/").content.decode()
    assert "heeft al geantwoord 1" in page
    page = visitor.get(f"/tour/brieven/{mailing.pk}/{dispatch_to(mailing).pk}/").content.decode()
    assert "Deze ging niet weg: heeft al geantwoord." in page
