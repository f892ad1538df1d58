"""What an uploaded file of deeds came to, kept beside its job for the page that shows it."""

import dataclasses
import json
from pathlib import Path
from typing import Final

from xuezuo.kernel.errors import NotFound
from xuezuo.life.exchange.findings import Finding, Level, Report
from xuezuo.platform.jobs.kinds import Values

REPORT: Final = "report.json"


@dataclasses.dataclass(frozen=True, slots=True)
class Result:
    """A report read back."""

    rows: int
    ok: int
    warnings: int
    errors: int
    created: int
    changed: int
    unchanged: int
    batch: str
    findings: list[Finding]

    @property
    def is_importable(self) -> bool:
        """No error, nothing written yet, and something to write."""
        return not self.errors and not self.batch and bool(self.created or self.changed)


def keep(report: Report, folder: Path) -> Values:
    """Write the report beside the job; returns its counts."""
    (folder / REPORT).write_text(report.as_json(), encoding="utf-8")
    return {key: value for key, value in report.as_dict().items() if isinstance(value, int | str)}


def read(folder: Path) -> Result:
    """Read a kept report.

    Raises:
        NotFound: its time is over (see `platform.jobs.folders.KEPT`).
    """
    try:
        stored = json.loads((folder / REPORT).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NotFound from None
    findings = [Finding(**{**one, "level": Level(one["level"])}) for one in stored.pop("findings")]
    return Result(**stored, findings=findings)
