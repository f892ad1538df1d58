"""The functions behind `migrate` and `doctor`."""

import argparse
import dataclasses
import json

from xuezuo.config import database, health
from xuezuo.config.cli.session import announce, data_folder, installation
from xuezuo.config.keys import check_keys


def migrate(arguments: argparse.Namespace) -> int:
    """Make the database's structure, or bring it up to this release, as the owner."""
    with installation() as choice:
        database.migrate(choice, verbosity=0 if arguments.json else 1)
        check_keys(data_folder())
    return 0


def doctor(arguments: argparse.Namespace) -> int:
    """Print what is wrong with the installation; 1 when there is an error among it."""
    with installation() as choice:
        found = health.examine(choice, data_folder())
    if arguments.json:
        print(json.dumps([dataclasses.asdict(finding) for finding in found], ensure_ascii=False, indent=1))
    for finding in found:
        announce(f"{finding.level} {finding.code}：{finding.message}{finding.hint}")
    if not found:
        announce("一切正常。")
    return 1 if any(finding.level == "error" for finding in found) else 0
