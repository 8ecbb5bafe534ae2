"""What the page of an organisation shows of its post."""

import pytest

from tests.factories.letters import dispatch_to, give_addresses, make_mailing, send_all
from tests.factories.tour import HILVERSUM, LEUDAL, MORNING
from weerbaar.outreach.letters.actions.templates import begin_with_standards
from weerbaar.outreach.letters.models import Dispatch

pytestmark = pytest.mark.django_db


def test_the_page_of_an_organisation_shows_its_post_and_leads_to_all_of_it(visitor):
    mailing = make_mailing(codes=(LEUDAL,))
    send_all(mailing)

    page = visitor.get(f"/tour/organisatie/{LEUDAL}/").content.decode()

    assert f"/tour/brieven/{mailing.pk}/{dispatch_to(mailing).pk}/" in page
    assert f"/tour/organisatie/{LEUDAL}/post/?ronde=2026" in page


def test_without_post_the_page_says_nothing_of_it(visitor, tour_round):
    assert "Brieven en mails" not in visitor.get(f"/tour/organisatie/{HILVERSUM}/").content.decode()


def test_what_is_next_leads_to_the_letter_to_that_one_organisation(visitor, tour_round):
    asked = f"/tour/brieven/nieuw/?voor={LEUDAL}&amp;ronde=2026"
    assert asked in visitor.get(f"/tour/organisatie/{LEUDAL}/").content.decode()
    assert f'{asked}">Stuur de brief' in visitor.get("/tour/?zoek=Leudal").content.decode()
    without_template = visitor.get(f"/tour/brieven/nieuw/?voor={LEUDAL}&ronde=2026")
    assert "Schrijf eerst een brief." in without_template.content.decode()
    begin_with_standards(at=MORNING, by=None)
    give_addresses(LEUDAL)

    page = visitor.get(f"/tour/brieven/nieuw/?voor={LEUDAL}&ronde=2026")

    assert page.status_code == 200
    assert page.context["plan"].organisations == 1
    assert '<details class="more" open>' in page.content.decode()
    assert [one.participation.organisation_id for one in page.context["plan"].recipients] == [LEUDAL]
    assert not Dispatch.objects.exists()
