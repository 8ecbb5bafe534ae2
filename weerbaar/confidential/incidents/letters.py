"""Drafts of letters: what is between square brackets is filled in by whoever prints it. In Dutch, as they are sent.

The ladder of measures follows published protocols of municipalities (dossier 3.2); the wording is our own, and a lawyer of
the organisation looks at it before it is signed. Nothing that is typed here is kept.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CHECK = _("Laat een jurist van de organisatie meelezen voordat iemand tekent. Wij bewaren deze brief niet.")


@dataclass(frozen=True)
class Draft:
    """A letter to begin with: what it is for, to whom it goes, and the words. `signs` says who signs it."""

    key: str
    name: Promise
    use: Promise
    to: Promise
    subject: Promise
    body: Promise
    signs: tuple[Promise, ...] = ()
    is_to_offender: bool = False


DRAFTS: tuple[Draft, ...] = (
    Draft(
        "volmacht",
        _("Bijzondere volmacht voor een klacht"),
        _("Voor belediging, smaad en stalking is een klacht nodig. Wie hem niet zelf doet, geeft deze volmacht mee."),
        _("De politie\n[plaats]"),
        _("Bijzondere volmacht om een klacht in te dienen"),
        _("Ik, [naam van wie het overkwam], geboren op [datum], geef bijzondere volmacht aan [naam], [functie] van "
          "[gemeente of provincie], om namens mij een klacht in te dienen.\n\n"
          "Het gaat om wat er gebeurde op [datum] in [plaats]: [kort, in eigen woorden].\n\n"
          "Ik vraag uitdrukkelijk om vervolging. Ik hoorde van dit feit op [datum].\n\n"
          "Deze volmacht is gegeven volgens artikel 164 van het Wetboek van Strafvordering. De klacht moet er zijn binnen "
          "drie maanden nadat ik ervan hoorde (artikel 66 van het Wetboek van Strafrecht).\n\n"
          "Ik kies als woonplaats het adres van mijn werk: [adres]."),
        (_("Naam en handtekening van wie het overkwam"), _("Plaats en datum")),
    ),
    Draft(
        "gesprek",
        _("Uitnodiging voor een gesprek"),
        _("De lichtste stap. De organisatie zegt waar haar grens ligt, en luistert."),
        _("[naam en adres]"),
        _("Uitnodiging voor een gesprek"),
        _("Op [datum] gebeurde dit: [kort en feitelijk].\n\n"
          "Onze norm is dat wij met respect met elkaar omgaan. Daar past dit niet bij, wat er ook aan voorafging.\n\n"
          "Wij willen hierover met u praten op [datum] om [tijd] in [plaats]. [naam] en [naam] zijn erbij. Wij leggen uit "
          "wat wij verwachten, en wij horen uw kant.\n\n"
          "Laat voor [datum] weten of u komt, via [algemeen nummer van de organisatie]."),
        (_("Burgemeester of secretaris"),),
        is_to_offender=True,
    ),
    Draft(
        "waarschuwing",
        _("Schriftelijke waarschuwing"),
        _("Als een gesprek niet past of niet hielp."),
        _("[naam en adres]"),
        _("Waarschuwing"),
        _("Op [datum] gebeurde dit: [kort en feitelijk].\n\n"
          "Dit gedrag accepteren wij niet. Het gaat tegen de norm van onze organisatie in.\n\n"
          "Wij waarschuwen u. Gebeurt dit nog eens, dan volgt [de volgende stap]. Als wij denken dat iets strafbaar is, "
          "doen wij aangifte.\n\n"
          "Bent u het hier niet mee eens? Schrijf ons dan voor [datum]."),
        (_("Burgemeester of secretaris"),),
        is_to_offender=True,
    ),
    Draft(
        "afspraken",
        _("Vaste afspraken over contact"),
        _("Eén contactpersoon, of alleen nog schriftelijk. Met een einddatum."),
        _("[naam en adres]"),
        _("Hoe u met ons contact hebt"),
        _("Op [datum] gebeurde dit: [kort en feitelijk]. Daarom maken wij vaste afspraken over contact.\n\n"
          "Van [datum] tot en met [datum] neemt u alleen contact op met [functie], via [algemeen adres van de "
          "organisatie]. Andere berichten beantwoorden wij niet.\n\n"
          "Wat u wettelijk van ons nodig hebt, krijgt u gewoon: [hoe].\n\n"
          "Op [datum] kijken wij met u of de afspraken nog nodig zijn. Bent u het hier niet mee eens? Schrijf ons dan voor [datum]."),
        (_("Burgemeester of secretaris"),),
        is_to_offender=True,
    ),
    Draft(
        "verbod",
        _("Toegangsverbod"),
        _("Voor een gebouw van de organisatie, voor een bepaalde tijd. Wie toch komt, kan strafbaar zijn (nog na te kijken)."),
        _("[naam en adres]"),
        _("Verbod om binnen te komen"),
        _("Op [datum] gebeurde dit: [kort en feitelijk].\n\n"
          "Daarom mag u van [datum] tot en met [datum] niet komen in [gebouw en adres].\n\n"
          "Komt u toch, dan vragen wij u weg te gaan en bellen wij de politie. Dat kan strafbaar zijn als "
          "lokaalvredebreuk (artikel 139 van het Wetboek van Strafrecht).\n\n"
          "Wat u wettelijk van ons nodig hebt, regelt u via [hoe]. Bent u het hier niet mee eens? [Rechtsmiddel, door de jurist in te vullen.]"),
        (_("Burgemeester of secretaris"),),
        is_to_offender=True,
    ),
    Draft(
        "pers",
        _("Afgesproken zin voor de pers"),
        _("Een zin, en een persoon die hem zegt. Berichten in de krant voelen vaak als een tweede klap."),
        _("[wie de pers te woord staat]"),
        _("Wat wij zeggen als iemand belt"),
        _("«Wij doen geen uitspraken over de veiligheid van mensen. Intimidatie van bestuurders en volksvertegenwoordigers "
          "accepteren wij niet. Wij staan om onze mensen heen.»\n\n"
          "Meer zeggen wij niet. Niet wat er gebeurde, niet waar iemand woont, niet of er aangifte is.\n\n"
          "Wie belt, krijgt [functie]. Iedereen anders verwijst door. De familie hoort het eerst, voor elk bericht."),
    ),
    Draft(
        "raad",
        _("Bericht aan fractie, college of presidium"),
        _("Alleen wat nodig is, en alleen met toestemming."),
        _("[fractie, college of presidium]"),
        _("Kort bericht"),
        _("Met toestemming van [naam] vertel ik u dat [hij of zij] iets naars heeft meegemaakt om het werk. Er is hulp, en "
          "de organisatie heeft maatregelen genomen.\n\n"
          "Wij vragen u dit te laten bij wie het moet weten. Deel het niet verder, ook niet in een appgroep.\n\n"
          "Wilt u iets doen? Laat merken dat u er bent. Vragen kunt u stellen aan [functie]."),
    ),
    Draft(
        "contactfunctionaris",
        _("Brief aan de contactfunctionaris van de ELA"),
        _("Als de politie na twee keer vragen niets laat horen."),
        _("De contactfunctionaris Eenduidige Landelijke Afspraken\n[eenheid van de politie of parket]"),
        _("Wij horen niets over een aangifte"),
        _("Op [datum] is bij [bureau] [een melding of aangifte] gedaan, onder nummer [nummer]. Het gaat om een politieke "
          "ambtsdrager. Bij de aangifte is om de VPT-code gevraagd.\n\n"
          "Wij vroegen op [datum] en op [datum] wat ermee is gedaan. Wij kregen geen antwoord.\n\n"
          "Volgens de Eenduidige Landelijke Afspraken volgt op zo'n aangifte snel een vervolg, en staat wie het overkwam "
          "centraal. Wilt u nagaan of de VPT-code erop staat, wie de zaak heeft en wat de volgende stap is?\n\n"
          "Wij horen dat graag voor [datum]."),
        (_("Burgemeester of secretaris"),),
    ),
)  # fmt: skip


def draft_at(key: str) -> Draft | None:
    """Will return the draft with this key, or None."""
    return next((draft for draft in DRAFTS if draft.key == key), None)
