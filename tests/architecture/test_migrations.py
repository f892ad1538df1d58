"""Migrations: linear, named by what they do, without imports from the app.

Why: two heads stop an upgrade in the middle; an import from the app changes what an old migration means.
"""

import ast
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from tests.architecture.tree import SOURCES, parsed

MIGRATIONS = sorted(path for path in SOURCES.glob("**/migrations/0*.py"))
LABELS = sorted({path.parent.parent.name for path in MIGRATIONS})
# Names of the house that stay what they are: an operation is part of the migration language, not of an app's code.
ALLOWED_IMPORTS = ("xuezuo.platform.db.", "xuezuo.org.types", "xuezuo.life.types")


def name(path: Path) -> str:
    return f"{path.parent.parent.name}/{path.stem}"


@pytest.mark.parametrize("label", LABELS)
def test_one_head(label):
    assert len(MigrationLoader(None).graph.leaf_nodes(label)) == 1


@pytest.mark.parametrize("path", MIGRATIONS, ids=name)
def test_the_name_says_what_it_does(path):
    assert re.fullmatch(r"\d{4}_[a-z][a-z0-9_]{3,}", path.stem)
    assert not re.search(r"_(auto|custom|temp)(_|\d|$)|fix\d*$", path.stem)


@pytest.mark.parametrize("path", MIGRATIONS, ids=name)
def test_it_imports_nothing_that_changes(path):
    imported = {
        node.module or ""
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("xuezuo")
    } | {
        alias.name
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Import)
        for alias in node.names
        if alias.name.startswith("xuezuo")
    }
    assert not {module for module in imported if not f"{module}.".startswith(ALLOWED_IMPORTS)}


@pytest.mark.django_db
def test_models_and_migrations_agree():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
