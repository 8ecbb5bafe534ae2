"""Why a program does not get what it asked for, as problem details (RFC 9457).

The texts are for whoever reads a log or a message of such a program. Staff read Dutch, so they are in no catalogue.
"""

from dataclasses import dataclass
from http import HTTPStatus

DESCRIPTION = "/api/v1/openapi.json"


@dataclass(frozen=True)
class Problem:
    """One kind of refusal. `name` is its place in the description, to which its `type` points."""

    name: str
    status: HTTPStatus
    title: str
    detail: str

    def as_body(self, instance: str, detail: str = "") -> dict[str, str | int]:
        """Will return the members of RFC 9457; `instance` is the path that was asked, `detail` says more than usual."""
        return {
            "type": f"{DESCRIPTION}#/components/examples/{self.name}",
            "title": self.title,
            "status": int(self.status),
            "detail": detail or self.detail,
            "instance": instance,
        }


class Refused(Exception):
    """The answer is this problem; `detail` says more than usual."""

    def __init__(self, problem: Problem, detail: str = "") -> None:
        super().__init__(problem.name)
        self.problem, self.detail = problem, detail


UNREADABLE = Problem(
    "unreadable",
    HTTPStatus.BAD_REQUEST,
    "Dit konden wij niet lezen",
    'Stuur een JSON-object met alleen het veld "act", zoals {"act": "case.resumed"}.',
)
UNKNOWN_ACT = Problem(
    "unknown_act",
    HTTPStatus.BAD_REQUEST,
    "Deze zet kennen wij niet",
    "De zetten staan in de beschrijving van de API, onder Act.",
)
NOT_FROM_HERE = Problem(
    "not_from_here",
    HTTPStatus.FORBIDDEN,
    "Dit mag alleen vanaf onze eigen pagina",
    "Stuur de header X-CSRFToken mee, met de waarde die in elk formulier van onze pagina's staat.",
)
NOT_YOURS = Problem(
    "not_yours",
    HTTPStatus.FORBIDDEN,
    "U hebt deze zaak niet",
    "Alleen wie de zaak heeft opgepakt, zet haar in een andere toestand.",
)
NOT_THERE = Problem(
    "not_there",
    HTTPStatus.NOT_FOUND,
    "Deze zaak is er niet",
    "Misschien klopt het nummer niet, of hebt u er geen sleutel van.",
)
NOT_THIS_METHOD = Problem(
    "not_this_method",
    HTTPStatus.METHOD_NOT_ALLOWED,
    "Dat kan hier niet",
    "De header Allow zegt welke methoden er zijn.",
)
ILLEGAL_MOVE = Problem(
    "illegal_move",
    HTTPStatus.CONFLICT,
    "Deze zet kan nu niet",
    "De zet kan niet vanuit de toestand waarin de zaak nu is. Er is niets veranderd. Vraag de zaak opnieuw op: daar staat "
    "wat wel kan.",
)
DANGER_FIRST = Problem(
    "danger_first",
    HTTPStatus.CONFLICT,
    "Kijk eerst opnieuw: er is direct gevaar gemeld",
    "Deze zet wacht tot iemand vaststelt dat het gevaar over is. Er is niets veranderd.",
)
TOO_LARGE = Problem(
    "too_large",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "Dit is te groot",
    "Een zet is een JSON-object van hooguit 500 bytes.",
)
WRONG_TYPE = Problem(
    "wrong_type",
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "Dit lezen wij niet",
    "Stuur JSON, met de header Content-Type: application/json.",
)
ON_A_PAGE = Problem(
    "on_a_page",
    HTTPStatus.UNPROCESSABLE_ENTITY,
    "Deze zet vraagt meer dan een knop",
    "Deze zet vraagt woorden, sleutels of een tweede stap. Doe haar op de pagina: /zaken/2026-K7QF3M/afsluiten/",
)

PROBLEMS = (
    UNREADABLE,
    UNKNOWN_ACT,
    NOT_FROM_HERE,
    NOT_YOURS,
    NOT_THERE,
    NOT_THIS_METHOD,
    ILLEGAL_MOVE,
    DANGER_FIRST,
    TOO_LARGE,
    WRONG_TYPE,
    ON_A_PAGE,
)
