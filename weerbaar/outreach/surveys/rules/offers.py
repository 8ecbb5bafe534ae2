"""What each answer of the Uitvraag leads to: something that we can do for this organisation."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from weerbaar.outreach.surveys import phrases


@dataclass(frozen=True)
class Offer:
    """Something that we can do, in words for the organisation and in words for the team."""

    key: str

    @property
    def for_them(self) -> str:
        return str(phrases.OFFERS[self.key][0])

    @property
    def for_us(self) -> str:
        return str(phrases.OFFERS[self.key][1])


def offers_for(answers: Mapping[str, Any]) -> tuple[Offer, ...]:
    """Will give what these answers lead to, in the order in which it helps; nothing is offered twice."""
    wishes = answers.get("wishes") or []
    wanted = (
        ("draft_protocol", answers.get("protocol") == "none" or "draft_protocol" in wishes),
        (
            "exercise",
            answers.get("protocol") == "asleep"
            or answers.get("exercised") in {"no", "unknown"}
            or "exercise" in wishes,
        ),
        ("draft_code", answers.get("code_of_conduct") == "none" or "draft_code" in wishes),
        ("talk_code", answers.get("code_of_conduct") == "asleep"),
        ("session", "session" in wishes),
        ("talk", "talk" in wishes),
    )
    return tuple(Offer(key) for key, is_wanted in wanted if is_wanted)
