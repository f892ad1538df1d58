"""The keys of questions. They leave the server in no answer before the end: only graders and results read them."""

import dataclasses
from collections.abc import Iterable

from xuezuo.study.exams.models import QuestionVersion


@dataclasses.dataclass(frozen=True, slots=True)
class Key:
    """How a version of a question is judged: by the key of the version that corrects it, when there is one."""

    kind: str
    key: list[object]
    explanation: str
    is_corrected: bool


def keys_of(version_ids: Iterable[int]) -> dict[int, Key]:
    """Return the keys by version id, in one query."""
    own, corrected = ("key", "explanation"), ("corrected_by__key", "corrected_by__explanation")
    versions = QuestionVersion.objects.filter(id__in=list(version_ids))
    found = {}  # plain values: handing in waits for them
    for pk, kind, by, *both in versions.values_list("id", "question__kind", "corrected_by_id", *own, *corrected):
        key, explanation = both[:2] if by is None else both[2:]
        found[pk] = Key(kind, key, explanation, by is not None)
    return found
