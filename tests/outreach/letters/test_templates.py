import pytest

from tests.factories.letters import BODY, NOON, make_mailing, make_version
from weerbaar.outreach.letters import wording
from weerbaar.outreach.letters.actions import templates as actions
from weerbaar.outreach.letters.models import LetterTemplate, TemplateVersion
from weerbaar.outreach.letters.queries import templates as queries

pytestmark = pytest.mark.django_db


def test_a_template_with_an_unknown_field_is_not_kept():
    with pytest.raises(wording.WrongField):
        make_version(body="{aanhef} {burgermeester}")

    assert LetterTemplate.objects.count() == 0


def test_two_templates_never_share_a_name():
    make_version("Uitnodiging")

    with pytest.raises(actions.NameTaken):
        make_version("Uitnodiging")
    assert TemplateVersion.objects.count() == 1


def test_new_words_are_a_new_version_and_what_was_set_ready_keeps_the_old(toon):
    mailing = make_mailing()
    template = mailing.version.template

    actions.write_version(template=template, subject="Anders", body=BODY, at=NOON, by=toon.account)

    assert [one.number for one in queries.versions_of(template)] == [2, 1]
    mailing.refresh_from_db()
    assert (mailing.version.number, mailing.version.subject) == (1, "Een gesprek")


def test_the_same_words_again_are_no_new_version(toon):
    version = make_version()

    again = actions.write_version(
        template=version.template, subject=version.subject, body=version.body, at=NOON, by=toon.account
    )

    assert again == version


def test_new_words_with_an_unknown_field_are_not_kept(toon):
    version = make_version()

    with pytest.raises(wording.WrongField):
        actions.write_version(template=version.template, subject="{x}", body=BODY, at=NOON, by=toon.account)
    assert version.template.versions.count() == 1


def test_what_is_retired_is_not_offered_any_more(toon):
    version = make_version()

    actions.retire_template(template=version.template, at=NOON, by=toon.account)

    assert list(queries.templates()) == []
    assert queries.invitation_version() is None


def test_the_letters_of_the_house_are_made_once(toon):
    assert len(actions.begin_with_standards(at=NOON, by=toon.account)) == 2
    assert actions.begin_with_standards(at=NOON, by=toon.account) == []
