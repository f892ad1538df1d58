"""What a browser sends while somebody sits: as JSON from the script, or as the plain form."""

import json
import uuid
from collections.abc import Mapping
from typing import Final

from django.http import QueryDict

from xuezuo.kernel.ids import new_id
from xuezuo.study.exams.errors import AnswersUnreadable
from xuezuo.study.exams.queries.sheet import Section, Shown, written
from xuezuo.study.exams.services.saving import Saving

MOST_BYTES: Final = 200_000
FURTHEST: Final = 1 << 53  # a number that is exact in every browser


def read_json(body: bytes) -> Mapping[str, object]:
    """Return the object that the script sent.

    Raises:
        AnswersUnreadable: too long, not JSON, not an object.
    """
    try:
        found = json.loads(body) if len(body) <= MOST_BYTES else None
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise AnswersUnreadable
    return found


def read_saving(sent: Mapping[str, object]) -> Saving:
    """Return what the script wants to be saved: `uid`, `answers`, `made_at`, `known`, `offline`.

    Raises:
        AnswersUnreadable: something is missing or of another shape.
    """
    answers = sent.get("answers")
    if not isinstance(answers, dict):
        raise AnswersUnreadable
    return Saving(
        uid=read_uid(sent.get("uid")),
        answers={place: _entry(entry) for place, entry in answers.items()},
        made_at=_number(sent.get("made_at")),
        known=_number(sent.get("known", 0)),
        is_offline=sent.get("offline") is True,
        has_start=True,
    )


def read_uid(value: object) -> uuid.UUID:
    """Return a uid that a browser made.

    Raises:
        AnswersUnreadable: it is none.
    """
    try:
        return uuid.UUID(str(value))
    except ValueError:
        raise AnswersUnreadable from None


def _entry(entry: object) -> tuple[object, int]:
    if not isinstance(entry, list) or len(entry) != len(("answer", "when")):
        raise AnswersUnreadable
    return entry[0], _number(entry[1])


def _number(value: object) -> int:
    if not isinstance(value, int | float) or not 0 <= value < FURTHEST:
        raise AnswersUnreadable
    return int(value)


def read_form(data: QueryDict, sections: list[Section]) -> Saving:
    """Return what was changed on the plain form, compared with what the page showed (`was-N`).

    Only changed answers are saved, so that a page that lay open does not undo what was answered elsewhere meanwhile.

    Raises:
        AnswersUnreadable: a field holds something that the page cannot have sent.
    """
    questions = [question for section in sections for question in section.questions]
    given = {str(question.place): _given(data, question) for question in questions}
    changed = {place: (answer, None) for place, answer in given.items() if written(answer) != data.get(f"was-{place}")}
    return Saving(uid=read_uid(data.get("step") or new_id()), answers=changed)


def _given(data: QueryDict, question: Shown) -> list[int] | list[str]:
    name = f"q-{question.place}"
    if not question.choices:
        return [data.get(f"{name}-{field}", "").replace("\r\n", "\n") for field in range(len(question.texts))]
    values = data.getlist(name)
    if not all(value.isascii() and value.isdigit() for value in values):
        raise AnswersUnreadable
    return sorted(int(value) for value in values)
