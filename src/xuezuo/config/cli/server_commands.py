"""The functions behind `migrate` and `doctor`."""

import argparse

from xuezuo.config import database
from xuezuo.config.cli.session import installation


def migrate(arguments: argparse.Namespace) -> int:
    """Make the database's structure, or bring it up to this release, as the owner."""
    with installation() as choice:
        database.migrate(choice, verbosity=0 if arguments.json else 1)
    return 0
