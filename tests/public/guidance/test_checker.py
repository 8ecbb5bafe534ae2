"""The check names the file, the step, and what the editor has to mend."""

import pytest

from weerbaar.public.guidance import queries

GUIDE, LAW, SOURCES = "proef.yaml", "law.yaml", "sources.yaml"
ENDING = "    people: [write]\n"
CLAIM = "        sources: [melding]\n"


def test_content_that_is_right_has_no_problems(content):
    assert queries.content_problems(content) == []


def test_the_content_that_we_publish_is_right():
    assert queries.content_problems() == []


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('to: "3"', 'to: "9"', "proef.yaml, stap 1: een keuze gaat naar stap “9”, en die is er niet"),
        ('start: "1"', 'start: "9"', "proef.yaml: de wegwijzer begint bij stap “9”, en die is er niet"),
        ('to: "3"', 'to: "2"', "proef.yaml, stap 3: geen enkele keuze leidt hierheen"),
        ("    people: [write]\n", "", "proef.yaml, stap 3: dit einde noemt niemand om te bellen of te schrijven"),
        ("[emergency, helpline]", "[emergency]", "proef.yaml, stap 2: dit einde noemt niemand om te bellen"),
        (
            "    options:\n      - text: Ga naar andere mensen toe.\n",
            "",
            "proef.yaml, stap 2: dit einde zegt niet wat iemand nu kan doen (options)",
        ),
        (
            "    options:\n      - text: Ga naar andere mensen toe.\n    people: [emergency, helpline]\n",
            "",
            "proef.yaml, stap 2: doodlopend: geen keuze, niets om te doen en niemand om te bellen",
        ),
        (
            "    people: [emergency, helpline]\n",
            '    people: [emergency, helpline]\n    choices: [{label: Verder, to: "2"}]\n',
            "proef.yaml, stap 2: vanaf hier kom je nooit bij een einde: de keuzes gaan in een kring",
        ),
    ],
)
def test_a_path_that_leaves_somebody_alone_is_named(problems, old, new, named):
    assert any(problem.startswith(named) for problem in problems(GUIDE, old, new))


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('id: "3"', 'id: "2"', "proef.yaml, stap 2: staat er meer dan eens"),
        ('id: "2"', 'id: "bedreigd"', "proef.yaml, stap bedreigd: een stap heet naar een getal van 1 tot 99"),
        ("address: x", "address: online-haat", "proef.yaml: adres “online-haat” hoort één letter te zijn"),
        ("icon: clock", "icon: skull", "proef.yaml: icoon “skull” kennen wij niet"),
        ("people: [write]", "people: [write, tante]", "proef.yaml, stap 3: “tante” kennen wij niet"),
        ("link: write", "link: elders", "proef.yaml, stap 3: link “elders” bestaat niet"),
        ("version: 2\n", "", "proef.yaml: veld “version” ontbreekt"),
        ("version: 2\n", "version: twee\n", "proef.yaml: veld “version” hoort een getal vanaf 1 te zijn"),
        ("date: 2026-11-22\n", "", "proef.yaml: veld “date” ontbreekt"),
        ("date: 2026-11-22", "date: 2026-02-30", "proef.yaml: veld “date” hoort een datum als 2026-11-22 te zijn"),
        ("in_english: false", "in_english: nee", "proef.yaml: veld “in_english” hoort true of false te zijn"),
        ("    title: Bel 112\n", "", "proef.yaml, stap 2: veld “title” ontbreekt"),
        ("    title: Bel 112\n", "    title: ''\n", "proef.yaml, stap 2: veld “title” hoort een tekst te zijn"),
        ("people: [write]", "people: [write]\n    colour: red", "proef.yaml, stap 3: onbekend veld “colour”"),
        ("title: Bel 112", "title: {nl: Bel 112, fr: Appelez}", "proef.yaml, stap 2: onbekend veld “fr”"),
        ("people: [write]", "people: write", "proef.yaml, stap 3: veld “people” hoort een lijst te zijn"),
        ("people: [write]", "people: [[write]]", "proef.yaml, stap 3: veld “people” hoort een lijst met woorden te zijn"),
        ('  - id: "2"\n    title: Bel 112\n', '  - zomaar\n  - id: "2"\n    title: Bel 112\n', "proef.yaml, stap nummer 2: hier horen velden te staan"),
        ("title: Bel 112", "title: [Bel, 112]", "proef.yaml, stap 2: veld “title” hoort een tekst te zijn"),
    ],
)  # fmt: skip
def test_a_field_that_is_wrong_is_named(problems, old, new, named):
    assert any(problem.startswith(named) for problem in problems(GUIDE, old, new))


