"""Archives of thousands of messages: read in portions, whole or not at all, sifted, picked, and made into an incident."""

from datetime import date

import pytest

from tests.confidential.incidents.brought import a_mail, archive
from tests.factories.incidents import MORNING, keep, make_told, read_whole
from weerbaar.confidential.cases import actions as cases
from weerbaar.confidential.incidents import actions, queries, rules
from weerbaar.confidential.incidents.actions import reading_on
from weerbaar.confidential.incidents.models import Bundle, BundlePage
from weerbaar.confidential.incidents.queries import Asked
from weerbaar.confidential.incidents.reading import whatsapp


def chat(number):
    """A chat of so many messages: ten a day, every third from Bram."""
    lines = [
        f"{1 + (place // 10) % 28:02d}-{1 + place // 280 % 12:02d}-{2020 + place // 3360} 22:{place % 10:02d} - "
        f"{'Boze Bram' if place % 3 == 0 else 'Ans'}: bericht nummer {place}"
        for place in range(number)
    ]
    return "\n".join(lines).encode()


@pytest.fixture
def sixty(taken_up, vera):
    """An archive of sixty messages, read."""
    evidence_id = keep(taken_up, vera, chat(60), "chat.txt")
    read_whole(taken_up, vera, evidence_id)
    return evidence_id


def test_an_archive_is_kept_at_once_and_read_afterwards(taken_up, vera):
    evidence_id = keep(taken_up, vera, chat(20), "chat.txt")

    assert queries.progress_of(taken_up.case, evidence_id) == queries.Progress(0, finished=False)

    read_whole(taken_up, vera, evidence_id)

    assert queries.progress_of(taken_up.case, evidence_id) == queries.Progress(20, finished=True)


def test_five_thousand_messages_are_a_few_portions_and_all_come_back_in_order(taken_up, vera):
    evidence_id = keep(taken_up, vera, chat(5000), "chat.txt")

    portions = read_whole(taken_up, vera, evidence_id)

    messages = queries.all_messages(vera.keyring, taken_up.case, evidence_id)
    assert [message.text for message in messages] == [f"bericht nummer {place}" for place in range(5000)]
    assert (portions, BundlePage.objects.count()) == (5, 10)


def test_portions_are_whole_pages_so_that_a_place_tells_its_page(taken_up, vera):
    evidence_id = keep(taken_up, vera, chat(3700), "chat.txt")
    read_whole(taken_up, vera, evidence_id)

    found = queries.messages_at(vera.keyring, taken_up.case, evidence_id, [0, 499, 500, 3699, 4000])

    assert [message.text.split()[-1] for message in found] == ["0", "499", "500", "3699"]


@pytest.mark.parametrize("read", [0, 1000, 4500, 50_000, 199_500])
def test_a_portion_is_whole_pages_and_never_too_long(read):
    assert (rules.portion_after(read) % rules.PAGE, rules.portion_after(read) <= rules.LAST_PORTION) == (0, True)


def test_reading_that_was_broken_off_goes_on_where_it_was(taken_up, vera, wil):
    evidence_id = keep(taken_up, vera, chat(1500), "chat.txt")
    actions.read_on(case=taken_up.case, keyring=vera.keyring, evidence_id=evidence_id, at=MORNING)
    cases.hand_over(case=taken_up.case, by=vera.account, to=wil.account, keyring=vera.keyring, note="", at=MORNING)

    progress = actions.read_on(case=taken_up.case, keyring=wil.keyring, evidence_id=evidence_id, at=MORNING)

    assert progress == queries.Progress(1500, finished=True)
    assert len(queries.all_messages(wil.keyring, taken_up.case, evidence_id)) == 1500


def test_the_same_portion_is_not_stored_twice(taken_up, vera, monkeypatch):
    evidence_id = keep(taken_up, vera, chat(1500), "chat.txt")
    one_portion = reading_on._portion

    def read_meanwhile(*facts):
        portion = one_portion(*facts)
        monkeypatch.setattr(reading_on, "_portion", one_portion)
        actions.read_on(case=taken_up.case, keyring=vera.keyring, evidence_id=evidence_id, at=MORNING)
        return portion

    monkeypatch.setattr(reading_on, "_portion", read_meanwhile)
    actions.read_on(case=taken_up.case, keyring=vera.keyring, evidence_id=evidence_id, at=MORNING)

    assert (Bundle.objects.get().read, BundlePage.objects.count()) == (1000, 2)


def test_what_was_found_grows_with_what_was_read(taken_up, vera, sixty):
    found = queries.original_for(vera.keyring, taken_up.case, sixty).found

    assert (found.messages, found.first.date(), found.last.date()) == (60, date(2020, 1, 1), date(2020, 1, 6))


def test_an_archive_that_turns_out_too_long_is_kept_unread(taken_up, vera, monkeypatch):
    evidence_id = keep(taken_up, vera, chat(1500), "chat.txt")
    actions.read_on(case=taken_up.case, keyring=vera.keyring, evidence_id=evidence_id, at=MORNING)
    monkeypatch.setattr(whatsapp, "MOST_LINES", 1200)

    actions.read_on(case=taken_up.case, keyring=vera.keyring, evidence_id=evidence_id, at=MORNING)

    original = queries.original_for(vera.keyring, taken_up.case, evidence_id)
    assert (original.found.problem, b"".join(original.chunks())) == ("TOO_MANY_LINES", chat(1500))
    assert (Bundle.objects.count(), BundlePage.objects.count()) == (0, 0)
    assert [touch.act for touch in queries.custody_of(original)][-1] == "evidence.not_read"


