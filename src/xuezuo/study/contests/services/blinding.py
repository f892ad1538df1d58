"""Works without traces of their authors: what office programs and PDF makers write into a file is taken out.

DOCX: properties, comments' and changes' authors, initials, the people part, addresses on the author's computer (where
the template lay), and the same in workbooks and documents put into it. PDF: the pages are copied into a new file, which
leaves the information dictionary and XMP behind, and notes are dropped. The text is read so that a name in it can be
found; what a picture shows, nobody checks.
"""

import dataclasses
import io
import re
import zipfile
from pathlib import PurePath
from typing import Final

import pypdfium2
from pypdfium2 import raw

from xuezuo.study.contests.errors import EntryFileRefused

EPOCH: Final = (2000, 1, 1, 0, 0, 0)  # the day of every part: when it was written would tell too
MAX_UNPACKED: Final = 200 * 1024 * 1024
MAX_DEPTH: Final = 3  # a document in a workbook in a document
EMPTY_PARTS: Final = {
    "docProps/core.xml": '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties'
    ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>',
    "docProps/app.xml": '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties'
    ' xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>',
    "docProps/custom.xml": '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties'
    ' xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>',
    "word/people.xml": '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w15:people'
    ' xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"/>',
}
_PERSON: Final = re.compile(r'(\b\w+:(?:author|initials|userId|providerId)=")[^"]*(")')
_THUMBNAIL: Final = re.compile(r"<Relationship\b[^>]*docProps/thumbnail[^>]*/>")
_HERE: Final = re.compile(r'(\bTarget=")file:[^"]*(")', re.IGNORECASE)
_PACKAGES: Final = (".docx", ".xlsx", ".pptx")
_TEXT: Final = re.compile(r"<(?:\w+:)?(?:t|delText)(?: [^>]*)?>([^<]*)<|(</(?:\w+:p|si)>)")
_XML: Final = (".xml", ".rels")


@dataclasses.dataclass(frozen=True, slots=True)
class Blind:
    """A file without traces: its content, its ending, and the text that was found in it."""

    content: bytes
    suffix: str
    text: str


def blind_copy(name: str, content: bytes) -> Blind:
    """Return the file without what tells its author.

    Raises:
        EntryFileRefused: neither DOCX nor PDF, broken, or locked by a password.
    """
    suffix = PurePath(name).suffix.lower()
    try:
        if suffix == ".docx":
            return _docx(content)
        if suffix == ".pdf":
            return _pdf(content)
    except (zipfile.BadZipFile, pypdfium2.PdfiumError, UnicodeDecodeError, RuntimeError, KeyError) as error:
        raise EntryFileRefused from error
    raise EntryFileRefused


def _docx(content: bytes) -> Blind:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        file.getinfo("word/document.xml")
    copied, words = _package(content)
    return Blind(copied, ".docx", "\n".join(words))


def _package(content: bytes, depth: int = 0) -> tuple[bytes, list[str]]:
    """Return a copy of an office file without traces, and its texts; files put into it are treated alike."""
    out, words = io.BytesIO(), []
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        if depth > MAX_DEPTH or sum(part.file_size for part in old.infolist()) > MAX_UNPACKED:
            raise EntryFileRefused
        for part in old.infolist():
            if part.filename.startswith("docProps/thumbnail"):  # a picture of the first page
                continue
            data = old.read(part)
            if part.filename in EMPTY_PARTS:
                data = EMPTY_PARTS[part.filename].encode()
            elif part.filename.endswith(_PACKAGES):
                data, inner = _package(data, depth + 1)
                words += inner
            elif part.filename.endswith(_XML):
                data, text = _part(part.filename, data)
                words.append(text)
            new.writestr(zipfile.ZipInfo(part.filename, EPOCH), data, zipfile.ZIP_DEFLATED)
    return out.getvalue(), words


def _part(name: str, data: bytes) -> tuple[bytes, str]:
    """Return an XML part without persons and addresses of a computer, and the text in it."""
    text = data.decode("utf-8-sig")
    if name.endswith(".rels"):
        return _HERE.sub(r"\1about:blank\2", _THUMBNAIL.sub("", text)).encode(), ""
    text = _PERSON.sub(r"\1\2", text)
    return text.encode(), "".join(found[0] or "\n" for found in _TEXT.findall(text))


def _pdf(content: bytes) -> Blind:
    out, words = io.BytesIO(), []
    with pypdfium2.PdfDocument(content) as old, pypdfium2.PdfDocument.new() as document:
        for page in old:  # before the copy: what a page no longer names is not copied
            while raw.FPDFPage_GetAnnotCount(page):
                raw.FPDFPage_RemoveAnnot(page, 0)
            words.append(page.get_textpage().get_text_bounded())
            page.close()
        document.import_pages(old)
        document.save(out)
    return Blind(out.getvalue(), ".pdf", "\n".join(words))
