from weerbaar.foundation.privacy.register import Keep, Record, public

PROOF_DAYS = 365
"""How long the seven words of a case that ended by its term lead to the proof of it. A case that goes on has no such term."""
_NOBODY = "Geen persoonsgegevens: niet te herleiden zonder de zeven woorden."

RECORDS = [
    Record(
        model="helpline.Receipt",
        what="De weg terug met zeven woorden",
        why=(
            "Een gesprek terugvinden zonder te weten van wie het is, tot de cliënt de woorden ongeldig maakt of alles laat "
            "wissen. En het bewijs ophalen van een gesprek dat door zijn termijn werd gewist."
        ),
        ground=_NOBODY,
        keep=Keep.days(PROOF_DAYS, after="ended_at"),
        fields={"locator": public(), "holder": public(), "case": public(), "ended_at": public()},
    ),
]
