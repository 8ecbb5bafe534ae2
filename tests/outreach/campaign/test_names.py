"""How a Dutch name is written, wherever it stands."""

import unicodedata
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weerbaar.outreach.campaign import names


@dataclass(frozen=True)
class Someone:
    surname: str
    infix: str = ""
    initials: str = ""
    first_name: str = ""
    form_of_address: str = "none"


DE_VRIES = Someone("Vries", "de", "D.", "Daan", "mr")


@pytest.mark.parametrize(
    ("person", "written"),
    [
        (DE_VRIES, "Daan de Vries"),
        (Someone("Vries", "de", "D."), "D. de Vries"),
        (Someone("Vries", "de"), "De Vries"),
        (Someone("Hart", "'t", "M."), "M. ’t Hart"),
        (Someone("Hart", "'t"), "’t Hart"),
        (Someone("IJzer", "", "IJ.", "IJsbrand"), "IJsbrand IJzer"),
        (Someone("ijzer"), "IJzer"),
        (Someone("Ancona", "d'", "H."), "H. d’Ancona"),
        (Someone("Berg", "van den"), "Van den Berg"),
        (Someone("Hof", "van 't"), "Van ’t Hof"),
        (Someone("Vries-van den Berg", "de"), "De Vries-van den Berg"),
        (Someone("Vries-van den Berg", "de", "A."), "A. de Vries-van den Berg"),
    ],
)
def test_a_prefix_has_a_capital_only_when_nothing_stands_before_it(person, written):
    assert names.full_name(person) == written


@pytest.mark.parametrize(
    ("person", "addressed", "called"),
    [
        (DE_VRIES, "de heer D. de Vries", "de heer De Vries"),
        (Someone("Vries", "de", form_of_address="ms"), "mevrouw De Vries", "mevrouw De Vries"),
        (Someone("Hart", "’t", "M.", form_of_address="ms"), "mevrouw M. ’t Hart", "mevrouw ’t Hart"),
        (Someone("Ancona", "d’", form_of_address="ms"), "mevrouw D’Ancona", "mevrouw D’Ancona"),
        (Someone("Vries", "de", "D."), "D. de Vries", "D. de Vries"),
        (Someone("Vries", "de", "", "Daan", "mr"), "de heer Daan de Vries", "de heer De Vries"),
        (Someone("El Amrani-de Wit", "", "S.", form_of_address="ms"), "mevrouw S. El Amrani-de Wit", "mevrouw El Amrani-de Wit"),
    ],
)  # fmt: skip
def test_a_name_after_its_form_of_address(person, addressed, called):
    assert (names.formal_name(person), names.called(person)) == (addressed, called)


@pytest.mark.parametrize(
    ("person", "office", "greeting"),
    [
        (Someone("Vries", "de", "D.", form_of_address="ms"), "mayor", "Geachte mevrouw De Vries"),
        (DE_VRIES, "clerk", "Geachte heer De Vries"),
        (Someone("Jansen"), "mayor", "Geachte burgemeester Jansen"),
        (Someone("Vries", "de"), "kings_commissioner", "Geachte commissaris De Vries"),
        (Someone("Hart", "'t", "B."), "clerk", "Geachte griffier ’t Hart"),
        (Someone("Vries", "de", "D."), "other", "Geachte D. de Vries"),
        (None, "clerk", "Geachte griffier"),
        (None, "kings_commissioner", "Geachte commissaris van de Koning"),
        (None, "other", "Geachte heer of mevrouw"),
    ],
)
def test_a_greeting_fits_form_office_and_what_is_known(person, office, greeting):
    assert names.greeting(person, office=office) == greeting


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("de Vries", ("de", "Vries")),
        ("De Vries", ("de", "Vries")),
        ("Vries, de", ("de", "Vries")),
        ("'t Hart", ("’t", "Hart")),
        ("van 't Hof", ("van ’t", "Hof")),
        ("Van Der Meer", ("van der", "Meer")),
        ("d'Ancona", ("d’", "Ancona")),
        ("de Vries-van den Berg", ("de", "Vries-van den Berg")),
        ("IJzer", ("", "IJzer")),
        ("De", ("", "De")),
        ("Jansen", ("", "Jansen")),
        ("Jansen, MSc", ("", "Jansen, MSc")),
    ],
)
def test_prefix_and_surname_are_parted(typed, parts):
    assert names.split_surname(typed) == parts


@pytest.mark.parametrize(
    ("typed", "written"),
    [("d h", "D.H."), ("DH", "D.H."), ("dh.", "D.H."), ("D.H.", "D.H."), ("Th.J.", "Th.J."), ("ij", "IJ."), ("IJM", "IJ.M."), ("J.-P.", "J.-P."), ("", "")],
)  # fmt: skip
def test_initials_are_written_in_one_way(typed, written):
    assert names.tidy_initials(typed) == written


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Someone("Vries", "de"), Someone("De Vries")),
        (Someone("Hart", "'t"), Someone("Hart", "’t")),
        (Someone("t Hart"), Someone("Hart", "'t")),
        (Someone("\N{LATIN CAPITAL LIGATURE IJ}zer"), Someone("ijzer")),
        (Someone("Désirée"), Someone(unicodedata.normalize("NFD", "Désirée"))),
        (Someone("Désirée"), Someone("Desiree")),
        (Someone("Vries-Berg"), Someone("vries berg")),
    ],
)
def test_spellings_of_one_surname_are_alike(one, other):
    assert names.likeness(one) == names.likeness(other)


def test_different_surnames_are_not_alike():
    assert names.likeness(Someone("Vries", "de")) != names.likeness(Someone("Vries", "van"))


def test_a_list_is_sorted_by_surname_and_not_by_prefix():
    people = [Someone("Vries", "de", "D."), Someone("Berg", "van den"), Someone("Hartman"), Someone("Hart", "’t")]

    assert [names.full_name(p) for p in sorted(people, key=names.sort_key)] == [
        "Van den Berg", "’t Hart", "Hartman", "D. de Vries",
    ]  # fmt: skip


@given(st.text(max_size=40))
def test_tidying_a_name_twice_changes_nothing_more(typed):
    assert names.tidy(names.tidy(typed)) == names.tidy(typed)


@given(st.sampled_from(sorted(names.INFIXES)), st.sampled_from(["Vries", "IJzer", "Hart", "Berg-Bakker"]))
def test_a_prefix_that_was_parted_comes_back_where_it_was(infix, surname):
    written = names.full_name(Someone(surname, infix, "D."))

    assert names.split_surname(written.removeprefix("D. ")) == (infix, surname)


@pytest.mark.parametrize(
    ("written", "is_theirs"),
    [
        ("D. de Vries", True),
        ("mevrouw De Vries", True),
        ("drs. Daan de vries", True),
        ("Daan de Vriès", True),
        ("K. de Vries", False),
        ("D. van de Vries", False),
        ("D. Vries", False),
        ("D. de Vries-Jansen", False),
        ("", False),
    ],
)
def test_a_name_that_was_typed_is_known_as_that_of_a_person_or_not(written, is_theirs):
    person = Someone(initials="D.H.", first_name="Daan", infix="de", surname="Vries")

    assert names.is_name_of(written, person) is is_theirs
