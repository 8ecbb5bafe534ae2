"""The dry run: who gets something, who does not, and why."""

from datetime import date

import pytest

from tests.factories.letters import DAY, LIMBURG, give_addresses, make_mailing, make_version, wish_for
from tests.factories.tour import HILVERSUM, LEUDAL, MORNING, make_contact
from weerbaar.outreach.campaign.models import FormOfAddress, Office, Organisation, Participation, Stage
from weerbaar.outreach.letters.models import Dispatch
from weerbaar.outreach.letters.queries.recipients import Reader, Why, again, plan_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def version(tour_round):
    return make_version()


def plan(version, tour_round, **facts):
    return plan_of(wish_for(version, tour_round, **facts), dated_on=DAY, on=DAY)


def test_all_354_get_a_letter_when_all_have_an_address(version, tour_round):
    give_addresses()

    found = plan(version, tour_round)

    assert (len(found.recipients), found.skipped, found.organisations) == (354, [], 354)


def test_without_an_address_nobody_gets_a_letter_and_the_reason_is_counted(version, tour_round):
    give_addresses(LEUDAL)

    found = plan(version, tour_round)

    assert (len(found.recipients), found.reasons) == (1, [(Why.NO_ADDRESS, 353)])


def test_a_pause_is_respected_and_says_no_more_than_not_now(version, tour_round):
    give_addresses(LEUDAL)
    Participation.objects.filter(organisation=LEUDAL).update(paused_until=date(2026, 6, 30))

    (skipped,) = plan(version, tour_round, codes=(LEUDAL,)).skipped

    assert (skipped.why, skipped.why.label) == (Why.PAUSED, "even niet")


def test_who_is_left_out_by_hand_is_left_out(version, tour_round):
    give_addresses(LEUDAL, HILVERSUM)

    found = plan(version, tour_round, codes=(LEUDAL, HILVERSUM), without=frozenset({LEUDAL}))

    assert [one.participation.organisation_id for one in found.recipients] == [HILVERSUM]
    assert found.reasons == [(Why.EXCLUDED, 1)]


@pytest.mark.parametrize(
    ("state", "late"), [("held", [LEUDAL]), ("declined", [LEUDAL]), ("planned", []), ("later", []), ("offered", [])]
)
def test_a_letter_about_what_was_held_or_not_wanted_goes_with_a_warning(version, tour_round, state, late):
    give_addresses(LEUDAL, HILVERSUM)
    talk = Stage.objects.filter(participation__organisation=LEUDAL, kind=version.template.stage)
    when = {"held": {"held_on": DAY}, "planned": {"planned_for": MORNING}}
    assert talk.update(state=state, **when.get(state, {})) == 1

    found = plan(version, tour_round, codes=(LEUDAL, HILVERSUM), channels=("letter", "mail"))

    assert [one.organisation_id for one in found.too_late_for] == late
    assert found.organisations == 2


def test_a_letter_about_no_stage_is_never_too_late(tour_round):
    give_addresses(LEUDAL)
    version = make_version("Nieuwjaar", stage="")
    Stage.objects.update(state="declined")

    assert plan(version, tour_round, codes=(LEUDAL,)).too_late_for == []


def test_a_province_is_written_to_its_kings_commissioner(version, tour_round):
    give_addresses(LIMBURG, LEUDAL)

    found = plan(version, tour_round, codes=(LIMBURG, LEUDAL))

    assert {one.participation.organisation_id: one.office for one in found.recipients} == {
        LIMBURG: Office.KINGS_COMMISSIONER, LEUDAL: Office.MAYOR,
    }  # fmt: skip


