"""A certificate: true while its event stands in the record, false for every character that is another one."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories.team import NIGHT
from weerbaar.foundation.audit.actions import certify, record, renew_signing_key
from weerbaar.foundation.audit.models import Event
from weerbaar.foundation.audit.queries import check_certificate, verify

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def key_file(settings, tmp_path):
    settings.AUDIT_KEY_FILE = tmp_path / "audit-key"
    return settings.AUDIT_KEY_FILE


def erased(at=NIGHT, **amounts):
    amounts = amounts or {"messages": 3, "files": 1}
    return record(bearer="receipt:x", role="client", action="case.erased", subject="scope:x", detail=amounts, at=at)


@pytest.fixture
def certificate():
    erased(at=NIGHT - timedelta(hours=1))
    return certify(erased(), about="k3m9-7xq2")


def check(text, tmp_path):
    file = tmp_path / "bewijs.txt"
    file.write_text(text)
    out, err = io.StringIO(), io.StringIO()
    code = 0
    try:
        call_command("audit", "certificate", str(file), stdout=out, stderr=err)
    except SystemExit as stop:
        code = stop.code
    return code, out.getvalue() + err.getvalue()


def test_a_certificate_says_what_was_done_when_and_how_much_and_not_by_whom(certificate):
    facts = check_certificate(certificate).facts

    assert {name: facts[name] for name in ("about", "act", "at", "messages", "files", "event")} == {
        "about": "k3m9-7xq2",
        "act": "case.erased",
        "at": "2026-11-22T02:10:00+00:00",
        "messages": "3",
        "files": "1",
        "event": "2",
    }
    assert ("receipt" in certificate, "scope" in certificate) == (False, False)


def test_a_true_certificate_holds_on_the_command_line(certificate, tmp_path):
    assert check(certificate, tmp_path) == (
        0,
        "certificate: k3m9-7xq2 case.erased at 2026-11-22T02:10:00+00:00 holds\n",
    )


def test_a_line_that_was_broken_at_the_edge_of_a_paper_is_one_line_again(certificate):
    unseen = certificate.replace("0", "0\u200b")
    broken = "\n".join(line[:90] + "\r\n" + line[90:] if len(line) > 90 else line for line in unseen.splitlines())
    lonely = certificate.replace("signature: ", "signature:\n")

    assert [check_certificate(text).problem for text in (broken, lonely)] == ["", ""]
    assert check_certificate(broken).text == certificate


def test_a_line_of_ones_own_is_never_part_of_it(certificate):
    for words in ("\nen nog iets", "\nmessages: 4", "\nnote: x"):
        for place in ("\nfiles: 1", "\nkey: "):
            assert not check_certificate(certificate.replace(place, words + place)).ok


def test_how_lines_end_and_what_stands_around_it_does_not_matter(certificate):
    mangled = "\n \n" + certificate.replace("\n", " \r\n") + "\n\n"

    assert check_certificate(mangled).ok is True


@settings(max_examples=60)
@given(facts=st.data())
def test_with_any_other_character_it_does_not_hold(certificate, facts):
    place = facts.draw(st.integers(0, len(certificate.strip()) - 1))
    other = facts.draw(st.sampled_from("abcdef0123456789:-x").filter(lambda one: one != certificate[place]))

    assert check_certificate(certificate[:place] + other + certificate[place + 1 :]).ok is False


@pytest.mark.parametrize(
    "text", ["", "\n", "hallo", "weerbaar certificate 1", "weerbaar certificate 1\nx", "\x00", "é" * 500]
)
def test_what_is_no_certificate_is_named_so(text, tmp_path):
    assert check(text, tmp_path)[0] == 1
    assert check_certificate(text).ok is False


def test_a_fact_that_is_said_twice_is_no_certificate(certificate):
    assert (
        check_certificate(certificate.replace("files: 1\n", "files: 1\nfiles: 2\n")).problem
        == "this is not a certificate"
    )


def test_after_the_key_was_renewed_it_still_holds(certificate, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        renew_signing_key()

    assert (check_certificate(certificate).ok, verify().ok) == (True, True)


def test_a_certificate_of_another_installation_does_not_hold(certificate, settings, tmp_path):
    settings.AUDIT_KEY_FILE = tmp_path / "elsewhere"

    assert check_certificate(certificate).problem == "it was not signed by this installation"


def test_a_record_from_before_the_act_is_told(certificate):
    Event.objects.filter(sequence=2).delete()

    assert (
        check_certificate(certificate).problem
        == "the record has no event 2: it is older than the certificate, or was cut"
    )


def test_a_record_that_says_something_else_there_is_told(certificate):
    Event.objects.filter(sequence=2).update(action="case.opened")

    assert check_certificate(certificate).problem == "event 2 of the record is another one"


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("audit", "certificate", str(tmp_path / "nergens.txt"))
