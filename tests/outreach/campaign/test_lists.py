"""The list in order of what presses, searches that are kept, one act on many, and the call round."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories.tour import HILVERSUM, LEUDAL, WIJDEMEREN, make_contact, participation_of, stage_of
from tests.support.staff import make_colleague
from weerbaar.foundation.accounts.roles import Role
from weerbaar.foundation.audit.models import Event
from weerbaar.outreach.campaign.actions.stages import Step, move_stage
from weerbaar.outreach.campaign.models import (
    Batch,
    Call,
    Contact,
    Office,
    Participation,
    ProvinceTarget,
    Round,
    Segment,
    Stage,
    StageState,
)

pytestmark = pytest.mark.django_db
LIMBURG = "PV31"


@pytest.fixture
def visitor(visitor, tour_round):
    return visitor


def write_to(code, days_ago, **facts):
    sent = timezone.localdate() - timedelta(days=days_ago)
    Participation.objects.filter(organisation=code).update(letter_sent_on=sent, **facts)


def codes(answer):
    return [row.participation.organisation_id for row in answer.context["rows"]]


def test_what_is_stuck_longest_comes_first(visitor):
    write_to(HILVERSUM, 40), write_to(LEUDAL, 60)

    answer = visitor.get("/tour/")

    assert codes(answer)[:2] == [LEUDAL, HILVERSUM]
    assert "vast sinds 60 dagen" in answer.content.decode()


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"druk": "late"}, {LEUDAL, HILVERSUM}),
        ({"druk": "late", "provincie": LIMBURG}, {LEUDAL}),
        ({"druk": "paused"}, {WIJDEMEREN}),
        ({"stand": "wanted"}, {"GM0363"}),
        ({"stap": "session", "stand": "wanted"}, set()),
        ({"zoek": "leudal"}, {LEUDAL}),
    ],
)
def test_filters_find_what_fits(visitor, asked, found):
    write_to(HILVERSUM, 40), write_to(LEUDAL, 60)
    Participation.objects.filter(organisation=WIJDEMEREN).update(paused_until=timezone.localdate() + timedelta(days=9))
    move_stage(stage=stage_of(participation_of("GM0363")), step=Step(target=StageState.WANTED, on=timezone.localdate()), at=timezone.now(), by=None)  # fmt: skip

    assert set(codes(visitor.get("/tour/", asked))) == found


def test_the_list_shows_whose_it_is(visitor, toon):
    Participation.objects.filter(organisation=LEUDAL).update(owner=toon.account)

    assert codes(visitor.get("/tour/", {"eigenaar": str(toon.account.pk)})) == [LEUDAL]
    assert visitor.get("/tour/", {"eigenaar": "niemand"}).context["rows"].paginator.count == 353


def test_the_list_costs_the_same_whatever_happened(visitor, django_assert_num_queries):
    visitor.get("/tour/")
    with CaptureQueriesContext(connection) as before:
        visitor.get("/tour/")
    write_to(LEUDAL, 60)
    for stage in Stage.objects.all()[:90]:
        move_stage(stage=stage, step=Step(target=StageState.OFFERED, on=date(2026, 5, 1)), at=timezone.now(), by=None)

    with django_assert_num_queries(len(before)):
        visitor.get("/tour/")


def test_a_search_is_kept_shared_and_dropped(visitor, toon):
    visitor.post("/tour/zoekopdracht/", {"naam": "Limburg vast", "gedeeld": "on", "provincie": LIMBURG, "druk": "late"})
    colleague = make_colleague(Role.TOUR, name="Tine Tweede")
    other = Client()
    colleague.sign_in(other)

    kept = Segment.objects.get()
    assert (kept.asked, kept.by) == ({"provincie": LIMBURG, "druk": "late"}, toon.account)
    assert "Limburg vast" in other.get("/tour/").content.decode()
    assert other.post(f"/tour/zoekopdracht/{kept.pk}/weg/").status_code == 404
    visitor.post(f"/tour/zoekopdracht/{kept.pk}/weg/")
    assert not Segment.objects.exists()


def test_a_search_of_ones_own_is_seen_by_nobody_else(visitor):
    visitor.post("/tour/zoekopdracht/", {"naam": "Van mij", "druk": "late"})
    other = Client()
    make_colleague(Role.TOUR, name="Tine Tweede").sign_in(other)

    assert "Van mij" not in other.get("/tour/").content.decode()
    assert visitor.post("/tour/zoekopdracht/", {"naam": "", "druk": "late"}).status_code == 400


def offer(visitor, **more):
    return visitor.post(
        "/tour/samen/doen/", {"handeling": "offered", "welke": "intake_talk", "dag": "2026-05-29"} | more
    )


def test_a_dry_run_says_for_whom_and_who_is_skipped_and_why_and_changes_nothing(visitor):
    Participation.objects.filter(organisation=LEUDAL).update(paused_until=timezone.localdate() + timedelta(days=9))

    answer = visitor.get(
        "/tour/samen/", {"provincie": LIMBURG, "handeling": "offered", "welke": "intake_talk", "dag": "2026-05-29"}
    )

    plan = answer.context["plan"]
    assert (len(plan.done), [(str(why), count) for why, count in plan.reasons]) == (31, [("even niets vragen", 1)])
    assert "Leudal" in answer.content.decode()
    assert Batch.objects.count() == 0


def test_a_province_is_offered_at_once_and_all_of_it_is_taken_back(visitor, toon):
    answer = offer(visitor, provincie=LIMBURG)
    batch = Batch.objects.get()

    assert answer.url == f"/tour/samen/{batch.pk}/"
    assert Stage.objects.filter(kind="intake_talk", state=StageState.OFFERED).count() == 32
    assert Event.objects.filter(action="batch.offered").get().detail == {"done": 32, "skipped": 0}

    move_stage(stage=stage_of(participation_of(LEUDAL)), step=Step(target=StageState.WANTED, on=timezone.localdate()), at=timezone.now(), by=toon.account)  # fmt: skip
    undone = visitor.post(f"/tour/samen/{batch.pk}/terug/").content.decode()

    assert "31 organisaties staan weer zoals ervoor" in undone
    assert "Leudal" in undone
    assert list(Stage.objects.exclude(state=StageState.OPEN).values_list("participation__organisation", flat=True)) == [
        LEUDAL
    ]
    assert visitor.post(f"/tour/samen/{batch.pk}/terug/").status_code == 302


def test_who_is_ticked_is_meant_and_nobody_ticked_is_nobody(visitor):
    offer(visitor, o=[LEUDAL, HILVERSUM], alleen="aangevinkt")

    assert Stage.objects.filter(state=StageState.OFFERED).count() == 2
    assert visitor.get("/tour/samen/", {"alleen": "aangevinkt"}).context["count"] == 0


def test_owner_and_rest_are_set_for_many_and_taken_back_but_for_what_changed_since(visitor, toon):
    until = timezone.localdate() + timedelta(days=30)
    visitor.post("/tour/samen/doen/", {"handeling": "owner", "wie": str(toon.account.pk), "provincie": LIMBURG})
    visitor.post("/tour/samen/doen/", {"handeling": "pause", "tot": until.isoformat(), "provincie": LIMBURG})
    assert Participation.objects.filter(owner=toon.account, paused_until=until).count() == 32
    Participation.objects.filter(organisation=LEUDAL).update(owner=None)

    given = Batch.objects.get(what="owner")
    undone = visitor.post(f"/tour/samen/{given.pk}/terug/").content.decode()

    assert "Leudal" in undone
    assert not Participation.objects.filter(owner=toon.account).exists()
    assert Participation.objects.filter(paused_until=until).count() == 32


@pytest.mark.parametrize(
    ("act", "fields"),
    [("offered", ["welke", "dag"]), ("later", ["welke", "dag", "tot"]), ("owner", ["wie"]), ("pause", ["tot"])],
)
def test_who_chose_an_act_is_asked_only_what_belongs_to_it(visitor, act, fields):
    first = visitor.get("/tour/samen/", {"provincie": LIMBURG}).content.decode()
    page = visitor.get("/tour/samen/", {"provincie": LIMBURG, "handeling": act})

    assert [name for name in ("welke", "dag", "tot", "wie") if f'name="{name}"' in first] == []
    assert (page.status_code, page.context["plan"]) == (200, None)
    assert [name for name in ("welke", "dag", "tot", "wie") if f'name="{name}"' in page.content.decode()] == fields


@pytest.mark.parametrize("told", [{"dag": ""}, {"handeling": "pause"}, {"handeling": "held"}, {"welke": "borrel"}])
def test_an_act_on_many_that_is_not_clear_does_nothing(visitor, told):
    assert offer(visitor, **told).status_code == 400
    assert Batch.objects.count() == 0


def test_the_call_round_goes_from_the_longest_silent_to_the_next(visitor):
    write_to(LEUDAL, 60), write_to(HILVERSUM, 40)
    make_contact(LEUDAL, Office.CLERK, phone="0475 000 000")

    page = visitor.get("/tour/bellen/").content.decode()
    answer = visitor.post(f"/tour/bellen/{LEUDAL}/", {"afloop": "no_answer", "gezegd": ""})

    assert page.index("Leudal") < page.index("Hilversum")
    assert "0475 000 000" in page
    assert answer.url == f"/tour/bellen/{HILVERSUM}/?ronde=2026"
    assert [line.participation.organisation_id for line in visitor.get("/tour/bellen/").context["lines"]] == [HILVERSUM]


def test_who_did_not_answer_yesterday_is_called_again_and_attempts_are_counted(visitor):
    write_to(LEUDAL, 60)
    for days in (1, 2):
        Call.objects.create(
            participation=participation_of(LEUDAL), at=timezone.now() - timedelta(days=days), outcome="no_answer"
        )

    (line,) = visitor.get("/tour/bellen/").context["lines"]

    assert (line.participation.organisation_id, line.attempts.count) == (LEUDAL, 2)


def test_an_agreed_call_comes_first_and_is_gone_when_it_was_made(visitor):
    write_to(LEUDAL, 60)
    day, later = timezone.localdate(), timezone.localtime() + timedelta(minutes=1)
    visitor.post(
        f"/tour/bellen/{HILVERSUM}/",
        {"afloop": "call_back", "terug_op": later.date().isoformat(), "terug_om": f"{later:%H:%M}", "gezegd": ""},
    )

    assert [line.participation.organisation_id for line in visitor.get("/tour/bellen/").context["lines"]] == [
        HILVERSUM,
        LEUDAL,
    ]
    visitor.post(f"/tour/bellen/{HILVERSUM}/", {"afloop": "wanted", "gezegd": "Graag in het najaar."})
    assert stage_of(participation_of(HILVERSUM)).state == StageState.WANTED
    assert participation_of(HILVERSUM).answered_on == day
    assert [line.participation.organisation_id for line in visitor.get("/tour/bellen/").context["lines"]] == [LEUDAL]


def test_somebody_else_arranges_it(visitor):
    visitor.post(
        f"/tour/bellen/{LEUDAL}/",
        {"afloop": "someone_else", "naam": "van Verzonnen", "voorletters": "j", "functie": "safety_officer", "telefoon": "", "mail": "", "gezegd": ""},
    )  # fmt: skip

    arranger = participation_of(LEUDAL).arranger
    assert (arranger.infix, arranger.surname, arranger.office) == ("van", "Verzonnen", Office.SAFETY_OFFICER)
    assert participation_of(LEUDAL).answered_on is None


def test_who_arranges_it_instead_is_to_be_called_the_day_after(visitor, time_machine, toon):
    write_to(LEUDAL, 60)
    visitor.post(f"/tour/bellen/{LEUDAL}/", {"afloop": "someone_else", "naam": "Verzonnen", "functie": "assistant"})

    assert visitor.get("/tour/bellen/").context["lines"] == []
    time_machine.move_to(timezone.now() + timedelta(days=1))
    toon.sign_in(visitor)
    (line,) = visitor.get("/tour/bellen/").context["lines"]
    assert line.whom.surname == "Verzonnen"


def test_calling_back_is_agreed_for_a_moment_to_come(visitor):
    told = {"afloop": "call_back", "terug_op": "2020-01-01", "terug_om": "10:00", "gezegd": ""}

    answer = visitor.post(f"/tour/bellen/{LEUDAL}/", told)

    assert (answer.status_code, "Dit moment is al voorbij." in answer.content.decode()) == (400, True)
    assert Call.objects.count() == 0


def test_a_call_that_is_pressed_twice_or_that_two_made_is_noted_once_unless_it_is_meant(visitor):
    address = f"/tour/bellen/{LEUDAL}/"
    seen = visitor.get(address).context["form"]["gezien"].value()
    told = {"afloop": "no_answer", "gezegd": "", "gezien": seen}
    visitor.post(address, told)

    again = visitor.post(address, told)

    assert (again.status_code, Call.objects.count()) == (400, 1)
    assert "Intussen is er al een gesprek vastgelegd." in again.content.decode()
    assert visitor.post(address, told | {"gezien": again.context["form"]["gezien"].value()}).status_code == 302
    assert Call.objects.count() == 2


@pytest.mark.parametrize("number", ["abc", "bel me", "12", "06;javascript"])
def test_what_cannot_be_called_is_no_number(visitor, number):
    told = {"afloop": "someone_else", "naam": "Verzonnen", "functie": "assistant", "telefoon": number}

    assert visitor.post(f"/tour/bellen/{LEUDAL}/", told).status_code == 400
    assert Contact.objects.filter(surname="Verzonnen").count() == 0


def test_the_same_person_is_added_once(visitor):
    address = f"/tour/organisatie/{LEUDAL}/contact/"
    told = {"functie": "clerk", "aanspreekvorm": "none", "achternaam": "Verzonnen", "telefoon": "(0475) 12-34.56"}
    assert visitor.post(address, told).status_code == 302

    again = visitor.post(address, told | {"achternaam": "verzonnen"})

    assert (again.status_code, Contact.objects.filter(surname="Verzonnen").count()) == (400, 1)
    assert visitor.post(address, told | {"functie": "assistant"}).status_code == 302


@pytest.mark.parametrize(
    "told", [{"afloop": "call_back"}, {"afloop": "someone_else"}, {"afloop": "sms"}, {"gezegd": "x"}]
)
def test_a_call_that_is_not_clear_is_not_noted(visitor, told):
    assert visitor.post(f"/tour/bellen/{LEUDAL}/", told).status_code == 400
    assert Call.objects.count() == 0


def test_who_declines_is_asked_nothing_more(visitor):
    write_to(LEUDAL, 60)

    visitor.post(f"/tour/bellen/{LEUDAL}/", {"afloop": "declined", "gezegd": ""})

    assert visitor.get("/tour/", {"zoek": "leudal"}).context["rows"][0].standing.urgency.name == "DONE"


def test_a_round_is_opened_ordered_and_ended(visitor):
    told = {"code": "2030", "naam": "Ronde van 2030", "begin": "2030-04-01", "eind": "2032-01-01"}
    assert visitor.post("/tour/rondes/", told).url == "/tour/rondes/2030/"
    assert visitor.post("/tour/rondes/", told).status_code == 400

    page = visitor.get("/tour/rondes/2026/")
    fields = dict.fromkeys(page.context["form"].fields, "") | {f"plaats_{LIMBURG}": "1", f"begin_{LIMBURG}": "2026-04-01", f"klaar_{LIMBURG}": "2026-06-01"}  # fmt: skip
    visitor.post("/tour/rondes/2026/", fields)
    late = visitor.get("/tour/rondes/2026/").content.decode()
    visitor.post("/tour/rondes/2026/einde/", {"eind": "2029-01-01"})

    target = ProvinceTarget.objects.get()
    assert (target.province_id, target.position) == (LIMBURG, 1)
    assert "32 te laat" in late
    assert Round.objects.get(pk="2026").ends_on == date(2029, 1, 1)
    assert visitor.post("/tour/rondes/2026/einde/", {"eind": "2020-01-01"}).status_code == 400


def test_dates_without_a_place_and_an_end_before_its_begin_are_refused(visitor):
    fields = dict.fromkeys(visitor.get("/tour/rondes/2026/").context["form"].fields, "")

    assert visitor.post("/tour/rondes/2026/", fields | {f"begin_{LIMBURG}": "2026-04-01"}).status_code == 400
    wrong = {f"plaats_{LIMBURG}": "1", f"begin_{LIMBURG}": "2026-04-01", f"klaar_{LIMBURG}": "2026-03-01"}
    assert visitor.post("/tour/rondes/2026/", fields | wrong).status_code == 400
    assert ProvinceTarget.objects.count() == 0


def test_taking_back_writes_the_column_that_the_act_changed_and_no_other(visitor, toon):
    visitor.post("/tour/samen/doen/", {"handeling": "owner", "wie": str(toon.account.pk), "provincie": LIMBURG})

    with CaptureQueriesContext(connection) as asked:
        visitor.post(f"/tour/samen/{Batch.objects.get().pk}/terug/")

    (written,) = [one["sql"] for one in asked if one["sql"].startswith('UPDATE "campaign_participation"')]
    assert ("owner_id" in written, "paused_until" in written) == (True, False)
    if connection.features.has_select_for_update:
        locked = [one["sql"] for one in asked if "FOR UPDATE" in one["sql"]]
        assert any('FROM "campaign_participation"' in one for one in locked)


def test_who_went_up_in_another_since_is_left_and_named_when_an_act_is_taken_back(visitor):
    until = timezone.localdate() + timedelta(days=30)
    visitor.post("/tour/samen/doen/", {"handeling": "pause", "tot": until.isoformat(), "o": [WIJDEMEREN, LEUDAL]})
    Participation.objects.filter(organisation=WIJDEMEREN).update(merged_into=participation_of(HILVERSUM))

    undone = visitor.post(f"/tour/samen/{Batch.objects.get().pk}/terug/").content.decode()

    assert "Wijdemeren" in undone
    assert list(Participation.objects.filter(paused_until=until).values_list("organisation", flat=True)) == [WIJDEMEREN]


def test_only_who_stood_in_the_dry_run_is_done(visitor):
    asked = {
        "handeling": "offered",
        "welke": "intake_talk",
        "dag": "2026-05-29",
        "stap": "intake_talk",
        "stand": "open",
    }
    Stage.objects.filter(participation=participation_of(HILVERSUM)).update(state=StageState.WANTED)
    looked = visitor.get("/tour/samen/", asked | {"provincie": "PV27"})
    seen = re.search(r'name="gezien" value="([^"]*)"', looked.content.decode())[1]
    assert HILVERSUM not in seen
    Stage.objects.filter(participation=participation_of(HILVERSUM)).update(state=StageState.OPEN)

    visitor.post("/tour/samen/doen/", asked | {"provincie": "PV27", "gezien": seen})

    assert stage_of(participation_of(HILVERSUM)).state == StageState.OPEN
    assert Stage.objects.filter(state=StageState.OFFERED).count() == len(seen.split())
