"""The `xuezuo` command: one module per family of subcommands, each with `register(subparsers)`.

Map: `registry` how a family declares itself; `arguments` types of arguments; `session` what runs around a subcommand;
`main` puts them together. The functions of an app's subcommands live in the app's own `commands.py`.
A subcommand's function gets the parsed arguments and returns the exit code: 0 done, 1 findings, 2 wrong usage
(argparse). Results go to standard output, messages to standard error.
"""

from xuezuo.config.cli.main import main

__all__ = ["main"]
