from weerbaar.foundation.privacy.register import Keep, Record, public

_NOBODY = "Geen persoonsgegevens: niet te herleiden zonder de zeven woorden."

RECORDS = [
    Record(
        model="helpline.Receipt",
        what="De weg terug met zeven woorden",
        why="Een gesprek terugvinden zonder te weten van wie het is.",
        ground=_NOBODY,
        keep=Keep.while_needed("Tot de cliënt de woorden ongeldig maakt of alles laat wissen."),
        fields={"locator": public(), "holder": public(), "case": public()},
    ),
    Record(
        model="helpline.UsedToken",
        what="Verzonden formulieren",
        why="Merken dat hetzelfde formulier twee keer wordt verstuurd.",
        ground=_NOBODY,
        keep=Keep.days(1, after="used_at"),
        fields={"digest": public(), "used_at": public()},
    ),
]
