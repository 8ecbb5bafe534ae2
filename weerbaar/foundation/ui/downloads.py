"""Files that people sent, handed out inert: never as what they claim to be, never inside a page."""

from collections.abc import Iterable

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

_NOTHING_RUNS = "default-src 'none'; sandbox"


def attachment(name: str, chunks: Iterable[bytes]) -> StreamingHttpResponse:
    """Will hand out the original as bytes to save, whatever kind it is."""
    response = StreamingHttpResponse(chunks, content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name or "bestand")
    response["Content-Security-Policy"] = _NOTHING_RUNS
    return response


def picture(content: bytes, media_type: str) -> HttpResponse:
    """Will hand out a viewing copy that this house drew itself."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Security-Policy"] = _NOTHING_RUNS
    return response
