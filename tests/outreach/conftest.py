"""Who works on the Tour."""

import pytest
from django.test import Client

from tests.factories.tour import make_round
from tests.support.staff import make_colleague
from weerbaar.foundation.accounts.roles import Role


@pytest.fixture
def toon(db):
    """A member of the Tour's team, with a second factor to sign in with."""
    return make_colleague(Role.TOUR, name="Toon Tournee")


@pytest.fixture
def visitor(toon):
    """Toon, signed in, at whatever page a test asks for."""
    client = Client()
    toon.sign_in(client)
    return client


@pytest.fixture
def tour_round(db):
    """A round that runs, with every municipality and province."""
    return make_round()
