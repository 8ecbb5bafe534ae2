"""Two letters to begin with. They name nobody, and a team changes them to its own words."""

from dataclasses import dataclass

from weerbaar.outreach.campaign.models import PersonalLink, StageKind


@dataclass(frozen=True)
class Standard:
    """A template as it is the first time."""

    name: str
    purpose: PersonalLink.Purpose
    stage: str
    subject: str
    body: str


INVITATION = Standard(
    name="Uitnodiging voor het voorgesprek",
    purpose=PersonalLink.Purpose.APPOINTMENT,
    stage=StageKind.INTAKE_TALK,
    subject="Een uur samen over veilig besturen",
    body="""\
{aanhef},

Wie bestuurt, krijgt ook met boze mensen te maken. Meestal blijft het bij woorden. Soms wordt het een dreigmail, een man bij de voordeur, of een kind dat niet meer alleen naar school durft. Dan is het te laat om afspraken te maken.

Daarom komen wij graag bij u langs, ook als er nu niets aan de hand is. Wij praten een uur met u en met de griffier. Wij willen van u horen:

- wat u en uw collega’s meemaken, ook als het klein lijkt;
- welke afspraken {uw_organisatie} al heeft, en of mensen die kennen;
- wat {raad} nodig heeft om erover te praten.

U kiest zelf een moment. Dat kan zonder account:

{link}

Past geen enkel moment, of regelt iemand anders dit voor u? Ook dat geeft u daar aan. U mag deze brief doorgeven. Het gesprek kost {uw_organisatie} niets.

Liever bellen? Dat kan op {telefoon}. Wordt u of een collega bedreigd? Bel dan {hulplijn}, dag en nacht.

Met vriendelijke groet,
namens het hele team

~ Wij zijn een team van en voor bestuurders. Wij staan naast mensen die worden bedreigd, en wij bereiden gemeenten en provincies voor. Deze brief kan openbaar worden. Daarom staan er geen namen van collega’s in.
""",
)
SURVEY = Standard(
    name="Uitvraag over het agressieprotocol",
    purpose=PersonalLink.Purpose.SURVEY,
    stage="",
    subject="Vijf vragen over uw agressieprotocol",
    body="""\
{aanhef},

Weet iedereen in {uw_organisatie} wat hij moet doen na een bedreiging? Sommige organisaties hebben daar een protocol voor. Bij andere staat het op papier, maar kent niemand het. Wij willen weten hoe het er in heel Nederland voor staat.

Wilt u ons daarbij helpen? Wij stellen vijf vragen. Dat kost u ongeveer vijf minuten:

1. Is er een protocol of een stappenplan?
2. Voor wie is het bedoeld?
3. Gebruikt u het, of ligt het in een la?
4. Wanneer heeft u er voor het laatst mee geoefend?
5. Wanneer is het vastgesteld?

{link}

U kunt halverwege stoppen en later verdergaan. Weet een collega meer? Geef deze brief dan door.

Wij maken openbaar hoeveel organisaties een protocol hebben. Wat {organisatie} antwoordt, maken wij niet openbaar.

Met vriendelijke groet,
namens het hele team

~ Heeft u nog geen protocol? Dan helpen wij u graag. Bel ons op {telefoon}.
""",
)
STANDARDS = (INVITATION, SURVEY)
