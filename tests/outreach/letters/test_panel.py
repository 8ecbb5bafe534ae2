"""What the page of an organisation shows of its post."""

import pytest

from tests.factories.letters import dispatch_to, make_mailing, send_all
from tests.factories.tour import HILVERSUM, LEUDAL

pytestmark = pytest.mark.django_db


def test_the_page_of_an_organisation_shows_its_post_and_leads_to_all_of_it(visitor):
    mailing = make_mailing(codes=(LEUDAL,))
    send_all(mailing)

    page = visitor.get(f"/tour/organisatie/{LEUDAL}/").content.decode()

    assert f"/tour/brieven/{mailing.pk}/{dispatch_to(mailing).pk}/" in page
    assert f"/tour/organisatie/{LEUDAL}/post/?ronde=2026" in page


def test_without_post_the_page_says_nothing_of_it(visitor, tour_round):
    assert "Brieven en mails" not in visitor.get(f"/tour/organisatie/{HILVERSUM}/").content.decode()
