"""One running house for all promises, with a real mail server, a team that is signed in, and someone who writes."""

import pytest

from tests.foundation.gateways.post_office import PostOffice
from tests.promises.database import stored
from tests.promises.people import VERA, Team, eventually
from tests.promises.story import tell
from tests.support import house as house_support
from tests.support.house import _free_port

# The Tour of the invented team has mail waiting when the house is furnished. It is no part of the story of a case.
_LEAVE_OUT_THE_POST_OF_THE_TOUR = """
import json
from django_tasks_db.models import DBTaskResult
from weerbaar.foundation.jobs.tasks import MAIL_CONTEXT
from weerbaar.foundation.vault import application_box
for row in DBTaskResult.objects.filter(task_path__endswith=".send_mail"):
    words = json.loads(application_box.open(row.args_kwargs["kwargs"]["box"], context=MAIL_CONTEXT))
    if words["subject"] != "Er wacht iets":
        row.delete()
"""


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
    running = house_support.House(
        tmp_path_factory.mktemp("house") / "promises",
        MAIL_GATEWAY="smtp",
        EMAIL_URL=f"smtp://127.0.0.1:{letters.port}",
        JOBS_POLL_SECONDS="0.1",
    )
    running.furnish()
    outcome = running.manage("shell", "--no-imports", "-c", _LEAVE_OUT_THE_POST_OF_THE_TOUR)
    assert outcome.returncode == 0, outcome.stderr
    running.start()
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
