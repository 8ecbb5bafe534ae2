"""Two contacts of one person become one case: nothing is lost, nothing is there twice, and either's words lead to it."""

from collections import Counter
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories.cases import MESSAGE, lines_seen, make_case, make_file, texts_seen
from tests.factories.custodians import make_custodians
from tests.factories.team import NIGHT
from weerbaar.confidential.cases import actions, queries
from weerbaar.confidential.cases.actions.agenda import add_task
from weerbaar.confidential.cases.actions.danger import Answer, ask
from weerbaar.confidential.cases.actions.people import Told, add_person, agree_on_contact
from weerbaar.confidential.cases.models import Case, Person
from weerbaar.confidential.cases.rules import DangerFirst, IllegalMove
from weerbaar.confidential.cases.safe_contact import Profile, Relation
from weerbaar.confidential.helpline.models import Receipt
from weerbaar.foundation.audit.models import Event
from weerbaar.foundation.vault.fields import sealed_columns
from weerbaar.foundation.vault.files import read_file
from weerbaar.foundation.vault.models import Compartment, Grant
from weerbaar.foundation.vault.uploads import path_of
from weerbaar.team.network.queries import Barred

LATER = NIGHT + timedelta(minutes=20)
SECOND = "Ik schreef vorige week ook, maar ik ben het briefje kwijt."


def take_up(by, message=MESSAGE, **facts):
    arrived = make_case(message, **facts)
    actions.claim(case=arrived.case, by=by.account, keyring=by.keyring, at=NIGHT)
    return arrived


@pytest.fixture
def first(raadsleden, vera):
    return take_up(vera, name="Sam", barred=Barred(parties=("VVD",)))


@pytest.fixture
def second(raadsleden, vera):
    return take_up(
        vera, SECOND, name="S. de Vries", reach="na zessen", files=(make_file(),), barred=Barred(parties=("D66",))
    )


def merge(first, second, by, **facts):
    return actions.merge(
        case=first.case, gone=second.case, by=by.account, keyring=by.keyring, facts=actions.Facts(**facts), at=LATER
    )


def all_texts(by, case):
    return [line.text for line in lines_seen(by.keyring, case, with_notes=True)]


def test_what_was_in_both_is_in_one_and_the_other_is_a_tombstone(first, second, vera):
    case = merge(first, second, vera)

    assert sorted(texts_seen(vera.keyring, case)) == sorted([MESSAGE, SECOND])
    gone = Case.objects.get(pk=second.case.pk)
    assert (gone.state, gone.merged_into, gone.summary, gone.thread_id) == ("merged", case, None, None)
    assert Compartment.objects.filter(scope=gone.pk).count() == 0
    assert queries.case_for(vera.keyring, gone.number) is None


def test_either_receipt_leads_to_the_one_conversation(first, second, vera):
    case = merge(first, second, vera)

    assert set(Receipt.objects.values_list("case", flat=True)) == {case.pk}
    for arrived in (first, second):
        assert queries.case_of_thread(arrived.keyring, case.pk) == case
        assert sorted(texts_seen(arrived.keyring, case)) == sorted([MESSAGE, SECOND])


def test_who_reads_it_is_the_helper_both_receipts_and_nobody_else(first, second, vera, wil):
    custodians = make_custodians()
    case = merge(first, second, vera)

    readers = {kind: Counter() for kind in ("thread", "team", "identity")}
    for grant in Grant.objects.filter(compartment__scope=case.pk).select_related("compartment", "holder"):
        readers[grant.compartment.kind][grant.holder.kind] += 1
    both = {"person": 1, "receipt": 2, "recovery": 1}
    assert readers == {"thread": both, "identity": both, "team": {"person": 1, "recovery": 1}}
    assert [queries.case_for(one.keyring, case.number) for one in (wil, *custodians)] == [None] * 4


def test_files_still_open_after_a_merge(first, second, vera):
    case = merge(first, second, vera)

    [file] = [file for line in lines_seen(vera.keyring, case) for file in line.files]
    found, key = queries.file_for(vera.keyring, case, file.id)
    assert b"".join(read_file(path_of(found.id), file_id=found.id, key=key, size=found.size)) == b"een bewijsstuk"


def test_who_either_of_them_keeps_out_is_kept_out(first, second, vera):
    case = merge(first, second, vera)

    assert queries.person_of(vera.keyring, case).barred.parties == ("D66", "VVD")


@pytest.mark.parametrize(
    ("facts", "name", "told"),
    [({}, "Sam", "bericht: S. de Vries"), ({"name_from_gone": True}, "S. de Vries", "bericht: Sam")],
)
def test_the_name_is_chosen_and_the_other_is_told_to_the_team(first, second, vera, facts, name, told):  # noqa: PLR0917 - fixtures
    case = merge(first, second, vera, **facts)

    person = queries.person_of(vera.keyring, case)
    assert (person.name, person.reach) == (name, "na zessen")
    note = all_texts(vera, case)[-1]
    assert (told in note, second.case.number in note) == (True, True)


