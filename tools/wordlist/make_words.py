# ruff: noqa: INP001 -- a script by itself, imported by nothing
"""Build time only: choose the 4096 words of the receipts. README.md beside this file says how and from what."""

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from wordfreq import zipf_frequency

HERE = Path(__file__).parent
DICTIONARY = Path("/usr/share/dict/dutch")
COUNT = 4096
SHAPE = re.compile(r"[a-z]{4,7}")
RARE = 2.1  # Zipf: about one in eight million words; below it, readers start to stumble
RARE_THING = 1.5  # a thing with a plain name (dakpan) may be rarer
FOREIGN = 0.3  # how much more at home a word may be in English than in Dutch
NOUN_BONUS = 2.5  # things are said and remembered more easily than forms of verbs
FAR_SPELLED = re.compile(
    r"[qxy]|ck|sh|tch|ph|eau|th|cc|gn|tion|ow|oir|[^aeu]w$|aw$|ea(?!n)|oa|aill|oui|sj|dge?$|jes$|^g[in]n|[^s]ch[ao]"
)
SOUNDS = [
    ("sch", "sx"), ("ch", "x"), ("g", "x"), ("ph", "f"), ("th", "t"), ("qu", "kw"),
    ("ij", "ei"), ("y", "i"), ("ou", "au"), ("auw", "au"), ("ie", "i"), ("uw", "u"),
    ("ce", "se"), ("ci", "si"), ("c", "k"), ("v", "f"), ("z", "s"), ("dt", "t"),
]  # fmt: skip


def sound(word: str) -> str:
    """Give words that are hard to tell apart over the telephone the same key."""
    for written, heard in SOUNDS:
        word = word.replace(written, heard)
    word = re.sub(r"(.)\1", r"\1", word)
    word = re.sub(r"(?<=e)n$", "", word)
    return re.sub(r"d$", "t", re.sub(r"b$", "p", word))


def family(word: str) -> str:
    """Give most forms of one word (werk, werken, werkte) the same key."""
    stem = re.sub(r"(?<=.{3})(ende|end|ste|sten|tje|je|ten|den|en|er|te|de|es|e|s|t|n)$", "", word)
    stem = re.sub(r"(.)\1", r"\1", stem)
    return stem.translate(str.maketrans("vz", "fs"))


def near(word: str) -> Iterator[str]:
    """Yield marks; words that are one insertion, deletion or substitution apart share at least one."""
    for at in range(len(word) + 1):
        yield f"{word[:at]}*{word[at:]}"
        if at < len(word):
            yield f"{word[:at]}*{word[at + 1 :]}"


def swaps(word: str) -> Iterator[str]:
    """Yield the word with two neighbouring letters changed places, the commonest typing mistake."""
    for at in range(len(word) - 1):
        yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def blocking_pattern(lines: Iterable[str]) -> re.Pattern[str]:
    """Match what must not be read aloud: `^x` at the start, `x$` at the end, `=x` the whole, `x` anywhere."""
    parts = {part for line in lines for part in line.partition("#")[0].split()}
    return re.compile("|".join(sorted(f"^{part[1:]}$" if part.startswith("=") else part for part in parts)))


def is_noun(word: str, dictionary: set[str]) -> bool:
    """Tell whether the word has a diminutive, as nearly every Dutch noun for a thing has."""
    endings = ("je", "tje", "pje", "etje", word[-1] + "etje")
    return any(word + ending in dictionary for ending in endings) or word[:-1] + "kje" in dictionary


def is_verb_form(word: str, dictionary: set[str]) -> bool:
    """Guess whether the word is a verb as it is said of someone (loopt, belde): poor words on their own."""
    if re.search(r"^(ge|be|ver).*([td]|en)$|(jes|[es]nde|ere|ste)$", word):
        return True
    return any(word.endswith(end) and word[: -len(end)] in dictionary for end in ("t", "te", "de", "ten", "den"))


def choose(dictionary: list[str], blocked: re.Pattern[str]) -> list[str]:
    """Take words greedily, nouns and frequent ones first, and leave out whatever resembles one taken."""
    known = set(dictionary)
    ranked = []
    for word in dictionary:
        if not SHAPE.fullmatch(word) or word.capitalize() in known or FAR_SPELLED.search(word) or blocked.search(word):
            continue
        frequency, noun = zipf_frequency(word, "nl"), is_noun(word, known)
        if frequency >= (RARE_THING if noun else RARE) and zipf_frequency(word, "en") - frequency <= FOREIGN:
            bonus = NOUN_BONUS if noun else -NOUN_BONUS * is_verb_form(word, known)
            ranked.append((-frequency - bonus, word))
    taken: list[str] = []
    marks: set[str] = set()
    for _, word in sorted(ranked):
        own = {sound(word), "family " + family(word), *near(word)}
        if not marks & own and not any("word " + swapped in marks for swapped in swaps(word)):
            marks |= own | {"word " + word}
            taken.append(word)
    sys.stderr.write(f"{len(ranked)} candidates, {len(taken)} far enough apart\n")
    return taken


def main() -> None:
    """Print the list, or end with an error when the block list has grown too long for it."""
    dictionary = DICTIONARY.read_text(encoding="utf-8").split()
    blocked = blocking_pattern((HERE / "blocked.txt").read_text(encoding="utf-8").splitlines())
    taken = choose(dictionary, blocked)
    if len(taken) < COUNT:
        sys.exit(f"only {len(taken)} words left, {COUNT} are needed")
    sys.stdout.write("".join(f"{word}\n" for word in sorted(taken[:COUNT])))


if __name__ == "__main__":
    main()
