"""The file that a backup is: a tar with a manifest, the database, the attachments and the keys.

manifest.json   format, release, instant (UTC), digest of the dump
database.dump   pg_dump, custom format
keys.json       secret_key, field_key, lookup_key (absent from a backup made without keys)
files/...       attachments as they lie in the data folder
"""

import dataclasses
import hashlib
import io
import json
import os
import tarfile
from collections.abc import Mapping
from pathlib import Path

from xuezuo.config.postgres.errors import DatabaseProblem

FORMAT = 1
FILES = "files"
_MANIFEST, _DUMP, _KEYS = "manifest.json", "database.dump", "keys.json"


@dataclasses.dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself.

    Attributes:
        release: the version of xuezuo that made it.
        made_at: the instant, ISO 8601, UTC.
        sha256: digest of the dump.
        format: of the tar; a reader refuses what it does not know.
    """

    release: str
    made_at: str
    sha256: str
    format: int = FORMAT


def pack(file: Path, manifest: Manifest, *, dump: Path, keys: Mapping[str, str], files: Path) -> None:
    """Write the tar beside `file` and put it there in one step, readable by its maker only."""
    draft = file.with_name(f"{file.name}.part")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as raw:
        with tarfile.open(fileobj=raw, mode="w") as tar:
            _add_json(tar, _MANIFEST, dataclasses.asdict(manifest))
            tar.add(dump, _DUMP)
            if keys:
                _add_json(tar, _KEYS, dict(keys))
            if files.is_dir():
                tar.add(files, FILES)
        raw.flush()
        os.fsync(raw.fileno())
    draft.replace(file)


def unpack(file: Path, into: Path) -> tuple[Manifest, dict[str, str]]:
    """Extract everything into `into` and check it; returns the manifest and the keys (empty = made without).

    Raises:
        DatabaseProblem: when `file` is no backup, damaged or of a format of the future.
    """
    try:
        with tarfile.open(file) as tar:
            tar.extractall(into, filter="data")
        manifest = Manifest(**json.loads((into / _MANIFEST).read_text(encoding="utf-8")))
    except (tarfile.TarError, OSError, ValueError, TypeError):
        raise DatabaseProblem(f"{file} 不是 xuezuo 的备份，或已损坏。") from None
    if manifest.format != FORMAT:
        raise DatabaseProblem(f"{file} 由更新的版本（{manifest.release}）制作，请用该版本恢复。")
    if digest(dump_in(into)) != manifest.sha256:
        raise DatabaseProblem(f"{file} 已损坏：数据库部分与校验值不符。")
    keys = into / _KEYS
    return manifest, json.loads(keys.read_text(encoding="utf-8")) if keys.exists() else {}


def dump_in(folder: Path) -> Path:
    """Return where the database's part lies (or is to lie) in a folder of unpacked parts."""
    return folder / _DUMP


def digest(file: Path) -> str:
    """Return the SHA-256 of a file's content."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _add_json(tar: tarfile.TarFile, name: str, value: object) -> None:
    content = json.dumps(value, ensure_ascii=False, indent=1).encode()
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = len(content), 0o600
    tar.addfile(entry, io.BytesIO(content))
