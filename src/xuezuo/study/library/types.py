"""Words and plain values of the library."""

import dataclasses
import datetime as dt
import uuid
from typing import Final

from django.db import models

MATERIAL: Final = "library.material"  # kind of owner of attachments, subject of audit entries
MAX_TITLE: Final = 200
MAX_BODY: Final = 2_000_000  # characters: a book; more is not read as one text
MAX_TAG: Final = 40


class MaterialKind(models.TextChoices):
    """What a material is."""

    ARTICLE = "article", "文章"
    AUDIO = "audio", "音频"
    VIDEO = "video", "视频"
    FILE = "file", "文件"


class Language(models.TextChoices):
    """Tags of BCP 47; what can be told from the script alone is found, the rest is chosen by people."""

    HANS = "zh-Hans", "汉文（简体）"
    HANT = "zh-Hant", "汉文（繁体）"
    ENGLISH = "en", "英文"
    TIBETAN = "bo", "藏文"
    UYGHUR = "ug", "维吾尔文"
    KAZAKH = "kk", "哈萨克文"
    MONGOLIAN = "mn", "蒙古文"
    KOREAN = "ko", "朝鲜文"
    YI = "ii", "彝文"
    ZHUANG = "za", "壮文"
    OTHER = "und", "其他"


@dataclasses.dataclass(frozen=True, slots=True)
class Article:
    """A text as it is to be kept.

    Attributes:
        title: one line.
        paragraphs: plain text, one line each, in order.
        author: names as written, several separated by 、; empty when not said.
        source: where it was published, as written.
        source_url: address it was taken from.
        published_on: civil day of publication, None when not said.
        language: a tag of `Language`; empty = to be found from the text.
        removed: lines that were taken for dressing and left out, for people to check.
        unread: what could not be read, in words for whoever imports.
    """

    title: str
    paragraphs: tuple[str, ...]
    author: str = ""
    source: str = ""
    source_url: str = ""
    published_on: dt.date | None = None
    language: str = ""
    removed: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()

    @property
    def body(self) -> str:
        """The text, one paragraph a line."""
        return "\n".join(self.paragraphs)


@dataclasses.dataclass(frozen=True, slots=True)
class MaterialFilter:
    """What a list or a search is narrowed to; empty values narrow nothing.

    Attributes:
        text: what is searched for: words, "quoted phrases"; traditional or simplified.
        title: words of the title.
        source: part of the source.
        author: part of the author.
        tag: a tag.
        language: a tag of `Language`.
        kind: a kind of material.
        since, until: civil days of publication, both included.
        unit_id: only what this unit keeps.
        list_uid: only what stands in this list (campaign, reading list).
    """

    text: str = ""
    title: str = ""
    source: str = ""
    author: str = ""
    tag: str = ""
    language: str = ""
    kind: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    unit_id: int | None = None
    list_uid: uuid.UUID | None = None


def as_tags(text: str) -> tuple[str, ...]:
    """Return tags typed one after another, with blanks, commas or 、 between them."""
    return tuple(text.replace("，", " ").replace("、", " ").replace(",", " ").split())
