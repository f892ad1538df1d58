"""As whom the embedded server runs. PostgreSQL refuses root, containers and rented servers often give nothing else."""

import dataclasses
import os
import pwd
import shutil
import subprocess
import sys
from pathlib import Path

from xuezuo.config.postgres.errors import DatabaseProblem

_ACCOUNTS = ("postgres", "nobody", "daemon")
# Runs argv[2:] as user argv[1] of a new user namespace in which that user is the caller: files keep their owner.
# A program of its own, since unshare() needs a process with one thread.
_NAMESPACE = """
import os, sys
uid, gid = os.getuid(), os.getgid()
os.unshare(os.CLONE_NEWUSER)
for name, text in (("setgroups", "deny"), ("uid_map", f"{sys.argv[1]} {uid} 1"), ("gid_map", f"{sys.argv[1]} {gid} 1")):
    with open(f"/proc/self/{name}", "w") as file:
        file.write(text)
os.execv(sys.argv[2], sys.argv[2:])
"""


@dataclasses.dataclass(frozen=True, slots=True)
class Identity:
    """How to start a program of PostgreSQL.

    Attributes:
        prefix: what stands before the program.
        user: the user id to switch to; None = stay.
        group: the group id to switch to; None = stay.
    """

    prefix: tuple[str, ...] = ()
    user: int | None = None
    group: int | None = None

    def let_through(self, folder: Path) -> None:
        """Let the user the server runs as pass through `folder` to what it owns below; it cannot list it."""
        if self.user is not None:
            folder.chmod(0o711)

    def give(self, folder: Path) -> None:
        """Hand `folder` and all below it to the user the server runs as."""
        if self.user is None or self.group is None:
            return
        for path in (folder, *folder.rglob("*")):
            os.chown(path, self.user, self.group, follow_symlinks=False)


def accounts() -> list[pwd.struct_passwd]:
    """Return the accounts the server may run as instead of root, the best first."""
    found = {entry.pw_name: entry for entry in pwd.getpwall()}
    return [found[name] for name in _ACCOUNTS if name in found]


def choose(cluster: Path) -> Identity:
    """Return how to run the server for the data in `cluster` (which need not exist yet).

    Raises:
        DatabaseProblem: when the caller is root and there is no way to be somebody else.
    """
    if os.geteuid() != 0:
        return Identity()
    owner = cluster.stat() if cluster.exists() else None
    if owner is not None and owner.st_uid != 0:
        return Identity(user=owner.st_uid, group=owner.st_gid)
    if prefix := _namespace():
        return Identity(prefix=prefix)
    if owner is None and (known := accounts()):
        return Identity(user=known[0].pw_uid, group=known[0].pw_gid)
    raise DatabaseProblem(
        "PostgreSQL 不允许以 root 身份运行，这里也不能建立用户命名空间。\n"
        "请换一个普通用户运行 xuezuo，或用 DATABASE_URL 指向已有的 PostgreSQL 服务器。"
    )


def _namespace() -> tuple[str, ...]:
    """Return the prefix that runs a program in a user namespace, or nothing when the kernel forbids it."""
    # initdb looks its user up by name, so the id inside the namespace has to be a known one.
    known, probe = accounts(), shutil.which("true")
    if not known or probe is None or not hasattr(os, "unshare"):
        return ()
    prefix = (sys.executable, "-I", "-S", "-c", _NAMESPACE, str(known[0].pw_uid))
    tried = subprocess.run([*prefix, probe], check=False, capture_output=True)  # noqa: S603  # CONFIG: own program
    return prefix if tried.returncode == 0 else ()
