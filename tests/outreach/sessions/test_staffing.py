"""People are asked by a link, answer without an account, and are never at two places at once."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories.network import MAASTRICHT, make_facilitator
from tests.factories.sessions import ASKED, EVENING, again, make_gathering, plan
from tests.factories.tour import LEUDAL
from weerbaar.outreach.campaign.models import Moment
from weerbaar.outreach.sessions.actions import staffing as actions
from weerbaar.outreach.sessions.actions.gatherings import cancel_gathering, change_terms
from weerbaar.outreach.sessions.actions.states import NotNow
from weerbaar.outreach.sessions.models import Answer, Ask, Released
from weerbaar.outreach.sessions.queries.gatherings import coming_to, row_of
from weerbaar.outreach.sessions.queries.staffing import address_of_ask, ask_by, candidates_for
from weerbaar.outreach.sessions.rules import Lack
from weerbaar.team.network.actions.engagements import AlreadyEngaged
from weerbaar.team.network.models import Engagement, Facilitator, Skill

pytestmark = pytest.mark.django_db
YES, NO, OTHER = Answer.YES, Answer.NO, Answer.OTHER


@pytest.fixture
def one(by):
    made = make_gathering(by=by)
    plan(made, by=by)
    return again(made)


def ask(one, person, by, skill=Skill.MODERATE, at=ASKED):
    return actions.ask(gathering=one, facilitator=person, skill=skill, at=at, by=by)


def say(asked, answer, at=ASKED, remark=""):
    actions.answer(asked=asked, answer=answer, remark=remark, at=at)
    asked.refresh_from_db()


def test_somebody_is_asked_by_a_link_of_which_only_a_digest_is_kept(one, by, mails):
    asked = ask(one, make_facilitator(), by)

    address = address_of_ask(asked)
    token = address.rstrip("/").rsplit("/", 1)[-1]
    mail = mails("famke@overleg.invalid")[-1]
    assert address in mail["body"]
    assert "Een nee hoeft geen reden" in mail["body"]
    assert mail["body"].rstrip().endswith(settings.TOUR_NUMBER)
    assert ask_by(token) == asked
    assert token not in str(Ask.objects.filter(pk=asked.pk).values().get())
    assert [ask_by(text) for text in ("", token[:-1], token[:-1] + "0" * 2, "0" * 26)] == [None] * 4


def test_a_yes_is_an_engagement_and_a_confirmation(one, by, mails):
    asked = ask(one, make_facilitator(), by)

    say(asked, YES)

    engaged = Engagement.objects.get()
    assert (engaged.starts_at, engaged.subject, engaged.place_id) == (EVENING, one.subject, "GM0402")
    assert [each.facilitator.name for each in coming_to(again(one))] == ["Famke Fictief"]
    assert mails("famke@overleg.invalid")[-1]["subject"] == "U komt op 26 oktober 2026"
    assert "komt" in mails(by.email)[-1]["body"]


def test_a_no_needs_no_reason_and_the_next_best_is_asked_at_once(one, by, mails):
    first, second = make_facilitator(), make_facilitator("Gijs Gefantaseerd")
    make_facilitator("Jet Jokken", home=MAASTRICHT)

    say(ask(one, first, by), NO)

    waiting = Ask.objects.get(answer=Answer.OPEN)
    assert waiting.facilitator == second
    assert mails("gijs@overleg.invalid")
    assert first not in [one.facilitator for one in candidates_for(again(one), Skill.MODERATE, at=ASKED)]


def test_whoever_wants_to_talk_first_can_still_say_yes(one, by):
    asked = ask(one, make_facilitator(), by)
    say(asked, OTHER, remark="Kan het een half uur later?")

    say(asked, YES)

    assert (asked.answer, again(one).working_asks[0].answer) == (YES, YES)


def test_an_answer_is_given_once_and_not_after_its_time(one, by):
    asked = ask(one, make_facilitator(), by)

    with pytest.raises(actions.NotAsked):
        say(asked, YES, at=ASKED + timedelta(days=7))
    say(asked, NO)
    with pytest.raises(actions.NotAsked):
        say(asked, YES)
    assert not Engagement.objects.exists()


def test_who_is_sooner_comes_and_who_is_later_hears_it(one, by):
    asks = [ask(one, make_facilitator(name), by) for name in ("Famke Fictief", "Gijs Gefantaseerd")]
    say(asks[0], YES)

    with pytest.raises(actions.AlreadyFilled):
        say(asks[1], YES)

    assert Engagement.objects.count() == 1


def test_nobody_says_yes_to_two_places_at_once(one, by):
    person = make_facilitator()
    other = make_gathering(LEUDAL, by=by)
    plan(other, EVENING + timedelta(hours=1), by=by)
    say(ask(one, person, by), YES)
    second = ask(again(other), person, by)

    with pytest.raises(AlreadyEngaged):
        say(second, YES)

    assert second.answer == Answer.OPEN
    assert Engagement.objects.count() == 1


def test_nobody_is_asked_twice_or_for_a_day_that_is_not_known(by):
    one, person = make_gathering(by=by), make_facilitator()
    with pytest.raises(actions.NoMoment):
        ask(one, person, by)
    plan(one, by=by)
    ask(again(one), person, by)

    with pytest.raises(actions.AlreadyAsked):
        ask(again(one), person, by)
    with pytest.raises(actions.NoMoment):
        ask(again(one), make_facilitator("Gijs Gefantaseerd"), by, at=EVENING)


def test_after_three_days_it_is_asked_once_more_and_after_a_week_somebody_else_is(one, by, mails):
    first = ask(one, make_facilitator(), by)
    make_facilitator("Gijs Gefantaseerd")

    actions.look_after(at=ASKED + timedelta(days=2))
    assert len(mails("famke@overleg.invalid")) == 1
    for _ in range(2):
        actions.look_after(at=ASKED + timedelta(days=3))
    assert [mail["subject"] for mail in mails("famke@overleg.invalid")][1:] == ["Nog even: kunt u op 26 oktober 2026?"]
    actions.look_after(at=ASKED + timedelta(days=7))
    first.refresh_from_db()
    assert first.released == Released.EXPIRED
    assert Ask.objects.get(released=Released.NOT).facilitator.name == "Gijs Gefantaseerd"


def test_who_falls_ill_is_let_go_and_can_be_replaced(one, by, mails):
    ill, well = make_facilitator(), make_facilitator("Gijs Gefantaseerd")
    asked = ask(one, ill, by)
    say(asked, YES)

    actions.let_go(asked=asked, why=Released.ILL, at=ASKED, by=by)

    assert not Engagement.objects.exists()
    assert "Beterschap" in mails("famke@overleg.invalid")[-1]["body"]
    assert [one.facilitator for one in candidates_for(again(one), Skill.MODERATE, at=ASKED)] == [well]
    with pytest.raises(actions.NotAsked):
        actions.let_go(asked=asked, why=Released.ILL, at=ASKED, by=by)


def test_moving_lets_go_who_is_elsewhere_and_mails_everybody(one, by, mails):
    famke, gijs = make_facilitator(), make_facilitator("Gijs Gefantaseerd")
    change_terms(gathering=one, wishes="", minutes=150, moderators=2, trainers=0, payer="team", at=ASKED, by=by)
    say(ask(one, famke, by), YES)
    say(ask(one, gijs, by), YES)
    other = make_gathering(LEUDAL, by=by)
    plan(other, EVENING + timedelta(days=1), by=by)
    say(ask(again(other), famke, by), YES)

    lost = plan(one, EVENING + timedelta(days=1), by=by)

    assert lost == [famke]
    assert [each.facilitator for each in coming_to(again(one))] == [gijs]
    assert Ask.objects.get(gathering=one, facilitator=famke).released == Released.MOVED
    assert "U hoeft hier dus niet te komen" in mails("famke@overleg.invalid")[-1]["body"]
    assert mails("gijs@overleg.invalid")[-1]["subject"] == "Verplaatst naar 27 oktober 2026"
    assert mails("griffie-gm0402@gemeente.invalid")[-1]["subject"] == "Verplaatst naar 27 oktober 2026"
    assert again(one).sequence == 1


def test_calling_off_mails_who_would_come_who_was_asked_and_the_organisation(one, by, mails):
    say(ask(one, make_facilitator(), by), YES)
    ask(one, make_facilitator("Gijs Gefantaseerd"), by)

    cancel_gathering(gathering=one, because="De zaal is niet vrij.", at=ASKED, by=by)

    for address in ("famke@overleg.invalid", "gijs@overleg.invalid", "griffie-gm0402@gemeente.invalid"):
        assert "De zaal is niet vrij." in mails(address)[-1]["body"]
    assert not Engagement.objects.exists()
    assert set(Ask.objects.values_list("released", flat=True)) == {Released.CANCELLED}
    with pytest.raises(NotNow):
        ask(again(one), Facilitator.objects.first(), by)


class TestTheLink:
    @pytest.fixture
    def path(self, by):
        now = timezone.now()
        made = make_gathering(at=now, by=by)
        plan(made, now + timedelta(days=30), at=now, by=by)
        asked = ask(again(made), make_facilitator(), by, at=now)
        return "/begeleiden/" + address_of_ask(asked).rstrip("/").rsplit("/", 1)[-1] + "/"

    def test_looking_changes_nothing(self, path):
        before = Ask.objects.values().get()

        page = Client().get(path)

        assert "Kunt u, Famke Fictief?" in page.content.decode()
        assert Ask.objects.values().get() == before

    @pytest.mark.parametrize(
        ("answer", "said"), [("yes", "Fijn, u komt"), ("no", "Wij vragen iemand anders"), ("other", "Wij bellen u")]
    )
    def test_an_answer_needs_no_account(self, path, answer, said):
        sent = Client().post(path, {"answer": answer, "remark": ""})

        assert sent.headers["Location"] == path
        assert said in Client().get(path).content.decode()

    def test_who_goes_somewhere_else_reads_why_and_can_still_say_no(self, path, by):
        asked = Ask.objects.select_related("gathering", "facilitator").get()
        other = make_gathering(LEUDAL, at=asked.asked_at, by=by)
        plan(other, asked.gathering.starts_at, at=asked.asked_at, by=by)
        say(ask(again(other), asked.facilitator, by, at=asked.asked_at), YES, at=asked.asked_at)

        refused = Client().post(path, {"answer": "yes", "remark": ""})

        assert refused.status_code == 400
        assert "gaat dan al voor ons op pad" in refused.content.decode()
        assert Client().post(path, {"answer": "no", "remark": ""}).status_code == 302

    @pytest.mark.parametrize("wrong", [{"answer": "misschien"}, {"answer": ""}, {"vreemd": "1"}, {"remark": "x" * 301}])
    def test_what_is_no_answer_is_refused_and_kept(self, path, wrong):
        refused = Client().post(path, {"answer": "yes", "remark": ""} | wrong)

        assert refused.status_code == 400
        assert Ask.objects.get().answer == Answer.OPEN

    def test_after_its_time_it_says_that_nothing_need_be_done(self, path):
        Ask.objects.update(expires_at=timezone.now())

        assert "U hoeft niets te doen" in Client().get(path).content.decode()
        assert Client().post(path, {"answer": "yes", "remark": ""}).status_code == 400

    @pytest.mark.parametrize("token", ["x", "0" * 26, "0" * 60])
    def test_a_guess_is_told_nothing(self, token):
        assert Client().get(f"/begeleiden/{token}/").status_code == 404

    def test_it_reads_in_english_and_mails_in_dutch_all_the_same(self, path, mails):
        client = Client()
        client.cookies["taal"] = "en"

        page = client.get(path).content.decode()
        client.post(path, {"answer": "yes", "remark": ""})

        assert "Can you, Famke Fictief?" in page
        assert "Good, you are coming" in client.get(path).content.decode()
        assert mails("famke@overleg.invalid")[-1]["subject"].startswith("U komt op")


def test_a_place_that_is_filled_in_later_is_told_as_a_place_and_moves_nothing(by, mails):
    one, famke, gijs = make_gathering(by=by), make_facilitator(), make_facilitator("Gijs Gefantaseerd")
    plan(one, by=by, room="", address="")
    say(ask(again(one), famke, by), OTHER)
    ask(again(one), gijs, by)

    plan(again(one), by=by)

    for to in ("griffie-gm0402@gemeente.invalid", "famke@overleg.invalid", "gijs@overleg.invalid"):
        mail = mails(to)[-1]
        assert mail["subject"] == "De plaats is bekend: 26 oktober 2026"
        assert "Raadzaal" in mail["body"]
        assert "SEQUENCE:1" in mail["invitation"]["content"]
    told = "Brede bijeenkomst: de plaats is bekend: Raadzaal, Dudokpark 1, Hilversum."
    assert told in Moment.objects.values_list("text", flat=True)

    plan(again(one), by=by, room="Trouwzaal")

    assert mails("famke@overleg.invalid")[-1]["subject"] == "De plaats is veranderd: 26 oktober 2026"


def test_who_wants_to_talk_first_hears_of_another_time_and_is_not_asked_anew(one, by, mails):
    say(ask(one, make_facilitator(), by), OTHER)

    plan(again(one), EVENING + timedelta(days=1), by=by)

    assert mails("famke@overleg.invalid")[-1]["subject"] == "Verplaatst naar 27 oktober 2026"


def test_a_no_for_the_old_day_is_no_answer_for_the_new_one(one, by, visitor):
    person = make_facilitator()
    say(ask(one, person, by), NO)
    plan(again(one), EVENING + timedelta(days=1), by=by)

    assert [each.facilitator for each in candidates_for(again(one), Skill.MODERATE, at=ASKED)] == [person]

    assert "kon niet op de eerdere dag" in visitor.get(people_page(one)).content.decode()
    assert ask(again(one), person, by).answer == Answer.OPEN


def test_a_yes_to_the_old_day_is_shown_as_one_until_they_accept_the_new_one(one, by, visitor):
    say(ask(one, make_facilitator(), by), YES)
    assert "vóór het verplaatsen" not in visitor.get(people_page(one)).content.decode()

    plan(again(one), EVENING + timedelta(days=1), by=by)

    assert "zei ja, vóór het verplaatsen" in visitor.get(people_page(one)).content.decode()


class TestWhoDoesNotComeAfterAll:
    def test_a_page_asks_why_and_says_that_a_mail_goes(self, one, by, visitor, mails):
        asked = ask(one, make_facilitator(), by)
        say(asked, YES)
        page = reverse("let_go", args=[one.pk, asked.pk])

        shown = visitor.get(page).content.decode()

        assert "famke@overleg.invalid" in shown
        assert "krijgt een mail" in shown
        assert visitor.post(page, {}).status_code == 400
        assert coming_to(again(one))
        assert visitor.post(page, {"why": "declined"}).status_code == 302
        assert "Beterschap" not in mails("famke@overleg.invalid")[-1]["body"]

    @pytest.mark.parametrize("why", [Released.DECLINED, Released.ILL])
    def test_a_colleague_can_ask_them_again_and_no_program_does(self, one, by, why):
        asked = ask(one, make_facilitator(), by)
        say(asked, YES)

        actions.let_go(asked=asked, why=why, at=ASKED, by=by)

        assert candidates_for(again(one), Skill.MODERATE, at=ASKED) == []
        (found,) = candidates_for(again(one), Skill.MODERATE, at=ASKED, by_hand=True)
        assert found.facilitator == asked.facilitator


def test_one_of_two_is_not_nobody(one, by):
    change_terms(gathering=one, wishes="", minutes=150, moderators=2, trainers=0, payer="team", at=ASKED, by=by)
    assert Lack.NO_MODERATOR in row_of(again(one), ASKED).lacks

    say(ask(one, make_facilitator(), by), YES)

    assert Lack.FEW_MODERATORS in row_of(again(one), ASKED).lacks
    assert Lack.NO_MODERATOR not in row_of(again(one), ASKED).lacks


def people_page(one):
    return reverse("gathering_people", args=[one.pk])
