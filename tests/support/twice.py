"""The same page, sent twice: pressed twice where no script runs, or sent again by who went back to it."""

from django.apps import apps
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from weerbaar.foundation.accounts.models import UsedForm

PAGE, ANOTHER_PAGE = "x" * 64, "y" * 64


def sent_twice(visitor, path, told, *, page=PAGE):
    """Will post the same bytes twice; return both answers, and how many rows of each kind there were before, between and after."""
    body = encode_multipart(BOUNDARY, told | {"csrfmiddlewaretoken": page})
    counted, answers = [rows()], []
    for _ in range(2):
        answers.append(visitor.generic("POST", path, body, content_type=MULTIPART_CONTENT))
        counted.append(rows())
    return answers, counted


def assert_taken_once(visitor, path, told):
    """Will post the same bytes twice and see that the second does nothing at all, and leads to where the first did.

    Every table is counted: also the mail that waits, the story, and the audit trail.
    """
    answers, (before, between, after) = sent_twice(visitor, path, told)
    assert [answer.status_code for answer in answers] == [302, 302], answers[0].content.decode()[:3000]
    assert between != before
    assert after == between
    assert answers[1].headers["Location"] == answers[0].headers["Location"]
    assert visitor.get(answers[1].headers["Location"]).status_code == 200


def rows():
    return {model._meta.label: model._default_manager.count() for model in apps.get_models() if model is not UsedForm}
