"""What runs around a subcommand: the database, Django, the actor of the command line."""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from django.db import connection, transaction

from xuezuo.config import database
from xuezuo.config.cli.registry import Needs
from xuezuo.config.keys import check_keys
from xuezuo.config.postgres.choice import Choice
from xuezuo.platform.access import Actor, acting_as

COMMAND_LINE = Actor(label="命令行", is_system=True)  # whoever may read the data folder may do everything


def data_folder() -> Path:
    """Return the installation's folder, from `--data` or `XUEZUO_DATA`."""
    return Path(os.environ.get("XUEZUO_DATA") or "xuezuo-data").resolve()


def use_data_folder() -> Path:
    """Fix the folder for this process and its children, which may start elsewhere; return it."""
    folder = data_folder()
    os.environ["XUEZUO_DATA"] = str(folder)
    return folder


@contextlib.contextmanager
def session(needs: Needs) -> Iterator[None]:
    """Have ready what `needs` names inside the block, with the command line as the actor.

    Raises:
        DatabaseProblem: when the database cannot be used, or the keys at hand are not its own.
    """
    if needs is Needs.NOTHING:
        yield
        return
    with installation(watch=needs is Needs.WATCHED) as choice:
        database.ensure_schema(choice, announce)
        check_keys(data_folder())
        with acting_as(COMMAND_LINE):
            if needs is Needs.WATCHED:
                yield
                return
            try:
                with transaction.atomic():
                    yield
            finally:
                connection.close()


@contextlib.contextmanager
def installation(*, watch: bool = False) -> Iterator[Choice]:
    """Have PostgreSQL answer and Django set up inside the block; the schema is left alone.

    Raises:
        DatabaseProblem: when the database cannot be used.
    """
    with database.running(os.environ, use_data_folder(), watch=watch) as choice:
        django.setup()
        try:
            yield choice
        finally:
            connection.close()


def announce(message: str) -> None:
    """Tell the person at the terminal."""
    print(message, file=sys.stderr, flush=True)
