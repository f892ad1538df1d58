"""The command line, inside the test's database."""

import pytest

from tests.support.cli import CommandLine


@pytest.fixture
def xuezuo(cast, capsys):
    """Call a subcommand: `xuezuo("unit", "show", "LC01", "--json")`."""
    return CommandLine(capsys)
