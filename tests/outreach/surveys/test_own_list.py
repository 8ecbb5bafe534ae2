"""A list of our own in a round: nothing of the Uitvraag around it, and every kind of question counted."""

import io
from datetime import datetime, timedelta

import pytest
from openpyxl import load_workbook

from tests.factories.surveys import answered, form_with, one
from tests.factories.tour import HILVERSUM, LEUDAL, MORNING, WIJDEMEREN
from weerbaar.outreach.campaign.models import Office
from weerbaar.outreach.surveys import figures
from weerbaar.outreach.surveys.actions.making import make_questionnaire, publish, save_draft, state_of
from weerbaar.outreach.surveys.actions.openly import open_for_round
from weerbaar.outreach.surveys.queries import mailing, results
from weerbaar.outreach.surveys.queries.standing import standings

TODAY = MORNING.date()
ASKED = (
    one("protocol", "ja", "nee"),
    {"key": "posts", "kind": "number", "title": "Hoeveel meldpunten zijn er?", "least": "0", "most": "500"},
    {"key": "trust", "kind": "scale", "title": "Hoeveel vertrouwen is er?", "least": "1", "most": "5"},
    {"key": "since", "kind": "date", "title": "Sinds wanneer?"},
    {"key": "why", "kind": "long", "title": "Waarom?"},
    {"key": "secret", "kind": "long", "title": "Alleen voor ons?", "mark": "confidential"},
)
GIVEN = {
    "protocol": "ja",
    "posts": 7,
    "trust": 4,
    "since": "2024-05-05",
    "why": "Omdat het moet.",
    "secret": "Onder ons.",
}


@pytest.fixture
def survey(tour_round, toon):
    draft = make_questionnaire(name="Meldpunten", at=MORNING, by=toon.account)
    form = form_with(*ASKED, key=draft.questionnaire_id, title="Meldpunten")
    draft = save_draft(version=draft, form=form, state=state_of(draft), at=MORNING)
    publish(version=draft, despite_words=True, state=state_of(draft), at=MORNING, by=toon.account)
    return open_for_round(round=tour_round, questionnaire=draft.questionnaire_id, at=MORNING, by=toon.account)


@pytest.fixture
def page_of(survey, visitor):
    def page(part="", **asked):
        return visitor.get(f"/tour/uitvraag/{survey.pk}/{part}", asked).content.decode()

    return page


@pytest.mark.parametrize("part", ["", "organisaties/", f"organisatie/{LEUDAL}/", "kaart/", "regels.csv"])
def test_nothing_of_the_uitvraag_stands_around_a_list_of_our_own(survey, page_of, part):
    answered(survey, LEUDAL, GIVEN)

    page = page_of(part)

    assert page
    for words in (
        "gressieprotocol",
        "Protocol nu",
        "in gebruik",
        "in slaap",
        "Gedragscode",
        "hoe het nu is",
        ";protocol;",
    ):
        assert words not in page


def test_a_question_that_is_called_protocol_is_asked_again_by_nobody(survey):
    answered(survey, LEUDAL, GIVEN)

    assert mailing.reminders(survey, on=TODAY).items == ()


def test_organisations_are_not_looked_for_by_a_protocol_that_was_not_asked(survey, visitor):
    assert visitor.get(f"/tour/uitvraag/{survey.pk}/organisaties/?stand=used").status_code == 400


def test_the_map_opens_on_the_first_question_with_choices_and_can_show_who_answered(survey, page_of):
    answered(survey, LEUDAL, GIVEN)
    answered(survey, HILVERSUM, {"posts": 3})

    opens, who = page_of("kaart/"), page_of("kaart/", vraag="-")

    assert (
        "Keuze ja: 1 · Keuze nee: 0 · antwoorden verschillen: 0 · vraag niet beantwoord: 1 · geen antwoord: 352"
        in opens
    )
    assert "antwoordde: 2 · geen antwoord: 352" in who


