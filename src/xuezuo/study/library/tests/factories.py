"""Materials for tests, by the services of the library; run inside `acting_as(SYSTEM)`."""

import datetime as dt
from collections.abc import Sequence

from xuezuo.org.models import Unit
from xuezuo.platform.access import SYSTEM
from xuezuo.study.library.models import Material
from xuezuo.study.library.services import material_add
from xuezuo.study.library.tests import texts
from xuezuo.study.library.types import Article

AT = dt.datetime(2025, 6, 3, 4, tzinfo=dt.UTC)


def article(title: str = texts.TITLE, paragraphs: Sequence[str] = texts.PARAGRAPHS, **values: object) -> Article:
    """Return an article; everything but title and text is empty unless given."""
    return Article(title=title, paragraphs=tuple(paragraphs), **values)  # type: ignore[arg-type]  # test sugar


def material(
    unit: Unit, title: str = texts.TITLE, paragraphs: Sequence[str] = texts.PARAGRAPHS, **values: object
) -> Material:
    """Make one material kept by the unit."""
    tags = values.pop("tags", ())
    made = article(title, paragraphs, **values)
    return material_add(actor=SYSTEM, unit_id=unit.pk, article=made, tags=tags, at=AT)  # type: ignore[arg-type]  # the same
