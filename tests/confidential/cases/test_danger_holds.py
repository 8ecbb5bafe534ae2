"""Whatever happens in whatever order: a case is in danger exactly as long as somebody has to look, and never for over an hour."""

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories.cases import make_case
from tests.factories.team import NIGHT
from weerbaar.confidential.cases import actions, queries
from weerbaar.confidential.cases.actions.danger import LOOK_WITHIN, Answer, HandedOver, LookedAlready, look_again
from weerbaar.confidential.cases.models import Case
from weerbaar.confidential.cases.rules import DangerFirst, IllegalMove
from weerbaar.foundation.vault.errors import NotGranted

ACTS = ("claim", "answer", "note", "write", "look", "look_and_tell", "over", "back", "close", "reopen")
REFUSED = (
    DangerFirst,
    IllegalMove,
    LookedAlready,
    NotGranted,
    actions.NotYours,
    actions.MayNotRead,
    queries.AlreadyClaimed,
)


def act(name, arrived, by, to, *, danger, at):
    """One of the acts, by whoever it is of these two."""
    case = {"case": arrived.case, "at": at}
    hand = case | {"by": by.account, "keyring": by.keyring}
    told = HandedOver("police", "zojuist", "melding 7")
    acts = {
        "claim": lambda: actions.claim(**hand),
        "answer": lambda: actions.answer(text="Wij zijn er.", danger=danger, **hand),
        "note": lambda: actions.note(text="Gebeld.", danger=danger, **hand),
        "write": lambda: actions.write_as_client(keyring=arrived.keyring, text="Nog iets.", danger=danger, **case),
        "look": lambda: look_again(answer=danger, **hand),
        "look_and_tell": lambda: look_again(answer=danger, handed_over=told, **hand),
        "over": lambda: actions.hand_over(to=to.account, note="", **hand),
        "back": lambda: actions.hand_over(to=None, note="", **hand),
        "close": lambda: actions.close(outcome=Case.Outcome.TALKED, **hand),
        "reopen": lambda: actions.reopen(**hand),
    }
    acts[name]()


@pytest.mark.usefixtures("raadsleden")
@settings(max_examples=25)
@given(
    steps=st.lists(st.tuples(st.sampled_from(ACTS), st.booleans(), st.sampled_from(Answer)), max_size=10),
    danger=st.booleans(),
)
def test_no_order_of_acts_loses_a_look_or_puts_it_off(vera, wil, steps, danger):
    arrived = make_case(danger=danger)
    for minutes, (name, is_vera, answer) in enumerate(steps):
        at, before = NIGHT + timedelta(minutes=minutes), queries.next_look(arrived.case)
        by, to = (vera, wil) if is_vera else (wil, vera)
        with suppress(*REFUSED):
            act(name, arrived, by, to, danger=answer, at=at)

        case, look_by = Case.objects.get(pk=arrived.case.pk), queries.next_look(arrived.case)
        assert case.danger is (look_by is not None)
        assert case.danger is False or case.state not in {"closed", "aftercare"}
        assert look_by is None or look_by <= at + LOOK_WITHIN
        assert name.startswith("look") or before is None or look_by == before
