"""A programme follows the wishes and fits in the time; what it needs goes on the list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.sessions import ASKED, again, compose, make_gathering, plan
from weerbaar.outreach.sessions import catalogue
from weerbaar.outreach.sessions.actions.programme import TooLong, set_programme
from weerbaar.outreach.sessions.catalogue import block_by, blocks, suggest
from weerbaar.outreach.sessions.models import Group, Kind, Material, ProgrammeItem
from weerbaar.outreach.sessions.queries.hall import minutes_of, programme_of

WORDS = sorted({word for block in blocks() for word in block.wishes})


def test_every_block_of_the_file_is_whole():
    assert len({block.key for block in blocks()}) == len(blocks())
    for block in blocks():
        assert block.aim.endswith("."), block.key
        assert set(block.audience) <= set(Group.values), block.key


@pytest.mark.parametrize("wrong", [{"minutes": 0}, {"kinds": ["feest"]}, {"skill": "zingen"}, {"onbekend": 1}])
def test_a_mistake_in_the_file_is_told(tmp_path, monkeypatch, wrong):
    import yaml  # noqa: PLC0415 - only to break the file

    one = {
        "key": "a", "version": 1, "name": "A", "aim": "A.", "minutes": 5, "kinds": ["session"], "audience": ["council"],
        "skill": "", "material": [],
    }  # fmt: skip
    file = tmp_path / "bouwstenen.yaml"
    file.write_text(yaml.safe_dump([one | wrong]))
    monkeypatch.setattr(catalogue, "CONTENT", file)

    with pytest.raises((ValueError, TypeError)):
        blocks.__wrapped__()


@given(
    kind=st.sampled_from(Kind.values), minutes=st.integers(60, 480),
    words=st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join),
)  # fmt: skip
def test_a_proposal_fits_in_the_time_and_has_everything_once(kind, minutes, words):
    found = [suggestion.block for suggestion in suggest(kind=kind, wishes=words, minutes=minutes)]

    assert len({block.key for block in found}) == len(found)
    assert sum(block.minutes for block in found) <= minutes
    assert all(kind in block.kinds for block in found)
    assert (found[0].key, found[-1].key) == ("welkom", "evaluatie")


def test_what_was_wished_is_in_and_says_why():
    found = {
        one.block.key: one.why
        for one in suggest(kind="session", wishes="Veel haat op Facebook, en aangifte.", minutes=150)
    }

    assert found["online-haat"] == "genoemd in de wensen: «facebook»"
    assert found["melden-aangifte"] == "genoemd in de wensen: «aangifte»"
    assert found["welkom"] == "hoort er altijd bij"


def test_a_long_evening_has_a_break_and_a_short_one_has_none():
    assert "pauze" in [one.block.key for one in suggest(kind="session", wishes="", minutes=150)]
    assert "pauze" not in [one.block.key for one in suggest(kind="session", wishes="", minutes=90)]


@pytest.mark.django_db
class TestSaved:
    def test_a_programme_has_its_order_its_times_and_what_it_needs(self, by):
        one = make_gathering(by=by)
        plan(one, by=by)

        compose(one, "wat-gebeurt-er", "welkom", by=by)

        timed = programme_of(again(one))
        assert [each.item.block for each in timed] == ["wat-gebeurt-er", "welkom"]
        assert [each.starts_at.isoformat()[11:16] for each in timed] == ["18:30", "19:00"]
        assert minutes_of(again(one)) == 150
        assert set(Material.objects.values_list("name", "side")) == {
            ("Gesprekskaarten", "team"), ("Stiften", "team"), ("Naambordjes", "organisation"),
        }  # fmt: skip

    def test_composed_again_it_keeps_what_was_arranged(self, by):
        one = make_gathering(by=by)
        compose(one, "welkom", by=by)
        Material.objects.update(done_at=ASKED, done_by=by)

        compose(one, "welkom", "online-haat", by=by)

        assert Material.objects.get(name="Naambordjes").done_at == ASKED
        assert again(one).trainers == 1

    def test_a_newer_version_of_a_block_changes_nothing_that_was_chosen(self, by):
        one = make_gathering(by=by)
        compose(one, "welkom", by=by)

        assert ProgrammeItem.objects.get().version == block_by("welkom").version
        assert ProgrammeItem.objects.get().name == "Welkom en afspraken voor vanavond"

    def test_too_many_blocks_are_refused(self, by):
        one, block = make_gathering(by=by), block_by("welkom")

        with pytest.raises(TooLong):
            set_programme(gathering=one, chosen=[(block, 5)] * 21, at=ASKED, by=by)
        assert not ProgrammeItem.objects.exists()
