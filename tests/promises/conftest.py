"""One running house for all promises, with a real mail server, a team that is signed in, and someone who writes."""

import pytest

from tests.foundation.gateways.post_office import PostOffice
from tests.promises.database import stored
from tests.promises.people import VERA, Team, eventually
from tests.promises.story import tell
from tests.support import house as house_support
from tests.support.house import _free_port


@pytest.fixture(scope="session")
def letters():
    """The mail server of the shared house, with every letter that it took."""
    office = PostOffice(_free_port())
    office.open()
    yield office
    office.close()


@pytest.fixture(scope="session")
def house(tmp_path_factory, letters):
    """The running system, mailing for real; shared by every promise that leaves it standing."""
    running = house_support.build_house(
        tmp_path_factory.mktemp("house") / "promises",
        MAIL_GATEWAY="smtp",
        EMAIL_URL=f"smtp://127.0.0.1:{letters.port}",
        JOBS_POLL_SECONDS="0.1",
    )
    yield running
    running.remove()


@pytest.fixture(scope="session")
def team(house):
    """The invented colleagues of the shared house; each signs in once."""
    return Team(house)


@pytest.fixture(scope="session")
def story(house, team):
    """What was written in the shared house, through the pages, and by whom it was read."""
    return tell(house, team)


@pytest.fixture
def unchanged(house, team):
    """Will make sure that the test left nothing behind: no row and no file."""
    assert team[VERA]  # who signs in only now would leave a line in the record
    before = stored(house)
    yield
    eventually(lambda: stored(house) == before, seconds=5)
