"""How the API answers: JSON in Dutch, its version on every answer, and every refusal as problem details."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse, UnreadablePostError
from django.utils.translation import override

from weerbaar.confidential.cases import rules
from weerbaar.confidential.cases.api import problems
from weerbaar.confidential.cases.api.problems import Problem, Refused
from weerbaar.foundation.vault.errors import NotGranted

VERSION = "1.0.0"
MOST_BYTES = 500

View = Callable[..., HttpResponseBase]


def answers(*methods: str) -> Callable[[View], View]:
    """Will answer these methods, and refuse as problem details what the view refuses, others, and a form without token.

    The doors stand before it: who is not let in gets the answer that a page would give.
    """

    def wrap(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            with override("nl"):
                try:
                    if request.method not in methods:
                        return _refusal(request, problems.NOT_THIS_METHOD, allow=methods)
                    return _versioned(view(request, *args, **kwargs))
                except Refused as refused:
                    return _refusal(request, refused.problem, refused.detail)
                except (Http404, NotGranted):
                    return _refusal(request, problems.NOT_THERE)

        answer.on_csrf_failure = _without_token  # type: ignore[attr-defined]
        return answer

    return wrap


def shown(body: dict[str, Any], *, content_type: str = "application/json", status: int = 200) -> JsonResponse:
    """Will return an answer with this body."""
    return JsonResponse(body, status=status, content_type=content_type, json_dumps_params={"ensure_ascii": False})


def asked_act(request: HttpRequest) -> str:
    """Will return the act that the body asks for, one of `rules.MOVES`; raises `Refused` when it asks for none."""
    asked = _read(request)
    if not isinstance(asked, dict) or set(asked) != {"act"}:
        raise Refused(problems.UNREADABLE)
    act = asked["act"]
    if not isinstance(act, str) or act not in rules.MOVES:
        raise Refused(problems.UNKNOWN_ACT)
    return act


def _read(request: HttpRequest) -> object:
    if request.content_type != "application/json":
        raise Refused(problems.WRONG_TYPE)
    try:
        body = request.body
        if len(body) > MOST_BYTES:
            raise Refused(problems.TOO_LARGE)
        return json.loads(body, object_pairs_hook=_each_once)
    except RequestDataTooBig:
        raise Refused(problems.TOO_LARGE) from None
    except (UnreadablePostError, ValueError, RecursionError):
        raise Refused(problems.UNREADABLE) from None


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """A name that stands there twice is read in two ways by two programs (RFC 8259, section 4)."""
    if len(dict(pairs)) != len(pairs):
        raise ValueError
    return dict(pairs)


def _without_token(request: HttpRequest, reason: str) -> HttpResponseBase:
    del reason  # it tells how the check works, not what to do
    return _refusal(request, problems.NOT_FROM_HERE)


def _refusal(request: HttpRequest, problem: Problem, detail: str = "", allow: tuple[str, ...] = ()) -> HttpResponseBase:
    body = problem.as_body(request.path, detail)
    response = shown(body, content_type="application/problem+json", status=problem.status)
    if allow:
        response.headers["Allow"] = ", ".join(allow)
    return _versioned(response)


def _versioned(response: HttpResponseBase) -> HttpResponseBase:
    response.headers["API-Version"], response.headers["Content-Language"] = VERSION, "nl"
    return response
