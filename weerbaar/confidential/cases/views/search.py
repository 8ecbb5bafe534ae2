"""Searching one's own cases. What was typed comes by POST: an address is kept in too many places."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from weerbaar.confidential.cases import queries
from weerbaar.confidential.cases.forms.search import SearchForm
from weerbaar.foundation.accounts.doors import staff
from weerbaar.foundation.accounts.requests import StaffRequest
from weerbaar.foundation.accounts.roles import Permission


@staff(Permission.OPEN_CASE)
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: StaffRequest) -> HttpResponse:
    """Will show in which of the viewer's open cases the words stand."""
    form = SearchForm(request.POST if request.method == "POST" else None)
    hits = None
    if form.is_bound and form.is_valid():
        hits = queries.found_in_own(request.user, request.keyring, form.cleaned_data["words"])
    return render(request, "cases/search.html", {"form": form, "hits": hits}, status=400 if form.errors else 200)
