"""Every field of every model is declared: public, personal or sealed. And what says it is sealed, is."""

from django.apps import apps
from django.db.models import BinaryField, CharField, JSONField, TextField

from weerbaar.foundation.privacy.collection import gaps, records
from weerbaar.foundation.vault.fields import SealedField, sealed_columns


def test_every_field_of_every_installed_app_is_declared_exactly_once():
    assert gaps() == []


def test_the_sealed_columns_of_the_vault_are_declared_sealed_and_no_others_without_saying_how():
    declared = {
        (record.model, name)
        for record in records()
        for name, classification in record.fields.items()
        if classification.kind == "sealed" and not classification.how
    }

    assert declared == {(model._meta.label, field.name) for model, field in sealed_columns()}


def test_what_is_sealed_otherwise_is_a_column_that_can_hold_a_box():
    columns = [
        apps.get_model(record.model)._meta.get_field(name)
        for record in records()
        for name, classification in record.fields.items()
        if classification.how
    ]

    assert [column for column in columns if isinstance(column, SealedField)] == []
    assert [c for c in columns if not isinstance(c, BinaryField | CharField | TextField | JSONField)] == []


def test_every_line_of_the_register_says_what_why_and_on_what_ground():
    assert [record.model for record in records() if not (record.what and record.why and record.ground)] == []
