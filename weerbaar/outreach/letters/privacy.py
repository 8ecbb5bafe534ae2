from weerbaar.foundation.privacy.register import Keep, Record, personal, public

_PUBLIC_TASK = "Taak van algemeen belang (AVG art. 6 lid 1 e): bestuurders voorbereiden op agressie en bedreiging."
_TOUR = "medewerkers van de Tour en coördinatoren"
_ACCOUNT = personal(scrub="verwijzing blijft, het account zelf is verzonnen")
_ROUND = Keep.while_needed(
    "Zolang de ronde loopt en daarna om rondes te vergelijken; een verstuurde brief is een archiefstuk."
)
_POST = Keep.while_needed(
    "Zolang de ronde loopt en daarna om rondes te vergelijken. Wie erom vraagt gaat eruit. Wat verstuurd is blijft zoals het was "
    "als de afzender onder de Archiefwet valt (AVG art. 17 lid 3 b en d; instelling LETTER_ARCHIVE_DUTY)."
)

RECORDS = [
    Record(
        model="letters.LetterTemplate",
        what="Sjablonen van brieven",
        why="Dezelfde brief aan veel organisaties kunnen sturen.",
        ground="Geen persoonsgegevens.",
        keep=_ROUND,
        fields={
            "id": public(), "name": public(), "purpose": public(), "stage": public(), "made_at": public(), "retired_at": public(),
        },
        whom=_TOUR,
    ),
    Record(
        model="letters.TemplateVersion",
        what="De woorden van een sjabloon, per versie",
        why="Weten welke woorden in een verstuurde brief stonden.",
        ground=_PUBLIC_TASK,
        keep=_ROUND,
        fields={
            "id": public(), "template": public(), "number": public(), "subject": public(), "body": public(),
            "made_at": public(), "made_by": _ACCOUNT,
        },
        whom=_TOUR,
    ),
    Record(
        model="letters.Mailing",
        what="Verzendingen: welke brief, aan wie gekozen",
        why="Eén keer versturen, en later weten wat er is gebeurd.",
        ground=_PUBLIC_TASK,
        keep=_ROUND,
        fields={
            "id": public(), "name": public(), "round": public(), "version": public(), "dated_on": public(),
            "selection": public(), "skipped": public(), "made_at": public(), "made_by": _ACCOUNT, "batch": public(),
            "paused_at": public(),
        },
        whom=_TOUR,
    ),
    Record(
        model="letters.Dispatch",
        what="Brieven en mails aan organisaties",
        why="Weten wie wat kreeg, wat terugkwam en wat is beantwoord; dezelfde brief opnieuw kunnen maken.",
        ground=_PUBLIC_TASK,
        keep=_POST,
        fields={
            "id": public(), "mailing": public(), "participation": public(), "office": public(), "channel": public(),
            "contact": personal(scrub="verwijzing blijft, de persoon zelf is verzonnen"), "link": public(),
            "province": public(), "postcode": public(),
            "snapshot": personal(scrub="{}"), "state": public(), "why": public(), "goes_at": public(),
            "sent_at": public(), "sent_on": public(), "returned_at": public(),
            "returned_why": personal(scrub=""), "answered_on": public(),
        },
        whom=_TOUR,
    ),
    Record(
        model="letters.ReceivedMail",
        what="Antwoorden en niet-bezorgde mails op onze brieven",
        why="Weten wat een organisatie antwoordde, en welk adres niet meer bestaat.",
        ground=_PUBLIC_TASK,
        keep=Keep.days(730, after="at"),
        fields={
            "id": public(), "dispatch": public(), "digest": public(), "kind": public(),
            "sender": personal(scrub="iemand@voorbeeld.invalid"), "text": personal(scrub="verzonnen antwoord"), "at": public(),
        },
        whom=_TOUR,
    ),
]  # fmt: skip
