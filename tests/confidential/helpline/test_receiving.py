"""A first message comes in whole or not at all, and gives seven words that lead back to it."""

import pytest
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult

from tests.factories.cases import MESSAGE, lines_seen, make_case, make_contact, make_file, stored_files, texts_seen
from tests.factories.team import NIGHT
from weerbaar.confidential.cases.models import Attachment, Case
from weerbaar.confidential.helpline import actions, queries
from weerbaar.confidential.helpline.models import Receipt
from weerbaar.foundation.accounts.actions.used_forms import SentBefore
from weerbaar.foundation.accounts.models import UsedForm
from weerbaar.foundation.audit.models import Event, Head
from weerbaar.foundation.vault.models import Compartment, Holder
from weerbaar.foundation.vault.words import word_list
from weerbaar.team.network.queries import Barred, NobodyMayRead

pytestmark = pytest.mark.usefixtures("raadsleden")


def receive(form="een formulier", **facts):
    return actions.receive(contact=make_contact(**facts), chosen="", token=form, at=NIGHT)


def nothing_is_stored():
    rows = [model.objects.count() for model in (Case, Receipt, Compartment, UsedForm, Attachment, DBTaskResult)]
    return rows == [0] * 6 and stored_files() == [] and not Holder.objects.filter(kind="receipt").exists()


def test_the_words_lead_back_to_what_was_written():
    arrived = make_case()

    assert texts_seen(arrived.keyring, queries.case_behind(arrived.keyring)) == [MESSAGE]


def test_the_answer_names_the_association_and_hides_the_words():
    received = receive()

    assert received.association == "Vereniging raadsleden"
    assert [word for word in received.words.split() if word in repr(received)] == []


def test_the_words_are_kept_nowhere():
    received = receive()
    row = Receipt.objects.get()

    assert [word for word in received.words.split() if word.encode() in bytes(row.locator)] == []
    assert row.holder.kind == "receipt"


@pytest.mark.parametrize("typed", ["", "geen zeven woorden", " ".join(word_list()[:7]), "x" * 400])
def test_other_words_lead_nowhere(typed):
    receive()

    assert queries.behind(typed) is None


def test_the_chosen_association_answers(wethouders, joris, vera):
    arrived = make_case(chosen="wethouders")

    assert arrived.case.association == wethouders
    assert texts_seen(joris.keyring, arrived.case) == [MESSAGE]
    assert Case.objects.filter(thread__grants__holder_id__in=vera.keyring.holder_ids).count() == 0


def test_the_same_form_is_taken_once():
    receive()

    with pytest.raises(SentBefore):
        receive(files=(make_file(),))

    assert (Case.objects.count(), UsedForm.objects.count()) == (1, 1)
    assert [path for path in stored_files() if path.parent.name != "incoming"] == []


def test_another_form_and_no_form_at_all_are_taken_each_time():
    for form in ("een", "twee", "", ""):
        receive(form)

    assert (Case.objects.count(), UsedForm.objects.count()) == (4, 2)


def test_wishes_that_leave_nobody_store_nothing():
    file = make_file()

    with pytest.raises(NobodyMayRead):
        receive(barred=Barred(associations=("raadsleden",)), files=(file,))
    file.upload.close()

    assert nothing_is_stored()


def test_a_message_that_cannot_be_recorded_leaves_nothing_behind():
    file, head = make_file(), Head.objects.get()
    Event.objects.create(
        sequence=head.sequence + 1, at=NIGHT, bearer="?", role="?", action="?", subject="?", digest=bytes(32)
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        receive(files=(file,))
    file.upload.close()

    assert nothing_is_stored()


def test_files_come_in_with_the_message(vera):
    arrived = make_case(files=(make_file(b"een", "een.txt"), make_file(b"twee!", "twee.txt")))

    files = lines_seen(vera.keyring, arrived.case)[0].files
    assert sorted((file.name, file.size) for file in files) == [("een.txt", 3), ("twee.txt", 5)]
    assert len(stored_files()) == 2


def test_who_closes_the_receipt_shuts_the_way_and_leaves_the_case(vera):
    arrived = make_case()
    actions.close_receipt(case=arrived.case, keyring=arrived.keyring, at=NIGHT)

    assert queries.behind(arrived.words) is None
    assert texts_seen(vera.keyring, arrived.case) == [MESSAGE]
    assert Holder.objects.filter(kind="receipt").count() == 0


def test_who_erases_destroys_the_case_and_the_way_to_it():
    arrived = make_case()
    keyring = arrived.keyring
    actions.erase(case=arrived.case, keyring=keyring, at=NIGHT)

    assert (queries.behind(arrived.words), queries.case_behind(keyring)) == (None, None)
    assert Case.objects.get().state == "erased"
    assert Holder.objects.filter(kind="receipt").count() == 0


def test_one_receipt_leads_to_one_case_only():
    one, other = make_case("de eerste"), make_case("de tweede")

    assert queries.case_behind(one.keyring) == one.case
    assert texts_seen(other.keyring, other.case) == ["de tweede"]
