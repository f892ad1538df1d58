"""Write requirements.lock and the pins in pyproject.toml from uv's resolution.

`uv.lock` names the registry it was made with and therefore stays out of git; `requirements.lock` holds versions and
hashes only, and `[tool.uv] constraint-dependencies` holds the same versions, so that a fresh `uv sync` resolves to
them anywhere. `--upgrade` first lets go of the present pins.
"""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK = ROOT / "requirements.lock"
PROJECT = ROOT / "pyproject.toml"
BLOCK = re.compile(r"(?ms)^constraint-dependencies = \[\n.*?^\]\n")


def pins(lock: str) -> list[str]:
    """Return `name==version ; marker` of every package in the lock, in its order."""
    found = re.findall(r"(?m)^([a-z0-9][^\s\\]*==[^\s\\]+(?: ; [^\\\n]+)?)", lock)
    return [pin.strip() for pin in found]


def with_pins(project: str, wanted: list[str]) -> str:
    """Return the text of pyproject.toml with `wanted` as the constraints."""
    lines = "".join(f'  "{pin}",\n' for pin in wanted)
    return BLOCK.sub(lambda _: f"constraint-dependencies = [\n{lines}]\n", project)


def export() -> str:
    """Return versions and hashes of everything the project and its development need."""
    command = ["uv", "export", "--quiet", "--no-emit-project", "--no-header", "--all-extras"]
    return subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout


def main() -> int:
    """Refresh both files."""
    if "--upgrade" in sys.argv[1:]:
        PROJECT.write_text(with_pins(PROJECT.read_text("utf-8"), []), "utf-8")
        subprocess.run(["uv", "lock", "--quiet", "--upgrade"], cwd=ROOT, check=True)
    lock = export()
    LOCK.write_text(lock, "utf-8")
    PROJECT.write_text(with_pins(PROJECT.read_text("utf-8"), pins(lock)), "utf-8")
    return subprocess.run(["uv", "lock", "--quiet"], cwd=ROOT, check=True).returncode


if __name__ == "__main__":
    sys.exit(main())
