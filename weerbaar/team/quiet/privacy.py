"""The register of pauses says nothing of a person, and is made so that it says nothing of a case."""

from weerbaar.foundation.privacy.register import Keep, Record, public

RECORDS = [
    Record(
        model="quiet.Quiet",
        what="Organisaties aan wie een tijd lang niets wordt gevraagd",
        why="Niemand opgewekt herinneren op een moment dat dat niet past, zonder dat iemand kan zien waarom.",
        ground="Geen persoonsgegevens: de meeste regels zijn door het lot gemaakt, en geen regel zegt welke.",
        whom="niemand in het bijzonder; de Tour ziet alleen tot wanneer er niets wordt gevraagd",
        keep=Keep.while_needed("Tot de dag voorbij is; elk uur wordt opgeruimd."),
        fields={"id": public(), "authority": public(), "until": public()},
    )
]
