"""Types of arguments for `add_argument(type=...)`; a value that cannot be meant is wrong usage (exit code 2)."""

import argparse
import datetime as dt
from pathlib import Path


def day(text: str) -> dt.date:
    """Read a civil date as YYYY-MM-DD.

    Raises:
        argparse.ArgumentTypeError: when it is none.
    """
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} 不是日期：请写成 2025-03-31") from None


def existing_file(text: str) -> Path:
    """Read the path of a file that is there.

    Raises:
        argparse.ArgumentTypeError: when there is no such file.
    """
    path = Path(text)
    if not path.is_file():
        raise argparse.ArgumentTypeError(f"没有文件 {text}")
    return path


def existing_path(text: str) -> Path:
    """Read the path of a file or folder that is there.

    Raises:
        argparse.ArgumentTypeError: when there is neither.
    """
    path = Path(text)
    if not path.exists():
        raise argparse.ArgumentTypeError(f"没有文件或文件夹 {text}")
    return path


def part(text: str) -> tuple[str, str]:
    """Read the code and the name of a new unit as CODE=NAME.

    Raises:
        argparse.ArgumentTypeError: when one of them is missing.
    """
    code, _, name = text.partition("=")
    if not code.strip() or not name.strip():
        raise argparse.ArgumentTypeError(f"{text!r} 不完整：请写成 代码=名称")
    return code.strip(), name.strip()


def batch(text: str) -> tuple[str, dt.date, tuple[str, ...]]:
    """Read the id, the first day and the units of a batch as ID=DATE:CODE,CODE.

    Raises:
        argparse.ArgumentTypeError: when one of them is missing, or the day is none.
    """
    key, _, rest = text.partition("=")
    starts, _, codes = rest.partition(":")
    units = tuple(code.strip() for code in codes.split(",") if code.strip())
    if not key.strip() or not units:
        raise argparse.ArgumentTypeError(f"{text!r} 不完整：请写成 first=2025-03-31:LC01,LC02")
    return key.strip(), day(starts.strip()), units
