"""What a reader of one format hands on."""

import dataclasses
import datetime as dt


class Unreadable(Exception):
    """A file that cannot become a material: stable code, and what, where and what to do in Chinese."""

    def __init__(self, code: str, message: str) -> None:
        self.code, self.message = code, message
        super().__init__(code)


@dataclasses.dataclass(frozen=True, slots=True)
class Sheet:
    """The lines of a file in reading order, and what its format says of them.

    Attributes:
        lines: paragraphs, blank ones left out.
        title: as the format marks it (h1, Word's title style); empty when it does not.
        site_title: a title that may carry the name of the site behind it (`<title>`).
        author, source, url: from marks made for machines; empty when there are none.
        published_on: the same.
        unread: what could not be read, in words for whoever checks what was imported.
    """

    lines: tuple[str, ...]
    title: str = ""
    site_title: str = ""
    author: str = ""
    source: str = ""
    url: str = ""
    published_on: dt.date | None = None
    unread: tuple[str, ...] = ()
