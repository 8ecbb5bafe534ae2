"""A few pages behind each kind of door, for tests: they show the draft that was kept, and take a new text."""

from django.http import HttpResponse, JsonResponse
from django.urls import include, path

from weerbaar.foundation.accounts import receipt_session
from weerbaar.foundation.accounts.doors import public, receipt, staff
from weerbaar.foundation.accounts.drafts import take_draft
from weerbaar.foundation.accounts.roles import Permission
from weerbaar.foundation.vault.receipts import Receipt

WORDS, OTHER_WORDS = Receipt.new(), Receipt.new()


def _text_page(request):
    if request.method == "POST":
        return HttpResponse(f"saved {request.POST['note']}")
    return JsonResponse({"draft": take_draft(request, request.path), "bearer": request.keyring.bearer})


@staff(Permission.OWN_ACCOUNT)
def notebook(request):
    return _text_page(request)


@staff(Permission.OWN_ACCOUNT, step_up=True)
def dangerous_notebook(request):
    return _text_page(request)


@receipt
def thread(request):
    return _text_page(request)


@public
def come_back(request):
    from weerbaar.foundation.vault.models import Holder  # noqa: PLC0415 - models load after settings

    words = OTHER_WORDS if "ander" in request.GET else WORDS
    holder, _ = Holder.objects.get_or_create(kind="receipt", public_key=words.secret.public)
    receipt_session.enter(request, holder.pk, words.secret)
    return HttpResponse(str(holder.pk))


@public
def go_away(request):
    receipt_session.leave(request)
    return HttpResponse()


def doorless(request):
    return HttpResponse(request.path)


urlpatterns = [
    path("proef/notities/", notebook),
    path("proef/gevaarlijk/", dangerous_notebook),
    path("proef/draad/", thread),
    path("proef/terug/", come_back),
    path("proef/weg/", go_away),
    path("proef/zonder-deur/", doorless),
    path("", include("weerbaar.config.urls")),
]
handler400 = "weerbaar.foundation.ui.views.bad_request"
handler403 = "weerbaar.foundation.ui.views.permission_denied"
handler404 = "weerbaar.foundation.ui.views.page_not_found"
handler500 = "weerbaar.foundation.ui.views.server_error"
