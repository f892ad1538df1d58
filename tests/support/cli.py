"""Running a subcommand inside a test's own database: parsed and loaded as in production, without the session around."""

import dataclasses
import json
from typing import Any

import pytest

from xuezuo.config.cli.main import build_parser
from xuezuo.config.cli.registry import Command
from xuezuo.config.cli.session import COMMAND_LINE, announce
from xuezuo.kernel.errors import DomainError
from xuezuo.platform.access import acting_as


@dataclasses.dataclass(frozen=True)
class Result:
    """What a subcommand answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output, read as JSON."""
        return json.loads(self.out)


class CommandLine:
    """Calls `xuezuo WORDS...`; wrong usage gives code 2."""

    def __init__(self, capture: pytest.CaptureFixture[str]) -> None:
        self._capture = capture

    def __call__(self, *words: str) -> Result:
        self._capture.readouterr()
        code = self._run([str(word) for word in words])
        out, err = self._capture.readouterr()
        return Result(code, out, err)

    def _run(self, words: list[str]) -> int:
        parser, _ = build_parser()
        try:
            arguments = parser.parse_args(words)
        except SystemExit as stopped:
            return int(stopped.code or 0)
        command: Command = arguments.definition
        try:
            with acting_as(COMMAND_LINE):
                return command.load()(arguments)
        except DomainError as error:
            announce(error.message)
            return 1
