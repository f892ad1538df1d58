"""The functions behind `serve`, `worker`, `migrate` and `doctor`."""

import argparse

import django
from django.core.management import call_command


def migrate(arguments: argparse.Namespace) -> int:
    """Bring the schema up to this release."""
    django.setup()
    call_command("migrate", interactive=False, verbosity=0 if arguments.json else 1)
    return 0
