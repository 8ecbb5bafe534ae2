"""The register says of each field what it is, and of each row how long it stays."""

import pytest

from weerbaar.foundation.privacy.register import Keep, Record, personal, public, sealed


def test_a_term_is_at_least_one_day_and_counts_from_a_column():
    with pytest.raises(ValueError, match="at least one day"):
        Keep.days(0, after="closed_at")
    with pytest.raises(ValueError, match="counted from a column"):
        Keep.days(30, after="")


def test_keeping_without_a_term_needs_a_reason():
    with pytest.raises(ValueError, match="needs a reason"):
        Keep.while_needed("  ")


def test_fields_are_named_by_their_kind():
    record = Record(
        model="cases.Case",
        what="Zaken",
        why="Helpen.",
        ground="Toestemming",
        keep=Keep.days(730, after="last_activity_at"),
        fields={"id": public(), "email": personal(scrub="a@b.invalid"), "name": sealed(), "number": public()},
    )

    assert record.names("public") == ["id", "number"]
    assert record.names("personal") == ["email"]
    assert record.names("sealed") == ["name"]
