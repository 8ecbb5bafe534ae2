"""A view that takes the same page once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import redirect
from django.test import RequestFactory
from django.utils import timezone

from tests.support.twice import ANOTHER_PAGE, PAGE
from weerbaar.foundation.accounts.actions.used_forms import SentBefore, use_form
from weerbaar.foundation.accounts.models import AttemptCount, UsedForm
from weerbaar.foundation.accounts.once import form_of, once
from weerbaar.foundation.privacy.actions import purge

pytestmark = pytest.mark.django_db
SECRET = "/a/zeer-geheim/?gelukt"


@pytest.fixture
def taken():
    return []


@pytest.fixture
def view(taken):
    """Will refuse an empty text, break on «stuk», and else store it and lead on."""

    @once
    def write(request):
        text = request.POST.get("text", "")
        if request.method != "POST" or not text:
            return HttpResponse("het formulier", status=200 if request.method == "GET" else 400)
        AttemptCount.objects.create(key=str(timezone.now().timestamp()), last_at=timezone.now())
        if text == "stuk":
            raise ZeroDivisionError
        taken.append(text)
        return redirect(SECRET)

    return write


def posted(text="Een notitie.", *, page=PAGE, path="/schrijf/", **more):
    return RequestFactory().post(path, {"text": text, "csrfmiddlewaretoken": page} | more)


def test_the_same_page_is_taken_once_and_leads_to_where_it_led(view, taken):
    first, second = view(posted()), view(posted())

    assert taken == ["Een notitie."]
    assert (first.status_code, second.status_code) == (302, 302)
    assert second["Location"] == first["Location"] == SECRET


@pytest.mark.parametrize(
    "another",
    [
        posted(page=ANOTHER_PAGE), posted("Een andere notitie."), posted(path="/elders/"), posted(path="/schrijf/?ronde=2026"),
        posted(soort="brief"),
    ],
)  # fmt: skip
def test_what_comes_from_another_page_or_says_something_else_is_another(view, taken, another):
    view(posted())
    view(another)

    assert len(taken) == 2


def test_what_was_refused_can_be_sent_again(view, taken):
    answers = [view(posted("")), view(posted(""))]

    assert [answer.status_code for answer in answers] == [400, 400]
    assert not UsedForm.objects.exists()


def test_what_broke_half_way_leaves_nothing_and_can_be_sent_again(view):
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            view(posted("stuk"))

    assert not AttemptCount.objects.exists()
    assert not UsedForm.objects.exists()


def test_who_looks_and_who_comes_from_no_page_is_always_served(view, taken):
    looked = [view(RequestFactory().get("/schrijf/", {"csrfmiddlewaretoken": PAGE})) for _ in range(2)]
    for _ in range(2):
        view(RequestFactory().post("/schrijf/", {"text": "Van een programma."}))

    assert [answer.content.decode() for answer in looked] == ["het formulier"] * 2
    assert len(taken) == 2
    assert not UsedForm.objects.exists()


def test_neither_what_was_said_nor_where_it_led_can_be_read_in_the_row(view):
    view(posted())

    row = UsedForm.objects.values().get()
    assert "geheim" not in str(row)
    assert "notitie" not in str(row)


def test_it_is_forgotten_after_a_day(view):
    view(posted())
    UsedForm.objects.update(used_at=timezone.now() - timedelta(days=2))

    purge(at=timezone.now())

    assert not UsedForm.objects.exists()


def test_a_file_is_told_from_another_by_what_is_in_it(rf):
    def sent(content):
        upload = SimpleUploadedFile("lijst.csv", content.encode())
        return form_of(rf.post("/inlezen/", {"csrfmiddlewaretoken": PAGE, "lijst": upload}))

    assert sent("een lijst") == sent("een lijst")
    assert sent("een lijst") != sent("en lijst!")


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_waits_and_finds_what_came_of_the_other(view, taken):
    barrier = Barrier(4)

    def press(_number):
        barrier.wait(timeout=60)
        try:
            return view(posted())["Location"]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        led = list(pool.map(press, range(4)))

    assert led == [SECRET] * 4
    assert taken == ["Een notitie."]


def test_an_action_may_note_it_itself():
    use_form("een blad", at=timezone.now())

    with pytest.raises(SentBefore):
        use_form("een blad", at=timezone.now())