def test_a_zip_of_mails_is_an_archive_too(taken_up, vera):
    mails = {f"{number}.eml": a_mail(f"Mail {number}").as_bytes() for number in range(3)}
    evidence_id = keep(taken_up, vera, archive(mails), "mails.zip")
    read_whole(taken_up, vera, evidence_id)

    messages = queries.all_messages(vera.keyring, taken_up.case, evidence_id)

    assert [message.subject for message in messages] == ["Mail 0", "Mail 1", "Mail 2"]


def shown(arrived, by, evidence_id, **asked):
    return queries.shown(by.keyring, arrived.case, evidence_id, Asked(**asked))


def test_messages_stand_by_sender_and_day(taken_up, vera, sixty):
    found = shown(taken_up, vera, sixty)

    assert [(day.sender, day.day.day, len(day.messages)) for day in found.days][:2] == [("Ans", 1, 6), ("Ans", 2, 7)]
    assert (found.matching, found.senders) == (60, [("Ans", 40), ("Boze Bram", 20)])


def test_they_are_sifted_by_sender_day_and_word(taken_up, vera, sixty):
    by_sender = shown(taken_up, vera, sixty, sender="boze bram").matching
    by_day = shown(taken_up, vera, sixty, first=date(2020, 1, 2), last=date(2020, 1, 3)).matching
    by_word = [one.number for day in shown(taken_up, vera, sixty, words="NUMMER 41").days for one in day.messages]

    assert (by_sender, by_day, by_word) == (20, 20, [41])


def test_a_hundred_stand_on_a_page(taken_up, vera):
    evidence_id = keep(taken_up, vera, chat(250), "chat.txt")
    read_whole(taken_up, vera, evidence_id)

    pages = [shown(taken_up, vera, evidence_id, start=start) for start in (0, 100, 200)]

    assert [(len(page.numbers), page.following) for page in pages] == [(100, 100), (100, 200), (50, None)]
    assert sorted(number for page in pages for number in page.numbers) == list(range(250))


def pick(arrived, by, evidence_id, shown, chosen):
    return actions.pick(
        case=arrived.case, keyring=by.keyring, evidence_id=evidence_id, shown=shown, chosen=chosen, at=MORNING
    )


def test_picking_keeps_what_was_picked_on_other_pages(taken_up, vera, sixty):
    pick(taken_up, vera, sixty, range(10), [1, 2])
    pick(taken_up, vera, sixty, range(10, 20), [11])

    assert queries.picked_of(vera.keyring, taken_up.case, sixty) == [1, 2, 11]

    pick(taken_up, vera, sixty, range(10), [2])

    assert queries.picked_of(vera.keyring, taken_up.case, sixty) == [2, 11]


def test_only_what_was_shown_can_be_picked(taken_up, vera, sixty):
    assert pick(taken_up, vera, sixty, [1, 2, 900], [2, 5, 900]) == 1


def test_what_was_picked_is_sealed(taken_up, vera, sixty):
    pick(taken_up, vera, sixty, range(60), range(60))

    assert b"59" not in bytes(Bundle.objects.get().picked.box)[:50]
    assert str(Bundle.objects.get().picked) == "[verzegeld]"


def test_picked_messages_become_an_incident_and_the_choice_begins_anew(taken_up, vera, sixty):
    pick(taken_up, vera, sixty, range(10), [3, 7])

    incident_id = actions.add_incident(
        case=taken_up.case,
        by=vera.account,
        keyring=vera.keyring,
        told=make_told(),
        picked_from=sixty,
        at=MORNING,
    )

    told = queries.incident_for(vera.keyring, taken_up.case, incident_id).told
    assert [(one.evidence, one.messages) for one in told.picked] == [(str(sixty), (3, 7))]
    assert queries.picked_of(vera.keyring, taken_up.case, sixty) == []
    assert queries.original_for(vera.keyring, taken_up.case, sixty).incident_id == incident_id


def test_changing_the_words_of_an_incident_leaves_its_messages(taken_up, vera, sixty):
    pick(taken_up, vera, sixty, range(10), [3])
    facts = {"case": taken_up.case, "by": vera.account, "keyring": vera.keyring, "at": MORNING}
    incident_id = actions.add_incident(told=make_told(), picked_from=sixty, **facts)

    actions.change_incident(incident_id=incident_id, told=make_told("Anders."), **facts)

    assert len(queries.incident_for(vera.keyring, taken_up.case, incident_id).told.picked) == 1


def test_too_many_picked_for_one_incident_is_refused(taken_up, vera):
    evidence_id = keep(taken_up, vera, chat(600), "chat.txt")
    read_whole(taken_up, vera, evidence_id)

    with pytest.raises(actions.TooManyPicked):
        pick(taken_up, vera, evidence_id, range(600), range(600))

    assert queries.picked_of(vera.keyring, taken_up.case, evidence_id) == []
