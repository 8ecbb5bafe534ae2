"""What is uploaded is sealed while it comes in; what is refused, interrupted or finds no room leaves nothing behind."""

import io
import resource
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from tests.factories.cases import make_upload
from weerbaar.foundation.ui.middleware import SecurityHeadersMiddleware
from weerbaar.foundation.vault import uploads
from weerbaar.foundation.vault.uploads import MOST_BYTES, MOST_BYTES_A_REQUEST, Refusal, path_of

BOUNDARY = "grens"
END = f"--{BOUNDARY}--\r\n".encode()


def part(name, content, filename=None):
    named = f'; filename="{filename}"' if filename else ""
    return f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{named}\r\n\r\n'.encode() + content + b"\r\n"


def request_of(*parts, end=END, stream=io.BytesIO, claims=None):
    body = b"".join(parts) + end
    request = RequestFactory().post("/", content_type=f"multipart/form-data; boundary={BOUNDARY}")
    request._stream = stream(body)
    request.META["CONTENT_LENGTH"] = str(len(body) if claims is None else claims)
    return request


def waiting():
    return sorted(uploads.waiting_place().glob("*"))


@contextmanager
def room_for(size):
    """As if the disk were full: no file of this process grows beyond `size` bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_an_upload_lies_sealed_and_opens_in_memory():
    upload = make_upload(b"een zin die niemand mag lezen", "brief.txt")

    assert (upload.name, upload.size) == ("brief.txt", 29)
    assert b"".join(upload.plain_chunks()) == b"een zin die niemand mag lezen"
    assert [path.read_bytes().find(b"niemand") for path in waiting()] == [-1]


def test_a_kept_file_moves_to_its_place_and_stays_readable():
    upload = make_upload(b"bewijs")

    path = upload.keep()
    upload.close()

    assert path == path_of(upload.file_id)
    assert waiting() == []
    assert b"".join(upload.plain_chunks()) == b"bewijs"


def test_a_file_that_nobody_kept_is_forgotten():
    upload = make_upload(b"bewijs")

    upload.close()

    assert waiting() == []


def test_a_kept_file_can_be_taken_back():
    upload = make_upload(b"bewijs")
    path = upload.keep()

    upload.take_back()
    upload.take_back()

    assert not path.exists()


def test_the_name_of_a_sealed_file_says_nothing():
    upload = make_upload(b"bewijs", "dreigbrief.txt")

    assert upload.keep().name == upload.file_id.hex


def test_a_file_of_exactly_25_mb_is_taken_and_one_byte_more_is_not():
    just = request_of(part("files", bytes(MOST_BYTES), "groot.bin"))
    more = request_of(part("message", b"tekst"), part("files", bytes(MOST_BYTES + 1), "groter.bin"))

    assert just.FILES["files"].size == MOST_BYTES
    assert not hasattr(just, "upload_refused")
    just.FILES["files"].close()
    assert (more.POST["message"], list(more.FILES), more.upload_refused) == ("tekst", [], Refusal.FILE_TOO_LARGE)
    assert waiting() == []


def test_the_text_behind_a_file_that_is_too_large_survives():
    request = request_of(part("files", bytes(MOST_BYTES + 1), "groot.bin"), part("message", b"tekst"))

    assert request.POST["message"] == "tekst"
    assert request.upload_refused is Refusal.FILE_TOO_LARGE


def test_the_eleventh_file_is_one_too_many():
    request = request_of(*(part("files", b"x", f"{number}.txt") for number in range(11)), part("message", b"tekst"))

    assert len(request.FILES.getlist("files")) == 10
    assert (request.POST["message"], request.upload_refused) == ("tekst", Refusal.TOO_MANY_FILES)


def test_a_request_that_is_too_large_is_not_read_to_its_end():
    request = request_of(
        part("message", b"tekst"), part("files", b"x" * 200_000, "groot.bin"), claims=MOST_BYTES_A_REQUEST + 1
    )

    assert (request.POST["message"], list(request.FILES)) == ("tekst", [])
    assert request.upload_refused is Refusal.REQUEST_TOO_LARGE
    assert waiting() == []


@pytest.mark.parametrize("content", [b"x" * 300_000, b"x" * 120_000], ids=["while it comes in", "at its end"])
def test_a_full_disk_leaves_nothing_half_stored(content):
    request = request_of(part("message", b"tekst"), part("files", content, "groot.bin"))

    with room_for(100_000):
        files = request.FILES

    assert (request.POST["message"], list(files), request.upload_refused) == ("tekst", [], Refusal.NO_ROOM)
    assert waiting() == []


def test_a_disk_that_takes_no_file_at_all_is_no_room(files_dir):
    files_dir.write_text("not a folder")

    request = request_of(part("files", b"x", "klein.txt"), part("message", b"tekst"))

    assert (request.POST["message"], request.upload_refused) == ("tekst", Refusal.NO_ROOM)


def test_a_body_that_ends_in_the_middle_of_a_file_is_refused():
    request = request_of(part("message", b"tekst"), part("files", b"half", "half.txt"), end=b"")

    assert (request.POST["message"], list(request.FILES), request.upload_refused) == ("tekst", [], Refusal.CUT_OFF)
    assert waiting() == []


class BrokenConnection(io.BytesIO):
    """Gives what it has and then breaks, as when the telephone loses its connection."""

    def read(self, size=-1):
        found = super().read(size)
        if not found:
            raise ConnectionResetError
        return found


@pytest.mark.django_db
def test_a_connection_that_breaks_leaves_nothing_behind():
    whole, half = part("files", b"heel", "heel.txt"), part("files", b"h" * 90_000, "half.txt")
    request = request_of(whole, half, end=b"", stream=BrokenConnection)

    answer = SecurityHeadersMiddleware(HttpResponse).process_view(request)

    assert answer.status_code == 400
    assert waiting() == []


def test_what_waited_for_a_day_is_forgotten_and_what_came_just_now_is_not():
    make_upload(b"bewijs")
    now = timezone.now()

    assert uploads.forget_waiting(before=now - timedelta(days=1)) == 0
    assert uploads.forget_waiting(before=now + timedelta(days=1)) == 1
    assert waiting() == []


def test_kept_files_are_known_by_their_id_and_age():
    upload, now = make_upload(b"bewijs"), timezone.now()
    upload.keep()

    assert uploads.kept_files(before=now + timedelta(minutes=1)) == [upload.file_id]
    assert uploads.kept_files(before=now - timedelta(minutes=1)) == []


def test_a_name_with_a_path_in_it_is_only_a_name():
    upload = make_upload(b"bewijs", "../../etc/passwd")

    assert upload.name == "passwd"


def test_several_files_under_one_name_all_come_in():
    request = RequestFactory().post("/", {"files": [SimpleUploadedFile("a", b"1"), SimpleUploadedFile("b", b"2")]})

    assert [(file.name, file.size) for file in request.FILES.getlist("files")] == [("a", 1), ("b", 1)]
