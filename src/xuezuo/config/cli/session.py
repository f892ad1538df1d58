"""What runs around a subcommand: the database, Django, the actor of the command line."""

import contextlib
from collections.abc import Iterator

import django

from xuezuo.config.cli.registry import Needs
from xuezuo.platform.access import Actor, acting_as

COMMAND_LINE = Actor(label="命令行", is_system=True)  # whoever may read the data folder may do everything


@contextlib.contextmanager
def session(needs: Needs) -> Iterator[None]:
    """Have ready what `needs` names inside the block, with the command line as the actor."""
    if needs is Needs.NOTHING:
        yield
        return
    django.setup()
    with acting_as(COMMAND_LINE):
        yield
