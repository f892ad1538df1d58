"""Every stored field has a privacy class, and no field ranks people.

Why: what is stored about a person is decided before it is stored, not when somebody asks (PRIVACY.md).
"""

import re

import pytest
from django.apps import apps
from django.db.models import Model

HOUSE = [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("xuezuo.")]
RANKING = re.compile(r"(^|_)(score|rank|ranking|points|level_of_thought|online_minutes)(_|$)")


def label(model: type[Model]) -> str:
    return model._meta.label


@pytest.mark.parametrize("model", HOUSE, ids=label)
def test_every_field_has_a_privacy_class(model):
    fields = {field.name for field in model._meta.get_fields() if getattr(field, "column", None)}
    assert set(model.privacy) == fields, "privacy = classify(...) must name each stored field, and nothing else"


@pytest.mark.parametrize("model", HOUSE, ids=label)
def test_no_field_ranks_people(model):
    """Marks stay inside exams, which have no room yet; then that room is excepted here."""
    assert not [field.name for field in model._meta.get_fields() if RANKING.search(field.name)]


@pytest.mark.parametrize("model", HOUSE, ids=label)
def test_rows_name_no_person(model):
    """`str(row)` ends in logs and error reports."""
    assert "__str__" in model.__dict__, "say what the row is by its id or code"
    text = str(model())
    personal = [name for name, level in model.privacy.items() if level in {"personal", "secret"}]
    values = [getattr(model(), name, "") for name in personal if isinstance(getattr(model(), name, ""), str)]
    assert not [value for value in values if value and value in text]


@pytest.mark.parametrize("model", HOUSE, ids=label)
def test_history_is_not_deleted_with_its_subject(model):
    """Foreign keys protect: a deed must not vanish because a unit or a person does."""
    keys = [field for field in model._meta.fields if field.remote_field]
    assert not [key.name for key in keys if key.remote_field.on_delete.__name__ == "CASCADE"]