def test_addressee_and_greeting_are_right_for_who_holds_the_office(version, tour_round):
    give_addresses(LEUDAL)
    make_contact(LEUDAL, Office.MAYOR, surname="Vries", infix="de", initials="D.", form_of_address=FormOfAddress.MS)

    (one,) = plan(version, tour_round, codes=(LEUDAL,)).recipients

    assert one.snapshot["address"] == [
        "Gemeente Leudal", "T.a.v. de burgemeester", "mevrouw D. de Vries", "Postbus 1", "1000 AB  VOORBEELDDAM",
    ]  # fmt: skip
    assert one.snapshot["fields"]["aanhef"] == "Geachte mevrouw De Vries"


def test_an_office_whose_holder_is_not_known_is_written_to_as_an_office(version, tour_round):
    give_addresses(LEUDAL)

    (one,) = plan(version, tour_round, codes=(LEUDAL,), readers=(Reader.CLERK,)).recipients

    assert one.snapshot["address"][1:3] == ["T.a.v. de griffier", "Postbus 1"]
    assert (one.snapshot["fields"]["aanhef"], one.contact) == ("Geachte griffier", None)


def test_a_mail_goes_to_who_holds_the_office_else_to_the_organisation_else_to_nobody(version, tour_round):
    make_contact(LEUDAL, Office.MAYOR, email="burgemeester@leudal.invalid")
    Organisation.objects.filter(pk=HILVERSUM).update(email="post@hilversum.invalid")

    found = plan(version, tour_round, codes=(LEUDAL, HILVERSUM, LIMBURG), channels=("mail",))

    assert {one.snapshot["email"] for one in found.recipients} == {
        "burgemeester@leudal.invalid",
        "post@hilversum.invalid",
    }
    assert found.reasons == [(Why.NO_EMAIL, 1)]


def test_who_had_this_letter_is_not_written_to_again(tour_round):
    mailing = make_mailing(codes=(LEUDAL,))

    assert plan(mailing.version, tour_round, codes=(LEUDAL,)).reasons == [(Why.ALREADY, 1)]


def test_what_came_back_may_be_sent_once_more(tour_round):
    mailing = make_mailing(codes=(LEUDAL,))
    Dispatch.objects.filter(mailing=mailing).update(
        state="sent", sent_at="2026-05-30T00:00Z", sent_on=DAY, returned_at="2026-06-01T00:00Z"
    )

    assert len(plan(mailing.version, tour_round, codes=(LEUDAL,)).recipients) == 1


def test_a_stage_and_its_state_choose_the_organisations(version, tour_round):
    give_addresses()

    assert plan(version, tour_round, stage="intake_talk", state="offered").recipients == []
    assert len(plan(version, tour_round, stage="intake_talk", state="open", province=LIMBURG).recipients) == 32


def test_a_dry_run_costs_the_same_for_one_and_for_all(version, tour_round, django_assert_num_queries):
    give_addresses()
    with django_assert_num_queries(4):
        plan(version, tour_round, codes=(LEUDAL,))
    with django_assert_num_queries(4):
        plan(version, tour_round)


def test_whoever_is_paused_or_gone_by_the_time_it_goes_is_left_out_then(tour_round):
    mailing = make_mailing()
    Participation.objects.filter(organisation=LEUDAL).update(paused_until=date(2026, 6, 30))
    dispatches = list(mailing.dispatches.select_related("participation__round"))

    looked = again(dispatches, mailing.version.template, dated_on=DAY, on=DAY)

    assert [looked[one.pk] if one.participation.organisation_id == LEUDAL else "goes" for one in dispatches].count(
        Why.PAUSED
    ) == 1


def test_a_new_holder_gets_the_letter_that_was_set_ready_for_the_one_before(tour_round):
    mailing = make_mailing(codes=(LEUDAL,))
    dispatch = mailing.dispatches.select_related("participation__round").get()
    make_contact(LEUDAL, Office.MAYOR, surname="Nieuweling", form_of_address=FormOfAddress.MR, from_on=DAY)

    looked = again([dispatch], mailing.version.template, dated_on=DAY, on=DAY)

    assert looked[dispatch.pk].snapshot["fields"]["aanhef"] == "Geachte heer Nieuweling"
