"""Parties that a person may name when they say who should not read along. A list of names, not of anyone's members."""

PARTIES = (
    "50PLUS",
    "BBB",
    "BIJ1",
    "CDA",
    "ChristenUnie",
    "D66",
    "DENK",
    "Forum voor Democratie",
    "GroenLinks-PvdA",
    "JA21",
    "NSC",
    "Partij voor de Dieren",
    "PVV",
    "SGP",
    "SP",
    "Volt",
    "VVD",
    "Lokale partij",
)
