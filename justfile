# Every developer command. `just` lists them; `uv run just check` is what a commit has to pass.
set shell := ["bash", "-euo", "pipefail", "-c"]

# List the commands.
default:
    @just --list --unsorted

# Everything that can be checked without running the product; changes nothing.
check: format-check lint templates imports types migrations budgets docs

# Put formatting and imports right.
fix:
    uv run ruff check --fix --quiet .
    uv run ruff format --quiet .

format-check:
    uv run ruff format --check --quiet .

lint:
    uv run ruff check --quiet .

templates:
    uv run djlint --quiet --lint src

# mypy --strict with django-stubs.
types:
    uv run mypy

# The layer contracts.
imports:
    uv run lint-imports --no-cache | tail -n 12

# No model change without its migration; needs no server.
migrations:
    PYTHONPATH=. uv run python -W ignore -m django makemigrations --check --dry-run --settings tests.settings

# Lengths of files, functions, views and templates.
budgets:
    uv run python tools/budgets.py

# Generated reference pages are fresh, links lead somewhere.
docs:
    uv run python -m tools.docs --check

# Write the generated reference pages.
docs-write:
    uv run python -m tools.docs

# The whole test suite.
test *arguments:
    uv run pytest {{ arguments }}

# Branch coverage of a run (slower).
coverage *arguments:
    uv run coverage run -m pytest {{ arguments }}
    uv run coverage report

# Stories in the system's Chromium.
journeys *arguments:
    uv run pytest tests/journeys {{ arguments }}

# Two sessions at once on a real PostgreSQL.
races *arguments:
    uv run pytest tests/races tests/launcher {{ arguments }}

# Speed and size on a whole city (long).
bench *arguments:
    uv run python -m bench {{ arguments }}

# What the CI machine does after installing.
ci: test check

# Refresh requirements.lock and the pins (add --upgrade for newer versions).
lock *arguments:
    uv run python tools/lock.py {{ arguments }}

# Put the fragments of changes/ into CHANGELOG.md under a new version, build the wheel.
release version on:
    uv run python -m tools.release {{ version }} --on {{ on }}
    uv build --quiet
