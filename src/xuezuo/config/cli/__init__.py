"""The `xuezuo` command: one module per family of subcommands, each with `register(subparsers)`.

A subcommand's function gets the parsed arguments and returns the exit code: 0 done, 1 findings, 2 wrong usage
(argparse). Results go to standard output, messages to standard error.
"""

from xuezuo.config.cli.main import main

__all__ = ["main"]
