"""Works without traces of their authors: what office programs and PDF makers write into a file is taken out.

DOCX: properties, comments' and changes' authors, initials, the people part. PDF: the pages are copied into a new file,
which leaves the information dictionary and XMP behind, and notes are dropped. The text is read so that a name in it can
be found; what a picture shows, nobody checks.
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
_TEXT: Final = re.compile(r"<w:(?:t|delText)(?: [^>]*)?>([^<]*)<|(</w:p>)")
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
    out, words = io.BytesIO(), []
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        old.getinfo("word/document.xml")
        if sum(part.file_size for part in old.infolist()) > MAX_UNPACKED:
            raise EntryFileRefused
        for part in old.infolist():
            if part.filename.startswith("docProps/thumbnail"):  # a picture of the first page
                continue
            data = old.read(part)
            if part.filename == "_rels/.rels":
                data = _THUMBNAIL.sub("", data.decode("utf-8")).encode()
            elif part.filename in EMPTY_PARTS:
                data = EMPTY_PARTS[part.filename].encode()
            elif part.filename.startswith("word/") and part.filename.endswith(_XML):
                text = _PERSON.sub(r"\1\2", data.decode("utf-8"))
                words.append("".join(found[0] or "\n" for found in _TEXT.findall(text)))
                data = text.encode()
            new.writestr(zipfile.ZipInfo(part.filename, EPOCH), data, zipfile.ZIP_DEFLATED)
    return Blind(out.getvalue(), ".docx", "\n".join(words))


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
