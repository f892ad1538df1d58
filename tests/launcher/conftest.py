"""Data folders and servers that tests of the launcher share."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from xuezuo.config.postgres.choice import choose
from xuezuo.config.postgres.cluster import Cluster
from xuezuo.config.postgres.target import Target

# Copies of data folders are made faster in memory than on a disk.
MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  # CONFIG: a fresh folder of its own is made in it
DEBIAN_15 = Path("/usr/lib/postgresql/15/bin")
ADDRESS = f"127.15.{os.getpid() % 250}.{os.getpid() // 250 % 250 + 1}"  # one's own address, so that port 5432 is free


def cluster_in(data_dir: Path, *options: str) -> Cluster:
    cluster = choose({"PATH": os.environ["PATH"]}, data_dir, options).cluster
    assert cluster is not None
    return cluster


@pytest.fixture(scope="session")
def made() -> Iterator[Path]:
    """A data folder made once; tests copy it, which is faster than making one."""
    with tempfile.TemporaryDirectory(prefix="xz", dir=MEMORY) as folder:
        Path(folder).chmod(0o755)
        data_dir = Path(folder) / "data"
        cluster = cluster_in(data_dir)
        cluster.join()
        cluster.leave()
        yield data_dir


@pytest.fixture
def data_dir(made: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="xz", dir=MEMORY) as folder:
        shutil.copytree(made, Path(folder) / "data")
        yield Path(folder) / "data"


@pytest.fixture(scope="session")
def debian() -> Iterator[Target]:
    """The superuser of a server that is not ours: Debian's PostgreSQL 15 over TCP."""
    if not DEBIAN_15.exists():
        pytest.skip("apt install postgresql-15")
    with tempfile.TemporaryDirectory(prefix="xz", dir=MEMORY) as folder:
        environ = {"XUEZUO_PG_BIN": str(DEBIAN_15), "PATH": os.environ["PATH"]}
        cluster = Cluster(Path(folder) / "data", environ, ("fsync=off", f"listen_addresses={ADDRESS}"))
        cluster.join()
        yield cluster.superuser
        cluster.leave()
