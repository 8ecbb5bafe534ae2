"""Every read of the network, by noun. What other rooms ask of associations has its name here too."""

from weerbaar.team.network.queries.associations import (
    Barred,
    Colleague,
    FirstReaders,
    NobodyMayRead,
    addresses_of,
    answering,
    associations_for,
    circle_holders,
    colleagues,
    first_readers,
    has_tie,
    member_for,
    most_in_one_association,
    on_duty,
    people_behind,
    ties_of,
)

__all__ = [
    "Barred",
    "Colleague",
    "FirstReaders",
    "NobodyMayRead",
    "addresses_of",
    "answering",
    "associations_for",
    "circle_holders",
    "colleagues",
    "first_readers",
    "has_tie",
    "member_for",
    "most_in_one_association",
    "on_duty",
    "people_behind",
    "ties_of",
]
