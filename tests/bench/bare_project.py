"""A whole Django project in one file, for what a start and a process cost without us: same server, same settings of it."""

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path


def page(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(b"ok", headers={"Content-Length": "2"})


urlpatterns = [path("", page)]
settings.configure(SECRET_KEY="bare", ALLOWED_HOSTS=["127.0.0.1"], ROOT_URLCONF=__name__)
django.setup()
application = get_wsgi_application()
