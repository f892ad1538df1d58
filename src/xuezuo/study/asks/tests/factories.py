"""Asks for tests, made through the service."""

import dataclasses
import datetime as dt
import uuid

from xuezuo.kernel.dates import DateSpan
from xuezuo.org.models import Unit
from xuezuo.rules.vocabulary import DeedKind, SubjectKind
from xuezuo.study.asks.models import Ask
from xuezuo.study.asks.services import asks_make
from xuezuo.study.asks.types import AskOrigin, AskSource, AskSpec

AT = dt.datetime(2024, 1, 1, 1, tzinfo=dt.UTC)
SPEC = AskSpec(
    key="seminar",
    label="专题讨论",
    why="学习教育安排了一次专题讨论。",
    what_counts="集中学习。",
    subjects=(SubjectKind.BRANCH,),
    during=DateSpan(dt.date(2025, 3, 1), dt.date(2025, 9, 1)),
    deed_kinds=(DeedKind.STUDY_SESSION,),
)


def ask(unit: Unit, **changes: object) -> Ask:
    """Make one ask of the unit; `changes` are fields of `AskSpec`."""
    origin = AskOrigin(unit.pk, AskSource.PROMPT, uuid.uuid4(), "关于三月学习的提示", dt.date(2025, 2, 27))
    return asks_make(origin, [dataclasses.replace(SPEC, **changes)], by=None, at=AT)[0]  # type: ignore[arg-type]  # test sugar
