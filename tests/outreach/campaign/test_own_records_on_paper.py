"""What we have about somebody, on paper: in Dutch, each thing by its name, and as a screen reader needs it."""

from datetime import date

import pytest
from pdfua import validate

from tests.factories.tour import make_contact, participation_of
from tests.support.pdf import roles_of, unmarked_in, words_of
from weerbaar.outreach.campaign import data_subject
from weerbaar.outreach.campaign.actions.story import tell
from weerbaar.outreach.campaign.models import Moment

pytestmark = pytest.mark.django_db
PAGE = "/tour/organisatie/GM1640/"


@pytest.fixture
def contact(tour_round):
    assert tour_round
    return make_contact(
        surname="Verzonnen", first_name="Gerda", email="gerda@leudal.invalid", phone="0475-123456",
        function="raadsgriffier", from_on=date(2024, 3, 1), source="onze eigen lijst",
    )  # fmt: skip


def paper_of(visitor, contact):
    answer = visitor.get(f"{PAGE}contact/{contact.pk}/bekend/papier/")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    return answer


def test_every_field_has_its_name(visitor, contact):
    words = words_of(paper_of(visitor, contact).content)

    for said in (
        "Wat wij over u bewaren", "Over Gerda Verzonnen", "griffier bij gemeente Leudal", "Voornaam Gerda",
        "Achternaam Verzonnen", "Functie raadsgriffier", "Mailadres gerda@leudal.invalid", "Telefoon 0475-123456",
        "Vanaf 1 maart 2024", "Herkomst onze eigen lijst", "Waarvoor Weten aan wie een brief gaat",
        "Op welke grond Taak van algemeen belang", "Hoe lang Tot 730 dagen nadat u uw functie verlaat",
        "Autoriteit Persoonsgegevens",
    ):  # fmt: skip
        assert said in words, said


def test_what_happened_and_what_stays_is_told_too(visitor, contact, toon, monkeypatch):
    tell(
        participation=participation_of(), kind=Moment.Kind.CALL, text="Belt liever na negen.", contact=contact,
        at=contact.added_at, by=toon.account,
    )  # fmt: skip
    monkeypatch.setattr(data_subject, "_KEEPERS", [lambda _contact: ["De brief van mei blijft (Archiefwet)."]])

    words = words_of(paper_of(visitor, contact).content)

    assert "Belt liever na negen." in words
    assert "Wat blijft als u ons vraagt te wissen" in words
    assert "De brief van mei blijft (Archiefwet)." in words


def test_nothing_is_promised_to_stay_when_nothing_does(visitor, contact):
    assert "Wat blijft" not in words_of(paper_of(visitor, contact).content)


def test_it_is_in_dutch_whoever_hands_it_out(visitor, contact):
    before = words_of(paper_of(visitor, contact).content)
    visitor.post("/taal/", {"language": "en", "next": "/tour/"})

    assert words_of(paper_of(visitor, contact).content) == before


def test_a_screen_reader_can_read_it(visitor, contact, toon, tmp_path):
    tell(
        participation=participation_of(), kind=Moment.Kind.CALL, text="Belt liever na negen.", contact=contact,
        at=contact.added_at, by=toon.account,
    )  # fmt: skip
    pdf = paper_of(visitor, contact).content

    file = tmp_path / "gegevens.pdf"
    file.write_bytes(pdf)

    assert [*validate(str(file)).findings] == []
    assert unmarked_in(pdf) == []
    assert {"H1", "H2", "H3", "Table", "TH"} <= set(roles_of(pdf))


def test_it_is_offered_beside_the_file_for_a_program(visitor, contact):
    page = visitor.get(f"{PAGE}contact/{contact.pk}/bekend/").content.decode()

    assert f"{PAGE}contact/{contact.pk}/bekend/papier/?ronde=2026" in page
    assert f"{PAGE}contact/{contact.pk}/bekend/bestand/?ronde=2026" in page
    name = paper_of(visitor, contact)["Content-Disposition"]
    assert name == 'attachment; filename="gegevens-gerda-verzonnen.pdf"'
