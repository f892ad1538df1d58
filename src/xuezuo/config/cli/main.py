"""Parse the command line, choose the database, start Django, run the subcommand."""

import argparse
import os
from collections.abc import Sequence

from xuezuo import __version__
from xuezuo.config.cli import (
    accounts,
    ballots,
    campaigns,
    deeds,
    demo,
    exams,
    exchange,
    figures,
    library,
    maintenance,
    overview,
    packs,
    server,
    units,
)
from xuezuo.config.cli.registry import Command, Commands
from xuezuo.config.cli.session import announce, session
from xuezuo.config.env import SettingError
from xuezuo.config.postgres.errors import DatabaseProblem
from xuezuo.kernel.errors import DomainError

FAMILIES = (
    accounts,
    ballots,
    campaigns,
    deeds,
    demo,
    exams,
    exchange,
    figures,
    library,
    maintenance,
    overview,
    packs,
    server,
    units,
)  # one module per family of subcommands, each with `register(commands)`


def build_parser() -> tuple[argparse.ArgumentParser, Commands]:
    """Return the parser with every subcommand, and the register of them."""
    parser = argparse.ArgumentParser(prog="xuezuo", description="学做：组织生活的要求、事实、落实情况和综述。")
    parser.add_argument("--version", action="version", version=__version__)
    commands = Commands(parser)
    for family in FAMILIES:
        family.register(commands)
    return parser, commands


def main(argv: Sequence[str] | None = None) -> int:
    """Run `xuezuo`; return 0 (done), 1 (findings, refusals) or 2 (wrong usage)."""
    parser, _ = build_parser()
    arguments = parser.parse_args(argv)
    if arguments.data:
        os.environ["XUEZUO_DATA"] = arguments.data
    os.environ["DJANGO_SETTINGS_MODULE"] = os.environ.get("DJANGO_SETTINGS_MODULE") or "xuezuo.config.settings"
    command: Command = arguments.definition
    try:
        with session(command.needs):
            return command.load()(arguments)
    except DomainError as error:
        announce(error.message)
        return 1
    except DatabaseProblem as problem:
        announce(str(problem))
        return 1
    except SettingError as error:
        announce(str(error))
        return 2
    except KeyboardInterrupt:
        return 1
