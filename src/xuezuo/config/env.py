"""Typed readers of environment variables that refuse odd values."""

import json
import os
from pathlib import Path


class SettingError(ValueError):
    """A variable has a value that cannot be meant; the message names it and says what is allowed."""


def read_str(name: str, default: str) -> str:
    """Return the variable, or `default` when it is unset or empty."""
    return os.environ.get(name) or default


def read_bool(name: str, *, default: bool) -> bool:
    """Read 1/0, true/false, yes/no.

    Raises:
        SettingError: for anything else.
    """
    text = read_str(name, "1" if default else "0").lower()
    if text not in {"1", "0", "true", "false", "yes", "no"}:
        raise SettingError(f"{name}={text!r}: write 1 or 0")
    return text in {"1", "true", "yes"}


def read_int(name: str, default: int, *, least: int, most: int) -> int:
    """Read a whole number from `least` to `most`.

    Raises:
        SettingError: for anything else.
    """
    text = read_str(name, str(default))
    if not text.isdecimal() or not least <= int(text) <= most:
        raise SettingError(f"{name}={text!r}: write a whole number from {least} to {most}")
    return int(text)


def read_choice(name: str, default: str, choices: tuple[str, ...]) -> str:
    """Read one of `choices`.

    Raises:
        SettingError: for anything else.
    """
    text = read_str(name, default).lower()
    if text not in choices:
        raise SettingError(f"{name}={text!r}: write one of {', '.join(choices)}")
    return text


def read_list(name: str, default: list[str]) -> list[str]:
    """Read a comma-separated list."""
    text = os.environ.get(name, "")
    return [part.strip() for part in text.split(",") if part.strip()] or default


def read_secret(name: str, data_dir: Path, key: str) -> str:
    """Read a secret from the variable, from the file that `NAME_FILE` names, or from the data folder's secrets.json.

    Raises:
        SettingError: when it is in none of them.
    """
    if value := os.environ.get(name):
        return value
    if file := os.environ.get(f"{name}_FILE"):
        return Path(file).read_text(encoding="utf-8").strip()
    store = data_dir / "secrets.json"
    if store.exists():
        value = json.loads(store.read_text(encoding="utf-8")).get(key)
        if isinstance(value, str):
            return value
    raise SettingError(f"{name} is not set and {store} has no {key}: run `xuezuo migrate` first, or set {name}")
