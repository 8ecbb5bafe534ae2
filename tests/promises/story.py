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
    incident: str
    original: str
    archive: str


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
    _plan_the_work(team, number, planted)
    incident, original = _tell_what_happened(client, planted)
    archive = _sift_an_archive(team, number, planted)
    _follow_the_plan(team, number, planted)
    return Story(words, number, file_ids, planted, file, photo, incident, original, archive)


def _plan_the_work(team, number, planted):
    """The adviser adds a task and someone at home, agrees on how to call, and looks again at danger, now with the police."""
    planted |= {kind: mark(kind) for kind in ("task", "person", "number", "maysay", "phrase", "handedover")}
    case, vera = f"/zaken/{number}/", team[VERA]
    page = vera.get(f"{case}taken/nieuw/")
    (owner,) = re.findall(r'<option value="([0-9a-f-]{36})" selected', page.text)
    vera.send_form(page, title=f"Bellen over {planted['task']}", owner=owner, day="2030-01-31")
    vera.submit(f"{case}mensen/nieuw/", name=planted["person"], relation="household", reach=planted["number"])
    vera.submit(f"{case}bereiken/", reach=planted["reach"], may_say=planted["maysay"], our_phrase=planted["phrase"])
    vera.submit(case, action=f"{case}notitie/", **{"notitie-text": "Gebeld.", "notitie-danger": "yes"})
    shown = vera.submit(f"{case}gevaar/", over="no", to="police", reference=planted["handedover"]).text
    assert [kind for kind in ("task", "person", "maysay", "handedover") if planted[kind] not in shown] == []


def _tell_what_happened(client, planted):
    """The client writes down what happened and keeps a file and a link; returns the ids of incident and file."""
    planted |= {
        kind: mark(kind) for kind in ("incident", "place", "witness", "offender", "original", "content", "link")
    }
    told = client.submit(
        "/terug/gesprek/gebeurtenissen/nieuw/",
        day="2026-11-20",
        form="threat",
        description=f"Er riep iemand {planted['incident']}.",
        place=planted["place"],
        witnesses=planted["witness"],
        offender="known",
        about_offender=planted["offender"],
    )
    incident = told.url.path.split("/")[-2]
    kept = client.submit(
        f"/terug/gesprek/bewijs/nieuw/?bij={incident}",
        message=f"https://voorbeeld.example/{planted['link']}",
        files=[("files", (f"{planted['original']}.eml", _mail(planted["content"]), "message/rfc822"))],
    )
    assert kept.status_code == 200, kept.text
    page = client.get(f"/terug/gesprek/gebeurtenissen/{incident}/").text
    (original,) = re.findall(rf'/bewijs/([0-9a-f-]{{36}})/" download>{planted["original"]}', page)
    return incident, original


def _mail(content):
    return f"From: Boos <{content}@voorbeeld.example>\r\nSubject: {content}\r\n\r\nWij weten {content}\r\n".encode()


def _sift_an_archive(team, number, planted):
    """The adviser brings a chat in, reads it, looks for a word and picks a message; returns the id of the chat."""
    planted |= {kind: mark(kind) for kind in ("chat", "sender", "said", "sought")}
    chat = f"20-11-2026 22:15 - {planted['sender']}: {planted['said']} en {planted['sought']}\n" * 3
    case = f"/zaken/{number}/"
    files = [("files", (f"{planted['chat']}.txt", chat.encode(), "text/plain"))]
    kept = team[VERA].submit(f"{case}bewijs/nieuw/", message="", files=files)
    archive = kept.url.path.split("/")[-2]
    messages = f"{case}bewijs/{archive}/berichten/"
    team[VERA].submit(messages, action=f"{case}bewijs/{archive}/lezen/")
    found = team[VERA].submit(messages, action=messages, words=planted["sought"], act="0")
    assert "3 berichten gevonden" in found.text
    picked = team[VERA].send_form(found, action=messages, pick="1", act="0")
    assert "1 gekozen" in picked.text
    return archive


def _follow_the_plan(team, number, planted):
    """The adviser goes through the plan with the client, and makes a file for the police."""
    planted |= {kind: mark(kind) for kind in ("proof", "reason", "station", "heard", "whom", "why")}
    case = f"/zaken/{number}/"
    team[VERA].submit(f"{case}plan/stap/2/", proof=planted["proof"], is_done="on")
    team[VERA].submit(f"{case}plan/keuze/", route="criminal_report", reason=planted["reason"])
    report = team[VERA].submit(
        f"{case}aangiftes/nieuw/", route="criminal_report", day="2026-11-20", station=planted["station"]
    )
    asked = {"gevraagd-of": "", "gevraagd-heard": planted["heard"]}
    heard = team[VERA].send_form(report, action=f"{report.url.path}gevraagd/", **asked)
    assert planted["heard"] in heard.text
    made = team[VERA].submit(f"{case}dossier/", for_whom=planted["whom"], why=planted["why"])
    assert made.content.startswith(b"%PDF-")
