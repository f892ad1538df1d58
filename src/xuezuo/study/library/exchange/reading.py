"""One incoming text file -> an article, or why not."""

import datetime as dt

from xuezuo.study.library.exchange.article import article_of
from xuezuo.study.library.exchange.encoding import decode
from xuezuo.study.library.exchange.incoming import OLD, PAGES, TEXTS, Incoming
from xuezuo.study.library.exchange.page import read_page
from xuezuo.study.library.exchange.plain import read_plain
from xuezuo.study.library.exchange.portable import read_pdf
from xuezuo.study.library.exchange.sheet import Sheet, Unreadable
from xuezuo.study.library.exchange.word import read_word
from xuezuo.study.library.types import Article

_LARGEST = 50 * 1024**2


def read_article(file: Incoming, data: bytes, last: dt.date) -> Article:
    """Return the article in the file.

    Args:
        file: its name says the format; a DOCX or PDF that is named otherwise is known by its first bytes.
        data: its content.
        last: civil day of the import.

    Raises:
        Unreadable: what is wrong with it and what to do.
    """
    if not data:
        raise Unreadable("library.empty_file", "文件是空的。请检查后重新导入。")
    if len(data) > _LARGEST:
        raise Unreadable("library.too_large", f"文件超过 {_LARGEST // 1024**2} MB。请按章分成几个文件。")
    return article_of(_sheet(file, data), name=file.stem, last=last)


def _sheet(file: Incoming, data: bytes) -> Sheet:
    suffix = file.suffix
    if data.startswith(b"%PDF-"):
        return read_pdf(data)
    if suffix in OLD:
        raise Unreadable("library.old_format", f"{OLD[suffix]}文件不能直接导入。请另存为 DOCX 或 PDF 后再导入。")
    if suffix not in TEXTS:
        message = "不认识这种文件。可以导入：TXT、HTML、DOCX、PDF，以及 MP3、M4A、WAV、OGG、MP4、WEBM。"
        raise Unreadable("library.unknown_type", message)
    if suffix == ".pdf":
        raise Unreadable("library.broken_pdf", "扩展名是 PDF，内容却不是。请检查文件。")
    if suffix == ".docx":
        return read_word(data)
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Unreadable("library.wrong_suffix", "内容与扩展名不符（像是 Office 文件）。请改正扩展名或另存为 DOCX。")
    text = decode(data, is_markup=suffix in PAGES)
    is_page = suffix in PAGES or text.lstrip()[:200].lower().startswith(("<!doctype html", "<html"))
    return read_page(text) if is_page else read_plain(text)
