"""Picking a few out of very many."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from weerbaar.confidential.incidents.reading.grouping import day_of, group_by_sender_and_day, picked
from weerbaar.confidential.incidents.reading.messages import Message

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def said(text="hoi", sender="Bram", sent_at=NOON, path="1", subject=""):
    return Message(sent_at=sent_at, sender=sender, text=text, source_path=path, subject=subject)


many = st.lists(
    st.builds(
        said,
        text=st.sampled_from(["hoi", "Ik kom", "ik KOM vannacht"]),
        sender=st.sampled_from(["Bram", "BRAM", "Ans", ""]),
        sent_at=st.none() | st.integers(0, 200).map(lambda hours: NOON + timedelta(hours=hours)),
    ),
    max_size=20,
)


def test_messages_are_grouped_by_sender_and_day_in_amsterdam():
    late = datetime(2026, 11, 20, 23, 30, tzinfo=UTC)

    groups = group_by_sender_and_day(
        [said(sent_at=late), said(sender="Ans"), said(), said("nog", sent_at=None), said("meer")]
    )

    assert [(group.sender, group.day, len(group.messages)) for group in groups] == [
        ("Ans", date(2026, 11, 20), 1),
        ("Bram", date(2026, 11, 20), 2),
        ("Bram", date(2026, 11, 21), 1),
        ("Bram", None, 1),
    ]


def test_one_sender_is_one_name_in_whatever_capitals():
    (group,) = group_by_sender_and_day([said(sender="bram@voorbeeld.nl"), said(sender="Bram@Voorbeeld.nl")])

    assert (group.sender, len(group.messages)) == ("bram@voorbeeld.nl", 2)


def test_what_is_picked_fits_every_question():
    late = NOON + timedelta(days=5)
    rows = [
        said("Ik kom vannacht"),
        said("Ik kom", sender="Ans"),
        said("Ik kom", sent_at=late),
        said("Ik kom", sent_at=None),
    ]

    assert list(picked(rows, senders=["bram"])) == [rows[0], rows[2], rows[3]]
    assert list(picked(rows, first=date(2026, 11, 21))) == [rows[2]]
    assert list(picked(rows, last=date(2026, 11, 20))) == rows[:2]
    assert list(picked(rows, words="KOM vanNACHT")) == [rows[0]]
    assert (
        list(picked(rows, senders=["ans", "bram"], first=date(2026, 11, 20), last=date(2026, 11, 20), words="kom"))
        == rows[:2]
    )
    assert list(picked(rows)) == rows


def test_a_word_in_the_subject_counts():
    rows = [said(subject="Dreiging"), said()]

    assert list(picked(rows, words="dreig")) == rows[:1]


@given(rows=many)
def test_grouping_loses_nothing_and_adds_nothing(rows):
    groups = group_by_sender_and_day(rows)

    assert sorted(id(row) for group in groups for row in group.messages) == sorted(id(row) for row in rows)
    assert all(day_of(row) == group.day for group in groups for row in group.messages)


@given(rows=many, first=st.none() | st.just(date(2026, 11, 22)), words=st.sampled_from(["", "kom", "ik vannacht", "x"]))
def test_what_is_picked_keeps_its_order(rows, first, words):
    places = [next(n for n, row in enumerate(rows) if row is one) for one in picked(rows, first=first, words=words)]

    assert places == sorted(places)
