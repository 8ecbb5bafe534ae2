"""Promise 5: a wrong receipt learns nothing: the same answer, in the same shape, for the same work."""

import re
import statistics
import time

import pytest

from tests.promises.people import come_back, mark, write
from tests.support.pages import without_token
from weerbaar.foundation.vault.words import new_words, word_list

KINDS = ("unknown", "one letter off", "one word off", "erased", "closed", "too few words", "no words of ours")
ROUNDS = 5


@pytest.fixture(scope="module")
def receipts(house):
    """One receipt of each wrong kind."""
    good, erased, closed = (write(house, f"{mark()} en nog wat") for _ in range(3))
    come_back(house, erased).submit("/terug/gesprek/wissen/", action="/terug/gesprek/wissen/")
    come_back(house, closed).submit("/terug/gesprek/sluiten/", action="/terug/gesprek/sluiten/")
    *first, last = good.split()
    other = next(word for word in word_list() if word != last)
    wrong = [new_words(7), f"{good[:-1]}{'x' if good[-1] != 'x' else 'y'}", " ".join([*first, other]), erased, closed]
    return dict(zip(KINDS, [*wrong, " ".join(first), "qqq zzz xxx vvv www yyy jjj"], strict=True))


def attempt(house, words):
    visitor = house.client()
    page = visitor.get("/terug/")
    started = time.perf_counter()
    answer = visitor.send_form(page, receipt=words)
    return answer, time.perf_counter() - started


def shape(answer, words):
    """Will return all that an outsider can compare, without what differs between any two requests."""
    body = answer.text.replace(words, "WORDS")
    body = without_token(body)
    cookies = [re.sub(r"=[^;]*", "=", cookie, count=1) for cookie in answer.headers.get_list("set-cookie")]
    cookies = [re.sub(r"expires=[^;]*", "", cookie) for cookie in cookies]
    kept = {
        name: value for name, value in answer.headers.items() if name not in {"date", "set-cookie", "content-length"}
    }
    return answer.status_code, kept, cookies, body


def test_every_wrong_receipt_gets_the_very_same_answer(house, receipts):
    shapes = {kind: shape(attempt(house, words)[0], words) for kind, words in receipts.items()}

    assert shapes["unknown"][0] == 400
    assert "Met deze woorden vinden wij niets" in shapes["unknown"][3]
    assert {kind: found for kind, found in shapes.items() if found != shapes["unknown"]} == {}


def test_a_wrong_receipt_leaves_no_session_behind(house, receipts):
    for words in receipts.values():
        visitor = house.client()
        visitor.submit("/terug/", receipt=words)
        assert [cookie.name for cookie in visitor.cookies.jar] == ["formulier"]
        assert visitor.get("/terug/gesprek/").url.path == "/terug/"


def test_the_good_words_are_taken_in_any_dress_and_only_they(house):
    words = write(house, f"{mark()} en nog wat")
    dressed = [words.upper(), words.replace(" ", "-"), f"  {words.replace(' ', '   ')} ", words.replace(" ", "\n")]

    for one in [words, *dressed]:
        assert "en nog wat" in come_back(house, one).get("/terug/gesprek/").text
    assert attempt(house, words[:-1])[0].status_code == 400


def test_no_wrong_receipt_asks_more_of_the_house_than_another(house, receipts):
    """Times are printed, not judged: what can be judged is that no kind stands out by a factor of what it does."""
    taken = {kind: [] for kind in receipts}
    for _ in range(ROUNDS):
        for kind, words in receipts.items():
            answer, seconds = attempt(house, words)
            assert answer.status_code == 400
            taken[kind].append(seconds)

    medians = {kind: statistics.median(times) for kind, times in taken.items()}
    for kind, median in medians.items():
        print(f"{kind}: {median * 1000:.1f} ms, {median / medians['unknown']:.2f} of unknown")  # noqa: T201


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["unknown", "no words of ours", "too few words"])
def test_every_wrong_receipt_costs_one_look_in_one_table(kind, django_assert_num_queries):
    from weerbaar.confidential.helpline.queries import behind  # noqa: PLC0415 - the house is what is tested here

    wrong = {"unknown": new_words(7), "no words of ours": "qqq zzz", "too few words": new_words(3)}[kind]
    with django_assert_num_queries(1) as asked:
        assert behind(wrong) is None
    assert "helpline_receipt" in asked.captured_queries[0]["sql"]
