from weerbaar.foundation.privacy.register import Keep, Record, personal, public, sealed

_PUBLIC_TASK = "Taak van algemeen belang (AVG art. 6 lid 1 e): bestuurders voorbereiden op agressie en bedreiging."
_CONTRACT = "Uitvoering van een overeenkomst (AVG art. 6 lid 1 b)."
_WITH_IT = Keep.while_needed("Zolang de bijeenkomst wordt bewaard: met de ronde mee.")
_TOUR = "medewerkers van de Tour en coördinatoren"
_ACCOUNT = personal(scrub="verwijzing blijft, het account zelf is verzonnen")
_PERSON = personal(scrub="verwijzing blijft, de persoon zelf is verzonnen")

RECORDS = [
    Record(
        model="sessions.Gathering",
        what="Brede bijeenkomsten en trainingen",
        why="Weten wat wanneer en waar plaatsvindt, en hoe ver de voorbereiding is.",
        ground=_PUBLIC_TASK,
        keep=_WITH_IT,
        fields={
            **dict.fromkeys(
                ["id", "kind", "state", "starts_at", "ends_at", "minutes", "place", "room", "address", "moderators"],
                public(),
            ),
            "wishes": personal(scrub="Wensen van de organisatie"),
            **dict.fromkeys(["trainers", "payer", "names_wished_at", "asked_at"], public()),
            "asked_by": _ACCOUNT,
            **dict.fromkeys(
                ["sequence", "held_at", "evaluation_opened_at", "results_sent_at", "cancelled_at"], public()
            ),
            "cancelled_because": personal(scrub="Afgezegd"),
        },
        whom=_TOUR,
    ),
    Record(
        model="sessions.Host",
        what="Voor welke organisaties een bijeenkomst is",
        why="Ook een bijeenkomst voor meer organisaties samen telt bij elk van hen.",
        ground="Geen persoonsgegevens.",
        keep=_WITH_IT,
        fields=dict.fromkeys(["id", "gathering", "stage", "position"], public()),
        whom=_TOUR,
    ),
    Record(
        model="sessions.ProgrammeItem",
        what="Het programma van een bijeenkomst",
        why="Weten wat er in welke volgorde gebeurt.",
        ground="Geen persoonsgegevens.",
        keep=_WITH_IT,
        fields=dict.fromkeys(["id", "gathering", "position", "block", "version", "name", "aim", "minutes"], public()),
        whom=_TOUR,
    ),
    Record(
        model="sessions.Ask",
        what="Vragen aan begeleiders om een bijeenkomst te leiden",
        why="Weten wie is gevraagd, wie komt en wie niet kan.",
        ground=_CONTRACT,
        keep=Keep.days(730, after="asked_at"),
        fields={
            "id": public(),
            "gathering": public(),
            "facilitator": _PERSON,
            "skill": public(),
            "token_digest": public(),
            "words": sealed(how="met de sleutel van de toepassing"),
            "asked_at": public(),
            "asked_by": _ACCOUNT,
            **dict.fromkeys(["expires_at", "reminded_at", "answer"], public()),
            "remark": personal(scrub=""),
            **dict.fromkeys(["answered_at", "released", "released_at"], public()),
        },
        whom=_TOUR,
    ),
    Record(
        model="sessions.Material",
        what="Wat er in de zaal moet zijn en wie het meebrengt",
        why="Niets vergeten.",
        ground=_PUBLIC_TASK,
        keep=_WITH_IT,
        fields={
            **dict.fromkeys(["id", "gathering", "name", "side", "done_at"], public()),
            "done_by": _ACCOUNT,
        },
        whom=_TOUR,
    ),
    Record(
        model="sessions.HeadCount",
        what="Hoeveel mensen van elke groep worden verwacht en er waren",
        why="Genoeg stoelen en begeleiders, en weten wie wij bereiken.",
        ground="Geen persoonsgegevens: aantallen.",
        keep=_WITH_IT,
        fields=dict.fromkeys(["id", "gathering", "group", "expected", "present"], public()),
        whom=_TOUR,
    ),
    Record(
        model="sessions.Guest",
        what="Deelnemers met naam, alleen als de organisatie dat wil",
        why="Een naambordje of een bewijs van deelname.",
        ground="Toestemming van de organisatie namens haar mensen (AVG art. 6 lid 1 a).",
        keep=Keep.days(30, after="on"),
        fields={
            "id": public(),
            "gathering": public(),
            "name": personal(scrub="Deelnemer"),
            "group": public(),
            "on": public(),
        },
        whom=_TOUR,
    ),
    Record(
        model="sessions.DayContact",
        what="Wie op de dag zelf te bellen is",
        why="De zaal vinden en melden dat het later wordt.",
        ground=_PUBLIC_TASK,
        keep=Keep.days(30, after="on"),
        fields={
            "gathering": public(),
            "name": personal(scrub="Contact op de dag"),
            "phone": personal(scrub=""),
            "on": public(),
        },
        whom=_TOUR,
    ),
    Record(
        model="sessions.RoomPromise",
        what="Toezeggingen die op een bijeenkomst zijn gedaan",
        why="Weten waar een toezegging vandaan komt.",
        ground="Geen persoonsgegevens.",
        keep=_WITH_IT,
        fields=dict.fromkeys(["id", "gathering", "promise"], public()),
        whom=_TOUR,
    ),
    Record(
        model="sessions.CostLine",
        what="Wat een bijeenkomst kost",
        why="Een offerte maken en weten wat het team uitgeeft.",
        ground="Geen persoonsgegevens.",
        keep=_WITH_IT,
        fields=dict.fromkeys(
            ["id", "gathering", "kind", "text", "quantity", "unit_cents", "vat", "added_at"], public()
        ),
        whom=_TOUR,
    ),
    Record(
        model="sessions.QuotationYear",
        what="Het laatste offertenummer van een jaar",
        why="Nummers volgen elkaar op zonder gat.",
        ground="Geen persoonsgegevens.",
        keep=Keep.while_needed("Zolang er offertes van dat jaar zijn."),
        fields={"year": public(), "last": public()},
        whom=_TOUR,
    ),
    Record(
        model="sessions.Quotation",
        what="Offertes, en wie ze aannam of afwees",
        why="Weten wat is afgesproken, en dat later kunnen laten zien.",
        ground="Wettelijke plicht om de administratie zeven jaar te bewaren (AWR art. 52; AVG art. 6 lid 1 c).",
        keep=Keep.days(2557, after="made_at"),
        fields={
            **dict.fromkeys(
                [
                    "id",
                    "gathering",
                    "participation",
                    "number",
                    "version",
                    "content",
                    "digest",
                    "valid_until",
                    "made_at",
                ],
                public(),
            ),
            "made_by": _ACCOUNT,
            **dict.fromkeys(["sent_at", "replaced_at", "accepted_at", "declined_at"], public()),
            "answered_by": personal(scrub="V. Voorbeeld"),
            "answered_as": personal(scrub="functionaris"),
            "reason": personal(scrub=""),
        },
        whom=_TOUR,
    ),
]
