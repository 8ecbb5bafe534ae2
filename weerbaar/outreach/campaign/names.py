"""How a Dutch name is written: in an address, after "mevrouw", in a greeting, in a list. Pure words, no database.

The prefix ("tussenvoegsel": de, van der, 't) has a capital only when neither first name nor initials stand before it:
"D. de Vries", but "mevrouw De Vries". A prefix that begins with an apostrophe never has one: "mevrouw ’t Hart". The
letters ij are one letter when they begin a name: "IJsbrand". These are the rules of the Leidraad of the Taalunie.
"""

import re
import unicodedata
from typing import Protocol

APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
_APOSTROPHES = re.compile("['`´‘’‛ʼ′]")  # noqa: RUF001 - these are the marks that people type for an apostrophe
_LIGATURES = str.maketrans({"\N{LATIN CAPITAL LIGATURE IJ}": "IJ", "\N{LATIN SMALL LIGATURE IJ}": "ij"})

_WITHOUT_MARKS = str.maketrans("øłđ", "old")

FORMS = {"ms": "mevrouw", "mr": "de heer"}
GREETINGS = {"ms": "mevrouw", "mr": "heer"}
"""How a form of address (`FormOfAddress`) is written in an address and in a greeting; none has no word."""

_NO_NAMES = frozenset(["mevrouw", "mevr", "mw", "de", "heer", "dhr", "drs", "dr", "mr", "ir", "ing", "prof"])
"""What people type before a name that is no part of it."""

TITLES = {
    "mayor": "burgemeester",
    "kings_commissioner": "commissaris van de Koning",
    "clerk": "griffier",
    "secretary": "secretaris",
}
"""What a greeting may call an `Office`, for whoever told no form of address or is not known by name."""

INFIXES = frozenset({
    "aan de", "aan den", "aan der", "aan het", "aan ’t", "bij de", "bij den", "bij het", "bij ’t", "d’", "da", "dal", "de", "de la",
    "de las", "de los", "de ’t", "del", "dela", "della", "den", "der", "des", "di", "do", "don", "dos", "du", "het",
    "in de", "in den", "in der", "in het", "in ’t", "l’", "la", "las", "le", "les", "lo", "los", "onder de", "onder den", "op de",
    "op den", "op der", "op het", "op ’t", "op ten", "over de", "over den", "over het", "te", "ten", "ter", "tot",
    "uit de", "uit den", "uit het", "uit ’t", "uijt de", "uijt den", "van", "van de", "van den", "van der", "van het", "van la",
    "van ’t", "van ter", "van van de", "vande", "vanden", "vander", "von", "von dem", "von den", "von der", "voor de", "voor den",
    "voor ’t", "zu", "zum", "zur", "’s", "’t",
})  # fmt: skip
"""The prefixes that names in the Netherlands have, in lower case. What is not here stays part of the surname."""


class Named(Protocol):
    """Whoever has a name in its parts: a `Contact`, or a row that is not one yet."""

    @property
    def form_of_address(self) -> str: ...
    @property
    def initials(self) -> str: ...
    @property
    def first_name(self) -> str: ...
    @property
    def infix(self) -> str: ...
    @property
    def surname(self) -> str: ...


def tidy(text: str) -> str:
    """Will write a name in one way: composed letters, curly apostrophes, ij as two letters, single spaces."""
    composed = unicodedata.normalize("NFC", text.translate(_LIGATURES))
    return " ".join(_APOSTROPHES.sub(APOSTROPHE, composed).split())


def capital(text: str) -> str:
    """Will begin a word with a capital: IJ is one letter, and what begins with an apostrophe stays small."""
    if text[:2].lower() == "ij":
        return "IJ" + text[2:]
    return text[:1].upper() + text[1:]


def tidy_initials(text: str) -> str:
    """Will write initials as D.H., Th.J. or IJ.; what somebody typed as "dh" or "D H" too."""
    parts = [part for part in re.split(r"[.\s]+", tidy(text)) if part]
    if len(parts) == 1 and (parts[0].isupper() or parts[0].islower()):
        parts = re.findall(r"ij|-?.", parts[0], re.IGNORECASE)
    return "".join(f"-{capital(p[1:])}." if p.startswith("-") else f"{capital(p)}." for p in parts)


