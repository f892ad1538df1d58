"""Rows of materials with everything that search and likeness need."""

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence

from django.db import connection

from xuezuo.kernel.ids import new_id
from xuezuo.platform.db.bulk import bulk_insert, next_ids
from xuezuo.study.library.errors import MaterialEmpty, TextTooLong
from xuezuo.study.library.models import Material, Shingle
from xuezuo.study.library.types import MAX_BODY, MAX_TAG, Article, MaterialKind
from xuezuo.study.library.words.cut import MOST_WORDS, title_words_of, words_of
from xuezuo.study.library.words.fold import essence, fold
from xuezuo.study.library.words.language import language_of
from xuezuo.study.library.words.shingles import shingles

_MOST_TAGS = 20


@dataclasses.dataclass(frozen=True, slots=True)
class Keeping:
    """Under which circumstances materials are kept: by whom, for whom, from which import, when."""

    unit_id: int
    audience_id: int
    by: int | None
    at: dt.datetime
    tags: tuple[str, ...] = ()
    batch_id: int | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Draft:
    """A material to be kept: its text, what it is, and the file it comes from."""

    article: Article
    kind: MaterialKind = MaterialKind.ARTICLE
    file_name: str = ""
    file_sha256: str = ""


def materials_insert(drafts: Sequence[Draft], keeping: Keeping) -> list[Material]:
    """Insert materials with their fingerprints, each standing alone; in the order given."""
    ids = next_ids("library_material", len(drafts))
    rows = [_row(key, draft, keeping) for key, draft in zip(ids, drafts, strict=True)]
    prints = {row.pk: shingles(row.body) for row in rows}
    for row in rows:
        row.shingle_count = len(prints[row.pk])
    Material.objects.bulk_create(rows)
    shingles_insert(prints.items())
    return rows


def shingles_insert(prints: Iterable[tuple[int, Iterable[int]]]) -> None:
    """Insert fingerprints: (material id, hashes)."""
    pairs = ((number, key) for key, hashes in prints for number in hashes)
    bulk_insert("library_shingle", ("hash", "material_id"), pairs)


def shingles_renew(material: Material) -> None:
    """Replace the fingerprints of a material whose text has changed."""
    Shingle.objects.filter(material=material).delete()
    hashes = shingles(material.body)
    shingles_insert([(material.pk, hashes)])
    material.shingle_count = len(hashes)


def refresh_statistics() -> None:
    """Put the search index in order and have the planner look at the tables anew (migration `analyze_function`)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT library_analyze()")


def describe(material: Material) -> None:
    """Fill what follows from title, author, source and text."""
    material.folded = low if (low := fold(material.body)) != material.body else ""
    material.length = len(material.body)
    material.sha256 = sha_of(material.body) if material.body else ""
    titled = title_words_of(material.title)
    said = words_of(f"{material.author} {material.source} {' '.join(material.tags)}")
    whole = sorted(titled | said) + sorted(words_of(material.body) - titled - said)
    material.title_words, material.words = _vector(titled), _vector(whole[:MOST_WORDS])


def sha_of(body: str) -> str:
    """Return the digest of what is left of a text in every dressing."""
    return hashlib.sha256(essence(body).encode("utf-8", "replace")).hexdigest()


def tags_of(tags: Iterable[str]) -> list[str]:
    """Return the tags cleaned, each once, in the order given, at most twenty."""
    cleaned = (" ".join(tag.split())[:MAX_TAG] for tag in tags)
    return list(dict.fromkeys(tag for tag in cleaned if tag))[:_MOST_TAGS]


def check_text(article: Article, *, has_file: bool) -> None:
    """Refuse what cannot be a material.

    Raises:
        MaterialEmpty: no title, or nothing to read and no file.
        TextTooLong: more than a book.
    """
    if not article.title.strip():
        raise MaterialEmpty(what="标题")
    if not has_file and not article.body.strip():
        raise MaterialEmpty(what="正文")
    if len(article.body) > MAX_BODY:
        raise TextTooLong(limit=MAX_BODY // 10_000)


def _row(key: int, draft: Draft, keeping: Keeping) -> Material:
    article = draft.article
    row = Material(
        pk=key,
        uid=new_id(),
        unit_id=keeping.unit_id,
        audience_id=keeping.audience_id,
        kind=draft.kind,
        title=article.title,
        author=article.author,
        source=article.source,
        source_url=article.source_url,
        published_on=article.published_on,
        language=article.language or language_of(article.body or article.title),
        tags=tags_of(keeping.tags),
        body=article.body,
        removed="\n".join((*article.unread, *article.removed)),
        file_sha256=draft.file_sha256,
        file_name=draft.file_name[-200:],
        batch_id=keeping.batch_id,
        added_at=keeping.at,
        added_by=keeping.by,
        group_id=key,
    )
    describe(row)
    return row


def _vector(words: Iterable[str]) -> str:
    """Return the words as a text search vector in PostgreSQL's own writing."""
    return " ".join("'" + word.replace("\\", "\\\\").replace("'", "''") + "'" for word in words)
