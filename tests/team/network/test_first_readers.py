"""Who a first contact is sealed to: the chosen, else who has the duty, else the others; never who was kept out."""

from datetime import timedelta

import pytest

from tests.factories.team import NIGHT, join, make_adviser, make_association
from weerbaar.public.authorities.models import Authority
from weerbaar.team.network import actions, queries
from weerbaar.team.network.queries import Barred, NobodyMayRead, first_readers

pytestmark = pytest.mark.django_db


@pytest.fixture
def vera():
    return make_adviser()


@pytest.fixture
def wil():
    return make_adviser("Wil Waarnemer")


@pytest.fixture
def joris():
    return make_adviser("Joris Elders")


@pytest.fixture
def raadsleden(vera, wil):
    return make_association("raadsleden", vera, wil)


@pytest.fixture
def wethouders(joris):
    return make_association("wethouders", joris)


@pytest.fixture
def groningen():
    return Authority.objects.create(
        code="PV20", kind="province", name="Groningen", search_text="|groningen|provincie groningen|"
    )


def on_duty(association, vera, minutes=0):
    actions.take_duty(association=association, by=vera.account, at=NIGHT + timedelta(minutes=minutes))


def read_by(chosen="", **barred):
    return first_readers(chosen=chosen, barred=Barred(**barred)).association.code


def test_the_chosen_association_reads_first(raadsleden, wethouders, vera):
    on_duty(raadsleden, vera)

    readers = first_readers(chosen="wethouders", barred=Barred())

    assert (readers.association, readers.holders) == (wethouders, [wethouders.circle.current])


def test_without_a_choice_the_one_on_duty_reads_first(raadsleden, wethouders, vera):
    on_duty(raadsleden, vera)
    on_duty(wethouders, vera, minutes=10)
    assert read_by() == "wethouders"

    on_duty(raadsleden, vera, minutes=20)
    assert read_by() == "raadsleden"


@pytest.mark.usefixtures("raadsleden", "wethouders")
def test_with_nobody_on_duty_the_first_by_name_reads():
    assert read_by() == "raadsleden"


@pytest.mark.usefixtures("raadsleden")
def test_a_choice_that_cannot_answer_falls_back_on_who_can():
    actions.found_association(code="leeg", name="Leeg", by="system", at=NIGHT)

    assert (read_by("leeg"), read_by("bestaat-niet")) == ("raadsleden", "raadsleden")


@pytest.mark.usefixtures("raadsleden", "wethouders")
def test_an_association_that_was_kept_out_does_not_read_even_when_chosen():
    assert read_by("raadsleden", associations=("raadsleden",)) == "wethouders"


def test_with_a_member_kept_out_it_is_sealed_to_each_of_the_others(raadsleden, vera, wil):
    actions.declare_tie(account=wil.account, party="VVD", at=NIGHT)

    readers = first_readers(chosen="", barred=Barred(parties=("VVD",)))

    assert (readers.association, readers.holders) == (raadsleden, [vera.account.holder])


def test_a_tie_to_a_public_body_keeps_out(raadsleden, vera, wil, groningen):
    actions.declare_tie(account=vera.account, authority_code=groningen.code, at=NIGHT)

    readers = first_readers(chosen="", barred=Barred(authorities=("PV20",)))

    assert (readers.association, readers.holders) == (raadsleden, [wil.account.holder])


def test_when_all_of_one_association_are_kept_out_another_reads(raadsleden, wethouders, vera, wil, joris):
    for adviser in (vera, wil):
        actions.declare_tie(account=adviser.account, party="VVD", at=NIGHT)

    readers = first_readers(chosen="raadsleden", barred=Barred(parties=("VVD",)))

    assert (readers.association, readers.holders) == (wethouders, [joris.account.holder])


def test_a_member_of_a_kept_out_association_does_not_read_through_another(vera, wil):
    make_association("raadsleden", vera, wil)
    make_association("wethouders", wil)

    readers = first_readers(chosen="", barred=Barred(associations=("wethouders",)))

    assert readers.holders == [vera.account.holder]


@pytest.mark.usefixtures("raadsleden", "wethouders")
def test_wishes_that_leave_nobody_are_told():
    with pytest.raises(NobodyMayRead):
        read_by(associations=("raadsleden", "wethouders"))


def test_without_any_adviser_nobody_reads():
    with pytest.raises(NobodyMayRead):
        read_by()


def test_a_member_who_waits_for_the_key_does_not_read(raadsleden, wil, vera, joris):
    join(raadsleden, joris)
    actions.declare_tie(account=vera.account, party="VVD", at=NIGHT)

    readers = first_readers(chosen="", barred=Barred(parties=("VVD",)))

    assert readers.holders == [wil.account.holder]


def test_a_barred_name_hides_a_colleague_from_the_list(raadsleden, wethouders, vera, wil, joris):
    def names(barred):
        return [colleague.name for colleague in queries.colleagues(vera.account, barred=barred)]

    actions.declare_tie(account=wil.account, party="VVD", at=NIGHT)

    assert names(Barred()) == ["Joris Elders", "Wil Waarnemer"]
    assert names(Barred(parties=("VVD",))) == ["Joris Elders"]
    assert names(Barred(associations=("wethouders",))) == ["Wil Waarnemer"]


def test_who_was_kept_out_is_told_by_name_to_who_helps(raadsleden, groningen):
    barred = Barred(associations=("raadsleden",), parties=("VVD",), authorities=("PV20", "GM9999"))

    assert barred.names() == ["Vereniging raadsleden", "VVD", groningen.full_name]
    assert (bool(barred), bool(Barred())) == (True, False)


def test_a_tie_is_told_of_the_viewer_only(raadsleden, vera, wil):
    actions.declare_tie(account=vera.account, party="VVD", at=NIGHT)
    actions.declare_tie(account=vera.account, party="VVD", at=NIGHT)
    tie = queries.ties_of(vera.account).get()

    assert queries.has_tie(vera.account, Barred(parties=("VVD",))) is True
    assert queries.has_tie(wil.account, Barred(parties=("VVD",))) is False
    assert list(queries.ties_of(wil.account)) == []
    actions.end_tie(account=wil.account, tie_id=tie.pk, at=NIGHT)
    assert queries.ties_of(vera.account).count() == 1
    actions.end_tie(account=vera.account, tie_id=tie.pk, at=NIGHT)
    assert queries.ties_of(vera.account).count() == 0
