"""Looking into a PDF: every stream opened, every string read, every page as words."""

import io
import re
from collections.abc import Iterator

import pikepdf
import pypdfium2

_DRAWING = {"Tj", "TJ", "'", '"', "Do", "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "INLINE IMAGE"}
_SPACES = re.compile(r"[\s\u200b\u00ad]+")


def words_of(pdf: bytes) -> str:
    """Will return the words on all pages, as a reader would copy them."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        texts = []
        for page in document:
            text = page.get_textpage()
            texts.append(text.get_text_bounded())
            text.close()
            page.close()
        return _SPACES.sub(" ", " ".join(texts))
    finally:
        document.close()


def everything_in(pdf: bytes) -> Iterator[bytes]:
    """Will yield the raw bytes, every stream opened, and every string of every object, in the codes that PDF knows."""
    yield pdf
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for item in opened.objects:
            if isinstance(item, pikepdf.Stream):
                with_filters = item.read_raw_bytes()
                yield with_filters
                try:
                    yield item.read_bytes()
                except pikepdf.PdfError:  # a picture: its own coding is all there is
                    continue
            yield from _strings_in(item)


def traces_of(pdf: bytes, text: str) -> list[str]:
    """Will return where a text is still to be found: on a page, in a stream, in a string or in the metadata."""
    plain = _SPACES.sub("", text).casefold()
    coded = [text.encode(code) for code in ("utf-8", "utf-16-be", "utf-16-le", "latin-1")]
    coded += [one.hex().encode() for one in coded] + [one.hex().upper().encode() for one in coded]
    found = [f"bytes {one!r}" for part in everything_in(pdf) for one in coded if one in part]
    if plain in _SPACES.sub("", words_of(pdf)).casefold():
        found.append("a page")
    return found


def fonts_not_embedded(pdf: bytes) -> list[str]:
    """Will return the fonts that a reader would have to guess (ISO 14289-1, 7.21.4)."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        described = [
            item for item in opened.objects if isinstance(item, pikepdf.Dictionary) and "/FontDescriptor" in item
        ]
        return [
            str(item["/BaseFont"])
            for item in described
            if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(item["/FontDescriptor"].keys())
        ]


def unmarked_in(pdf: bytes) -> list[str]:
    """Will return what is drawn on a page without being tagged or marked as decoration (ISO 14289-1, 7.1)."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [
            f"page {number}: {drawn}" for number, page in enumerate(opened.pages, 1) for drawn in _unmarked_on(page)
        ]


def _unmarked_on(page: pikepdf.Page) -> Iterator[str]:
    depth = 0
    for _operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        depth += (name in {"BDC", "BMC"}) - (name == "EMC")
        if not depth and name in _DRAWING:
            yield name


def bookmarks_of(pdf: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(pdf)) as opened, opened.open_outline() as outline:
        return [str(item.title) for item in outline.root]


def roles_of(pdf: bytes) -> list[str]:
    """Will return the roles of the structure tree in reading order."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return list(_roles_under(opened.Root.StructTreeRoot))


def _roles_under(node: pikepdf.Object) -> Iterator[str]:
    if not isinstance(node, pikepdf.Dictionary):
        return
    if "/S" in node:
        yield str(node["/S"]).removeprefix("/")
    below = node.get("/K", [])
    for child in below if isinstance(below, pikepdf.Array) else [below]:
        yield from _roles_under(child)


def _strings_in(item: pikepdf.Object) -> Iterator[bytes]:
    if isinstance(item, pikepdf.String):
        yield bytes(item)
        yield str(item).encode()
    elif isinstance(item, pikepdf.Array):
        for part in item:
            if not isinstance(part, pikepdf.Object) or not part.is_indirect:
                yield from _strings_in(part)
    elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        for key in item.keys():  # noqa: SIM118 - a PDF dictionary is no Python one
            part = item.get(key)
            if not isinstance(part, pikepdf.Object) or not part.is_indirect:
                yield from _strings_in(part)
