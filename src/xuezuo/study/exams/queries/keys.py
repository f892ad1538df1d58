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
    versions = QuestionVersion.objects.filter(id__in=list(version_ids)).select_related("question", "corrected_by")
    found = {}
    for version in versions:
        right = version.corrected_by or version
        is_corrected = version.corrected_by_id is not None
        found[version.pk] = Key(version.question.kind, right.key, right.explanation, is_corrected)
    return found
