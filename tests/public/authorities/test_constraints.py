from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError

from weerbaar.public.authorities.models import Authority

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("register")]
TODAY = date(2026, 11, 22)
ENDED = {"valid_until": TODAY, "successor_id": "GM0034", "ending": "done"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "country"},
        {"kind": "province"},
        {"province": None},
        ENDED | {"valid_from": TODAY},
        ENDED | {"ending": ""},
        ENDED | {"successor_id": None},
        ENDED | {"valid_until": None},
        ENDED | {"ending": "maybe"},
        ENDED | {"successor_id": "GM0014"},
        {"latitude": None},
        {"latitude": "10.0"},
        {"longitude": "10.0"},
        {"tile_row": None},
        {"name": "Almere"},
    ],
    ids=str,
)
def test_the_database_itself_refuses_what_cannot_be(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Authority.objects.filter(code="GM0014").update(**wrong)


def test_the_database_refuses_a_successor_that_is_not_there():
    with pytest.raises(IntegrityError), transaction.atomic():  # noqa: PT012 -- a database may wait to be asked
        Authority.objects.filter(code="GM0014").update(**ENDED | {"successor_id": "GM9999"})
        connection.check_constraints()


def test_a_body_that_others_point_to_cannot_be_deleted():
    with pytest.raises(ProtectedError):
        Authority.objects.filter(code="GM1992").delete()
