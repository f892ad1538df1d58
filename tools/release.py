"""Put the fragments of changes/ into CHANGELOG.md under a new version, and the version into the package.

`python -m tools.release 0.2.0 --on 2026-12-01`; commit, tag and upload stay with a person.
"""

import argparse
import datetime as dt
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MARK = "## 未发布\n\n见 `changes/`。\n"


def fragments(folder: Path) -> list[Path]:
    """Return the fragments, by name."""
    return sorted(path for path in folder.glob("*.md") if path.name != "README.md")


def changelog(text: str, version: str, on: dt.date, entries: list[str]) -> str:
    """Return the change log with a section for `version`.

    Raises:
        ValueError: when the version is there already, or the place for it is not.
    """
    if f"## {version} " in text or MARK not in text:
        raise ValueError(f"{version} is in the change log already, or the section 未发布 is missing")
    listed = "\n".join(f"- {entry}" for entry in entries) or "- 内部改进。"
    return text.replace(MARK, f"{MARK}\n## {version} （{on.isoformat()}）\n\n{listed}\n")


def main() -> int:
    """Write the change log, the version, and remove the fragments."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("version")
    parser.add_argument("--on", type=dt.date.fromisoformat, required=True)
    arguments = parser.parse_args()
    if not re.fullmatch(r"\d+\.\d+\.\d+", arguments.version):
        parser.error("the version is written X.Y.Z")
    found = fragments(ROOT / "changes")
    entries = [" ".join(path.read_text("utf-8").split()) for path in found]
    log = ROOT / "CHANGELOG.md"
    log.write_text(changelog(log.read_text("utf-8"), arguments.version, arguments.on, entries), "utf-8")
    for path, pattern, line in (
        (ROOT / "pyproject.toml", r'(?m)^version = ".*"$', f'version = "{arguments.version}"'),
        (ROOT / "src/xuezuo/__init__.py", r'(?m)^__version__ = ".*"$', f'__version__ = "{arguments.version}"'),
    ):
        path.write_text(re.sub(pattern, line, path.read_text("utf-8"), count=1), "utf-8")
    for path in found:
        path.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
