from weerbaar.foundation.privacy.register import Keep, Record, personal, public, sealed

_PUBLIC_TASK = "Taak van algemeen belang (AVG art. 6 lid 1 e): bestuurders voorbereiden op agressie en bedreiging."
_NOBODY = "Geen persoonsgegevens."
_TEAM = "medewerkers van de Tour en coördinatoren"
_APPLICATION = "met de sleutel van de toepassing"
_ROUNDS = Keep.while_needed("Zolang rondes met elkaar worden vergeleken.")
_ANSWERS = Keep.while_needed(
    "Zolang rondes met elkaar worden vergeleken. Er staat geen naam bij. Wat iemand met een eigen link begon en niet verstuurde, "
    "gaat op verzoek weg."
)

RECORDS = [
    Record(
        model="surveys.Questionnaire",
        what="Vragenlijsten",
        why="Vragen wat organisaties hebben afgesproken, en hoe een bijeenkomst was.",
        ground=_NOBODY,
        keep=_ROUNDS,
        fields={"key": public(), "name": public(), "made_at": public()},
        whom=_TEAM,
    ),
    Record(
        model="surveys.Version",
        what="Versies van een vragenlijst",
        why="Antwoorden horen bij de vragen zoals ze gesteld zijn.",
        ground=_NOBODY,
        keep=_ROUNDS,
        fields={
            "id": public(),
            "questionnaire": public(),
            "number": public(),
            "content": public(),
            "changed_at": public(),
            "published_at": public(),
            "digest": public(),
        },
        whom=_TEAM,
    ),
    Record(
        model="surveys.Survey",
        what="Wanneer een vragenlijst wordt voorgelegd, en aan wie",
        why="De Uitvraag van een ronde, of de evaluatie van een bijeenkomst.",
        ground=_NOBODY,
        keep=_ROUNDS,
        fields={
            "id": public(),
            "version": public(),
            "name": public(),
            "round": public(),
            "subject": public(),
            "opened_at": public(),
            "closes_on": public(),
            "closed_at": public(),
            "reminders": public(),
            "token_digest": public(),
            "code_digest": public(),
            "words": sealed(how=_APPLICATION),
        },
        whom=_TEAM,
    ),
    Record(
        model="surveys.SurveyMail",
        what="Uitnodigingen en herinneringen voor de Uitvraag",
        why="Niemand krijgt twee keer dezelfde mail, en wie antwoordde krijgt er geen meer.",
        ground=_PUBLIC_TASK,
        keep=Keep.days(1825, after="sent_at"),
        fields={
            "id": public(),
            "survey": public(),
            "participation": public(),
            "office": public(),
            "kind": public(),
            "number": public(),
            "sent_at": public(),
        },
        whom=_TEAM,
    ),
    Record(
        model="surveys.Response",
        what="Antwoorden van een organisatie, en antwoorden zonder naam",
        why="Weten waar afspraken zijn, waar ze slapen en waar hulp gewenst is.",
        ground=_PUBLIC_TASK,
        keep=_ANSWERS,
        fields={
            "id": public(),
            "survey": public(),
            "participation": public(),
            "link": public(),
            "number": public(),
            "office": public(),
            "draft": sealed(how=_APPLICATION),
            "sent": personal(scrub="verzonnen antwoorden"),
            "sent_sealed": sealed(how=_APPLICATION),
            "revision": public(),
            "next_screen": public(),
            "started_at": public(),
            "changed_at": public(),
            "sent_at": public(),
            "sent_revision": public(),
            "sent_on": public(),
            "once_digest": public(),
        },
        whom=_TEAM,
    ),
    Record(
        model="surveys.Upload",
        what="Bestanden bij een antwoord, zoals een agressieprotocol",
        why="Leren van wat een organisatie al heeft, en het volgende voorbeeld beter maken.",
        ground=_PUBLIC_TASK,
        keep=Keep.days(1825, after="added_at"),
        fields={
            "id": public(),
            "response": public(),
            "name": personal(scrub="protocol.pdf"),
            "media_type": public(),
            "size": public(),
            "key": sealed(how=_APPLICATION),
            "added_at": public(),
        },
        whom=_TEAM,
    ),
    Record(
        model="surveys.AnswerCount",
        what="Hoe vaak er vandaag van één plek antwoorden zonder naam kwamen",
        why="Een script kan een evaluatie niet vullen.",
        ground="Gerechtvaardigd belang (AVG art. 6 lid 1 f): misbruik tegengaan. De sleutel verandert elke dag.",
        keep=Keep.days(1, after="last_at"),
        fields={"key": public(), "number": public(), "last_at": public()},
        whom="niemand",
    ),
]
