"""What a log line says, and what it never says."""

import logging
import sys

from weerbaar.config.logs import DiscreetFormatter

FORMATTER = DiscreetFormatter("%(name)s %(message)s")


def record_of(name, message, *args, exc_info=None, **extra):
    record = logging.LogRecord(name, logging.ERROR, __file__, 1, message, args, exc_info)
    record.__dict__ |= extra
    return record


def test_a_record_about_a_request_tells_status_and_page_and_not_the_address(rf):
    class Match:
        route = "uitnodiging/<str:token>/"

    request = rf.get("/uitnodiging/geheim/")
    request.resolver_match = Match()

    told = FORMATTER.format(
        record_of("django.request", "Not Found: %s", "/uitnodiging/geheim/", status_code=404, request=request)
    )

    assert told == "django.request 404 at uitnodiging/<str:token>/"


def test_a_refused_host_is_not_quoted():
    told = FORMATTER.format(
        record_of("django.security.DisallowedHost", "Invalid HTTP_HOST header: %r", "kwaad.example")
    )

    assert told == "django.security.DisallowedHost refused at no page of ours"


def test_of_an_error_the_kinds_and_the_lines_are_told_and_not_the_words():
    try:
        try:
            int("het geheim")
        except ValueError as error:
            message = "nog een geheim"
            raise RuntimeError(message) from error
    except RuntimeError:
        told = FORMATTER.format(record_of("weerbaar", "It broke", exc_info=sys.exc_info()))

    lines = told.splitlines()
    assert lines[0] == "weerbaar It broke"
    assert [line for line in lines if line in {"builtins.ValueError", "led to", "builtins.RuntimeError"}] == [
        "builtins.ValueError", "led to", "builtins.RuntimeError",
    ]  # fmt: skip
    assert "invalid literal" not in told


def test_other_records_say_what_they_say():
    assert (
        FORMATTER.format(record_of("weerbaar.jobs", "Task %s failed", "send_mail"))
        == "weerbaar.jobs Task send_mail failed"
    )
