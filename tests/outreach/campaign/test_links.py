from datetime import timedelta

import pytest

from tests.factories.tour import LEUDAL, MORNING, make_contact, participation_of
from weerbaar.outreach.campaign.actions import links
from weerbaar.outreach.campaign.models import Office, PersonalLink
from weerbaar.outreach.campaign.queries.links import link_by, opener_of

pytestmark = pytest.mark.django_db
TODAY = MORNING.date()
TALK, SURVEY = PersonalLink.Purpose.APPOINTMENT, PersonalLink.Purpose.SURVEY


@pytest.fixture
def link():
    return links.link_for(participation=participation_of(), purpose=TALK, office=Office.CLERK, at=MORNING)


def found(text, purpose=TALK, on=TODAY):
    return link_by(text, purpose=purpose, on=on)


def test_token_and_code_open_the_same_page_however_they_are_typed(link):
    opener = opener_of(link)

    for text in (opener.token, f" {opener.token.upper()} ", opener.code, opener.code.lower().replace("-", " ")):
        assert found(text) == link


def test_a_link_is_for_one_purpose_until_the_round_ends_or_it_is_taken_back(link, toon):
    token = opener_of(link).token

    assert found(token, SURVEY) is None
    assert found(token, on=link.participation.round.ends_on) == link
    assert found(token, on=link.participation.round.ends_on + timedelta(days=1)) is None
    links.revoke(link=link, at=MORNING, by=toon.account)
    assert found(token) is None


def test_an_office_has_one_link_whoever_holds_it(link):
    again = links.link_for(participation=link.participation, purpose=TALK, office=Office.CLERK, at=MORNING)
    other = links.link_for(participation=link.participation, purpose=TALK, office=Office.MAYOR, at=MORNING)

    assert again == link
    assert other != link


def test_the_table_alone_opens_nothing(link):
    opener = opener_of(link)
    row = PersonalLink.objects.filter(pk=link.pk).values().get()

    assert opener.token not in str(row)
    assert opener.code not in str(row)


def test_guessing_learns_nothing(link):
    opener = opener_of(link)

    for text in ("", "x", opener.code[:-1] + ("0" if opener.code[-1] != "0" else "1"), "0" * 26, "\0" * 30):
        assert found(text) is None


def test_who_hands_the_arranging_on_keeps_their_own_link(link):
    officer = make_contact(LEUDAL, Office.SAFETY_OFFICER)

    handed = links.hand_on(link=link, to=officer, at=MORNING)

    assert found(opener_of(handed).token) == handed
    assert found(opener_of(link).token) == link
    assert (handed.handed_by, handed.handed_to, handed.office) == (link, officer, Office.SAFETY_OFFICER)
    next_one = links.link_for(participation=link.participation, purpose=TALK, office=Office.SAFETY_OFFICER, at=MORNING)
    assert next_one != handed
