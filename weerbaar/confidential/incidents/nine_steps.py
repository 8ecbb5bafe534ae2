"""The nine steps, as data: our own arrangement, still to be held against the Stappenplan.

The Stappenplan melding en aangifte politieke ambtsdragers (BZK, JenV and Netwerk Weerbaar Bestuur) has nine steps; its
headings were not available. The order below is put together from published advice (`SOURCES`) and says so wherever it is
shown. Whoever has the Stappenplan at hand corrects it here.
"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

NOT_CHECKED = _("Dit is onze indeling. Die moet nog worden getoetst aan het Stappenplan melding en aangifte.")
SENTENCE = _(
    "Ik ben %(office)s. Dit gebeurde om mijn werk voor het openbaar bestuur. "
    "Zet alstublieft de VPT-code op deze melding of aangifte: Veilige Publieke Taak."
)
"""What to say at the desk: without the code the national agreements do not apply."""

SOURCES: dict[str, str] = {
    "norm": "weerbaarbestuur.nl: collectieve norm tegen agressie en intimidatie",
    "stappenplan": "weerbaarbestuur.nl: Stappenplan melding en aangifte politieke ambtsdragers (koppen niet ingezien)",
    "vijf": "raadslid.nu: agressie en geweld, vijf stappen voor raadsleden",
    "vng": "vng.nl: meld agressie en intimidatie",
    "vpd": "veiligepubliekedienstverlening.nl: doe een melding of aangifte",
    "ela": "opvolging.duidelijkoveragressie.nl: Eenduidige Landelijke Afspraken",
    "48": "agressievrijwerk.nl: maatregelen Veilige Publieke Taak, reactie aan de dader binnen 48 uur",
    "nummer": "Kamerstuk 29 283, nr. 168: aangifte onder nummer",
    "klacht": "Wetboek van Strafrecht art. 66, Wetboek van Strafvordering art. 164",
    "schadefonds": "schadefonds.nl: dit doet het Schadefonds voor slachtoffers",
    "algemeen": "algemeen bekend, nog na te kijken",
}


@dataclass(frozen=True)
class Step:
    """One of the nine: what it is for, what to do, and where that comes from."""

    number: int
    title: Promise
    why: Promise
    acts: tuple[Promise, ...]
    proof: Promise
    sources: tuple[str, ...]


STEPS: tuple[Step, ...] = (
    Step(
        1,
        _("Is er nu gevaar? Bel 112"),
        _("Eerst bent u veilig. De rest kan wachten."),
        (
            _("Bel 112 als er nu gevaar is voor u of uw gezin."),
            _("Zeg wie u bent en welk ambt u hebt."),
            _("Ga naar een plek waar anderen zijn. Bel iemand die u vertrouwt."),
        ),
        _("Wanneer is gekeken of er gevaar is, en wat is er gedaan?"),
        ("vijf", "norm"),
    ),
    Step(
        2,
        _("Bewaar alles"),
        _("Wat u nu bewaart, kan later bewijs zijn. Ook wat klein lijkt."),
        (
            _("Gooi niets weg en verander niets. Laat een brief liggen in de envelop."),
            _("Bewaar de mail zelf, niet alleen een foto ervan."),
            _("Schrijf op wie het zag of hoorde."),
        ),
        _("Welk bewijs is bewaard?"),
        ("vijf", "vpd"),
    ),
    Step(
        3,
        _("Meld het in uw eigen organisatie"),
        _("U staat er niet alleen voor. De organisatie kan ook voor u handelen."),
        (
            _("Vertel het aan de griffier of de burgemeester, zoals bij u is afgesproken."),
            _("Kan dat niet, omdat een van hen er zelf bij betrokken is? Kies met ons een andere weg."),
            _("Spreek af wie het weet, en wie verder niet."),
        ),
        _("Aan wie is het gemeld, en wanneer?"),
        ("norm", "vijf", "stappenplan"),
    ),
    Step(
        4,
        _("Schrijf op wat er gebeurde"),
        _("Wie later vraagt hoe het ging, krijgt dan een duidelijk antwoord."),
        (
            _("Schrijf elke gebeurtenis apart op: wie, wat, waar, waarmee, op welke wijze, wanneer en waarom."),
            _("Schrijf ook op wat het met u en uw gezin doet."),
            _("Laat de organisatie het registreren."),
        ),
        _("Welke gebeurtenissen zijn opgeschreven?"),
        ("vpd", "stappenplan"),
    ),
    Step(
        5,
        _("Kies samen: melding, aangifte of iets anders"),
        _("U kiest. Wij denken mee en zeggen wat elke keuze betekent."),
        (
            _("Lees hieronder wat voor en tegen elke keuze spreekt."),
            _("Kijk of er een klacht nodig is: dan hebt u drie maanden."),
            _("Wilt u nu niets? Dat kan. U kunt er later op terugkomen."),
        ),
        _("Wat koos de cliënt, en waarom?"),
        ("vpd", "vng", "klacht"),
    ),
    Step(
        6,
        _("Doe de melding of aangifte"),
        _("Met de goede woorden krijgt uw zaak voorrang."),
        (
            _("Laat de organisatie de aangifte doen, en niet u zelf, als dat kan."),
            _("Noem uw ambt en vraag om de VPT-code."),
            _("Gebruik het adres van uw werk en niet uw huisadres."),
            _("Bent u bang voor wraak? Vraag naar aangifte onder nummer."),
            _("Is een klacht nodig? Doe die zelf, of geef een bijzondere volmacht mee."),
        ),
        _("Waar en wanneer, en onder welk nummer?"),
        ("vpd", "vng", "ela", "nummer", "klacht"),
    ),
    Step(
        7,
        _("Antwoord aan wie het deed"),
        _("De organisatie laat binnen 48 uur merken dat dit niet mag. Dat hoeft u niet zelf te doen."),
        (
            _("Kies een maatregel die past: een gesprek, een waarschuwing, vaste afspraken of een verbod."),
            _("Overleg eerst met de politie als er aangifte is gedaan."),
            _("Laat de burgemeester of de secretaris tekenen. Niet u."),
        ),
        _("Welk antwoord is gegeven, door wie en wanneer?"),
        ("48", "algemeen"),
    ),
    Step(
        8,
        _("Zorg voor u en uw gezin, en spreek af wie wat zegt"),
        _("Een bedreiging komt ook thuis binnen. En niemand wil het in de krant lezen."),
        (
            _("Bespreek met de politie en de gemeente wat er thuis en onderweg nodig is."),
            _("Spreek met het gezin. Ieder reageert anders, en dat is gewoon."),
            _("Spreek een zin af voor de pers, en wie hem zegt."),
            _("Vertel de fractie, het college of het presidium alleen wat nodig is."),
        ),
        _("Wat is er geregeld, en met wie is gesproken?"),
        ("vijf", "norm"),
    ),
    Step(
        9,
        _("Blijf vragen, verhaal de schade en leer ervan"),
        _("Een aangifte zonder antwoord voelt als geen aangifte. Daarom vragen wij het na."),
        (
            _("Vraag om de twee weken wat er met de aangifte is gedaan."),
            _("Zet de schade op een rij: in de strafzaak, bij de organisatie of bij het Schadefonds."),
            _("Bespreek met de organisatie wat een volgende keer beter kan."),
        ),
        _("Wat is er geantwoord, en welke schade is verhaald?"),
        ("ela", "schadefonds", "algemeen"),
    ),
)


def step_at(number: int) -> Step | None:
    """Will return the step with this number, or None."""
    return next((step for step in STEPS if step.number == number), None)


class Route(TextChoices):
    """What the client chooses."""

    POLICE_NOTIFICATION = "police_notification", _("Een melding bij de politie")
    CRIMINAL_REPORT = "criminal_report", _("Aangifte")
    OTHER = "other", _("Iets anders, of nu even niets")


REASONS: dict[Route, tuple[Promise, ...]] = {
    Route.POLICE_NOTIFICATION: (
        _("Past als het niet, of niet zeker, strafbaar is. Of als u geen aangifte wilt."),
        _("De politie legt het vast. Zo wordt een patroon zichtbaar."),
        _("Meer meldingen over dezelfde persoon tellen later mee."),
        _("Doe het meteen. Een aangifte kan later nog."),
    ),
    Route.CRIMINAL_REPORT: (
        _("Past als het strafbaar kan zijn. Altijd bij geweld, of als iemand met geweld dreigt."),
        _("Daarmee kan een onderzoek beginnen. Het is nodig om straf en schade te vragen."),
        _("Liefst binnen twee werkdagen."),
        _("De organisatie kan het voor u doen, met het adres van het werk."),
        _("De politie moet een aangifte opnemen. Lukt dat niet? Vraag of de hulpofficier van justitie dat bevestigt."),
    ),
    Route.OTHER: (
        _("Een gesprek, een brief van de burgemeester of een verbod kan ook helpen."),
        _("U kunt later altijd nog melden of aangifte doen. Let op de drie maanden als een klacht nodig is."),
    ),
}
"""Melding or aangifte: veiligepubliekedienstverlening.nl and, for the duty to record, huiselijkgeweld.nl (dossier 2.2)."""

ANONYMITY: tuple[tuple[Promise, Promise], ...] = (
    (_("Adres van het werk"), _("Kies als woonplaats het adres van de gemeente of de provincie. Dit kan altijd.")),
    (
        _("Aangifte onder nummer"),
        _(
            "Een nummer komt in de plaats van uw naam en adres. Dit is er voor mensen met een publieke taak die wraak vrezen."
        ),
    ),
    (_("Deels anoniem getuigen"), _("Een deel van uw gegevens blijft buiten de stukken. De politie beslist mee.")),
    (_("Bedreigde getuige"), _("De rechter beslist dat uw naam geheim blijft. Dit is zeldzaam.")),
)
"""The ladder of anonymity: Kst. 29 283, nr. 168 (dossier 2.4)."""

DAMAGE: tuple[tuple[Promise, Promise], ...] = (
    (
        _("In de strafzaak"),
        _("U voegt zich als benadeelde partij. Slachtofferhulp Nederland helpt daarbij. Nog na te kijken."),
    ),
    (_("Door de organisatie"), _("De gemeente of provincie verhaalt haar eigen schade op wie het deed.")),
    (
        _("Schadefonds Geweldsmisdrijven"),
        _(
            "Bij ernstig letsel, ook geestelijk, door geweld of bedreiging met geweld. Van 1.000 tot 35.000 euro. "
            "Een dader hoeft niet bekend te zijn. Vraag het aan binnen tien jaar."
        ),
    ),
    (_("Langs de rechter"), _("Een eigen zaak over de schade, buiten de strafzaak om.")),
)
"""Damage: schadefonds.nl (dossier 2.6); joining a criminal case was not looked up."""
