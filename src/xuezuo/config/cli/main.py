"""Parse the command line, choose the database, start Django, run the subcommand."""

import argparse
import sys
from collections.abc import Sequence

from xuezuo import __version__


def build_parser() -> argparse.ArgumentParser:
    """Return the parser with every subcommand."""
    parser = argparse.ArgumentParser(
        prog="xuezuo", description="学做: duties, deeds and status of organizational life."
    )
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run `xuezuo`; return the exit code."""
    arguments = build_parser().parse_args(argv)
    return int(arguments.run(arguments))


if __name__ == "__main__":
    sys.exit(main())
