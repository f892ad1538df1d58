"""Where the server's socket lies: an address of a Unix socket holds 107 bytes at most."""

import hashlib
import os
import stat
import tempfile
from pathlib import Path

from xuezuo.config.postgres.errors import DatabaseProblem
from xuezuo.config.postgres.identity import accounts

_LIMIT = 107
_NAME = "/.s.PGSQL.5432"


def socket_folder(data_dir: Path) -> Path:
    """Return the folder of the socket: in the data folder, or a short one of the user's own when that is too deep.

    Raises:
        DatabaseProblem: when somebody else has made the short folder.
    """
    near = data_dir.resolve() / "run"
    if _fits(near):
        return near
    name = f"xuezuo-{os.geteuid()}-{hashlib.sha256(os.fsencode(near)).hexdigest()[:12]}"
    bases = [os.environ.get("XDG_RUNTIME_DIR"), tempfile.gettempdir(), "/tmp"]  # noqa: S108  # CONFIG: owner is checked below
    short = next(Path(base) / name for base in bases if base and Path(base).is_dir() and _fits(Path(base) / name))
    if short.exists() and (short.lstat().st_uid not in _trusted() or not stat.S_ISDIR(short.lstat().st_mode)):
        raise DatabaseProblem(f"{short} 不属于当前用户：请删除它，或换一个路径较短的数据文件夹。")
    return short


def _fits(folder: Path) -> bool:
    return len(os.fsencode(folder)) + len(_NAME) < _LIMIT


def _trusted() -> set[int]:
    # root may have handed the folder to the account that the server runs as.
    return {os.geteuid()} if os.geteuid() != 0 else {0, *(account.pw_uid for account in accounts())}