def test_people_tasks_and_looks_come_along(first, second, vera):
    hers = {"case": second.case, "by": vera.account, "keyring": vera.keyring, "at": NIGHT}
    add_person(**hers, told=Told(Relation.CLERK, "Ada", "020", Profile(when="overdag")))
    add_task(**hers, title="bellen", owner=vera.account, due_at=LATER)
    agree_on_contact(**hers, reach="via Ada", profile=Profile(way="bellen", our_phrase="de boekclub"))

    case = merge(first, second, vera)

    around = queries.people_around(vera.keyring, case)
    assert [(one.name, one.profile.when) for one in around.people] == [("Ada", "overdag")]
    assert around.contact.our_phrase == "de boekclub"
    assert [task.title for task in queries.tasks_of(vera.keyring, case, at=LATER)] == ["bellen"]
    assert case.danger_checks.count() == 2


def test_how_to_reach_them_safely_is_chosen_and_the_other_way_is_told(first, second, vera):
    for arrived, phrase in ((first, "de bakker"), (second, "de boekclub")):
        agree_on_contact(
            case=arrived.case,
            by=vera.account,
            keyring=vera.keyring,
            reach="bellen",
            profile=Profile(our_phrase=phrase),
            at=NIGHT,
        )

    case = merge(first, second, vera, reach_from_gone=True)

    assert queries.people_around(vera.keyring, case).contact.our_phrase == "de boekclub"
    assert "de bakker" in all_texts(vera, case)[-1]
    assert Person.objects.count() == 1


def test_only_who_answers_in_both_makes_them_one(first, second, vera, wil):
    actions.hand_over(case=second.case, by=vera.account, to=wil.account, keyring=vera.keyring, note="", at=NIGHT)

    for by in (vera, wil):
        with pytest.raises((actions.NotYours, Exception)) as refused:
            merge(first, second, by)
        assert refused.type.__name__ in {"NotYours", "NotGranted"}
    assert set(Case.objects.values_list("state", flat=True)) == {"open"}


def test_a_case_does_not_go_into_itself(first, vera):
    with pytest.raises(actions.TheSame):
        merge(first, first, vera)


def test_what_is_closed_does_not_merge(first, second, vera):
    actions.close(case=first.case, by=vera.account, keyring=vera.keyring, outcome=Case.Outcome.TALKED, at=NIGHT)

    for one, other in ((first, second), (second, first)):
        with pytest.raises(IllegalMove):
            merge(one, other, vera)


def test_what_may_be_in_danger_is_looked_at_first(first, second, vera):
    case = Case.objects.get(pk=second.case.pk)
    ask(case, Answer.YES, by=vera.account, at=NIGHT)
    case.save()

    with pytest.raises(DangerFirst):
        merge(first, second, vera)


def test_a_merge_is_in_the_trail_of_both(first, second, vera):
    merge(first, second, vera)

    assert Event.objects.get(action="case.merged").detail == {"into": first.case.subject}
    assert Event.objects.get(action="case.took_in").detail == {"from": second.case.subject}


def test_a_client_who_was_shut_out_stays_out(first, second, vera):
    keyring = second.keyring
    actions.shut_out_client(case=second.case, keyring=keyring, at=NIGHT)

    case = merge(first, second, vera)

    assert queries.case_of_thread(keyring, case.pk) is None
    assert queries.case_of_thread(first.keyring, case.pk) == case


@settings(max_examples=15)
@given(sizes=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 2)), min_size=2, max_size=2))
def test_nothing_is_lost_and_nothing_is_there_twice(raadsleden, vera, sizes):
    both = [take_up(vera, f"bericht {place}") for place in range(2)]
    written = Counter(["bericht 0", "bericht 1"])
    for place, (answers, notes, replies) in enumerate(sizes):
        hers = {"case": both[place].case, "by": vera.account, "keyring": vera.keyring, "at": NIGHT}
        for number in range(answers):
            actions.answer(**hers, text=f"antwoord {place}.{number}")
        for number in range(notes):
            actions.note(**hers, text=f"notitie {place}.{number}")
        for number in range(replies):
            actions.write_as_client(
                case=both[place].case, keyring=both[place].keyring, text=f"meer {place}.{number}", at=NIGHT
            )
        written.update(f"antwoord {place}.{number}" for number in range(answers))
        written.update(f"notitie {place}.{number}" for number in range(notes))
        written.update(f"meer {place}.{number}" for number in range(replies))

    case = merge(*both, vera)

    seen = Counter(all_texts(vera, case))
    assert seen - written == Counter([all_texts(vera, case)[-1]])
    assert written - seen == Counter()
    for model, field in sealed_columns():
        assert not model._default_manager.filter(**{f"{field.compartment}__scope": both[1].case.pk}).exists()


def test_the_old_number_leads_who_reads_the_case_that_stays_and_is_nothing_to_all_else(first, second, vera, wil, joris):
    third = take_up(vera, "Nog een keer ik.")
    merge(first, second, vera)
    case = merge(third, first, vera)

    found = [queries.case_gone_into(one.keyring, second.case.number) for one in (vera, wil, joris)]

    assert found == [case, None, None]
    assert [queries.case_gone_into(vera.keyring, number) for number in (case.number, "2026-AAAAAA", "")] == [None] * 3


def test_the_old_number_leads_nowhere_when_what_it_went_into_is_erased(first, second, vera):
    case = merge(first, second, vera)

    actions.erase(case=case, by=first.keyring.holder_id, at=LATER)

    assert queries.case_gone_into(vera.keyring, second.case.number) is None
