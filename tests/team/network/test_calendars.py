from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from tests.factories.appointments import make_talker
from tests.support.staff import make_colleague
from weerbaar.foundation.accounts.roles import Role
from weerbaar.foundation.calendars.reading import UnreadableCalendar
from weerbaar.public.authorities.actions import load_built_in
from weerbaar.team.network import tasks
from weerbaar.team.network.actions.calendars import forget_who_left, read_feed, take_upload
from weerbaar.team.network.actions.facilitators import add_feed, leave_team, remove_feed
from weerbaar.team.network.models import BusyTime, CalendarFeed, Skill
from weerbaar.team.network.queries.facilitators import without_agenda
from weerbaar.team.network.queries.free_time import timetables

pytestmark = pytest.mark.django_db
ADDRESS = "https://agenda.invalid/tom.ics"


@pytest.fixture
def folder(settings, var_dir):
    settings.CALENDAR_GATEWAY = "fake"
    (var_dir / "agendas").mkdir()
    return var_dir / "agendas"


@pytest.fixture
def tom():
    load_built_in(at=timezone.now())
    return make_talker()


@pytest.fixture
def feed(tom, folder, toon):
    return add_feed(facilitator=tom, address=ADDRESS, at=timezone.now(), by=toon.account)


@pytest.fixture
def toon(db):
    return make_colleague(name="Toon Tournee")


