"""An example of a round that is over and one that runs, so that a newcomer sees the Tour lived in. Nobody in it exists.

What happens where follows from the code of the organisation, so that every house that is furnished looks the same.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from zlib import crc32

from weerbaar.foundation.accounts.models import Account
from weerbaar.foundation.accounts.roles import Role
from weerbaar.outreach.campaign.actions import bulk, calls, history, importing, rounds, story
from weerbaar.outreach.campaign.actions.history import Past
from weerbaar.outreach.campaign.actions.stages import Step
from weerbaar.outreach.campaign.contact_lists.columns import guess
from weerbaar.outreach.campaign.contact_lists.sheets import Line, Sheet
from weerbaar.outreach.campaign.days import after_working_days
from weerbaar.outreach.campaign.models import Call, Moment, Payer, Round, StageKind, StageState
from weerbaar.outreach.campaign.queries import organisations
from weerbaar.outreach.campaign.queries.bulk import OwnerAct
from weerbaar.outreach.campaign.queries.organisations import Wanted
from weerbaar.outreach.campaign.queries.rounds import rounds as known_rounds

ROUNDS = (
    ("2022-2024", "Ronde van 2022 tot en met 2024", date(2022, 6, 1), date(2025, 1, 1)),
    ("2026", "Ronde na de verkiezingen van 2026", date(2026, 4, 1), date(2028, 7, 1)),
)
ORDER = ("PV30", "PV28", "PV31", "PV29", "PV26", "PV27", "PV24", "PV23", "PV22", "PV25", "PV20", "PV21")
"""The order of the first round: Noord-Brabant, Zuid-Holland, Limburg … and last Gelderland, Groningen and Fryslân."""
WRITTEN_TO = ("PV31", "PV29", "PV30")
HEAD = (
    "organisatie",
    "functie",
    "aanspreekvorm",
    "voorletters",
    "tussenvoegsel",
    "achternaam",
    "mail",
    "telefoon",
    "vanaf",
)
SURNAMES = (
    ("", "Voorbeeld"), ("van", "Verzonnen"), ("de", "Niemand"), ("'t", "Hert"), ("", "IJdel"), ("van den", "Bedacht"), ("", "Zogenaamd"),
    ("ter", "Illustratie"), ("", "Fictief"), ("de", "Proef"), ("van 't", "Papier"), ("", "Denkbeeldig"),
)  # fmt: skip
OFFICES = (("burgemeester", "bestuur"), ("griffier", "griffie"), ("beleidsmedewerker veiligheid", "veiligheid"))
PEOPLE_IN = 36
MET = ("GM0141", "GM0193", "GM0402", "GM0014", "PV25", "GM0200", "GM0202")
"""Met before their province had its turn, because they asked: the rooms above give them a session or a training."""
WILLING = ("GM0344", "GM0307", "GM0268")
"""Want a talk: the room of appointments gives them one."""
TALK, SESSION, TRAINING = StageKind


def furnish(team: Iterable[Account], at: datetime) -> None:
    """Will open both rounds and fill them, unless there is a round already."""
    if known_rounds().exists():
        return
    before, now = (rounds.open_round(code=c, name=n, starts_on=s, ends_on=e, at=at) for c, n, s, e in ROUNDS)
    history.take_over(round=before, pasts=list(_round_before(before)), at=at)
    today = max(at.date(), now.starts_on + timedelta(days=120))
    written = [*_round_now(now, today), *_out_of_turn(now, today)]
    history.take_over(round=now, pasts=written, at=at)
    importing.import_contacts(sheet=_people(written), mapping=guess(HEAD), source="verzonnen", at=at, by=None)
    toon = next((one for one in team if Role.TOUR in one.roles), None)
    if toon is not None:
        _work_of(toon, before, now, today, at)


def _work_of(toon: Account, before: Round, now: Round, today: date, at: datetime) -> None:
    for part in (before, now):
        start, days = part.starts_on + timedelta(days=20), (part.ends_on - part.starts_on).days // 14
        turns = [
            rounds.Turn(
                code, place, start + timedelta(days=days * (place - 1)), start + timedelta(days=days * (place + 1))
            )
            for place, code in enumerate(
                ORDER if part is before else (*WRITTEN_TO, *sorted(set(ORDER) - set(WRITTEN_TO))), 1
            )
        ]
        rounds.set_turns(round=part, turns=turns, at=at, by=toon)
    limburg = organisations.chosen(now, Wanted(province=WRITTEN_TO[0]), on=today)
    bulk.act_on(keys=limburg, act=OwnerAct(owner=toon), what="owner", at=at, by=toon)
    for number, one in enumerate(organisations.listed(now, Wanted(province=WRITTEN_TO[0]))[:6]):
        kind, text = ((Moment.Kind.CALL, "De griffie zoekt een datum met de burgemeester."), (Moment.Kind.NOTE, "De raad wil het over online haat hebben."))[number % 2]  # fmt: skip
        story.tell(participation=one, kind=kind, text=text, at=at - timedelta(days=3 + number), by=toon)
        due = today + timedelta(days=7 * number - 5)
        story.make_promise(
            participation=one, text="Voorbeeld van een protocol sturen", at=at, by=toon, due_on=due, owner=toon
        )
        if number % 3 == 0:
            story.make_promise(
                participation=one, text="De gedragscode toesturen", at=at, by=toon, side=Payer.ORGANISATION
            )
        if number == 1:
            calls.note_call(
                participation=one,
                outcome=calls.Outcome(kind=Call.Outcome.NO_ANSWER),
                contact=None,
                at=at - timedelta(days=1),
                by=toon,
            )


def _round_before(round: Round) -> Iterator[Past]:  # noqa: A002 - the noun of the field
    """Two hundred of 342 spoken to, most of them want the session, and a few the training: as the real round went."""
    for place, province in enumerate(ORDER):
        letter = round.starts_on + timedelta(days=40 + 55 * place)
        for one in organisations.listed(round, Wanted(province=province)):
            luck = crc32(one.organisation_id.encode())
            if place >= len(ORDER) - 3 and luck % 4:
                continue
            yield _past(one.organisation_id, letter, luck, until=round.ends_on)


def _round_now(round: Round, today: date) -> Iterator[Past]:  # noqa: A002 - the noun of the field
    """Three provinces written to: the first far ahead, the last just now."""
    for province, days in zip(WRITTEN_TO, (150, 80, 20), strict=True):
        letter = max(round.starts_on, today - timedelta(days=days))
        for one in organisations.listed(round, Wanted(province=province)):
            yield _past(one.organisation_id, letter, crc32(f"2026{one.organisation_id}".encode()), until=today)


def _out_of_turn(round: Round, today: date) -> Iterator[Past]:  # noqa: A002 - the noun of the field
    for code in MET:
        letter = max(round.starts_on, today - timedelta(days=150))
        steps = _talk(letter, letter + timedelta(days=12), letter + timedelta(days=40))
        if code == "GM0014":
            steps += _held(SESSION, letter + timedelta(days=41), letter + timedelta(days=90))
        yield Past(code=code, letter_sent_on=letter, answered_on=letter + timedelta(days=12), steps=steps)
    for code in WILLING:
        answered = today - timedelta(days=4)
        yield Past(
            code=code, letter_sent_on=today - timedelta(days=30), answered_on=answered,
            steps=[(TALK, Step(target=StageState.OFFERED, on=today - timedelta(days=30))), (TALK, Step(target=StageState.WANTED, on=answered))],
        )  # fmt: skip


def _talk(letter: date, answered: date, held: date) -> list[tuple[StageKind, Step]]:
    return [(TALK, Step(target=StageState.OFFERED, on=letter)), *_held(TALK, answered, held)]


def _held(kind: StageKind, wanted: date, about: date) -> list[tuple[StageKind, Step]]:
    day = after_working_days(about, 1)
    moment = datetime(day.year, day.month, day.day, 17 if kind == SESSION else 12, 30, tzinfo=UTC)
    planned = Step(target=StageState.PLANNED, on=wanted + timedelta(days=3), planned_for=moment)
    return [
        (kind, Step(target=StageState.WANTED, on=wanted)),
        (kind, planned),
        (kind, Step(target=StageState.HELD, on=day)),
    ]


def _past(code: str, letter: date, luck: int, *, until: date) -> Past:
    """One organisation after its letter, as far as it came before a day."""
    answered = letter + timedelta(days=8 + luck % 45)
    offered = (TALK, Step(target=StageState.OFFERED, on=letter))
    if luck % 9 == 0 or answered >= until:
        return Past(code=code, letter_sent_on=letter, steps=[offered])
    if luck % 13 == 0:
        return Past(
            code=code,
            letter_sent_on=letter,
            answered_on=answered,
            steps=[offered, (TALK, Step(target=StageState.DECLINED, on=answered))],
        )
    steps: list[tuple[StageKind, Step]] = [offered, (TALK, Step(target=StageState.WANTED, on=answered))]
    day = answered
    for kind, wait, share in (
        (TALK, 20 + luck % 90, 100),
        (SESSION, 45 + luck % 80, 80),
        (TRAINING, 60 + luck % 70, 20),
    ):
        if luck // 7 % 100 >= share:
            break
        if kind != TALK:
            steps.append((kind, Step(target=StageState.WANTED, on=day)))
        meant, day = day, after_working_days(day + timedelta(days=wait), 1)
        if kind == TALK and luck % 5 == 0 and day >= until:
            break
        evening = 17 if kind == SESSION else 12
        moment = datetime(day.year, day.month, day.day, evening, 30, tzinfo=UTC)
        steps.append((kind, Step(target=StageState.PLANNED, on=meant + timedelta(days=3), planned_for=moment)))
        if day >= until:
            break
        steps.append((kind, Step(target=StageState.HELD, on=day)))
    return Past(
        code=code, letter_sent_on=letter, answered_on=answered, steps=[pair for pair in steps if pair[1].on <= until]
    )


def _people(written: list[Past]) -> Sheet:
    """A list of invented officials, as it could come in from a spreadsheet."""
    lines: list[Line] = []
    for number, past in enumerate(written[:PEOPLE_IN]):
        for place, (office, desk) in enumerate(OFFICES):
            luck = crc32(f"{past.code}{office}".encode())
            infix, surname = SURNAMES[(number * 3 + place) % len(SURNAMES)]
            form, initials = ("mevrouw", "de heer", "")[luck % 3], "ABDEHJKMPST"[luck % 11] + "."
            office_there = "commissaris van de Koning" if past.code.startswith("PV") and place == 0 else office
            mail, phone = f"{desk}@{past.code.lower()}.invalid", f"0{100 + number} 000 {luck % 900 + 100}"
            cells = (past.code, office_there, form, initials, infix, surname, mail, phone, "2026-05-01")
            lines.append(Line(len(lines) + 2, cells))
    return Sheet(HEAD, lines)
