from django.core.files.uploadhandler import MemoryFileUploadHandler, TemporaryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template

from tests.bench.bare.models import Line

PAGE = Template("<!doctype html><title>{{ title }}</title><h1>{{ title }}</h1><p>{{ text }}</p>")
LIST = Template("<!doctype html><ul>{% for row in rows %}<li>{{ row.written_at }} {{ row.text }}</li>{% endfor %}</ul>")


def page(_request: HttpRequest) -> HttpResponse:
    """A template with two values."""
    return _answer(PAGE, title="Kaal", text="Een pagina en verder niets.")


def write(request: HttpRequest) -> HttpResponse:
    """One form, one row, one page."""
    line = Line.objects.create(text=request.POST["message"])
    return _answer(PAGE, title="Aangekomen", text=line.pk)


def rows(_request: HttpRequest) -> HttpResponse:
    """The first fifty rows."""
    return _answer(LIST, rows=Line.objects.order_by("written_at")[:50])


def row(_request: HttpRequest, number: int) -> HttpResponse:
    """One row."""
    line = Line.objects.get(pk=number)
    return _answer(PAGE, title=line.pk, text=line.text)


def upload(request: HttpRequest) -> HttpResponse:
    """A file, kept for a moment where Django keeps it of itself."""
    request.upload_handlers = [MemoryFileUploadHandler(request), TemporaryFileUploadHandler(request)]
    return _answer(PAGE, title="Bestand", text=request.FILES["files"].size)


def _answer(template: Template, **facts: object) -> HttpResponse:
    body = template.render(Context(facts)).encode()
    return HttpResponse(body, headers={"Content-Length": str(len(body))})