def a_calendar(*days, title="Geheim overleg"):
    begin = timezone.now().replace(hour=10, minute=0, second=0, microsecond=0)
    events = "".join(
        f"BEGIN:VEVENT\r\nUID:{day}\r\nSUMMARY:{title}\r\nDTSTART:{begin + timedelta(days=day):%Y%m%dT%H%M%SZ}\r\n"
        f"DTEND:{begin + timedelta(days=day, hours=1):%Y%m%dT%H%M%SZ}\r\nEND:VEVENT\r\n"
        for day in days
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{events}END:VCALENDAR\r\n".encode()


def fresh(feed):
    return CalendarFeed.objects.get(pk=feed.pk)


def test_a_calendar_is_read_for_its_times_and_read_again_in_their_place(feed, folder):
    (folder / "tom.ics").write_bytes(a_calendar(1, 2))
    assert read_feed(feed=feed, at=timezone.now())
    assert BusyTime.objects.filter(feed=feed).count() == 2

    (folder / "tom.ics").write_bytes(a_calendar(3))
    assert read_feed(feed=feed, at=timezone.now())

    assert BusyTime.objects.filter(feed=feed).count() == 1
    assert fresh(feed).read_at is not None


def test_no_word_of_a_calendar_is_kept(feed, folder):
    (folder / "tom.ics").write_bytes(a_calendar(1))
    read_feed(feed=feed, at=timezone.now())

    assert "Geheim" not in repr(list(BusyTime.objects.values()) + list(CalendarFeed.objects.values()))


@pytest.mark.parametrize(("content", "reason"), [(None, "status"), (b"<html>", "form"), (b"x" * 2_000_001, "size")])
def test_a_calendar_that_cannot_be_read_says_so_and_keeps_what_was_known(feed, folder, content, reason):
    (folder / "tom.ics").write_bytes(a_calendar(1))
    read_feed(feed=feed, at=timezone.now())
    (folder / "tom.ics").unlink()
    if content is not None:
        (folder / "tom.ics").write_bytes(content)

    assert not read_feed(feed=feed, at=timezone.now())

    assert (fresh(feed).failure, fresh(feed).failed_at is not None) == (reason, True)
    assert BusyTime.objects.filter(feed=feed).count() == 1


def test_a_calendar_that_is_back_no_longer_says_that_it_failed(feed, folder):
    read_feed(feed=feed, at=timezone.now())
    (folder / "tom.ics").write_bytes(a_calendar(1))

    read_feed(feed=feed, at=timezone.now())

    assert (fresh(feed).failure, fresh(feed).failed_at) == ("", None)


def test_one_that_fails_does_not_keep_the_others_waiting(feed, folder, tom, toon):
    other = add_feed(facilitator=tom, address="https://agenda.invalid/twee.ics", at=timezone.now(), by=toon.account)
    (folder / "twee.ics").write_bytes(a_calendar(1))

    tasks.read_calendars.func()

    assert (fresh(feed).failure, fresh(other).failure) == ("status", "")
    assert fresh(other).read_at is not None


def test_one_that_breaks_us_does_not_keep_the_others_unread(feed, folder, tom, toon, monkeypatch):
    other = add_feed(facilitator=tom, address="https://agenda.invalid/twee.ics", at=timezone.now(), by=toon.account)
    (folder / "tom.ics").mkdir()  # reading it raises what nobody thought of
    (folder / "twee.ics").write_bytes(a_calendar(1))
    monkeypatch.setattr("pathlib.Path.is_file", lambda _path: True)

    tasks.read_calendars.func()

    assert (fresh(feed).read_at, fresh(other).read_at is not None) == (None, True)


def test_a_calendar_that_is_taken_back_while_it_is_read_leaves_nothing(feed, folder, tom, toon):
    (folder / "tom.ics").write_bytes(a_calendar(1))
    remove_feed(facilitator=tom, feed_id=feed.pk, at=timezone.now(), by=toon.account)

    assert not read_feed(feed=feed, at=timezone.now())

    assert BusyTime.objects.count() == 0


def test_a_calendar_that_was_never_read_or_not_for_days_is_no_calendar_of_now(feed, folder, tom):
    now = timezone.now()
    (folder / "tom.ics").write_bytes(a_calendar(1))

    def is_unread(days):
        return tom.pk in without_agenda(on=timezone.localdate(now + timedelta(days=days)))

    assert is_unread(0)
    read_feed(feed=feed, at=now)
    assert [is_unread(days) for days in (0, 3, 4)] == [False, False, True]


def test_whose_calendar_cannot_be_read_is_offered_to_nobody_but_can_be_agreed_with_by_phone(feed, folder, tom):
    now = timezone.now()
    (folder / "tom.ics").write_bytes(a_calendar(200))
    stretch = {"skill": Skill.TALK, "since": now, "until": now + timedelta(days=20)}

    def offered():
        return [one.facilitator for one in timetables(**stretch, readable_on=timezone.localdate(now))]

    assert (offered(), [one.facilitator for one in timetables(**stretch)]) == ([], [tom])
    read_feed(feed=feed, at=now)
    assert offered() == [tom]


def test_the_list_says_whose_calendar_cannot_be_read(client, feed):
    make_colleague(Role.TOUR, name="Tineke Tournee").sign_in(client)

    assert "agenda niet te lezen" in client.get("/netwerk/begeleiders/").content.decode()


def test_who_leaves_later_keeps_hours_and_calendar_until_then_and_is_not_offered_after_it(feed, folder, tom, toon):
    now, gone_on = timezone.now(), timezone.localdate() + timedelta(days=10)
    (folder / "tom.ics").write_bytes(a_calendar(1))
    read_feed(feed=feed, at=now)

    leave_team(facilitator=tom, on=gone_on, at=now, by=toon.account)

    (there,) = timetables(skill=Skill.TALK, since=now, until=now + timedelta(days=20))
    assert (len(there.hours), len(there.busy)) == (5, 2)
    assert timezone.localdate(max(there.busy, key=lambda span: span.starts_at).starts_at) == gone_on
    forget_who_left(on=gone_on)
    assert (tom.working_hours.count(), tom.feeds.count(), tom.busy_times.count()) == (0, 0, 0)


def test_a_file_that_is_uploaded_adds_its_times_once(tom, toon):
    assert take_upload(facilitator=tom, content=a_calendar(1, 2), at=timezone.now(), by=toon.account) == 2
    assert take_upload(facilitator=tom, content=a_calendar(2, 3), at=timezone.now(), by=toon.account) == 1

    assert BusyTime.objects.filter(facilitator=tom, feed=None).count() == 3


def test_a_file_that_is_no_calendar_adds_nothing(tom, toon):
    with pytest.raises(UnreadableCalendar):
        take_upload(facilitator=tom, content=b"PK\x03\x04", at=timezone.now(), by=toon.account)

    assert BusyTime.objects.count() == 0


def test_a_file_is_uploaded_on_the_page_and_what_is_no_calendar_is_told(client, tom):
    make_colleague(Role.TOUR, name="Tineke Tournee").sign_in(client)
    page = f"/netwerk/begeleiders/{tom.pk}/agenda/bestand/"

    taken = client.post(page, {"calendar": SimpleUploadedFile("tom.ics", a_calendar(1, 2))})
    refused = client.post(page, {"calendar": SimpleUploadedFile("tom.ics", b"<html>")})

    assert (taken.status_code, refused.status_code) == (302, 400)
    assert "dit is geen agenda" in refused.content.decode()
    assert BusyTime.objects.filter(facilitator=tom).count() == 2


def test_a_failure_is_shown_in_words(client, tom, feed, folder):
    make_colleague(Role.TOUR, name="Tineke Tournee").sign_in(client)
    read_feed(feed=feed, at=timezone.now())

    assert "de agenda staat er niet meer" in client.get(f"/netwerk/begeleiders/{tom.pk}/").content.decode()