def test_every_kind_of_question_is_told_about(survey):
    answered(survey, LEUDAL, GIVEN)
    answered(survey, HILVERSUM, GIVEN | {"posts": 2, "trust": 1, "since": "2020-01-02", "why": ""})
    answered(survey, WIJDEMEREN, {"posts": 1, "trust": 4})
    answered(survey, WIJDEMEREN, {"posts": 9, "trust": 4}, office=Office.MAYOR)

    told = {one.question.key: one for one in results.counted(standings(survey))}

    assert list(told) == ["protocol", "posts", "trust", "since", "why", "secret"]
    assert told["posts"].answered == 3
    assert told["posts"].facts == (
        ("Laagste", "2"), ("Middelste", "4,5"), ("Hoogste", "7"), ("Antwoorden verschillen", "1"),
    )  # fmt: skip
    assert [(bar.label, bar.number) for bar in told["trust"].bars] == [("1", 1), ("2", 0), ("3", 0), ("4", 2), ("5", 0)]
    assert told["since"].facts == (("Eerste", "2 januari 2020"), ("Laatste", "5 mei 2024"))
    assert (told["why"].answered, told["secret"].is_confidential) == (1, True)


def test_a_text_leads_to_the_organisations_that_gave_one(survey, visitor, page_of):
    answered(survey, LEUDAL, GIVEN)
    answered(survey, HILVERSUM, {"posts": 3})

    page = page_of()
    who = visitor.get(f"/tour/uitvraag/{survey.pk}/organisaties/?vraag=why").context["rows"]

    assert f"/tour/uitvraag/{survey.pk}/organisaties/?vraag=why" in page
    assert "Deze antwoorden zijn vertrouwelijk" in page
    assert "Omdat het moet" not in page
    assert [row.name for row, _pulse, _differences in who] == ["Leudal"]


def test_a_list_of_numbers_without_an_answer_tells_nothing(survey, page_of):
    answered(survey, LEUDAL, {"protocol": "ja"})

    page = page_of()

    assert "0 organisaties antwoordden." in page
    assert "Middelste" not in page


def test_scales_are_shared_as_choices_are_and_what_tells_whose_it_is_never(survey):
    for code in ("GM0363", "GM0344", "GM0599", "GM0518", "GM0772", "GM0855"):
        answered(survey, code, GIVEN)
    answered(survey, LEUDAL, GIVEN | {"trust": 1})

    whole, tables = figures.figures_of(survey)

    trust = {count.label: count.number for count in whole[1].counts}
    assert [one.question.key for one in whole] == [by.question.key for by in tables] == ["protocol", "trust"]
    assert (trust["1"], trust["2"]) == (None, 0)
    assert None in (trust["4"], whole[1].total)


def test_numbers_and_days_leave_as_what_they_are(survey, visitor):
    answered(survey, LEUDAL, GIVEN)

    sent = visitor.get(f"/tour/uitvraag/{survey.pk}/regels.xlsx")

    head, *rows = load_workbook(io.BytesIO(sent.content))["regels"].iter_rows(values_only=True)
    leudal = dict(zip(head, next(row for row in rows if row[0] == LEUDAL), strict=True))
    assert leudal["Hoeveel meldpunten zijn er?"] == 7
    assert leudal["Sinds wanneer?"] == datetime(2024, 5, 5)  # noqa: DTZ001 - a sheet knows no zones
    assert sent.headers["Content-Disposition"] == 'attachment; filename="regels-meldpunten-2026.xlsx"'


def test_where_several_answered_each_of_them_has_a_row(survey, visitor):
    answered(survey, HILVERSUM, GIVEN)
    answered(survey, LEUDAL, GIVEN)
    later = MORNING + timedelta(hours=1)
    answered(survey, LEUDAL, GIVEN | {"posts": 9, "why": "Om iets anders."}, office=Office.MAYOR, at=later)

    book = load_workbook(io.BytesIO(visitor.get(f"/tour/uitvraag/{survey.pk}/regels.xlsx").content))
    text = visitor.get(f"/tour/uitvraag/{survey.pk}/personen.csv").content.decode("utf-8-sig")

    rows = [line.split(";") for line in text.splitlines()]
    assert [(row[1], row[3], row[6], row[9]) for row in rows] == [
        ("organisatie", "functie", "Hoeveel meldpunten zijn er?", "Waarom?"),
        ("Leudal", "griffier", "7", "Omdat het moet."),
        ("Leudal", "burgemeester", "9", "Om iets anders."),
    ]
    assert [row[3] for row in book["personen"].iter_rows(values_only=True)] == ["functie", "griffier", "burgemeester"]
    assert "Onder ons" not in text
