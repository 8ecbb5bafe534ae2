"""A whole story through the pages, with a word that is nowhere else in everything that somebody writes."""

import io
import re
from dataclasses import dataclass

from PIL import Image

from tests.promises.people import VERA, Team, come_back, eventually, mark, write


@dataclass(frozen=True)
class Story:
    """What was written, and where it went."""

    words: str
    number: str
    file_ids: tuple[str, ...]
    planted: dict[str, str]
    file: bytes
    photo: bytes


def photo_with(comment):
    """Will draw a picture that carries a comment and a place in its metadata."""
    picture = Image.new("RGB", (320, 200), "steelblue")
    details = Image.Exif()
    details[0x010E] = comment
    details.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=details, comment=comment.encode())
    return out.getvalue()


def tell(house, team: Team) -> Story:
    """Will write, take up, answer, note and write again, with files both ways."""
    kinds = ("message", "name", "reach", "file_name", "file", "photo", "answer", "answer_file", "note", "reply")
    planted = {kind: mark(kind.replace("_", "")) for kind in kinds}
    file = f"Bewijs {planted['file']}\n".encode() * 40
    photo = photo_with(planted["photo"])
    uploads = [
        ("files", (f"{planted['file_name']}.txt", file, "text/plain")),
        ("files", ("foto.jpg", photo, "image/jpeg")),
    ]
    words = write(
        house,
        f"{planted['message']} ligt er sinds vanmorgen.",
        name=planted["name"],
        reach=planted["reach"],
        files=uploads,
    )
    number = eventually(lambda: team.case_of(VERA, planted["message"]))
    team.claim(VERA, number)
    page = team.note(VERA, number, f"Voor ons: {planted['note']}")
    file_ids = tuple(dict.fromkeys(re.findall(r"/bestand/([0-9a-f-]{36})/", page.text)))
    assert len(file_ids) == 2
    answered = team.answer(
        VERA,
        number,
        f"Wij lazen het: {planted['answer']}",
        files=[("antwoord-files", (f"{planted['answer_file']}.txt", b"hoe verder", "text/plain"))],
    )
    assert answered.status_code == 200, answered.text
    client = come_back(house, words)
    assert planted["answer"] in client.get("/terug/gesprek/").text
    sent = client.submit("/terug/gesprek/", message=f"Dank: {planted['reply']}")
    assert sent.status_code == 200
    return Story(words, number, file_ids, planted, file, photo)
