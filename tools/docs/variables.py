"""Environment variables that the product reads, found in its source; their Chinese words are in settings.yaml."""

import ast
import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
WORDS = Path(__file__).with_name("settings.yaml")
NAME = re.compile(r"XUEZUO_[A-Z_]+[A-Z]|DATABASE_URL")


@dataclasses.dataclass(frozen=True)
class Variable:
    """One variable: its name, the default in the source, how it is read, what it is for."""

    name: str
    default: str
    kind: str
    words: str


def mentioned() -> dict[str, tuple[str, str]]:
    """Return name -> (reader, default as written) of every variable the source reads."""
    found: dict[str, tuple[str, str]] = {}
    for path in sorted((ROOT / "src" / "xuezuo").rglob("*.py")):
        if "tests" not in path.parts:
            for name, reader, default in _read_in(ast.parse(path.read_text(encoding="utf-8"))):
                if reader or name not in found:
                    found[name] = (reader, default)
    return found


def _read_in(tree: ast.Module) -> Iterator[tuple[str, str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and NAME.fullmatch(node.value):
            yield node.value, "", ""
        if isinstance(node, ast.Call) and node.args and ast.unparse(node.func).startswith("read_"):
            name = node.args[0]
            if isinstance(name, ast.Constant) and isinstance(name.value, str) and NAME.fullmatch(name.value):
                yield name.value, ast.unparse(node.func), _default(node)


def _default(call: ast.Call) -> str:
    named = [keyword.value for keyword in call.keywords if keyword.arg == "default"]
    values = named or call.args[1:2]
    return ast.unparse(values[0]) if values else ""


def words() -> dict[str, Any]:
    """Return the documented variables."""
    loaded: dict[str, Any] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return loaded


def variables() -> list[Variable]:
    """Return every variable with its words, in the order of settings.yaml.

    Raises:
        ValueError: when one is not documented, or documented and no longer read.
    """
    read, documented = mentioned(), words()
    if missing := sorted(set(read) - set(documented)):
        raise ValueError(f"{WORDS.name}: say what these are for: {', '.join(missing)}")
    if stale := sorted(set(documented) - set(read)):
        raise ValueError(f"{WORDS.name}: nothing reads these any more: {', '.join(stale)}")
    return [
        Variable(name, str(entry.get("default", read[name][1])), read[name][0], entry["words"])
        for name, entry in documented.items()
    ]
