"""Passwords and keys of one installation, in `secrets.json` (0600) of its data folder.

Losing `field_key` makes identity numbers and phones unreadable for ever; `xuezuo backup` therefore includes the file.
"""

import fcntl
import json
import os
import secrets
from pathlib import Path

from xuezuo.config.postgres.errors import DatabaseProblem

FILE_NAME = "secrets.json"
PASSWORDS = ("superuser_password", "owner_password", "app_password")
KEYS = ("secret_key", "field_key", "lookup_key")
_BYTES = 32


def ensure(data_dir: Path) -> dict[str, str]:
    """Return all secrets of the folder, making those that are missing; safe against processes that do the same.

    Raises:
        DatabaseProblem: when the folder cannot be made or written.
    """
    try:
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock_file = (data_dir / "secrets.lock").open("w")
    except OSError as error:
        raise DatabaseProblem(f"不能使用数据文件夹 {data_dir}：{error.strerror}。") from None
    with lock_file as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        known = read(data_dir)
        missing = [name for name in (*PASSWORDS, *KEYS) if name not in known]
        if missing:
            known |= {name: secrets.token_hex(_BYTES) for name in missing}
            write(data_dir, known)
    return known


def read(data_dir: Path) -> dict[str, str]:
    """Return the secrets of the folder; empty when it has none yet.

    Raises:
        DatabaseProblem: when the file cannot be read or is no longer what was written.
    """
    file = data_dir / FILE_NAME
    try:
        return {str(key): str(value) for key, value in json.loads(file.read_text(encoding="utf-8")).items()}
    except FileNotFoundError:
        return {}
    except PermissionError:
        raise DatabaseProblem(f"不能读取 {file}：请用建立它的用户运行 xuezuo。") from None
    except (ValueError, AttributeError):
        raise DatabaseProblem(f"{file} 已损坏：请从备份取回它，没有它读不出证件号码。") from None


def write(data_dir: Path, values: dict[str, str]) -> None:
    """Replace the file in one step: a crash leaves the old or the new one, never half of it."""
    draft = data_dir / f".{FILE_NAME}.{os.getpid()}"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(values, file, indent=1, sort_keys=True)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(data_dir / FILE_NAME)
