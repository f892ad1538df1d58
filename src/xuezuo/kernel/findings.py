"""What is wrong with an imported file: findings with their places, and the counts of its rows.

Rooms that read files register codes with Chinese messages and derive their report from `FileReport`. Codes are stable:
programs may rely on them. A file with any error imports nothing; warnings are shown and imported.
"""

import dataclasses
import json
from collections.abc import Mapping
from enum import StrEnum
from typing import ClassVar, Final


class Level(StrEnum):
    """How bad a finding is."""

    WARNING = "warning"
    ERROR = "error"


LEVEL_LABELS: Final = {Level.WARNING: "提醒", Level.ERROR: "错误"}
type Place = tuple[str, int, str]
"""Sheet, row as people see it (0 = the whole sheet or file), column."""


@dataclasses.dataclass(frozen=True, slots=True)
class Code:
    """A kind of fault: its level and the Chinese message, `{name}` places filled from parameters."""

    code: str
    level: Level
    message: str


def register(errors: Mapping[str, str], warnings: Mapping[str, str]) -> dict[str, Code]:
    """Return the codes of one kind of file from their messages."""
    tables = ((Level.ERROR, errors), (Level.WARNING, warnings))
    return {code: Code(code, level, message) for level, table in tables for code, message in table.items()}


@dataclasses.dataclass(frozen=True, slots=True)
class Finding:
    """One fault and its place. `row` counts as Excel shows it, or lines of a text; 0 = the whole sheet or file."""

    sheet: str
    row: int
    column: str
    level: Level
    code: str
    message: str
    value_masked: str


@dataclasses.dataclass(slots=True)
class FileReport:
    """The findings of one file.

    `rows = ok + warnings + errors`: a row with an error counts as error, else with a warning as warning, else as ok.
    Findings about headers, sheets and the file count as one error row so that `errors == 0` means importable.

    Attributes:
        codes: the registered codes; set by the class of a kind of file.
        kept: the most findings that are kept; the counts stay exact beyond it. None = all.
    """

    codes: ClassVar[Mapping[str, Code]] = {}
    kept: ClassVar[int | None] = None

    rows: int = 0
    findings: list[Finding] = dataclasses.field(default_factory=list)
    _error_rows: set[tuple[str, int]] = dataclasses.field(default_factory=set)
    _warning_rows: set[tuple[str, int]] = dataclasses.field(default_factory=set)

    def note(self, code: str, place: Place, shown: str, params: Mapping[str, object]) -> None:
        """Note a fault; `shown` is the value as people may see it.

        Raises:
            KeyError: for a code that nobody registered.
        """
        kind = self.codes[code]
        (self._error_rows if kind.level is Level.ERROR else self._warning_rows).add(place[:2])
        if self.kept is None or len(self.findings) < self.kept:
            self.findings.append(Finding(*place, kind.level, code, kind.message.format(**params), shown))

    @property
    def errors(self) -> int:
        """How many rows have an error."""
        return len(self._error_rows)

    @property
    def warnings(self) -> int:
        """How many rows have a warning and no error."""
        return len(self._warning_rows - self._error_rows)

    @property
    def has_errors(self) -> bool:
        """Whether nothing may be imported."""
        return bool(self._error_rows)

    def row_counts(self) -> dict[str, object]:
        """Return how many rows there are and how they are, as the contract names them."""
        ok = max(self.rows - self.errors - self.warnings, 0)
        return {"rows": self.rows, "ok": ok, "warnings": self.warnings, "errors": self.errors}

    def as_dict(self) -> dict[str, object]:
        """Return the report as the contract writes it; a kind of file adds its own counts."""
        return {**self.row_counts(), "findings": [dataclasses.asdict(finding) for finding in self.findings]}

    def as_json(self) -> str:
        """Return the report as JSON text."""
        return json.dumps(self.as_dict(), ensure_ascii=False, indent=1)
