import pytest

from tests.factories.cases import make_case
from tests.factories.team import NIGHT
from weerbaar.confidential.cases import actions as cases


@pytest.fixture
def taken_up(raadsleden, vera):
    """A case that Vera answers in."""
    arrived = make_case()
    cases.claim(case=arrived.case, by=vera.account, keyring=vera.keyring, at=NIGHT)
    return arrived
