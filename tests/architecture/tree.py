"""The files that the guards read."""

import ast
import functools
from pathlib import Path

from tools.budgets import tracked_files

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "src" / "xuezuo"


@functools.cache
def files() -> tuple[Path, ...]:
    """Every file that git tracks or would track."""
    return tuple(tracked_files(ROOT))


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@functools.cache
def modules() -> tuple[Path, ...]:
    """The Python files of the product: no tests, no migrations."""
    found = (path for path in files() if path.is_relative_to(SOURCES) and path.suffix == ".py")
    return tuple(path for path in found if not {"tests", "migrations"} & set(path.parts))


@functools.cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))
