import pytest

from tests.factories.questionnaires import LIST, ONE, put


@pytest.fixture
def own(visitor):
    return visitor.post(LIST, {"name": "Hoe gaat het met de griffie?"}).headers["Location"]


@pytest.fixture
def filled(visitor, own):
    put(visitor, f"{own}blok/nieuw/", title="Uw werk")
    put(visitor, f"{own}blok/uw_werk/vraag/nieuw/", title="Hebt u genoeg tijd?", choices="Ja\nNee", **ONE)
    put(visitor, f"{own}blok/nieuw/", title="Wat er mist", when=["hebt_u_genoeg_tijd=nee"])
    put(
        visitor,
        f"{own}blok/wat_er_mist/vraag/nieuw/",
        title="Wat mist u?",
        **ONE | {"kind": "long", "mark": "confidential"},
    )
    return own