def split_surname(text: str) -> tuple[str, str]:
    """Will part prefix and surname: "de Vries", "De Vries" and "Vries, de" all give ("de", "Vries")."""
    name = tidy(text)
    last, comma, behind = (part.strip() for part in name.partition(","))
    if comma and behind.lower() in INFIXES:
        return behind.lower(), last
    words = name.split(" ")
    for count in range(min(3, len(words) - 1), 0, -1):
        if (infix := " ".join(words[:count]).lower()) in INFIXES:
            return infix, " ".join(words[count:])
    glued = name[:2].lower()
    return (glued, name[2:]) if glued in INFIXES and glued.endswith(APOSTROPHE) and len(words) == 1 else ("", name)


def surname_of(person: Named, *, alone: bool) -> str:
    """Will write prefix and surname; `alone` is without first name or initials before them, so with a capital."""
    infix = tidy(person.infix)
    surname = capital(tidy(person.surname)) if alone and not infix else tidy(person.surname)
    before = capital(infix) if alone else infix
    return before + ("" if not before or before.endswith(APOSTROPHE) else " ") + surname


def full_name(person: Named) -> str:
    """Will write a name to read: "Daan de Vries", "D. de Vries", or "De Vries" when that is all we know."""
    before = tidy(person.first_name) or tidy(person.initials)
    return f"{before} {surname_of(person, alone=False)}" if before else surname_of(person, alone=True)


def formal_name(person: Named) -> str:
    """Will write a name for an address: "mevrouw D. de Vries", "de heer ’t Hart", or "D. de Vries" without a form.

    Initials go before a first name, as an envelope has them.
    """
    before = tidy(person.initials) or tidy(person.first_name)
    name = f"{before} {surname_of(person, alone=False)}" if before else surname_of(person, alone=True)
    return f"{FORMS[person.form_of_address]} {name}" if person.form_of_address in FORMS else name


def called(person: Named) -> str:
    """Will write how somebody is called in a sentence: "mevrouw De Vries"; by their full name without a form."""
    form = FORMS.get(person.form_of_address)
    return f"{form} {surname_of(person, alone=True)}" if form else full_name(person)


def greeting(person: Named | None, *, office: str) -> str:
    """Will write a greeting without its comma: "Geachte mevrouw De Vries", "Geachte burgemeester Jansen".

    Who told no form of address is greeted by office; who is not known by name too: "Geachte griffier". An office that
    is no title ("other") and nobody known gives "Geachte heer of mevrouw".
    """
    title = TITLES.get(office, "")
    if person is None:
        return f"Geachte {title or 'heer of mevrouw'}"
    form = GREETINGS.get(person.form_of_address) or ("commissaris" if office == "kings_commissioner" else title)
    return f"Geachte {form} {surname_of(person, alone=True)}" if form else f"Geachte {full_name(person)}"


def sort_key(person: Named) -> str:
    """Will return what a Dutch list is sorted by: De Vries stands at the V, and Hart before Hartman."""
    before = tidy(person.first_name) or tidy(person.initials)
    return " ".join(_plain(part) for part in (person.surname, person.infix, before))


def likeness(person: Named) -> str:
    """Will return what two spellings of one surname share: "De Vries" and "de vries", "’t Hart" and "t hart"."""
    return re.sub(r"[^a-z0-9]", "", _plain(f"{person.infix}{person.surname}"))


def bare_likeness(person: Named) -> str:
    """Will return what two spellings of one surname share when a prefix was left out: "van Zomer" and "Zomer"."""
    return re.sub(r"[^a-z0-9]", "", _plain(person.surname))


def is_name_of(written: str, person: Named) -> bool:
    """Whether a name that somebody typed can be that of a person: same surname, and nothing before it that differs."""
    words, last = _words(written), _words(f"{person.infix} {person.surname}")
    if not last or words[-len(last) :] != last:
        return False
    before = words[: -len(last)]
    if before and before[-1] in INFIXES:
        return False  # a longer prefix is another family
    before = [word for word in before if word not in _NO_NAMES]
    firsts = {_plain(known)[0] for known in (person.initials, person.first_name) if known}
    return not before or not firsts or before[0][0] in firsts


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", _plain(text))


def _plain(text: str) -> str:
    """Will return the words in small letters without marks, to compare by: é is e, ø is o, ß is ss."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", tidy(text)) if not unicodedata.combining(sign))
    return bare.casefold().translate(_WITHOUT_MARKS)
