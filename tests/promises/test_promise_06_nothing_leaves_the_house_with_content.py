"""Promise 6: nothing leaves the house with content. Today only mail leaves it."""

from email import policy

import pytest

from tests.promises.database import change
from tests.promises.people import BEA, VERA, eventually, write
from tests.promises.search import found_in
from tests.support.environment import POSTGRESQL, kind_of_database

ALARM = "Er wacht iets dringends"
NEWCOMER = "nieuw@overleg.invalid"
HEADERS = {
    "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type",
    "Content-Transfer-Encoding", "X-Peer", "X-MailFrom", "X-RcptTo",
}  # fmt: skip
TELLING = (
    "dreig", "bedreig", "intimid", "geweld", "gevaar", "agressie", "raad", "gemeente", "wethouder", "burgemeester",
    "politic", "politiek", "ambts", "veilig", "weerbaar", "hulp", "slachtoffer", "melding", "zaak", "bericht van",
)  # fmt: skip


@pytest.fixture(scope="module")
def sent(house, team, story, letters):
    """Every letter after the whole story and an invitation."""
    assert story
    team[BEA].submit("/beheer/accounts/uitnodigen/", name="Noor Nieuw", email=NEWCOMER, roles=["adviser"])
    eventually(lambda: {VERA, NEWCOMER} <= {letter["To"] for letter in letters.received}, seconds=30)
    _let_an_hour_of_danger_pass(house)
    eventually(lambda: ALARM in {letter["Subject"] for letter in letters.received}, seconds=30)
    return [letter for letter in letters.received if not _is_of_the_tour(letter)]


def _is_of_the_tour(letter):
    """What the Tour mails to organisations and facilitators has a shape of its own: an answer to it names its row."""
    return "+" in letter.get("Reply-To", "") or letter.is_multipart()


def _let_an_hour_of_danger_pass(house):
    """Someone tells of danger and nobody looks again; what the schedule does every five minutes, is done now."""
    write(house, "Er staat iemand voor de deur.", danger="yes")
    long_ago = "2026-01-01 00:00:00+00" if kind_of_database() == POSTGRESQL else "2026-01-01 00:00:00"
    change(house, f"UPDATE cases_dangercheck SET look_again_at = '{long_ago}' WHERE look_again_at IS NOT NULL")
    tasks = "from weerbaar.confidential.cases.tasks import sound_alarm; sound_alarm.enqueue()"
    outcome = house.manage("shell", "-c", tasks)
    assert outcome.returncode == 0, outcome.stderr


def test_no_letter_holds_a_word_that_somebody_wrote(sent, letters, story):
    assert sent
    for letter in letters.received:
        parts = [part.get_content() for part in letter.walk() if part.get_content_maintype() == "text"]
        whole = letter.as_bytes(policy=policy.default) + "".join(parts).encode()
        assert found_in(whole, story.planted | {"number": story.number, "words": story.words}) == []


def test_subject_and_sender_could_be_of_any_office(sent):
    assert {letter["Subject"] for letter in sent} == {"Er wacht iets", ALARM, "Uw account voor Overleg"}
    assert {letter["From"] for letter in sent} == {"Overleg <bericht@overleg.invalid>"}


def test_the_letter_about_a_message_says_only_that_something_waits(sent, house):
    about = {letter.get_content() for letter in sent if letter["Subject"] == "Er wacht iets"}

    # A reminder of a term may be among them: it leads to one's own work instead of to the desk.
    assert {text.strip().replace("\r\n", "\n").rsplit("/", 2)[0] for text in about} == {
        f"Er wacht iets op u.\n\nU vindt het hier: {house.url}"
    }
    assert {text.strip().rsplit("/", 2)[1] for text in about} <= {"dienst", "mijn-werk"}


def test_the_letter_about_danger_says_only_that_it_cannot_wait(sent, house):
    about = {letter.get_content() for letter in sent if letter["Subject"] == ALARM}

    assert {text.strip().replace("\r\n", "\n") for text in about} == {
        f"Er wacht iets dat niet kan wachten. Kijk nu.\n\nU vindt het hier: {house.url}/mijn-werk/"
    }


def test_no_letter_uses_a_word_that_tells_what_we_are(sent):
    for letter in sent:
        text = f"{letter['Subject']} {letter['From']} {letter.get_content()}".lower()
        assert [word for word in TELLING if word in text] == []


def test_headers_name_no_machine_no_software_and_nobody_else(sent, letters):
    for letter in sent:
        assert set(letter.keys()) <= HEADERS
        assert letter["Message-ID"].endswith("@overleg.invalid>")
        assert "," not in letter["To"]
        assert letter.get_content_type() == "text/plain"
    assert set(letters.counter.greetings) == {"overleg.invalid"}


def test_only_colleagues_are_mailed_and_never_who_writes(sent):
    assert {letter["To"] for letter in sent} <= {
        NEWCOMER, *(f"{name}@overleg.invalid" for name in ("vera", "wil", "bas", "cora")),
    }  # fmt: skip
