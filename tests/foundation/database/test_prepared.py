"""Queries that are compiled once: the same rows as in the ordinary way, and a refusal where that cannot be."""

from datetime import timedelta
from inspect import getclosurevars
from threading import Thread
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.models import Count
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from tests.factories.team import NIGHT
from weerbaar.foundation.accounts.models import AttemptCount
from weerbaar.foundation.database.prepared import prepared
from weerbaar.foundation.database.statements import NotPrepared
from weerbaar.foundation.vault.models import Circle, Compartment, Grant, Holder, Seat


@pytest.fixture
def holders(db):
    return [Holder.objects.create(kind=kind, public_key=bytes(32)) for kind in ("person", "circle", "receipt")]


@pytest.fixture
def seat(holders):
    circle = Circle.objects.create(current=holders[1], rotated_at=NIGHT)
    return Seat.objects.create(circle=circle, generation=holders[1], member=holders[0], sealed_secret=b"geheim")


def test_rows_are_what_the_query_gives_with_what_is_joined(seat):
    @prepared
    def seats_of(member_id):
        return Seat.objects.filter(member_id=member_id).select_related("circle__current")

    with CaptureQueriesContext(connection) as asked:
        found = [(one, one.circle, one.circle.current.kind) for one in seats_of(seat.member_id)]

    assert found == [(seat, seat.circle, "circle")]
    assert seats_of(uuid4()) == []
    assert len(asked) == 1


@pytest.mark.parametrize("many", range(6))
def test_a_set_of_any_length_is_asked_for(holders, many):
    @prepared
    def kinds_of(ids):
        return Holder.objects.filter(pk__in=ids).order_by("kind").values_list("kind", flat=True)

    wanted = ([one.pk for one in holders] + [uuid4() for _ in range(3)])[:many]

    assert kinds_of(wanted) == kinds_of(frozenset(wanted)) == sorted(one.kind for one in holders[:many])


def test_moments_and_texts_are_values_and_nothing_is_a_question_of_its_own(db):
    compartments = [Compartment.objects.create(scope=uuid4(), kind=kind, rotated_at=NIGHT) for kind in "ab"]
    Compartment.objects.filter(kind="b").update(rotated_at=NIGHT + timedelta(hours=1))

    @prepared
    def rotated(kinds, *, before=None):
        found = Compartment.objects.filter(kind__in=kinds).order_by("kind")
        return found.filter(rotated_at__lt=before) if before else found

    assert rotated(["a", "b"]) == compartments
    assert rotated(["b"], before=NIGHT) == []
    assert rotated(["a", "b"], before=NIGHT + timedelta(microseconds=1)) == compartments[:1]


def test_columns_that_are_counted_come_as_rows(holders):
    @prepared
    def counted(kind):
        return Holder.objects.filter(kind=kind).values_list("kind").annotate(count=Count("pk"))

    assert counted("person") == [("person", 1)]


def test_it_is_built_when_it_is_first_asked_and_not_again(holders):
    built = []

    @prepared
    def of_kind(kind):
        built.append(kind)
        return Holder.objects.filter(kind=kind)

    assert [of_kind(one.kind) for one in holders] == [[one] for one in holders]
    # Twice, to see that the same comes out for another value.
    assert len(built) == 2


def test_nothing_that_was_asked_for_is_kept(db):
    @prepared
    def failures(key):
        return AttemptCount.objects.filter(key=key).values_list("failures", flat=True)

    assert failures("een geheim") == []
    statements = getclosurevars(failures).nonlocals["statements"]
    assert ["geheim" in f"{shape}{vars(one)}" for shape, one in statements.items()] == [False]


@pytest.mark.parametrize(
    "build",
    [
        lambda kind: Holder.objects.filter(kind=kind, pk=uuid4()),
        lambda _kind: Holder.objects.all(),
        lambda kind: Holder.objects.filter(kind=kind.upper()),
        lambda kind: Holder.objects.filter(kind__startswith=kind),
        lambda kind: Holder.objects.filter(kind=kind).prefetch_related("grants"),
        lambda kind: Holder.objects.filter(kind=kind).values("pk"),
    ],
    ids=["of its own", "not asked for", "changed", "wrapped", "prefetched", "dictionaries"],
)
def test_what_cannot_be_compiled_beforehand_is_refused(db, build):
    with pytest.raises(NotPrepared):
        prepared(build)("person")


@pytest.mark.django_db(transaction=True)
def test_rows_are_locked_inside_a_transaction_only():
    @prepared
    def locked(kind):
        return Holder.objects.filter(kind=kind).select_for_update()

    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        assert locked("person") == []
    with pytest.raises(TransactionManagementError):
        locked("person")

    assert ["FOR UPDATE" in one["sql"] for one in asked] == [connection.features.has_select_for_update]


@pytest.mark.django_db(transaction=True)
def test_every_thread_asks_by_its_own_connection():
    @prepared
    def grants(compartment_id):
        return Grant.objects.filter(compartment_id=compartment_id)

    found = [grants(uuid4())]

    def ask():
        found.append(grants(uuid4()))
        connection.close()

    thread = Thread(target=ask)
    thread.start()
    thread.join()
    assert found == [[], []]
