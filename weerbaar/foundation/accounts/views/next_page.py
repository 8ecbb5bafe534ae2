"""Where the visitor was going."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme


def next_page(request: HttpRequest) -> str | None:
    """Will return the page that was asked for before signing in, when it is a page of ours."""
    page = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(page, allowed_hosts=None) and page != reverse("sign_in")
    return page if ours else None
