from weerbaar.foundation.privacy.register import Keep, Record, personal, public

RECORDS = [
    Record(
        model="network.Association",
        what="Verenigingen die antwoorden",
        why="Weten welke kring een eerste bericht kan lezen en wie er dienst heeft.",
        ground="Geen persoonsgegevens.",
        keep=Keep.while_needed("Zolang de vereniging meedoet."),
        fields={"code": public(), "name": public(), "circle": public(), "on_duty_from": public()},
    ),
    Record(
        model="network.Member",
        what="Wie namens een vereniging antwoordt",
        why="Weten wie een bericht kan lezen en wie bericht krijgt dat er iets wacht.",
        ground="Uitvoering van de overeenkomst met de vertrouwenspersoon (AVG art. 6 lid 1 b).",
        keep=Keep.while_needed("Tot de vertrouwenspersoon de vereniging verlaat."),
        fields={
            "id": public(),
            "association": public(),
            "account": personal(scrub="verwijzing blijft, het account zelf is verzonnen"),
            "joined_at": public(),
            "admitted_at": public(),
        },
    ),
    Record(
        model="network.Tie",
        what="Banden van vertrouwenspersonen met partijen en bestuursorganen",
        why="Wie hulp zoekt moet kunnen zeggen wie het niet mag lezen.",
        ground="Uitdrukkelijke toestemming van de vertrouwenspersoon (AVG art. 9 lid 2 a), die de band zelf opgeeft.",
        keep=Keep.while_needed("Tot de vertrouwenspersoon de band weghaalt of vertrekt."),
        fields={
            "id": public(),
            "account": personal(scrub="verwijzing blijft, het account zelf is verzonnen"),
            "party": personal(scrub="Lokale partij"),
            "authority": personal(scrub="GM0014"),
        },
    ),
]
