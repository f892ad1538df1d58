"""The paper of one sitting as it is shown: its questions in its order, with the answers given so far, without keys."""

import dataclasses
import json
from collections.abc import Mapping, Sequence
from typing import Final

from xuezuo.study.exams.models import Sitting
from xuezuo.study.exams.queries.paper import Asked, paper_of
from xuezuo.study.exams.types import Answers, Entry, Item, QuestionKind

STATEMENT: Final = ("正确", "错误")
NOTHING: Final[Entry] = ([], 0)
LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
HINTS: Final[Mapping[str, str]] = {
    QuestionKind.SINGLE: "每题只有一个正确答案。",
    QuestionKind.MULTIPLE: "每题有一个以上正确答案；多选、少选、错选都不得分。",
    QuestionKind.TRUE_FALSE: "判断说法是否正确。",
    QuestionKind.FILL_IN: "每空单独计分；全角半角、繁体简体、大小写和空格不影响得分。",
    QuestionKind.SHORT: "由人评阅，评阅后才有总分。",
}


@dataclasses.dataclass(frozen=True, slots=True)
class Choice:
    """One option as shown: `value` is its place on the screen."""

    value: int
    letter: str
    text: str
    is_chosen: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Shown:
    """One question as shown.

    Attributes:
        place: position in the sitting's items, from 0; the name of its fields.
        number: as people count, from 1.
        texts: what has been written so far, one for each field.
    """

    place: int
    number: int
    kind: str
    stem: str
    marks: int
    choices: tuple[Choice, ...]
    texts: tuple[str, ...]

    @property
    def is_answered(self) -> bool:
        """Something was chosen or written."""
        return any(choice.is_chosen for choice in self.choices) or any(self.texts)

    @property
    def was(self) -> str:
        """The answer as the page notes it beside its fields, so that the form shows what was changed."""
        return written([choice.value for choice in self.choices if choice.is_chosen] or list(self.texts))


def written(answer: Sequence[object]) -> str:
    """Return an answer in a form that can be compared."""
    return json.dumps(answer, ensure_ascii=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Section:
    """Questions of one kind, one after another."""

    title: str
    hint: str
    kind: str
    marks: int
    questions: tuple[Shown, ...]


def sections_of(sitting: Sitting, answers: Answers) -> list[Section]:
    """Return the sitting's paper, kind by kind, with these answers in place."""
    asked = paper_of(sitting.exam).by_version
    shown = [
        _shown(place, item, asked[item[0]], answers.get(str(place), NOTHING)[0])
        for place, item in enumerate(sitting.items)
    ]
    kinds = list(dict.fromkeys(question.kind for question in shown))
    return [_section(kind, tuple(question for question in shown if question.kind == kind)) for kind in kinds]


def _section(kind: str, questions: tuple[Shown, ...]) -> Section:
    marks = sum(question.marks for question in questions)
    return Section(QuestionKind(kind).label, HINTS[kind], kind, marks, questions)


def _shown(place: int, item: Item, asked: Asked, given: Sequence[object]) -> Shown:
    _, marks, order = item
    choices = tuple(
        Choice(value, LETTERS[value], words_of(asked, position), position in given)
        for value, position in enumerate(order)
    )
    texts: tuple[str, ...] = ()
    if not choices:
        fields = asked.blanks or 1
        texts = tuple(str(given[field]) if field < len(given) else "" for field in range(fields))
    return Shown(place, place + 1, asked.kind, asked.stem, marks, choices, texts)


def words_of(asked: Asked, position: int) -> str:
    """Return what an option says, by its position in the version."""
    if asked.kind == QuestionKind.TRUE_FALSE:
        return STATEMENT[position]
    return asked.options[position]


def unanswered(sitting: Sitting) -> list[int]:
    """Return the numbers, as people count, of the questions without an answer."""
    sections = sections_of(sitting, sitting.sheet.answers)
    return sorted(one.number for section in sections for one in section.questions if not one.is_answered)


def on_screen(items: Sequence[Item], answers: Answers) -> Answers:
    """Return answers with places on the screen instead of positions of the version."""
    return {place: (_placed(items[int(place)][2], given), when) for place, (given, when) in answers.items()}


def _placed(order: list[int], given: Sequence[object]) -> Sequence[object]:
    return [order.index(position) for position in given if isinstance(position, int)] if order else given
