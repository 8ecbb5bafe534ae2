"""The register of public bodies is public; it names no person."""

from weerbaar.foundation.privacy.register import Keep, Record, public

RECORDS = [
    Record(
        model="authorities.Authority",
        what="Gemeenten, provincies en waterschappen",
        why="Weten bij welke overheid een melding of bezoek hoort, ook na een herindeling.",
        ground="Geen persoonsgegevens",
        whom="iedereen",
        keep=Keep.while_needed("Openbare gegevens. Een opgeheven overheid blijft staan, omdat ernaar verwezen wordt."),
        fields={
            "code": public(),
            "kind": public(),
            "name": public(),
            "aliases": public(),
            "search_text": public(),
            "seat": public(),
            "province": public(),
            "safety_region_code": public(),
            "safety_region": public(),
            "latitude": public(),
            "longitude": public(),
            "tile_column": public(),
            "tile_row": public(),
            "valid_from": public(),
            "valid_until": public(),
            "successor": public(),
            "ending": public(),
        },
    ),
    Record(
        model="authorities.LoadedRegister",
        what="Welke versie van het overheidsregister is geladen",
        why="Het register niet bij elke start opnieuw laden.",
        ground="Geen persoonsgegevens",
        whom="niemand in het bijzonder",
        keep=Keep.while_needed("Eén regel die telkens wordt vervangen."),
        fields={"id": public(), "digest": public(), "loaded_at": public()},
    ),
]
