from weerbaar.foundation.privacy.register import Keep, Record, personal, public

GROUND = "Wettelijke plicht tot beveiliging en verantwoording (AVG art. 5 lid 2 en art. 32)"
CHAIN = "Blijft staan: de keten bewijst dat er niets is veranderd, en breekt als er een regel uit verdwijnt."

RECORDS = [
    Record(
        model="audit.Event",
        what="Logboek",
        why="Nagaan wie in welke rol een zaak opende of iets veranderde, ook door de cliënt zelf.",
        ground=GROUND,
        keep=Keep.while_needed(f"{CHAIN} Er staat geen inhoud en geen naam in, alleen kenmerken."),
        whom="de cliënt ziet rol en tijdstip van de eigen zaak; de beheerder kan de keten controleren",
        fields={
            "sequence": public(),
            "at": public(),
            "bearer": personal(scrub="system"),
            "role": public(),
            "action": public(),
            "subject": public(),
            "detail": public(),
            "digest": public(),
        },
    ),
    Record(
        model="audit.Head",
        what="Handtekening onder het logboek",
        why="Bewijzen dat het logboek niet stilletjes is veranderd of afgekapt.",
        ground=GROUND,
        keep=Keep.while_needed("Eén regel die bij elke gebeurtenis wordt vervangen."),
        fields={"id": public(), "sequence": public(), "digest": public(), "signature": public()},
    ),
]
