"""What is to be imported: single files, folders and archives, one file after the other."""

import contextlib
import dataclasses
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO, Final

from xuezuo.study.library.errors import ImportRefused

TEXTS: Final = {".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".shtml", ".docx", ".pdf"}
RECORDINGS: Final = {".mp3", ".m4a", ".wav", ".ogg", ".mp4", ".webm"}
PAGES: Final = {".html", ".htm", ".xhtml", ".shtml"}
OLD: Final = {
    ".doc": "旧版 Word", ".wps": "WPS 文字", ".rtf": "RTF", ".ppt": "旧版幻灯片", ".pptx": "幻灯片",
    ".ceb": "CEB", ".ofd": "OFD",
}  # fmt: skip
# What programs leave beside documents, and the pieces of a saved web page: nobody means them.
_BESIDE: Final = frozenset(".css .js .gif .ico .svg .woff .woff2 .ttf .map .db .ini .lnk .tmp".split())  # noqa: SIM905  # a list of words
_MANY: Final = 20_000
_LARGEST: Final = 4 * 1024**3  # bytes unpacked in all
_LARGEST_TEXT: Final = 50 * 1024**2
_UTF8_FLAG: Final = 0x800


@dataclasses.dataclass(frozen=True, slots=True)
class Incoming:
    """One file: its name inside what was given, its size, where it lies, and what its name says it is."""

    name: str
    size: int
    path: Path
    member: str = ""

    @property
    def leads_out(self) -> bool:
        """Its name leads out of the archive: nobody writes such a name by accident."""
        return bool(self.member) and _leads_out(self.name)

    @property
    def suffix(self) -> str:
        """The extension in small letters."""
        return PurePosixPath(self.name).suffix.lower()

    @property
    def stem(self) -> str:
        """The name without folder and extension."""
        return PurePosixPath(self.name).stem

    @property
    def is_text(self) -> bool:
        """It can become an article."""
        return self.suffix in TEXTS

    @property
    def is_recording(self) -> bool:
        """It is to be heard or seen."""
        return self.suffix in RECORDINGS

    @contextlib.contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """Open the content."""
        if not self.member:
            with self.path.open("rb") as file:
                yield file
        else:
            with zipfile.ZipFile(self.path) as archive, archive.open(self.member) as part:
                yield part

    def read(self, most: int = _LARGEST_TEXT) -> bytes:
        """Return the content, at most `most + 1` bytes: whoever asks sees that it is too much."""
        with self.open() as file:
            return file.read(most + 1)


def incoming_in(path: Path, name: str = "") -> Iterator[Incoming]:
    """Yield the files of a folder, an archive, or the one file, by name; what nobody means is left out.

    Args:
        path: a file or a folder.
        name: what the file was called by the person who sent it.

    Raises:
        ImportRefused: an archive that is broken, has a password, or holds too much.
    """
    if path.is_dir():
        files = sorted(one for one in path.rglob("*") if one.is_file() and not one.is_symlink())
        yield from (
            Incoming(relative, one.stat().st_size, one)
            for one in files
            if is_meant(relative := one.relative_to(path).as_posix())
        )
    elif PurePosixPath(name or path.name).suffix.lower() == ".zip":
        yield from _in_archive(path)
    else:
        yield Incoming(name or path.name, path.stat().st_size, path)


def is_meant(name: str) -> bool:
    """Tell whether somebody may have meant this file: not hidden, not a piece of a saved page or of a program."""
    parts = PurePosixPath(name).parts
    if any(part.startswith((".", "~$", "__MACOSX")) or part.endswith(("_files", ".files")) for part in parts):
        return False
    return PurePosixPath(name).suffix.lower() not in _BESIDE


def _leads_out(name: str) -> bool:
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts


def _in_archive(path: Path) -> Iterator[Incoming]:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    except zipfile.BadZipFile:
        raise ImportRefused(reason="压缩包已损坏，打不开。请重新压缩成 ZIP 后再上传。") from None
    if len(entries) > _MANY or sum(entry.file_size for entry in entries) > _LARGEST:
        raise ImportRefused(reason=f"压缩包里的文件过多（超过 {_MANY} 个）或展开后过大。请分成几个压缩包。")
    if any(entry.flag_bits & 1 for entry in entries):
        raise ImportRefused(reason="压缩包有密码。请去掉密码后再上传。")
    named = [(_name_of(entry), entry) for entry in entries]
    for name, entry in sorted(named, key=lambda pair: pair[0]):
        if is_meant(name) or _leads_out(name):
            yield Incoming(name, entry.file_size, path, entry.filename)


def _name_of(entry: zipfile.ZipInfo) -> str:
    """Return the name as the person wrote it: programs on Chinese Windows write it in GBK without saying so."""
    if entry.flag_bits & _UTF8_FLAG:
        return entry.filename
    raw = entry.filename.encode("cp437", errors="replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding).replace("\\", "/")
        except UnicodeDecodeError:
            continue
    return entry.filename