def test_two_guides_at_one_address_are_both_named(content):
    (content / "tweede.yaml").write_text((content / GUIDE).read_text())

    assert [str(problem) for problem in queries.content_problems(content)] == [
        "proef.yaml: adres “x” heeft ook een andere wegwijzer",
        "tweede.yaml: adres “x” heeft ook een andere wegwijzer",
    ]


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        (CLAIM, "", "proef.yaml, stap 3, feit nummer 1: zonder bron: geef sources of articles"),
        (CLAIM, "        sources: [krant]\n", "proef.yaml, stap 3, feit nummer 1: bron “krant” staat niet in sources.yaml"),
        (CLAIM, '        articles: ["999"]\n', "proef.yaml, stap 3, feit nummer 1: artikel “999” staat niet in law.yaml"),
        (CLAIM, "        sources: [dossier]\n", "proef.yaml, stap 3, feit nummer 1: rust op iets dat niet zeker is"),
        (CLAIM, '        articles: ["300"]\n', "proef.yaml, stap 3, feit nummer 1: rust op iets dat niet zeker is"),
        (CLAIM, f"{CLAIM}        unsure: true\n", "proef.yaml, stap 3, feit nummer 1: niet zeker, maar zegt niet aan wie je het vraagt"),
        (CLAIM, f"{CLAIM}        ask: police\n", "proef.yaml, stap 3, feit nummer 1: ask hoort bij een feit dat niet zeker is"),
        ("Ga naar andere mensen toe.", "Dit is strafbaar.", "proef.yaml, stap 2: “strafbaar” gaat over het recht"),
        ("title: Bent u veilig?", "title: Is de klacht te laat?", "proef.yaml, stap 1: “klacht” gaat over het recht"),
        ('label: "Nee"', 'label: "Ja, binnen drie maanden"', "proef.yaml, stap 1: “drie maanden” gaat over het recht"),
    ],
)  # fmt: skip
def test_a_legal_statement_without_ground_is_named(problems, old, new, named):
    assert any(problem.startswith(named) for problem in problems(GUIDE, old, new))


@pytest.mark.parametrize(
    ("new", "named"),
    [
        ("Schrijf " + "heel " * 19 + "veel.", "een zin (nl) van 21 woorden, het mogen er 20 zijn"),
        ("Zeg «stop.» " + "heel " * 20 + "veel.", "een zin (nl) van 21 woorden, het mogen er 20 zijn"),
        ("Schrijf alles op. " * 20, "de tekst (nl) is 359 tekens, het mogen er 300 zijn"),
        ("Schrijf het op — nu.", "lange streep"),
        ("Schrijf het <b>op</b>.", "geen HTML"),
        ("Kijk op https://voorbeeld.nl", "geen adres in een tekst"),
        ("Bel 070-3738314.", "geen telefoonnummer in een tekst"),
        ("Schrijf op wat je zag.", "zeg “u” tegen de lezer"),
        ("{nl: Schrijf het op., en: Write it down.}", "hier staat Engels"),
    ],
)
def test_a_text_that_is_hard_to_read_is_named(problems, new, named):
    found = problems(GUIDE, "Schrijf op wat er was.", new)

    assert any(problem.startswith(f"proef.yaml, stap 3: {named}") for problem in found)


def test_what_somebody_else_says_may_be_said_their_way(problems):
    assert problems(GUIDE, "Schrijf op wat er was.", "Zeg «ik wil dat je stopt» of *stop je?*") == []


def test_a_guide_in_english_is_so_in_every_text(problems):
    found = problems(GUIDE, "in_english: false", "in_english: true")

    assert "proef.yaml, stap 1: deze wegwijzer is er ook in het Engels, deze tekst nog niet: “Nee…”" in found
    assert len(found) == 10


@pytest.mark.parametrize(
    ("file", "old", "new", "named"),
    [
        (LAW, 'key: "284"', 'key: "285"', "law.yaml, artikel 285: staat er meer dan eens"),
        (LAW, "key: doxing", "key: threat", "law.yaml, gedrag threat: staat er meer dan eens"),
        (LAW, "behaviours: [doxing]", "behaviours: [threat]", "law.yaml, gedrag doxing: valt onder geen enkel artikel"),
        (LAW, "behaviours: [doxing]", "behaviours: [magie]", "law.yaml, artikel 285d: gedrag “magie” is niet bekend"),
        (LAW, "    behaviours: [doxing]\n", "", "law.yaml, artikel 285d: zegt niet bij welk gedrag het hoort"),
        (LAW, "sources: [bedreiging]", "sources: []", "law.yaml, artikel 285: zonder bron: geef sources"),
        (LAW, "sources: [bedreiging]", "sources: [krant]", "law.yaml, artikel 285: bron “krant” staat niet in sources.yaml"),
        (LAW, "sources: [bedreiging]", "sources: [dossier]", "law.yaml, artikel 285: is zeker genoemd, maar geen bron ervan is dat"),
        (LAW, 'prosecution_request: "no"', "prosecution_request: unsure", "law.yaml, artikel 285: kan niet zeker zijn als de klacht of het maximum open is"),
        (LAW, 'prosecution_request: "no"', "prosecution_request: soms", "law.yaml, artikel 285: veld “prosecution_request” hoort een van: yes, no, unsure te zijn"),
        (LAW, "    note: {nl: Het maximum is nog niet nagekeken., en: The maximum was not looked up yet.}\n", "", "law.yaml, artikel 261: is niet zeker: zeg in note wat er open is"),
        (LAW, "    checked_on: 2026-11-22\n", "", "law.yaml, artikel 285: veld “checked_on” ontbreekt"),
        (SOURCES, "url: https://vng.nl", "url: http://vng.nl", "sources.yaml, bron vng: een bron die zeker is, heeft een adres met https://"),
        (SOURCES, "key: norm", "key: stappenplan", "sources.yaml, bron stappenplan: staat er meer dan eens"),
        (SOURCES, "    checked_on: 2026-11-22\n", "", "sources.yaml, bron stappenplan: veld “checked_on” ontbreekt"),
    ],
)  # fmt: skip
def test_a_line_of_the_law_table_that_is_wrong_is_named(problems, file, old, new, named):
    assert any(problem.startswith(named) for problem in problems(file, old, new))
