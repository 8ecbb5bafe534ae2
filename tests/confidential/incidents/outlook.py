"""A mail as Outlook keeps it, made on the spot: a compound file (MS-CFB) with the streams that a mail has."""

import struct
from datetime import UTC, datetime

SECTOR, SMALL, CUTOFF = 512, 64, 4096
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
NONE = 0xFFFFFFFF
FOLDER, STREAM, ROOT = 1, 2, 5


def filetime(moment):
    return int((moment - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds() * 10_000_000)


def properties(times, header=32):
    rows = b"".join(struct.pack("<HHIQ", 0x0040, number, 6, filetime(when)) for number, when in times.items())
    return bytes(header) + rows


def wide(text):
    return text.encode("utf-16-le")


def a_mail(*, times=None, attachments=(), recipients=(), **texts):
    """The bytes of a .msg; `texts` are properties by their number: `p0037="onderwerp"`."""
    tree = {f"__substg1.0_{name[1:]}001F": wide(text) for name, text in texts.items() if isinstance(text, str)}
    tree |= {f"__substg1.0_{name[1:]}0102": text for name, text in texts.items() if isinstance(text, bytes)}
    tree["__properties_version1.0"] = properties(times or {})
    for number, (name, address) in enumerate(recipients):
        tree[f"__recip_version1.0_#{number:08X}"] = {
            "__substg1.0_3001001F": wide(name),
            "__substg1.0_39FE001F": wide(address),
        }
    for number, (name, content) in enumerate(attachments):
        tree[f"__attach_version1.0_#{number:08X}"] = {
            "__substg1.0_3707001F": wide(name),
            "__substg1.0_37010102": content,
        }
    return compound_file(tree)


class Builder:
    def __init__(self):
        self.entries, self.sectors, self.fat, self.small, self.small_fat = [], [], [], b"", []

    def chain(self, content):
        """Puts content in sectors of its own and returns the first."""
        pieces = [content[i : i + SECTOR].ljust(SECTOR, b"\x00") for i in range(0, len(content), SECTOR)]
        if not pieces:
            return END
        start = len(self.sectors)
        self.sectors += pieces
        self.fat += [start + n + 1 for n in range(len(pieces) - 1)] + [END]
        return start

    def small_chain(self, content):
        pieces = -(-len(content) // SMALL)
        if not pieces:
            return END
        start = len(self.small_fat)
        self.small += content.ljust(pieces * SMALL, b"\x00")
        self.small_fat += [start + n + 1 for n in range(pieces - 1)] + [END]
        return start

    def add(self, tree):
        """Adds the entries of a folder, as a tree that leans to one side, and returns the first."""
        # MS-CFB 2.6.4: shorter names come first, then by capital letters.
        names = sorted(tree, key=lambda name: (len(name), name.upper()))
        numbers = [len(self.entries) + n for n in range(len(names))]
        self.entries += [None] * len(names)
        for place, (number, name) in enumerate(zip(numbers, names, strict=True)):
            right = numbers[place + 1] if place + 1 < len(names) else NONE
            content = tree[name]
            if isinstance(content, dict):
                self.entries[number] = (name, FOLDER, right, self.add(content), END, 0)
            else:
                start = self.chain(content) if len(content) >= CUTOFF else self.small_chain(content)
                self.entries[number] = (name, STREAM, right, NONE, start, len(content))
        return numbers[0] if numbers else NONE


def compound_file(tree):
    made = Builder()
    made.entries.append(None)
    child = made.add(tree)
    made.entries[0] = ("Root Entry", ROOT, NONE, child, made.chain(made.small), len(made.small))
    small_fat = made.chain(struct.pack(f"<{len(made.small_fat)}I", *made.small_fat).ljust(SECTOR, b"\xff"))
    directory = made.chain(b"".join(entry(*one) for one in made.entries))
    number_of_fats = 1
    while number_of_fats * (SECTOR // 4) < len(made.sectors) + number_of_fats:
        number_of_fats += 1
    fats = list(range(len(made.sectors), len(made.sectors) + number_of_fats))
    fat = made.fat + [FAT] * number_of_fats
    fat += [FREE] * (number_of_fats * SECTOR // 4 - len(fat))
    small_fats = -(-max(len(made.small_fat), 1) * 4 // SECTOR)
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        0, number_of_fats, directory, 0, CUTOFF, small_fat, small_fats, END, 0, fats[0],
    )  # fmt: skip
    header += struct.pack(f"<{len(fats) - 1}I", *fats[1:]) + b"\xff" * 4 * (109 - len(fats))
    return header + b"".join(made.sectors) + struct.pack(f"<{len(fat)}I", *fat)


def entry(name, kind, right, child, start, size):  # noqa: PLR0917 - the order of the format
    raw = (name + "\x00").encode("utf-16-le")
    return struct.pack("<64sHBBIII16xI16xIQ", raw, len(raw), kind, 1, NONE, right, child, 0, start, size)
