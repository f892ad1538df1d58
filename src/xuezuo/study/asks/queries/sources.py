"""What one campaign, plan or prompt asks, and the same once more."""

import datetime as dt
import uuid
from collections.abc import Iterable

from xuezuo.kernel.dates import DateSpan
from xuezuo.rules.vocabulary import DeedKind, Force, Post, SubjectKind, Template, UnitType
from xuezuo.study.asks.models import Ask
from xuezuo.study.asks.types import AskPeriod, AskSpec


def asks_of(source_uid: uuid.UUID, *, open_on: dt.date | None = None) -> list[Ask]:
    """Return everything that the source asked, in order; with `open_on` only what is not over on that day."""
    asks = Ask.objects.filter(source_uid=source_uid).order_by("pk")
    if open_on is not None:
        asks = asks.filter(withdrawn_on=None, during__endswith__gt=open_on)
    return list(asks)


def specs_from(asks: Iterable[Ask], on: dt.date) -> list[AskSpec]:
    """Return what is asked once more from the civil day `on` to the former end."""
    return [
        AskSpec(
            key=ask.key,
            label=ask.label,
            why=ask.why,
            what_counts=ask.what_counts,
            subjects=tuple(SubjectKind(one) for one in ask.subjects),
            during=DateSpan(max(on, ask.during.lower), ask.during.upper),
            template=Template(ask.template),
            deed_kinds=tuple(DeedKind(one) for one in ask.deed_kinds),
            is_named=ask.is_named,
            period=AskPeriod(ask.period),
            required=ask.required,
            unit_types=tuple(UnitType(one) for one in ask.unit_types),
            posts=tuple(Post(one) for one in ask.posts),
            by_posts=tuple(Post(one) for one in ask.by_posts),
            force=Force(ask.force),
            is_required=ask.is_required,
            only=tuple(ask.only),
            continues=(ask.pk, *ask.continues),
            with_own=ask.with_own,
        )
        for ask in asks
    ]
